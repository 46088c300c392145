"""What brat says twice, or beside itself: told where the record has one place, and written back as it was."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from annotator.formats.brat.reading import FLAG_BESIDE_VALUE, SEVERAL_NOTES, Told, read_document
from annotator.formats.brat.writing import standoff_text
from annotator.model.change import apply
from annotator.model.document import Document
from annotator.model.edits import remove, set_attributes

TEXT = "Acme struck Selm.\n"
TRIGGER = "T2\tAttack 5 11\tstruck\nE1\tAttack:T2 Theme:T1\n"
ANN = "T1\tORG 0 4\tAcme\n#1\tAnnotatorNotes T1\tone\nA1\tK T1\n" + TRIGGER + "#2\tAnnotatorNotes T1\ttwo\nA2\tK T1 a\n"


def read(ann: str, told: Told | None = None) -> Document:
    return read_document("d", TEXT, ann, "d.ann", told=told)


def with_note(document: Document, note: str | None) -> Document:
    return replace(document, entities=document.entities.set("T1", replace(document.entities["T1"], note=note)))


@pytest.mark.parametrize(
    "more",
    [
        "A3\tK T1 a\n",
        "M1\tK T1 a\n",
        "M1\tNegation T2\nA7\tNegation E1\n",
        "N1\tReference T1 W:1\tAcme\nN2\tReference T1 W:1\tAcme Inc.\n",
        "#3\tAnnotatorNotes T1\t\n",
        "#3\tAnnotatorNotes A1\ta note on an attribute\n",
        "#3\tLemma T1\t\n",
        "#3\tAnnotatorNotes T1\tone\n",
        "*\tEquiv T1 T1\n",
        "  \n\n\t\n",
    ],
)
def test_everything_said_comes_back(more: str) -> None:
    assert standoff_text(read(ANN + more)) == (ANN + more, [])


def test_several_notes_are_the_lines_of_one() -> None:
    told: Told = Told()
    document = read(ANN, told)
    assert document.entities["T1"].note == "one\ntwo"
    assert told[SEVERAL_NOTES] == 1
    bare = standoff_text(replace(document, meta={}))
    assert bare[1] == []
    assert read(bare[0]).entities["T1"].note == "one\ntwo"


@pytest.mark.parametrize(
    ("note", "notes"),
    [
        (None, []),
        ("two", ["#1 two"]),
        ("one\nthree", ["#1 one", "#2 three"]),
        ("one\ntwo\nthree", ["#1 one", "#2 two", "#3 three"]),
    ],
)
def test_a_changed_note_takes_the_lines_of_the_old(note: str | None, notes: list[str]) -> None:
    ann, losses = standoff_text(with_note(read(ANN), note))
    lines = [line.split("\t") for line in ann.splitlines() if line.startswith("#")]
    assert [f"{line[0]} {line[2]}" for line in lines] == notes
    assert losses == []


def test_an_empty_line_of_a_note_is_reported() -> None:
    assert standoff_text(with_note(read(ANN), "one\n\ntwo"))[1] == [
        ("note: an empty line", "a line of brat says something")
    ]


def test_an_attribute_beside_itself_has_the_value_and_keeps_the_line() -> None:
    told: Told = Told()
    document = read(ANN, told)
    assert document.entities["T1"].attributes == {"K": "a"}
    assert told[FLAG_BESIDE_VALUE] == 1
    changed = apply(document, set_attributes(document, "T1", {"K": "b"}))
    assert standoff_text(changed)[0] == ANN.replace("A2\tK T1 a", "A3\tK T1 b")
    bare = replace(document.entities["T1"], attributes={})
    gone = standoff_text(replace(document, entities=document.entities.set("T1", bare)))[0]
    assert "A1" not in gone
    assert "A2" not in gone


def test_a_note_of_a_program_on_what_is_gone_is_reported() -> None:
    document = read(ANN + "#3\tLemma T1\tacme\n")
    written, losses = standoff_text(apply(document, remove(document, ["T1"])))
    assert "Lemma" not in written
    assert losses == [("Lemma note", "what it is on is gone")]


def test_a_link_twice_is_reported() -> None:
    document = read(ANN)
    entity = replace(document.entities["T1"], links=("W:1", "W:1"))
    assert standoff_text(replace(document, entities=document.entities.set("T1", entity)))[1] == [
        ("link twice", "brat has it once")
    ]


def test_a_coref_that_a_line_gives_back_is_not_lost() -> None:
    document = read("T1\tORG 0 4\tAcme\n*\tEquiv T1 T1\n")
    assert document.entities["T1"].coref == "e:d.T1"
    bare = replace(document, meta={})
    assert standoff_text(bare)[1] == [("coref of a single mention", "brat joins at least two")]
