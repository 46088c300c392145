"""The structural faults of a record: what no schema is needed to see.

Every reader and writer asks `errors` and refuses what has any. It terminates on any content, cyclic events and absurd
offsets included. Each rule first asks in one pass whether it holds everywhere, which is usual, and looks for the
places only where it does not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from math import isfinite

from annotator.model.annotation import Annotation, Attributes, Entity, Event, Relation
from annotator.model.fault import Fault
from annotator.model.quoted import quoted
from annotator.model.record import Record, text_hash
from annotator.model.reference_faults import id_faults, reference_faults
from annotator.model.span_faults import mention_faults, span_faults, spans_hold, surfaces_hold

LARGEST_INTEGER = 2**53
"""Integers beyond it are not the same number in every JSON reader."""


def errors(record: Record, *, loose: bool = False) -> Iterator[Fault]:
    """The faults for which every reader and writer refuses the record.

    Args:
        record: what to look at; paths count as it lists its annotations.
        loose: whether it may lack what only gold must have: the schema, the hash and the surfaces of its text.
    """
    text = record.known_text
    # Neither an empty text nor one that is left out needs surfaces.
    wordless = loose or record.text is None
    yield from _document_errors(record, loose=loose)
    yield from id_faults(record)
    yield from _entity_errors(record.entities, text, wordless)
    yield from _relation_errors(record.relations, text)
    yield from _event_errors(record.events, text, wordless)
    yield from reference_faults(record)


def _document_errors(record: Record, *, loose: bool) -> Iterator[Fault]:
    if record.schema is None and not loose:
        yield Fault("schema", 'missing; gold names its schema: "name@X.Y.Z"', "missing-schema")
    if not record.id:
        yield Fault("id", "empty; expected an id", "empty")
    if record.text is not None and record.text_sha256 is None:
        if not loose:
            yield Fault("text_sha256", "missing; expected the SHA-256 of the text", "missing-hash")
    elif record.text is not None and (found := text_hash(record.text)) != record.text_sha256:
        message = f"text changed: its hash is {found[:12]}..., the record says {str(record.text_sha256)[:12]}..."
        yield Fault("text_sha256", f"{message}; offsets made for another text cannot be trusted", "hash")
    for index, part in enumerate(record.incomplete_for):
        if not names_a_part(part):
            message = f'{quoted(part)} is no type or part; expected "TYPE", "TYPE/part" or "*/coref"'
            yield Fault(f"incomplete_for[{index}]", message, "incomplete-for")
    yield from _value_errors("labels", record.labels)


def names_a_part(part: str) -> bool:
    """Whether this is an item of `incomplete_for`: a type's name, a part of a type, or a part of all (`*/coref`)."""
    type_name, slash, rest = part.partition("/")
    return bool(type_name) and bool(rest if slash or type_name == "*" else type_name)


def _entity_errors(entities: Sequence[Entity], text: str | None, wordless: bool) -> Iterator[Fault]:
    if surfaces_hold(entities, text, wordless=wordless) and _common_holds(entities) and _identity_holds(entities):
        return
    for index, entity in enumerate(entities):
        yield from mention_faults(f"entities[{index}]", entity, text, wordless=wordless)
        yield from _common_errors(f"entities[{index}]", entity)


def _relation_errors(relations: Sequence[Relation], text: str | None) -> Iterator[Fault]:
    if _common_holds(relations) and all(
        spans_hold(each, text) for each in [each.evidence for each in relations if each.evidence]
    ):
        return
    for index, relation in enumerate(relations):
        if relation.evidence:
            yield from span_faults(f"relations[{index}].evidence", relation.evidence, text)
        yield from _common_errors(f"relations[{index}]", relation)


def _event_errors(events: Sequence[Event], text: str | None, wordless: bool) -> Iterator[Fault]:
    triggers = [each.trigger for each in events if each.trigger]
    arguments = [argument for each in events for argument in each.arguments]
    if (
        surfaces_hold(triggers, text, wordless=wordless)
        and all([each.role for each in arguments])  # noqa: C419 - faster
        and _values_hold([each.attributes for each in arguments if each.attributes])
        and _common_holds(events)
        and _identity_holds(events)
    ):
        return
    for index, event in enumerate(events):
        path = f"events[{index}]"
        if event.trigger:
            yield from mention_faults(f"{path}.trigger", event.trigger, text, wordless=wordless)
        for position, argument in enumerate(event.arguments):
            if not argument.role:
                yield Fault(f"{path}.arguments[{position}].role", "empty; expected a role's name", "empty")
            yield from _value_errors(f"{path}.arguments[{position}].attributes", argument.attributes)
        yield from _common_errors(path, event)


def _common_holds(annotations: Sequence[Annotation]) -> bool:
    """Whether `_common_errors` has nothing to say of any, but for what `_identity_holds` sees."""
    unusual = [each for each in annotations if not each.type or each.unconfirmed or each.score is not None]
    return _values_hold([each.attributes for each in annotations if each.attributes]) and all(
        each.type and "" not in each.unconfirmed and (each.score is None or isfinite(each.score)) for each in unusual
    )


def _identity_holds(annotations: Sequence[Entity | Event]) -> bool:
    return not [each for each in annotations if each.coref == "" or "" in each.links]


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


def _values_hold(attributes: Iterable[Attributes]) -> bool:
    """Whether `_value_errors` has nothing to say of any; strings are usual, and always fine."""
    for each in attributes:
        for name, value in each.items():
            if not name or (type(value) is not str and _value_fault(value)):
                return False
    return True


def _value_errors(path: str, attributes: Attributes) -> Iterator[Fault]:
    for name, value in attributes.items():
        if not name:
            yield Fault(path, "an attribute's name is empty; expected a name", "empty")
        if message := _value_fault(value):
            yield Fault(f"{path}.{name}", message, "value")


def _value_fault(value: object) -> str | None:
    if isinstance(value, float) and not isfinite(value):
        return f"{value} is not finite; expected a finite number"
    if isinstance(value, int) and abs(value) > LARGEST_INTEGER:
        return "an integer beyond 2**53; give it as a string"
    return "an empty list; leave the attribute out" if value == () else None
