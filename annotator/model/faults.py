"""The structural faults of a record: what no schema is needed to see.

Every reader and writer asks `errors` and refuses what has any. It terminates on any content, cyclic events and absurd
offsets included. Each rule first asks in one pass whether it holds everywhere, which is usual, and looks for the
places only where it does not.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from annotator.model.annotation import Entity, Event, Relation
from annotator.model.fault import Fault
from annotator.model.quoted import quoted
from annotator.model.record import Record, text_hash
from annotator.model.reference_faults import reference_faults
from annotator.model.span_faults import mention_faults, span_faults, spans_hold, surfaces_hold
from annotator.model.value_faults import value_faults


def errors(record: Record, *, loose: bool = False, decoded: bool = False) -> Iterator[Fault]:
    """The faults for which every reader and writer refuses the record.

    Args:
        record: what to look at; paths count as it lists its annotations.
        loose: whether it may lack what only gold must have: the schema, the hash and the surfaces of its text.
        decoded: whether a typed decoder made it, which has seen to single values.
    """
    text = record.known_text
    # Neither an empty text nor one that is left out needs surfaces.
    wordless = loose or record.text is None
    if not decoded:
        yield from value_faults(record)
    if not loose:
        yield from _missing(record)
    yield from _document_errors(record)
    if not surfaces_hold(record.entities, text, wordless=wordless):
        yield from _entity_errors(record.entities, text, wordless)
    if record.relations:
        yield from _relation_errors(record.relations, text)
    triggers = [each.trigger for each in record.events if each.trigger]
    if not surfaces_hold(triggers, text, wordless=wordless):
        yield from _trigger_errors(record.events, text, wordless)
    yield from reference_faults(record)


def _missing(record: Record) -> Iterator[Fault]:
    if record.schema is None:
        yield Fault("schema", 'missing; gold names its schema: "name@X.Y.Z"', "missing-schema")
    if record.text is not None and record.text_sha256 is None:
        yield Fault("text_sha256", "missing; expected the SHA-256 of the text", "missing-hash")


def _document_errors(record: Record) -> Iterator[Fault]:
    known = record.text_sha256
    if record.text is not None and known is not None and (actual := text_hash(record.text)) != known:
        message = f"text changed: its hash is {actual[:12]}..., the record says {known[:12]}..."
        yield Fault("text_sha256", f"{message}; offsets made for another text cannot be trusted", "hash")
    for index, part in enumerate(record.incomplete_for):
        if not names_a_part(part):
            message = f'{quoted(part)} is no type or part; expected "TYPE", "TYPE/part" or "*/coref"'
            yield Fault(f"incomplete_for[{index}]", message, "incomplete-for")


def names_a_part(part: str) -> bool:
    """Whether this is an item of `incomplete_for`: a type's name, a part of a type, or a part of all (`*/coref`)."""
    type_name, slash, rest = part.partition("/")
    return bool(type_name) and bool(rest if slash or type_name == "*" else type_name)


def _entity_errors(entities: Sequence[Entity], text: str | None, wordless: bool) -> Iterator[Fault]:
    for index, entity in enumerate(entities):
        yield from mention_faults(f"entities[{index}]", entity, text, wordless=wordless)


def _relation_errors(relations: Sequence[Relation], text: str | None) -> Iterator[Fault]:
    for index, relation in enumerate(relations):
        if relation.evidence and not spans_hold(relation.evidence, text):
            yield from span_faults(f"relations[{index}].evidence", relation.evidence, text)


def _trigger_errors(events: Sequence[Event], text: str | None, wordless: bool) -> Iterator[Fault]:
    for index, event in enumerate(events):
        if event.trigger:
            yield from mention_faults(f"events[{index}].trigger", event.trigger, text, wordless=wordless)
