"""What every format keeps to, whoever wrote it: what it is given comes back, or stands in its loss report.

The formats are those of the registry, so that a new one is held to it without a line here. A field of the gold record
that has no value below fails the test that names it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st
from msgspec.structs import fields, replace

from annotator.errors import FormatError
from annotator.formats.protocol import Loss
from annotator.formats.registry import format_named, format_names
from annotator.model.annotation import Argument, Entity, Event, Relation, Trigger, mention
from annotator.model.document import Document, by_id, new_document
from annotator.model.record import ExtractorRun
from annotator.model.spans import surface
from tests.examples import examples
from tests.reaching import reached, reaching
from tests.strategies import documents, flat_documents

TEXT = "Oskell struck Selm on Monday.\nIlan Marek said no.\n"
FORMATS = format_names()
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
    "coref": ["e:oskell", "h:d.E1"],
    "links": [("Wikidata:Q1",), ("Wikidata:Q1", "GeoNames:2"), ("a link",)],
    "note": ["fine", "two\nlines", "  blanks "],
    "uncertain": [True],
    "unconfirmed": [("type",)],
    "was": [{"type": "PERSON"}, "PERSON"],
    "score": [0.5, 0.0],
    "evidence": [((7, 13),), ((7, 13), (19, 21))],
    "trigger": [None, Trigger(((7, 13), (19, 28)), "struck on Monday")],
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
        """The plain document with this value."""
        if self.owner is Document:
            return replace(document, **{self.name: self.value})
        if self.owner is Entity:
            words = {"text": surface(TEXT, self.value)} if self.name == "spans" else {}
            changed = replace(document.entities["T1"], **{self.name: self.value}, **words)
            return replace(document, entities=document.entities.set("T1", changed))
        if self.owner is Relation:
            tie = replace(document.relations["R1"], **{self.name: self.value})
            return replace(document, relations=document.relations.set("R1", tie))
        event = document.events["E1"]
        if self.owner is Argument:
            first = replace(event.arguments[0], **{self.name: self.value})
            changed_event = replace(event, arguments=(first, *event.arguments[1:]))
        else:
            changed_event = replace(event, **{self.name: self.value})
        return replace(document, events=document.events.set("E1", changed_event))


OWNERS = (Document, Entity, Relation, Event, Argument)
OPTIONAL = [(owner, each.name) for owner in OWNERS for each in fields(owner) if each.name not in GIVEN]
LISTS = {"entities", "relations", "events", "schema_ref"}
"""The annotations themselves; and which schema a document is under, which whoever reads a foreign file says."""

CASES = [Case(owner, name, value) for owner, name in OPTIONAL if name not in LISTS for value in VALUES[name]]
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
    rendering = form.render([document], target)
    for path, content in rendering.files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    reading = form.read(target)
    (again,) = reading.documents
    return again, (*rendering.losses, *reading.losses)


def refusal(name: str, document: Document, folder: Path) -> str:
    """Why a format refuses a document; "" when it takes it."""
    try:
        there_and_back(name, document, folder)
    except FormatError as error:
        return str(error)
    return ""


def said(document: Document, like: Document) -> Document:
    """What a document says, without what a format keeps for itself under `meta`, and without its schema."""
    meta = {key: value for key, value in document.meta.items() if key in like.meta}
    return replace(document, meta=meta, schema_ref=None)


def test_every_field_has_a_value_to_be_tried_with() -> None:
    assert {name for _, name in OPTIONAL} - LISTS <= set(VALUES)
    assert all(case.put(plain()) != plain() for case in CASES)


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_field_is_kept_or_reported(name: str, case: Case, tmp_path: Path) -> None:
    document = case.put(plain())
    _, before = there_and_back(name, plain(), tmp_path / "plain")
    if why := refusal(name, document, tmp_path / "refused"):
        assert case.name in why
        return
    again, losses = there_and_back(name, document, tmp_path / "changed")
    if losses == before:
        assert said(again, document) == said(document, document)
    else:
        assert all(each.what and each.why and each.count for each in losses)


@reaching(0.05)
@examples(60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.sampled_from(FORMATS), document=st.one_of(flat_documents(), documents()))
def test_what_comes_back_with_nothing_reported_is_the_same(
    name: str, document: Document, tmp_path_factory: pytest.TempPathFactory
) -> None:
    again, losses = there_and_back(name, document, tmp_path_factory.mktemp("contract"))
    if not losses:
        reached(document.entities)
        assert said(again, document) == said(document, document)


@pytest.mark.parametrize("name", FORMATS)
def test_a_document_without_a_text_comes_back_or_is_refused(name: str, tmp_path: Path) -> None:
    bare = replace(plain(), text=None)
    if why := refusal(name, bare, tmp_path / "refused"):
        assert "text" in why
        return
    again, losses = there_and_back(name, bare, tmp_path / "read")
    assert losses or said(again, bare) == said(bare, bare)


@pytest.mark.parametrize("name", FORMATS)
def test_a_format_is_called_what_the_registry_calls_it_and_says_what_it_is(name: str) -> None:
    form = format_named(name)
    assert form.name == name
    assert (type(form).__doc__ or "").strip()
