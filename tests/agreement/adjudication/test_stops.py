"""Stops: every open row is at one of them, together only where a small screen has room, in the order of the text."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from annotator.agreement.adjudication.row import Reading, Row
from annotator.agreement.adjudication.stops import GAP_CHARS, Stop, stops_of
from annotator.model.spans import Span
from tests.examples import examples
from tests.reaching import reached, reaching

SENTENCE_CHARS = 60
TEXT = ("x" * (SENTENCE_CHARS - 1) + " ") * 40


def sentence_at(document: str, char: int) -> Span:
    del document
    start = char // SENTENCE_CHARS * SENTENCE_CHARS
    return start, start + SENTENCE_CHARS


def row(number: int, document: str = "d", words: str = "w", kind: str = "missing", *, waits: bool = False) -> Row:
    layer = "labels" if kind == "label" else "entities"
    pieces = ("Ta*1", "Tb*1") if kind == "cluster" else ()
    return Row(document, layer, kind, "T", "form", f"T{number}", ((number, number + 1),),  # type: ignore[arg-type]
               (Reading("A", ("ana",), "A"), Reading(None, ("ben",), "nothing")), ("ana", "ben"), words=words,
               waits=waits, pieces=pieces)  # fmt: skip


ROWS = st.lists(
    st.builds(
        row, st.integers(0, 900), st.sampled_from("df"), st.sampled_from("stuvw"),
        st.sampled_from(["missing", "missing", "boundary", "cluster", "label"]), waits=st.booleans(),
    ),
    min_size=6, max_size=25, unique_by=lambda each: each.key,
)  # fmt: skip


def stops(rows: list[Row]) -> list[Stop]:
    return stops_of(rows, sentence_at, texts={"d": TEXT, "f": TEXT})


@reaching(0.2)
@given(ROWS)
@examples(80)
def test_every_row_that_does_not_wait_is_at_one_stop_and_sentences_keep_their_order(rows: list[Row]) -> None:
    shown = [each.key for stop in stops(rows) for each in stop.rows]
    assert sorted(shown) == sorted(each.key for each in rows if not each.waits)
    sentences = [stop for stop in stops(rows) if stop.kind == "sentence"]
    reached(any(len(stop.blocks) > 1 for stop in sentences))
    places = [(block.rows[0].document, block.span) for stop in sentences for block in stop.blocks]
    assert places == sorted(set(places))
    assert len({name for stop in stops(rows) for name in stop.names if stop.kind == "sentence"}) == len(places)


@reaching(0.5)
@given(ROWS)
@examples(60)
def test_what_stands_together_is_of_one_document_and_near(rows: list[Row]) -> None:
    for stop in stops(rows):
        if stop.kind == "question":
            continue
        reached(True)
        assert len({each.document for each in stop.rows}) == 1
        spans = [block.span for block in stop.blocks if block.span]
        gaps = [other[0] - one[1] for one, other in pairwise(spans)]
        assert max(gaps, default=0) <= GAP_CHARS


def test_neighbours_stand_together_as_long_as_there_is_room() -> None:
    near = [replace(row(number * SENTENCE_CHARS), words=str(number)) for number in (0, 1, 2, 3, 20)]
    assert [len(stop.blocks) for stop in stops(near)] == [3, 1, 1]
    assert [len(stop.blocks) for stop in stops([row(9, kind="cluster"), row(5, kind="cluster")])] == [2]
    assert stops(near)[0].block_of(near[1].key) == 1


def test_three_places_of_one_difference_are_a_question_until_it_is_split() -> None:
    rows = [row(number * 10 * SENTENCE_CHARS) for number in range(3)]
    assert [(stop.kind, len(stop.rows)) for stop in stops(rows)] == [("question", 3)]
    apart = stops_of(rows, sentence_at, frozenset(each.key for each in rows), {"d": TEXT})
    assert [stop.kind for stop in apart] == ["sentence"] * 3
