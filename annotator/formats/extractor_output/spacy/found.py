"""What a spaCy document says, from whichever of its forms, as a document of ours."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import count
from typing import Any, NamedTuple

import msgspec
from msgspec.structs import replace

from annotator.errors import FormatError
from annotator.formats.protocol import Report
from annotator.model.annotation import Entity, Event, Value, mention
from annotator.model.canonical import document_of
from annotator.model.document import Document, by_id, new_document
from annotator.model.quoted import quoted
from annotator.model.record import Record

NAME = "spacy"
OWN_KEY = "gold_annotator"
"""The key of `Doc.user_data` under which stands what spaCy has no place for."""


class FoundSpan(NamedTuple):
    """A span: its offsets in code points, its label, an id in a knowledge base, an id of its own."""

    start: int
    end: int
    label: str
    link: str = ""
    id: str = ""


class Found(NamedTuple):
    """A document of spaCy."""

    text: str
    ents: Sequence[FoundSpan]
    groups: Mapping[str, Sequence[FoundSpan]]
    cats: Mapping[str, float]
    own: str = ""


def document_found(document_id: str, found: Found, report: Report, refused: Any) -> Document:
    """The document; `refused` makes the error that says what is wrong with it, and where.

    Raises:
        FormatError: a span does not stand in the text, or what is ours in it is not as this program wrote it.
    """
    own = _own(found.own, refused)
    fields = {each["id"]: each for each in own.get("entities", ())}
    entities = list(_entities(found, fields, report, refused))
    taken = {each.id for each in entities}
    entities += [
        _converted(each, Entity, refused) for each in fields.values() if "type" in each and each["id"] not in taken
    ]
    if not own:
        labels: dict[str, Value] = dict(found.cats)
        return new_document(document_id, found.text, entities=by_id(entities), labels=labels)
    record = _converted({**own, "text": found.text or None, "entities": ()}, Record, refused)
    known = {each.id for each in entities}
    events = [_without_gone(each, known | {other.id for other in record.events}, report) for each in record.events]
    known |= {each.id for each in events}
    relations = [each for each in record.relations if {each.head, each.tail} <= known]
    report.lose("relation", "what it names is gone", len(record.relations) - len(relations))
    return document_of(replace(record, entities=tuple(entities), events=tuple(events), relations=tuple(relations)))


def _own(said: str, refused: Any) -> dict[str, Any]:
    if not said:
        return {}
    try:
        found: dict[str, Any] = msgspec.json.decode(said, type=dict[str, Any])
    except (msgspec.DecodeError, msgspec.ValidationError) as error:
        raise _fault(refused, OWN_KEY, f"not as this program wrote it: {error}") from error
    return found


def _converted(value: Any, kind: Any, refused: Any) -> Any:
    try:
        return msgspec.convert(value, kind)
    except msgspec.ValidationError as error:
        raise _fault(refused, OWN_KEY, f"not as this program wrote it: {error}") from error


def _fault(refused: Any, path: str, message: str) -> FormatError:
    error: FormatError = refused(path, message)
    return error


def _entities(found: Found, fields: Mapping[str, Any], report: Report, refused: Any) -> Iterator[Entity]:
    """The mentions: those of span groups, and the entities that stand in none of them."""
    spans = [(f"spans.{group}", each) for group, members in found.groups.items() for each in members]
    said = {(each.start, each.end, each.label) for _, each in spans}
    spans += [("ents", each) for each in found.ents if (each.start, each.end, each.label) not in said]
    taken = set(fields)
    free = (name for number in count(1) if (name := f"T{number}") not in taken)
    for group, each in spans:
        if not fields and group not in ("ents", "spans.sc"):
            report.note(f"spans of the group {group.removeprefix('spans.')} are mentions beside the entities")
        if not 0 <= each.start <= each.end <= len(found.text) or not each.label:
            raise _fault(refused, group, f"{each.start} to {each.end} with label {quoted(each.label)} is no mention")
        rest = fields.get(each.id, {})
        own = each.id if each.id in taken else next(free)
        taken.discard(each.id)
        links = (each.link,) if each.link else ()
        attributes = {"id": each.id} if each.id and not rest else {}
        made = mention(own, each.label, found.text, ((each.start, each.end),), links=links, attributes=attributes)
        yield made if not rest else _converted({**msgspec.to_builtins(made), **rest}, Entity, refused)


def _without_gone(event: Event, known: set[str], report: Report) -> Event:
    kept = tuple(each for each in event.arguments if each.target in known)
    report.lose("argument", "what it names is gone", len(event.arguments) - len(kept))
    return replace(event, arguments=kept)
