"""The structural faults of a document: what no schema is needed to see.

`faults` yields errors, which every reader refuses, and findings, which only `check` reports (`Fault.severity`).
It terminates on any content, cyclic events and absurd offsets included.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import isfinite

from annotator.model.annotation import Annotation, Attributes, Entity, Event, Relation
from annotator.model.document import Document, text_hash
from annotator.model.fault import Fault, Listing
from annotator.model.oddities import oddities
from annotator.model.quoted import quoted
from annotator.model.reference_faults import cycle_faults, id_faults, reference_faults
from annotator.model.span_faults import mention_faults, span_faults

LARGEST_INTEGER = 2**53
"""Integers beyond it are not the same number in every JSON reader."""


def faults(document: Document, listing: Listing | None = None) -> Iterator[Fault]:
    """Everything that is wrong with a document, errors first.

    Args:
        document: what to look at.
        listing: its annotations in the order of the file it was read from, so that the paths name the file's own
            positions; canonical order by default.
    """
    listed = listing or Listing.canonical(document)
    broken = False
    for fault in errors(document, listed):
        broken = True
        yield fault
    if not broken:
        yield from oddities(listed, document.text)


def errors(document: Document, listing: Listing) -> Iterator[Fault]:
    """The faults for which every reader refuses the document."""
    yield from _document_errors(document)
    yield from id_faults(listing)
    for index, entity in enumerate(listing.entities):
        yield from mention_faults(f"entities[{index}]", entity.spans, entity.text, document.text)
        yield from _common_errors(f"entities[{index}]", entity)
    for index, relation in enumerate(listing.relations):
        if relation.evidence:
            yield from span_faults(f"relations[{index}].evidence", relation.evidence, document.text)
        yield from _common_errors(f"relations[{index}]", relation)
    for index, event in enumerate(listing.events):
        yield from _event_errors(f"events[{index}]", event, document.text)
    yield from reference_faults(listing)
    yield from cycle_faults(listing)


def _document_errors(document: Document) -> Iterator[Fault]:
    if not document.id:
        yield Fault("id", "empty; expected an id", "empty")
    if document.text is not None and document.text_sha256 is None:
        yield Fault("text_sha256", "missing; expected the SHA-256 of the text", "missing-hash")
    elif document.text is not None and (found := text_hash(document.text)) != document.text_sha256:
        message = f"text changed: its hash is {found[:12]}..., the record says {str(document.text_sha256)[:12]}..."
        yield Fault("text_sha256", f"{message}; offsets made for another text cannot be trusted", "hash")
    for index, part in enumerate(document.incomplete_for):
        if not names_a_part(part):
            message = f'{quoted(part)} is no type or part; expected "TYPE", "TYPE/part" or "*/coref"'
            yield Fault(f"incomplete_for[{index}]", message, "incomplete-for")
    yield from _value_errors("labels", document.labels)


def names_a_part(part: str) -> bool:
    """Whether this is an item of `incomplete_for`: a type's name, a part of a type, or a part of all (`*/coref`)."""
    type_name, slash, rest = part.partition("/")
    return bool(type_name) and bool(rest if slash or type_name == "*" else type_name)


def _event_errors(path: str, event: Event, text: str | None) -> Iterator[Fault]:
    if event.trigger:
        yield from mention_faults(f"{path}.trigger", event.trigger.spans, event.trigger.text, text)
    for position, argument in enumerate(event.arguments):
        if not argument.role:
            yield Fault(f"{path}.arguments[{position}].role", "empty; expected a role's name", "empty")
        yield from _value_errors(f"{path}.arguments[{position}].attributes", argument.attributes)
    yield from _common_errors(path, event)


def _common_errors(path: str, annotation: Annotation) -> Iterator[Fault]:
    if not annotation.type:
        yield Fault(f"{path}.type", "empty; expected a type's name", "empty")
    yield from _value_errors(f"{path}.attributes", annotation.attributes)
    if not isinstance(annotation, Relation):
        yield from _identity_errors(path, annotation)
    if annotation.score is not None and not isfinite(annotation.score):
        yield Fault(f"{path}.score", f"{annotation.score} is not finite; expected a number", "score")
    if "" in annotation.unconfirmed:
        position = annotation.unconfirmed.index("")
        yield Fault(f"{path}.unconfirmed[{position}]", "empty; expected the name of a part", "empty")


def _identity_errors(path: str, annotation: Entity | Event) -> Iterator[Fault]:
    if annotation.coref == "":
        yield Fault(f"{path}.coref", "empty; leave the key out where nothing corefers", "empty")
    if "" in annotation.links:
        yield Fault(f"{path}.links[{annotation.links.index('')}]", "empty; expected an outside id", "empty")


def _value_errors(path: str, attributes: Attributes) -> Iterator[Fault]:
    for name, value in attributes.items():
        place = f"{path}.{name}"
        if not name:
            yield Fault(path, "an attribute's name is empty; expected a name", "empty")
        if isinstance(value, float) and not isfinite(value):
            yield Fault(place, f"{value} is not finite; expected a finite number", "value")
        elif isinstance(value, int) and abs(value) > LARGEST_INTEGER:
            yield Fault(place, "an integer beyond 2**53; give it as a string", "value")
        elif value == ():
            yield Fault(place, "an empty list; leave the attribute out", "value")
