"""Steps that can be taken back give back identical bytes, on any schema and any document."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from annotator.datasets.record_bytes import document_bytes
from annotator.model.annotation import Argument, Event
from annotator.model.document import by_id, new_document
from annotator.schema.judge import judge
from annotator.schema.label_schema import EntityType, EventType, LabelSchema, Role
from annotator.schema.migration.answers import Answers
from annotator.schema.migration.chain import Hop, migration_faults
from annotator.schema.migration.engine import migrate_once
from annotator.schema.migration.inverse import inverse
from annotator.schema.migration.operations import MergeTypes, Migration, MoveRole, SplitType
from tests.examples import examples
from tests.schemas import renamings, schemas
from tests.strategies import documents_under


@examples(25)
@given(st.data())
def test_renaming_there_and_back_is_the_identity(data: st.DataObject) -> None:
    old = replace(data.draw(schemas()), version="1.0.0")
    new, migration = data.draw(renamings(old))
    documents = (data.draw(documents_under(old)),)
    assert migration_faults(migration, old, new) == []
    up, lost = migrate_once(documents, Hop(migration, old, new), Answers())
    assert lost == []
    assert [each.code for each in judge(up[0], new)] == [each.code for each in judge(documents[0], old)]
    down, lost = migrate_once(up, Hop(inverse(migration), new, old), Answers())
    assert lost == []
    assert down == documents
    assert document_bytes(down[0]) == document_bytes(documents[0])


@examples(15)
@given(st.data())
def test_migrating_twice_changes_nothing_more(data: st.DataObject) -> None:
    old = replace(data.draw(schemas()), version="1.0.0")
    new, migration = data.draw(renamings(old))
    documents = (data.draw(documents_under(old)),)
    once, _ = migrate_once(documents, Hop(migration, old, new), Answers())
    again, _ = migrate_once(documents, Hop(migration, old, new), Answers())
    assert once == again


@given(st.lists(st.sampled_from(["ARM", "CAR", "MAN"]), max_size=5))
def test_a_moved_role_comes_back(types: list[str]) -> None:
    entities = {name: EntityType(name) for name in ("ARM", "CAR", "MAN")}

    def schema(version: str, target: tuple[str, ...], means: tuple[str, ...]) -> LabelSchema:
        event = EventType("Hit", roles=(Role("Means", means), Role("Target", target)))
        return LabelSchema("mini", version, entities, {}, {"Hit": event})

    old, new = schema("1.0.0", ("ARM", "CAR", "MAN"), ("MAN",)), schema("2.0.0", ("MAN",), ("ARM", "CAR", "MAN"))
    from annotator.model.annotation import mention

    text = "x" * 10
    made = [mention(f"T{index}", name, text, ((index, index + 1),)) for index, name in enumerate(types)]
    event = Event("E1", "Hit", None, tuple(Argument("Target", each.id) for each in made))
    document = new_document("d", text, schema_ref=old.ref, entities=by_id(made), events=by_id([event]))
    migration = Migration("mini", "1.0.0", "2.0.0", (MoveRole(("Hit",), "Target", "Means", ("ARM", "CAR")),))
    (up,), _ = migrate_once((document,), Hop(migration, old, new), Answers())
    moved = {each.target for each in up.events["E1"].arguments if each.role == "Means"}
    assert moved == {each.id for each in made if each.type != "MAN"}
    (down,), _ = migrate_once((up,), Hop(inverse(migration), new, old), Answers())
    assert document_bytes(down) == document_bytes(document)


@given(st.lists(st.sampled_from("abcde"), min_size=1, unique=True), st.data())
def test_a_merge_is_split_by_what_it_gave_each_and_else_into_the_last(old: list[str], data: st.DataObject) -> None:
    back = {name: {"kind": (name,)} for name in data.draw(st.lists(st.sampled_from(old), unique=True))}
    roles = {name: {f"{name}1": "one"} for name in old}
    merge = MergeTypes(tuple(old), "ALL", roles=roles, back=back)
    (split,) = inverse(Migration("mini", "1.0.0", "2.0.0", (merge,))).steps
    assert isinstance(split, SplitType)
    assert (split.old, split.new, split.otherwise) == ("ALL", tuple(old), old[-1])
    assert [(each.gives, each.having) for each in split.rules] == [
        ({"type": name}, given) for name, given in back.items()
    ]
    assert split.roles == {name: {"one": f"{name}1"} for name in old}
    assert split.undoes
