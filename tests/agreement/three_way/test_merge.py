"""Two changed versions of a document merged: laws by property, conflicts by example."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from msgspec.structs import replace

from annotator.agreement.gold_diff import diff_documents
from annotator.agreement.three_way.merge import CONFLICTS, merge_documents
from annotator.agreement.three_way.shared_ids import renamed
from annotator.datasets.record_bytes import document_bytes
from annotator.model.annotation import Argument, Entity, Event, Relation, Trigger
from annotator.model.canonical import record_of
from annotator.model.change import apply
from annotator.model.document import Document, by_id, new_document
from annotator.model.edits import add, remove, update
from annotator.model.faults import errors
from tests.strategies import documents

TEXT = "Oskell struck the camp of the Dawn Column near Selm on 3 May."


def mention(mention_id: str, words: str, type_name: str = "GPE", **rest: object) -> Entity:
    start = TEXT.index(words)
    return Entity(mention_id, type_name, ((start, start + len(words)),), words, **rest)  # type: ignore[arg-type]


def article() -> Document:
    document = new_document("strike", TEXT, schema_ref="news@1.0.0")
    attack = Event("E1", "Attack", Trigger(((7, 13),), "struck"), (Argument("Attacker", "T1"),))
    return replace(
        document,
        entities=by_id([mention("T1", "Oskell"), mention("T2", "Dawn Column", "GROUP")]),
        events=by_id([attack]),
    )


def with_(document: Document, *annotations: Entity | Relation | Event) -> Document:
    return apply(document, add(document, *annotations))


@pytest.mark.slow
@given(documents(), documents())
def test_what_only_one_side_changed_is_taken(base: Document, changed: Document) -> None:
    changed = replace(changed, id=base.id, text=base.text, text_sha256=base.text_sha256, schema_ref=base.schema_ref)
    if any(errors(record_of(changed))):
        changed = replace(base, labels={"changed": True}, entities=by_id(list(base.entities.values())[1:]))
        gone = set(base.entities) - set(changed.entities)
        changed = apply(base, remove(base, gone)) if gone else changed
    mine = merge_documents(base, changed, base)
    assert not mine.conflicts
    assert document_bytes(mine.document) == document_bytes(changed)
    # Of two equal mentions that come under new ids nobody can tell which is which; `check` reports them.
    assume(len({(each.type, each.spans) for each in changed.entities.values()}) == len(changed.entities))
    assert not diff_documents(changed, merge_documents(base, base, changed).document)


@given(documents(), st.data())
def test_removals_on_both_sides_leave_nothing_dangling(base: Document, data: st.DataObject) -> None:
    ids = sorted(each.id for each in base.annotations())
    sides = []
    for _ in range(2):
        gone = data.draw(st.sets(st.sampled_from(ids))) if ids else set()
        sides.append(apply(base, remove(base, gone)) if gone else base)
    merged = merge_documents(base, sides[0], sides[1])
    assert not any(errors(record_of(merged.document)))
    kept = {each.id for each in merged.document.annotations()}
    assert kept >= {each.id for each in sides[0].annotations()} & {each.id for each in sides[1].annotations()}


@given(documents())
def test_other_ids_are_no_change(document: Document) -> None:
    ids = {each.id: f"x{number}" for number, each in enumerate(sorted(document.annotations(), key=lambda a: a.id))}
    other = renamed(document, ids, {})
    assert not diff_documents(document, document)
    pairs = [change for change in diff_documents(document, other) if change.change not in ("moved", "ends")]
    assert len(pairs) <= len(diff_documents(other, document))
    assert not merge_documents(document, document, other).conflicts


def test_both_add_different_mentions_under_one_id_and_arguments_to_one_event() -> None:
    base = article()
    ours = with_(base, mention("T3", "Selm"))
    attack = ours.events["E1"]
    ours = apply(ours, update(ours, replace(attack, arguments=(*attack.arguments, Argument("Place", "T3")))))
    theirs = with_(base, mention("T3", "camp", "FACILITY"))
    theirs = apply(theirs, update(theirs, replace(attack, arguments=(*attack.arguments, Argument("Target", "T3")))))
    merged = merge_documents(base, ours, theirs)
    assert not merged.conflicts
    assert {each.text: each.id for each in merged.document.entities.values()} == {
        "Oskell": "T1", "Dawn Column": "T2", "Selm": "T3", "camp": "T3~2",
    }  # fmt: skip
    assert {(each.role, each.target) for each in merged.document.events["E1"].arguments} == {
        ("Attacker", "T1"), ("Place", "T3"), ("Target", "T3~2"),
    }  # fmt: skip


def test_the_same_mention_added_by_both_is_one() -> None:
    base = article()
    merged = merge_documents(base, with_(base, mention("T3", "Selm")), with_(base, mention("T9", "Selm")))
    assert not merged.conflicts
    assert sorted(merged.document.entities) == ["T1", "T2", "T3"]


def test_retyped_differently_is_a_conflict_with_both_readings() -> None:
    base = article()
    column = base.entities["T2"]
    ours = apply(base, update(base, replace(column, type="ORG")))
    theirs = apply(base, update(base, replace(column, type="FORCE")))
    merged = merge_documents(base, ours, theirs)
    assert merged.document.entities["T2"].type == "ORG"
    (held,) = merged.document.meta[CONFLICTS]
    assert held == {"kind": "changed", "place": "entities/T2/type", "ours": "ORG", "theirs": "FORCE", "base": "GROUP"}


def test_removed_here_and_used_there_stays_and_is_a_conflict() -> None:
    base = article()
    ours = apply(base, remove(base, ["T2"]))
    theirs = with_(base, Relation("R1", "LOCATED_IN", "T2", "T1"))
    merged = merge_documents(base, ours, theirs)
    assert "T2" in merged.document.entities
    assert [each.kind for each in merged.conflicts] == ["used"]


def test_another_text_leaves_the_whole_document_to_decide() -> None:
    base = article()
    theirs = replace(new_document("strike", TEXT + "\n"), schema_ref=base.schema_ref)
    merged = merge_documents(base, base, theirs)
    assert [each.kind for each in merged.conflicts] == ["document"]
    assert merged.document.entities == base.entities


def test_declared_on_one_side_is_declared() -> None:
    base = replace(article(), incomplete_for=("GPE", "GROUP"))
    merged = merge_documents(base, replace(base, incomplete_for=("GPE",)), replace(base, incomplete_for=("GROUP",)))
    assert merged.document.incomplete_for == ()


def test_a_chain_under_another_name_is_no_change_and_a_split_is_one() -> None:
    base = article()
    chained = replace(base, entities=by_id(replace(each, coref="a") for each in base.entities.values()))
    other = replace(base, entities=by_id(replace(each, coref="b") for each in base.entities.values()))
    assert not diff_documents(chained, other)
    split = apply(other, update(other, replace(other.entities["T2"], coref="c")))
    assert [change.change for change in diff_documents(chained, split)] == ["coref"]
    assert merge_documents(chained, other, chained).document.entities["T1"].coref == "b"
