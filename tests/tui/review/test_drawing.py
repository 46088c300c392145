"""The review's screens as marked text, and what holds for all of them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs
from rich.cells import cell_len

from annotator.eval.documents.resolved import resolve
from annotator.eval.mistakes.find import document_mistakes
from annotator.eval.mistakes.mistake import Mistake, Side
from annotator.model.annotation import Argument, Event, Relation, Trigger, mention
from annotator.model.canonical import record_of
from annotator.model.document import Document, by_id, new_document
from annotator.tui.review.drawing import Pages, review_rows
from annotator.tui.review.state import ReviewState
from tests.tui.view.marked import assert_golden, marked

TEXT = (
    "Oskell blacklisted the Dawn Column in May, one of many penalties against Varania’s Border Corps.\n\n"
    "Ilan Marek, the head of the Selm Brigade, said that they attacked the Border Corps near Orrin.\n"
)


def words(text: str, occurrence: int = 0) -> tuple[tuple[int, int], ...]:
    start = -1
    for _ in range(occurrence + 1):
        start = TEXT.index(text, start + 1)
    return ((start, start + len(text)),)


def gold() -> Document:
    entities = [
        mention("T1", "GPE", TEXT, words("Oskell")),
        mention("T2", "ORG", TEXT, words("Dawn Column")),
        mention("T3", "PERSON", TEXT, words("Ilan Marek")),
        mention("T4", "ORG", TEXT, words("Selm Brigade")),
        mention("T5", "ORG", TEXT, words("Border Corps", 1)),
    ]
    attack = Event("E1", "Attack", Trigger(words("attacked"), "attacked"), (Argument("Target", "T5"),))
    leads = Relation("R1", "LEADER_OF", "T3", "T4")
    document = new_document("penalties", TEXT)
    return structs.replace(document, entities=by_id(entities), events=by_id([attack]), relations=by_id([leads]))


def predicted() -> Document:
    document = gold()
    entities = document.entities.set("T2", mention("T2", "ORG", TEXT, words("the Dawn Column"))).delete("T1")
    turned = structs.replace(document.relations["R1"], head="T4", tail="T3")
    bare = structs.replace(document.events["E1"], arguments=())
    return structs.replace(document, entities=entities, relations=by_id([turned]), events=by_id([bare]))


def pages() -> Pages:
    return Pages(TEXT, gold(), predicted())


def state(index: int = 0) -> ReviewState:
    wanted, found = (resolve(record_of(each)) for each in (gold(), predicted()))
    return ReviewState(tuple(document_mistakes(wanted, found)), index=index)


@pytest.mark.parametrize(("width", "height"), [(80, 24), (120, 35)])
@pytest.mark.parametrize("kind", ["boundary", "missing", "direction"])
def test_an_error(kind: str, width: int, height: int) -> None:
    kinds = [each.kind for each in state().mistakes]
    rows = review_rows(state(kinds.index(kind)), pages(), (width, height), cell_len)
    assert_golden(f"review-{kind}-{width}x{height}", marked(rows))


def test_asking_and_helping_and_nothing_wrong() -> None:
    asking = marked(review_rows(replace(state(), asking=True), pages(), (80, 24), cell_len))
    assert "make gold say what the prediction says?" in asking
    assert "the extractor is wrong" in marked(review_rows(replace(state(), helping=True), pages(), (80, 24), cell_len))
    assert "gold and prediction agree" in marked(review_rows(ReviewState(()), None, (80, 24), cell_len))


@given(st.integers(1, 140), st.integers(1, 40), st.integers(0, 3), st.integers(-3, 9))
def test_every_row_is_as_wide_as_the_screen(width: int, height: int, index: int, shift: int) -> None:
    rows = review_rows(replace(state(index), shift=shift), pages(), (width, height), cell_len)
    assert len(rows) <= height
    assert all(sum(cell_len(run) for run, _ in row) == width for row in rows)


@given(st.text(max_size=30))
def test_nothing_of_the_data_reaches_the_terminal_as_a_command(text: str) -> None:
    hostile = text + "\x1b]0;\x9b\u202e"
    held = state()
    said = Side(hostile, hostile, words("Oskell"), ("T1",))
    bad = Mistake(hostile, "entities", "missing", said, None)
    rows = review_rows(replace(held, mistakes=(bad,), message=hostile), pages(), (100, 30), cell_len)
    drawn = "".join(run for row in rows for run, _ in row)
    assert not set(drawn) & {"\x1b", "\x9b", "\u202e", "\x07"}
