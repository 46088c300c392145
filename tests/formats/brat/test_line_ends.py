"""Line ends in brat: mentions that it cuts there are whole in the record and cut again; no line is broken."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from annotator.formats.brat.line_ends import ENDS, cut, joined, one_line
from annotator.formats.brat.reading import JOINED, Told, read_document
from annotator.formats.brat.writing import standoff_text
from annotator.model.annotation import mention
from annotator.model.document import by_id, new_document
from tests.examples import examples
from tests.strategies import piece_lists, texts

TEXT = "Anna Lee joined Acme  \r\n  Holding and left.\n"
ANN = (
    "T1\tORG 16 20;26 33;38 42\tAcme Holding left\nT2\tJoin 9 15;16 20;26 33\tjoined Acme Holding\nE1\tJoin:T2 Who:T1\n"
)


def test_pieces_with_a_line_end_between_are_one_and_cut_again() -> None:
    told: Told = Told()
    document = read_document("d", TEXT, ANN, "d.ann", told=told)
    assert document.entities["T1"].spans == ((16, 33), (38, 42))
    assert document.events["E1"].spans == ((9, 15), (16, 33))
    assert told[JOINED] == 2
    assert standoff_text(document) == (ANN, [])


def test_pieces_can_be_kept() -> None:
    told: Told = Told()
    document = read_document("d", TEXT, ANN, "d.ann", keep_pieces=True, told=told)
    assert document.entities["T1"].spans == ((16, 20), (26, 33), (38, 42))
    assert not told[JOINED]
    assert standoff_text(document) == (ANN, [])


def test_pieces_that_were_parted_by_hand_at_a_line_end_are_reported() -> None:
    document = new_document("d", TEXT, entities=by_id([mention("T1", "ORG", TEXT, ((16, 20), (26, 33)))]))
    assert standoff_text(document)[1] == [
        ("spans at a line end", "brat's pieces are read as one where a line end parts them")
    ]


@examples(100)
@given(texts().flatmap(lambda text: st.tuples(st.just(text), piece_lists(len(text)))))
def test_what_is_cut_is_joined_again_or_told(case: tuple[str, tuple[tuple[int, int], ...]]) -> None:
    text, spans = case
    document = new_document("d", text, entities=by_id([mention("T1", "ORG", text, spans)]))
    ann, losses = standoff_text(document)
    again = read_document("d", text, ann, "d.ann")
    assert losses or replace(again, meta={}) == document
    assert bool(losses) == (joined(text, cut(text, spans)) != spans)
    assert standoff_text(again) == (ann, [])


@pytest.mark.parametrize("end", ["\t", *ENDS])
def test_no_character_of_a_text_ends_a_line_or_a_field(end: str) -> None:
    text = f"Acme{end}Holding"
    entity = replace(mention("T1", "ORG", text, ((0, 12),)), note=f"a{end}b", attributes={"K": f"a{end}b"})
    ann, losses = standoff_text(new_document("d", text, entities=by_id([entity])))
    assert one_line(ann.replace("\n", "").replace("\t", "")) == ann.replace("\n", "").replace("\t", "")
    assert [line.count("\t") for line in ann.splitlines()] == [2, 1, *[2] * (len(ann.splitlines()) - 2)]
    lost = [("attribute K: blanks", "a line of brat holds one line of text")]
    assert losses == (lost if end == "\n" else [*lost, ("note: blanks", lost[0][1])]), "a note's lines are lines"
