"""Passages of gold as examples: whole, short, of each type, the same on every run, never of the text asked about."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from annotator.extractors.llm.examples import answer_of
from annotator.extractors.llm.passages import PASSAGE_CHARS, chosen, enough_for_all, not_of, passages
from annotator.model.annotation import Entity, Event, Relation
from annotator.model.canonical import record_of
from annotator.model.faults import errors
from annotator.model.record import Record
from tests.examples import examples
from tests.suggest.learner import taught
from tests.suggest.worth import articles

POINTERS = taught.schema().pointers
GOLD = [record_of(each) for each in (*taught.gold(), articles.article(0, 20))]
CUT = [passage for each in GOLD for passage in passages(each, POINTERS)]


def all_of(record: Record) -> Iterator[Entity | Relation | Event]:
    yield from record.entities
    yield from record.relations
    yield from record.events


def test_a_passage_is_a_sound_record_of_which_the_answer_says_all() -> None:
    assert len(CUT) > 5
    for each in CUT:
        assert list(errors(each, loose=True)) == []
        assert 0 < len(each.text or "") <= PASSAGE_CHARS
        answer = answer_of(each)
        assert [len(answer[layer]) for layer in ("entities", "relations", "events")] == [
            len(each.entities),
            len(each.relations),
            len(each.events),
        ]


def test_passages_of_a_document_have_its_annotations_at_their_places() -> None:
    for record in GOLD:
        by_id = {each.id: each for each in all_of(record)}
        for passage in passages(record, POINTERS):
            name, _, place = passage.id.rpartition("#")
            start = int(place.partition("-")[0])
            assert name == record.id
            assert (record.text or "")[start:].startswith(passage.text or "")
            placed: list[Entity | Event] = [*passage.entities, *passage.events]
            for each in placed:
                whole = by_id[each.id]
                assert isinstance(whole, Entity | Event)
                assert [(first + start, last + start) for first, last in each.spans] == list(whole.spans)


@pytest.mark.parametrize("fault", ["open", "in pieces", "incomplete"])
def test_what_is_open_or_cannot_be_said_is_in_no_passage(fault: str) -> None:
    record = GOLD[0]
    first = record.entities[0]
    changed = {
        "open": structs.replace(record, entities=(structs.replace(first, unconfirmed=("type",)), *record.entities[1:])),
        "in pieces": structs.replace(
            record, entities=(structs.replace(first, spans=(*first.spans, record.entities[-1].spans[0])),)
        ),
        "incomplete": structs.replace(record, incomplete_for=("*",)),
    }[fault]
    assert not any(first.id in {each.id for each in passage.entities} for passage in passages(changed, POINTERS))
    assert (fault == "incomplete") == (not list(passages(changed, POINTERS)) and fault != "in pieces")


def test_an_attribute_that_leads_out_of_a_passage_is_left_out() -> None:
    entity = structs.replace(GOLD[2].entities[0], attributes={"of": "T99", "level": "NAM", "also": "T2"})
    record = structs.replace(GOLD[2], entities=(entity, *GOLD[2].entities[1:]))
    first = next(iter(passages(record, {"of", "also"})))
    assert first.entities[0].attributes == {"level": "NAM", "also": "T2"}


@examples(30)
@given(st.permutations(CUT), st.integers(0, 6))
def test_the_choice_hangs_on_no_order(cut: list[Record], count: int) -> None:
    assert chosen(cut, count) == chosen(CUT, count)


def test_each_choice_shows_types_that_were_not_shown() -> None:
    types: set[str] = set()
    for each in chosen(CUT, 3):
        own = {one.type for one in all_of(each)}
        assert own - types
        types |= own
    assert len(types) > len({one.type for one in all_of(CUT[0])})


@pytest.mark.parametrize("count", [1, 2, 4])
def test_what_is_enough_for_all_gives_each_document_the_same_choice(count: int) -> None:
    pool = enough_for_all(CUT, count)
    assert len(pool) <= count * (count + 1)
    assert chosen(pool, count) == chosen(CUT, count)
    for record in GOLD:
        text = record.text or ""
        found = chosen(not_of(text, pool), count)
        assert found == chosen(not_of(text, CUT), count)
        assert not any(json.dumps(each.text)[1:-1] in json.dumps(text) for each in found)


def test_blanks_do_not_hide_that_a_passage_is_of_the_text() -> None:
    text = " ".join((GOLD[0].text or "").split())
    assert not any(each.id.startswith(f"{GOLD[0].id}#") for each in not_of(text, CUT))
