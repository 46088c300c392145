"""What a format is tried with: a plain document, each field of the record in several values, there and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import fields, replace

from annotator.formats.protocol import Loss, Report
from annotator.formats.registry import format_named
from annotator.model.annotation import Argument, Entity, Event, Relation, Trigger, mention
from annotator.model.document import Document, by_id, new_document
from annotator.model.record import ExtractorRun, Record
from annotator.model.spans import surface

TEXT = "Oskell struck Selm on Monday.\nIlan Marek said no.\n"
GIVEN = {"id", "text", "text_sha256", "type", "head", "tail", "role", "target", "spans"}
"""What an annotation or a document is not without: told by the property test, and by the cases of their own below."""

VALUES: Mapping[str, list[Any]] = {
    "annotator": ["mira"],
    "incomplete_for": [("PERSON",)],
    "meta": [{"title": "Selm"}, {"published": "2029-05-12"}, {"odd key": [1, {"a": None}]}],
    "labels": [{"genre": "news"}, {"checked": True}],
    "extractor": [ExtractorRun("e", "1.0")],
    "attributes": [
        {"level": value} for value in ("NAM", "two words", "line\nend", "", True, False, 3, 0.5, ("a", "b"), ("a",))
    ],
    "coref": ["e:d.T1", "h:d.E1", "e:oskell"],
    "links": [("Wikidata:Q1",), ("Wikidata:Q1", "GeoNames:2"), ("a link",)],
    "note": ["fine", "two\nlines", "  blanks "],
    "uncertain": [True],
    "unconfirmed": [("type",)],
    "was": [{"type": "PERSON"}, "PERSON"],
    "score": [0.5, 0.0],
    "evidence": [((7, 13),), ((7, 13), (19, 21))],
    "trigger": [None, Trigger(((22, 28),), "Monday"), Trigger(((7, 13), (19, 28)), "struck on Monday")],
    "arguments": [(), (Argument("Target", "T2"), Argument("Target", "T2")), (Argument("Cause", "E2"),)],
}


@dataclass(frozen=True)
class Case:
    """A field of the record with a value that the plain document has not."""

    owner: type
    name: str
    value: Any

    def __str__(self) -> str:
        return f"{self.owner.__name__}.{self.name}={self.value!r}"

    def put(self, document: Document) -> Document:
        """The plain document with this value; a `coref` of its own kind is that of two."""
        if self.owner is Document:
            return replace(document, **{self.name: self.value})
        if self.owner is Relation:
            tie = replace(document.relations["R1"], **{self.name: self.value})
            return replace(document, relations=document.relations.set("R1", tie))
        if self.owner is Entity:
            words = {"text": surface(TEXT, self.value)} if self.name == "spans" else {}
            ids = ("T1", "T2") if self.value == "e:d.T1" else ("T1",)
            entities = {each: replace(document.entities[each], **{self.name: self.value}, **words) for each in ids}
            return replace(document, entities=document.entities.update(entities))
        event = document.events["E1"]
        if self.owner is Argument:
            first = replace(event.arguments[0], **{self.name: self.value})
            changed = {"E1": replace(event, arguments=(first, *event.arguments[1:]))}
        else:
            ids = ("E1", "E2") if self.value == "h:d.E1" else ("E1",)
            changed = {each: replace(document.events[each], **{self.name: self.value}) for each in ids}
        return replace(document, events=document.events.update(changed))


OWNERS: dict[type[Struct], type[Struct]] = {
    Document: Record,
    Entity: Entity,
    Relation: Relation,
    Event: Event,
    Argument: Argument,
}
"""What has fields, and the declaration of those that stand in a file."""
OPTIONAL = [
    (owner, each.name) for owner, declared in OWNERS.items() for each in fields(declared) if each.name not in GIVEN
]
LISTS = {"entities", "relations", "events", "schema"}
"""The annotations themselves; and which schema a document is under, which whoever reads a foreign file says."""

CASES = [Case(owner, name, value) for owner, name in OPTIONAL if name not in LISTS for value in VALUES.get(name, ())]
CASES += [
    Case(Entity, "spans", spans) for spans in (((0, 6), (14, 18)), ((22, 34),), ((0, 0),), ((0, 13),), ((7, 18),))
]
CASES += [Case(Entity, "type", name) for name in ("Armed Group", "Attack.Bomb", "ä", "漢")]
CASES += [Case(Document, "id", name) for name in ("a/b", "../x", "ä b", "漢" * 100)]
CASES += [Case(Relation, "tail", "E1"), Case(Relation, "type", "is near"), Case(Argument, "role", "Target of it")]


def plain() -> Document:
    """A document of what every tool has: two mentions, a relation, two events with arguments."""
    entities = [mention("T1", "GPE", TEXT, ((0, 6),)), mention("T2", "GPE", TEXT, ((14, 18),))]
    events = [
        Event("E1", "Attack", Trigger(((7, 13),), surface(TEXT, ((7, 13),))), (Argument("Target", "T2"),)),
        Event("E2", "Say", Trigger(((41, 45),), surface(TEXT, ((41, 45),)))),
    ]
    relations = by_id([Relation("R1", "Near", "T1", "T2")])
    return new_document("d", TEXT, entities=by_id(entities), relations=relations, events=by_id(events))


def there_and_back(name: str, document: Document, folder: Path) -> tuple[Document, tuple[Loss, ...]]:
    """A document that was written and read again, and everything that was reported on both ways."""
    form = format_named(name)
    target = folder / "file"
    report = Report()
    for path, chunks in form.write([document], target, None, report):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"".join(chunks))
    (again,) = form.read(target, None, report)
    return again, report.losses


LOST_WHOLE: dict[type, str] = {Relation: "relation", Event: "event", Argument: "event"}
"""What a format reports that has no place for annotations of a kind at all."""


def is_lost_whole(case: Case, losses: tuple[Loss, ...]) -> bool:
    """Whether what has the field is reported as lost, with all of its fields."""
    return any(each.what == LOST_WHOLE.get(case.owner) for each in losses)


def value_in(document: Document, case: Case) -> Any:
    """The field of a case in a document; None where what has it is not there."""
    event = document.events.get("E1")
    owners: dict[type[Struct], Struct | None] = {
        Document: document,
        Entity: document.entities.get("T1"),
        Relation: document.relations.get("R1"),
        Event: event,
        Argument: next(iter(event.arguments), None) if event else None,
    }
    return getattr(owners[case.owner], case.name, None)


def said(document: Document, like: Document) -> Document:
    """What a document says, without what a format keeps for itself under `meta`, and without its schema."""
    meta = {key: value for key, value in document.meta.items() if key in like.meta}
    return replace(document, meta=meta, schema_ref=None)
