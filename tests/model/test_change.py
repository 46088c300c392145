"""Edits: whatever they do, their inverse takes it back; what does not fit is refused."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import DataObject, DrawFn
from msgspec.structs import replace

from annotator.errors import EditError
from annotator.model.annotation import Entity, Relation, mention
from annotator.model.canonical import record_of, to_bytes
from annotator.model.change import Change, Edit, apply
from annotator.model.difference import difference
from annotator.model.document import Document, new_document
from annotator.model.edit_bytes import edit_from_bytes
from annotator.model.edits import add, fresh_id, remove, set_attributes, set_field, update
from annotator.model.faults import errors
from tests.examples import examples
from tests.strategies import documents, piece_lists, values

EXAMPLES = examples(60)


@st.composite
def edits(draw: DrawFn, document: Document) -> Edit:
    """An edit of this document, of any kind."""
    ids = sorted(each.id for each in document.annotations())
    kinds = ["add", "labels", "coverage"] + (["remove", "attributes", "note"] if ids else [])
    kind = draw(st.sampled_from(kinds))
    if kind == "add":
        spans = draw(piece_lists(len(document.text or "")))
        new = mention(fresh_id(document, "T"), "PERSON", document.text or "", spans)
        related = Relation(fresh_id(document, "R", 10**6), "KNOWS", new.id, new.id)
        return add(document, new, related) if draw(st.booleans()) else add(document, new)
    if kind == "labels":
        return set_field(document, "labels", {"topic": draw(values())})
    if kind == "coverage":
        return set_field(document, "incomplete_for", draw(st.sampled_from([(), ("ORG",), ("*/coref", "ORG")])))
    chosen = draw(st.sampled_from(ids))
    if kind == "remove":
        return remove(document, draw(st.lists(st.sampled_from(ids), min_size=1, max_size=3)))
    if kind == "attributes":
        return set_attributes(document, chosen, {"level": draw(values() | st.none())})
    annotation = document.find(chosen)
    assert annotation is not None
    return update(document, replace(annotation, note="seen"))


@EXAMPLES
@given(documents(), st.data())
def test_an_edit_and_its_inverse_are_the_identity(document: Document, data: DataObject) -> None:
    edit = data.draw(edits(document))
    edited = apply(document, edit)
    assert apply(edited, edit.inverse()) == document
    assert edit.inverse().inverse() == edit


@EXAMPLES
@given(documents(), st.data())
def test_a_chain_of_edits_is_undone_from_its_end_or_as_one(document: Document, data: DataObject) -> None:
    states, whole = [document], Edit("whole", ())
    for _ in range(data.draw(st.integers(1, 4))):
        edit = data.draw(edits(states[-1]))
        whole += edit
        states.append(apply(states[-1], edit))
    assert apply(document, whole) == states[-1]
    assert apply(states[-1], whole.inverse()) == document


@EXAMPLES
@given(documents(), st.data())
def test_edits_keep_a_sound_document_sound(document: Document, data: DataObject) -> None:
    edited = apply(document, data.draw(edits(document)))
    assert not list(errors(record_of(edited), loose=True))


@EXAMPLES
@given(documents(), st.data())
def test_an_edit_survives_the_log(document: Document, data: DataObject) -> None:
    edit = data.draw(edits(document))
    logged = edit_from_bytes(to_bytes(edit))
    assert logged == edit
    assert apply(document, logged) == apply(document, edit)


@EXAMPLES
@given(documents(), documents())
def test_the_difference_leads_from_one_record_to_the_other(old: Document, other: Document) -> None:
    new = replace(other, id=old.id, text=old.text, text_sha256=old.text_sha256)
    edited = apply(old, difference(old, new, "import"))
    assert to_bytes(record_of(edited)) == to_bytes(record_of(new))
    assert not difference(edited, new, "again").changes


@pytest.fixture
def document() -> Document:
    text = "Ilan Marek leads the Dawn Column."
    made = new_document("d", text)
    people = [mention("T1", "PERSON", text, ((0, 10),)), mention("T2", "ORG", text, ((21, 32),))]
    return apply(made, add(made, *people, Relation("R1", "LEADER_OF", "T1", "T2")))


def test_removing_a_mention_removes_its_relations_in_the_same_step(document: Document) -> None:
    edited = apply(document, remove(document, ["T2"]))
    assert [each.id for each in edited.annotations()] == ["T1"]


@pytest.mark.parametrize(
    "edit",
    [
        Edit("label", (Change("entities", "T1", None, Entity("T1", "ORG", ((0, 4),))),)),
        Edit("change", (Change("entities", "T9", Entity("T9", "ORG", ((0, 4),)), None),)),
        Edit("document", (Change("labels", "", {"topic": "war"}, {}),)),
        Edit("document", (Change("colour", "", None, "red"),)),
    ],
)
def test_an_edit_made_for_another_state_is_refused(document: Document, edit: Edit) -> None:
    with pytest.raises(EditError, match=r"holds|slot"):
        apply(document, edit)


def test_taken_and_missing_ids_are_refused(document: Document) -> None:
    twice: list[Any] = [Entity("T5", "ORG", ((0, 4),))] * 2
    with pytest.raises(EditError, match="taken"):
        add(document, Entity("R1", "ORG", ((0, 4),)))
    with pytest.raises(EditError, match="taken"):
        add(document, *twice)
    with pytest.raises(EditError, match="no annotation 'T9'"):
        remove(document, ["T9"])
    with pytest.raises(EditError, match="no annotation 'T9'"):
        set_attributes(document, "T9", {"level": "NAM"})


def test_setting_an_attribute_confirms_it(document: Document) -> None:
    proposed = replace(document.entities["T1"], attributes={"level": "NOM"}, unconfirmed=("level", "type"))
    edited = apply(document, update(document, proposed))
    confirmed = apply(edited, set_attributes(edited, "T1", {"level": "NAM"})).entities["T1"]
    assert (confirmed.attributes, confirmed.unconfirmed) == ({"level": "NAM"}, ("type",))


@given(st.sets(st.sampled_from(["T1", "T2", "T7", "E8", "R3", "X1", "X2", "T01", "T" + "9" * 12])), st.integers(0, 20))
def test_a_fresh_id_is_free_and_above_the_floor(ids: set[str], floor: int) -> None:
    document = new_document("d", "abc")
    document = apply(document, add(document, *(Entity(each, "A", ((0, 1),)) for each in sorted(ids))))
    for prefix in ("T", "X"):
        fresh = fresh_id(document, prefix, floor)
        assert fresh not in ids
        assert int(fresh.removeprefix(prefix)) > floor
