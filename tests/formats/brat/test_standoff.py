"""brat standoff both ways: random documents, edits of what was read, and the corners that public files lack."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given
from msgspec.structs import replace

from annotator.errors import FormatError
from annotator.formats.brat.kept import META
from annotator.formats.brat.reading import read_document
from annotator.formats.brat.standoff import Brat
from annotator.formats.brat.writing import standoff_text
from annotator.formats.protocol import STDOUT
from annotator.model.annotation import Argument, mention
from annotator.model.change import apply
from annotator.model.document import Document, by_id, new_document
from annotator.model.edits import remove, set_attributes
from annotator.model.order import with_ordered_arguments
from annotator.schema.label_schema import EntityType, EventType, LabelSchema, RelationType, Role
from tests.examples import examples
from tests.formats.passing import write_all
from tests.strategies import documents, flat_documents

TEXT = "Anna Lee joined Acme\nin Paris. 🚀 Acme attacked Beta in Rome on 3 May.\n"
ANN = (
    "T1\tPERSON 0 8\tAnna Lee\n"
    "T7\tORG 16 20;24 29\tAcme Paris\n"
    "#3\tAnnotatorNotes T1\tfine, \twith a tab\n"
    "#9\tLemma T1\tanna\n"
    "T3\tAttack 38 46\tattacked\n"
    "T4\tORG 33 37\tAcme\n"
    "E2\tCause:T3 Theme:E1 Theme2:T4\n"
    "E1\tAttack:T3 Target:T4\n"
    "A1\tNegation E1\n"
    "M1\tCertainty E1 L3\n"
    "N1\tReference T1 Wikipedia:534366\tAnna Lee\n"
    "*\tEquiv T7 T4\n"
    "R5\tMEMBER_OF Arg1:T1 Arg2:T7\t\n"
).replace("Cause:T3", "Attack:T3")


def read(ann: str = ANN, text: str = TEXT, schema: LabelSchema | None = None) -> Document:
    return read_document("d", text, ann, "d.ann", schema)


def test_every_kind_of_line_is_read() -> None:
    document = read()
    assert document.entities["T7"].spans == ((16, 20), (24, 29))
    assert document.entities["T7"].coref == document.entities["T4"].coref == "e:d.T7"
    assert document.entities["T1"].note == "fine, \twith a tab"
    assert document.entities["T1"].links == ("Wikipedia:534366",)
    assert {(each.role, each.target) for each in document.events["E2"].arguments} == {("Theme", "E1"), ("Theme", "T4")}
    assert document.events["E1"].attributes == {"Negation": True, "Certainty": "L3"}
    assert (document.relations["R5"].head, document.relations["R5"].tail) == ("T1", "T7")
    assert "T3" not in document.entities, "a trigger is no entity"


@pytest.mark.parametrize(
    "ann", [ANN, ANN.replace("\n", "\r\n"), ANN.removesuffix("\n"), ANN + "\n\n", "", "\n", ANN + ANN.splitlines()[11]]
)
def test_unedited_lines_are_written_as_they_were(ann: str) -> None:
    written, losses = standoff_text(read(ann))
    assert written == ann
    assert losses == []


def test_an_edit_changes_its_lines_only() -> None:
    document = read()
    before = ANN.split("\n")
    gone = apply(document, remove(document, ["T1"]))
    assert standoff_text(gone)[0].split("\n") == [line for line in before if "T1" not in line]
    changed = apply(document, set_attributes(document, "E1", {"Certainty": "L1"}))
    after = standoff_text(changed)[0].split("\n")
    assert [line for line in after if line not in before] == ["A2\tCertainty E1 L1"]
    assert after.index("A2\tCertainty E1 L1") == before.index("M1\tCertainty E1 L3")


def test_a_retyped_mention_keeps_its_place_and_everything_else() -> None:
    document = read()
    entities = document.entities.set("T4", replace(document.entities["T4"], type="GPE"))
    after = standoff_text(replace(document, entities=entities))[0]
    assert after == ANN.replace("T4\tORG 33 37", "T4\tGPE 33 37")


def test_roles_are_numbered_past_the_names_of_real_roles() -> None:
    roles = (Role("Theme", ("ORG",)), Role("Theme2", ("ORG",)))
    types = {"ORG": EntityType("ORG"), "PERSON": EntityType("PERSON")}
    schema = LabelSchema("s", "1.0.0", types, {}, {"Attack": EventType("Attack", roles=roles)})
    document = read(ANN.replace("A1\t", "A9\t"), schema=schema)
    assert {each.role for each in document.events["E2"].arguments} == {"Theme", "Theme2"}, "Theme2 is a role of its own"
    event = replace(document.events["E1"], arguments=tuple(Argument("Theme", each) for each in ("T1", "T4", "T7")))
    bare = with_ordered_arguments(replace(document, meta={}, events=document.events.set("E1", event)))
    line = next(line for line in standoff_text(bare, schema)[0].split("\n") if line.startswith("E1\t"))
    assert [word.split(":")[0] for word in line.split()[2:]] == ["Theme", "Theme3", "Theme4"]


def test_a_symmetric_relation_starts_with_the_first_mention() -> None:
    types = {"ORG": EntityType("ORG"), "PERSON": EntityType("PERSON")}
    relation = RelationType("MEMBER_OF", ("ORG", "PERSON"), ("ORG", "PERSON"), symmetric=True)
    schema = LabelSchema("s", "1.0.0", types, {"MEMBER_OF": relation}, {"Attack": EventType("Attack")})
    ann = ANN.replace("Arg1:T1 Arg2:T7", "Arg1:T7 Arg2:T1")
    document = read(ann, schema=schema)
    assert document.relations["R5"].head == "T1"
    assert standoff_text(document, schema)[0] == ann


@pytest.mark.parametrize(
    ("ann", "line", "words"),
    [
        ("T1\tORG 0 99\tAnna\n", 1, "99"),
        ("T1\tORG 0 4\tAnna\nT1\tORG 0 4\tAnna\n", 2, "T1"),
        ("R1\tA Arg1:T1 Arg2:T2\n", 1, "T1"),
        ("X1\tA\n", 1, "expected one of"),
        ("T1\tORG 5 3\tx\n", 1, "ascending"),
        ("T1\tORG 0 4;2 6\tx\n", 1, "ascending"),
        ("\n\nA1\tNegation E1\n", 3, "E1"),
        ("T1\tAttack 38 46\tattacked\nE1\tBomb:T1\n", 2, "expected Bomb"),
        ("\ufeffT1\tORG 0 4\tAnna\n", 1, "no line"),
    ],
)
def test_faults_are_named_with_their_line(ann: str, line: int, words: str) -> None:
    with pytest.raises(FormatError) as caught:
        read(ann)
    assert caught.value.findings[0].place.line == line
    assert words in str(caught.value)


@examples(60)
@given(flat_documents())
def test_what_is_written_is_read_back(document: Document) -> None:
    written, losses = standoff_text(document)
    assert losses == []
    assert replace(read_document("d", document.text or "", written, "d.ann"), meta={}) == document


@examples(40)
@example(new_document("d", "\r\t", entities=by_id([mention("T1", "GPE", "\r\t", ((0, 2),))])))
@given(documents())
def test_anything_can_be_written_and_read(document: Document) -> None:
    files = write_all(Brat(), [document], Path("out"))[0]
    ann = next(content for path, content in files.items() if path.suffix == ".ann").decode()
    again = read_document(document.id, document.text or "", ann, "d.ann")
    sayable = {each.id for each in document.events.values() if each.trigger}
    assert len(again.entities) == len(document.entities)
    assert len(again.events) == len(sayable)
    once, _ = standoff_text(again)
    assert once == ann, "what was read is written as it was"


def test_the_loss_report_counts_what_brat_cannot_say() -> None:
    document = read()
    entity = replace(document.entities["T1"], uncertain=True, score=0.5, attributes={"size": 3, "far": False})
    labelled = replace(document, labels={"genre": "news"}, entities=document.entities.set("T1", entity))
    losses = {loss.what: loss.count for loss in write_all(Brat(), [labelled], STDOUT)[1].losses}
    assert losses == {
        "uncertain": 1,
        "score": 1,
        "labels": 1,
        "attribute size as a number": 1,
        "attribute far = false": 1,
    }


def test_what_only_brat_says_stands_under_meta_by_annotation() -> None:
    kept = read().meta[META]
    assert isinstance(kept, dict)
    assert kept["T1"] == {
        "1": "T1\tPERSON 0 8\t",
        "3": "#3\tAnnotatorNotes T1\t",
        "4": "#9\tLemma T1\tanna",
        "11": "N1\tReference T1 Wikipedia:534366\tAnna Lee",
    }
