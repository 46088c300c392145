"""Stores of format 0001 open, replay to what they were, undo and redo as before; nothing in them counts as complete."""

from __future__ import annotations

import dataclasses
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from annotator.model import edits
from annotator.model.annotation import Relation, mention
from annotator.model.change import Change, Edit
from annotator.model.difference import difference
from annotator.model.document import Document
from annotator.schema.coverage import everything
from annotator.store.database.engine import open_engine
from annotator.store.database.location import StoreLocation
from annotator.store.integrity import examine
from annotator.store.migration.migrate import migrate
from annotator.store.reading.loading import open_layer
from annotator.store.reading.replay import replayed
from annotator.store.reading.status import progress
from annotator.store.store import Store
from annotator.store.tables.layer import LayerKey
from annotator.store.tables.layers import layer_state
from annotator.store.tables.log import Kind, operations
from tests.examples import examples
from tests.project.layers import SCHEMA, TEXT, content, session
from tests.store.format_0001 import OldLayer, write_store
from tests.strategies import documents

ALL = everything(SCHEMA)
LATER = (*ALL, "VEHICLE")


def coverage(ref: str) -> tuple[str, ...]:
    """The types of the schema's versions."""
    return {"mini@1.0.0": ALL, "mini@2.0.0": LATER}.get(ref, ())


def worked_on(document_id: str = "a", name: str = "mira") -> OldLayer:
    """A layer with edits applied, undone, given up, and more undone at its end."""
    layer = OldLayer(document_id, name, TEXT)

    def label(start: int, number: int) -> None:
        layer.apply(edits.add(layer.document, mention(f"T{number}", "ORG", TEXT, ((start, start + 6),))))

    label(0, 1)
    label(7, 2)
    layer.undo()
    label(14, 3)
    layer.apply(edits.add(layer.document, Relation("R4", "MEMBER_OF", "T1", "T3"), name="relate"))
    layer.undo()
    layer.redo()
    layer.apply(edits.remove(layer.document, ["T3"]))
    label(21, 5)
    layer.undo()
    layer.undo()
    return layer


def imported(name: str, incomplete_for: tuple[str, ...] = ()) -> OldLayer:
    """A layer that was imported and then labelled on."""
    layer = OldLayer("a", name, TEXT)
    layer.base = Document("a", TEXT, layer.base.text_sha256)
    new = mention("T1", "ORG", TEXT, ((0, 6),))
    whole = replace(layer.base, schema_ref="mini@1.0.0", annotator=name, incomplete_for=incomplete_for)
    layer.apply(difference(layer.base, replace(whole, entities=whole.entities.set("T1", new)), "import"))
    layer.apply(edits.add(layer.document, mention("T2", "ORG", TEXT, ((7, 13),))))
    return layer


def uncovered(document: Document) -> tuple[Any, ...]:
    """All that a document says but its coverage."""
    return content(replace(document, incomplete_for=()))


def history(opened: Any) -> list[tuple[Any, ...]]:
    """The states that undo leads through to the bottom, and redo to the top."""
    found = [uncovered(opened.document)]
    for move in (opened.undo, opened.redo):
        while move() is not None:
            found.append(uncovered(opened.document))
    return found


def old_history(layer: OldLayer) -> list[tuple[Any, ...]]:
    """The same, as the program of then had it."""
    found = [uncovered(layer.document)]
    for move in (layer.undo, layer.redo):
        before = [each.state for each in layer.operations]
        move()
        while [each.state for each in layer.operations] != before:
            found.append(uncovered(layer.document))
            before = [each.state for each in layer.operations]
            move()
    return found


def test_a_store_of_before_opens_replays_and_undoes_as_it_did(location: StoreLocation) -> None:
    layer = worked_on()
    write_store(location, [layer])
    key = LayerKey("a", "mira")
    store = Store(location, coverage)
    assert store.read_only is None
    _, document = open_layer(store.rows, key)
    assert uncovered(document) == uncovered(layer.document)
    assert replayed(store.rows, key) == document
    assert examine(store.rows, key).faults == ()
    opened = session(store, key)
    assert history(opened) == old_history(layer)
    opened.close()
    assert replayed(store.rows, key) == open_layer(store.rows, key)[1]
    again = session(store, key)
    assert uncovered(again.document) == uncovered(layer.document)
    again.close()
    store.close()


def test_nothing_that_was_only_touched_is_complete_and_imports_keep_theirs(location: StoreLocation) -> None:
    layers = [worked_on(), imported("whole"), imported("part", ("GPE",)), OldLayer("b", "mira", TEXT)]
    write_store(location, layers)
    store = Store(location, coverage)
    found = {key: open_layer(store.rows, LayerKey("a", key))[1].incomplete_for for key in ("mira", "whole", "part")}
    assert found == {"mira": ALL, "whole": (), "part": ("GPE",)}
    first, second = progress(store.rows)
    assert first.layers == {"mira": "begun", "whole": "done", "part": "begun"}
    assert (first.status, second.status) == ("begun", "begun")
    ((message,),) = store.rows.all("SELECT message FROM notices WHERE told_at IS NULL")
    assert b"before coverage could be declared: 2; nothing" in bytes(message)
    store.close()


@pytest.mark.slow
def test_undo_of_a_schema_migration_leads_back_to_that_version_and_its_coverage(location: StoreLocation) -> None:
    layer = worked_on()
    after = replace(layer.document, schema_ref="mini@2.0.0", incomplete_for=("VEHICLE",))
    layer.apply(difference(layer.document, after, "migrate to mini@2.0.0"))
    write_store(location, [layer])
    key = LayerKey("a", "mira")
    store = Store(location, coverage)
    held = list(operations(store.rows, key, layer_state(store.rows, key).number))
    assert held[-1].kind == Kind.MIGRATE
    opened = session(store, key)
    assert opened.read_only is not None
    opened.close()
    assert replayed(store.rows, key).incomplete_for == LATER
    opened = type(opened)(store, dataclasses.replace(SCHEMA, version="2.0.0"), key)
    opened.undo()
    assert (opened.document.schema_ref, opened.document.incomplete_for) == ("mini@1.0.0", ALL)
    opened.close()
    assert examine(store.rows, key).faults == ()
    store.close()


def test_a_layer_of_a_schema_that_is_not_known_is_open_for_what_it_has(location: StoreLocation) -> None:
    write_store(location, [worked_on()])
    store = Store(location)
    assert open_layer(store.rows, LayerKey("a", "mira"))[1].incomplete_for == ("MEMBER_OF", "ORG")
    store.close()


def test_the_text_before_a_change_is_kept_as_the_beginning(location: StoreLocation) -> None:
    layer = worked_on()
    layer.apply(Edit("text changed", (Change("text", "", TEXT, TEXT + "More.\n"),)))
    write_store(location, [layer])
    key = LayerKey("a", "mira")
    store = Store(location, coverage)
    assert replayed(store.rows, key).text == TEXT + "More.\n"
    assert examine(store.rows, key).faults == ()
    store.close()


def test_damage_of_before_is_still_seen(location: StoreLocation) -> None:
    write_store(location, [worked_on()])
    engine = open_engine(location)
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE operations SET elapsed_ms = 1 WHERE seq = 3")
    engine.dispose()
    store = Store(location, coverage)
    assert examine(store.rows, LayerKey("a", "mira")).faults[0].startswith("operation 3 is not what was written")
    store.close()


def test_a_copy_of_the_store_of_before_is_kept(sqlite_location: StoreLocation) -> None:
    write_store(sqlite_location, [worked_on()])
    Store(sqlite_location, coverage).close()
    copy = Path(f"{sqlite_location.path}.before-head-from-0001")
    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("SELECT count(*) FROM operations").fetchone() == (6,)
        assert connection.execute("SELECT version_num FROM alembic_version").fetchone() == ("0001",)


def test_the_way_back_keeps_the_state_and_what_can_be_undone(location: StoreLocation) -> None:
    layer = worked_on()
    write_store(location, [layer])
    migrate(location, coverage=coverage)
    migrate(location, "0001")
    migrate(location, coverage=coverage)
    key = LayerKey("a", "mira")
    store = Store(location, coverage)
    assert examine(store.rows, key).faults == ()
    opened = session(store, key)
    assert history(opened) == old_history(layer)
    opened.close()
    store.close()


def old_actions() -> st.SearchStrategy[list[object]]:
    """Documents to go to, undo and redo in between."""
    return st.lists(st.one_of(documents(text=st.just(TEXT), max_each=2), st.sampled_from(["undo", "redo"])), max_size=9)


@pytest.mark.slow
def test_any_log_of_before_comes_through(tmp_path: Path) -> None:
    number = 0

    @given(old_actions())
    @examples(25)
    def check(todo: list[object]) -> None:
        nonlocal number
        number += 1
        layer = OldLayer("a", "mira", TEXT)
        for action in todo:
            if isinstance(action, Document):
                goal = replace(
                    action, id="a", schema_ref="mini@1.0.0", annotator="mira", incomplete_for=(), extractor=None
                )
                edit = difference(layer.document, goal, "go")
                layer.apply(edit)
            else:
                layer.undo() if action == "undo" else layer.redo()
        location = StoreLocation(path=tmp_path / str(number) / "store.sqlite")
        write_store(location, [layer])
        key = LayerKey("a", "mira")
        store = Store(location, coverage)
        assert examine(store.rows, key).faults == ()
        opened = session(store, key)
        assert history(opened) == old_history(layer)
        assert opened.document.incomplete_for == ALL
        opened.close()
        assert examine(store.rows, key).faults == ()
        store.close()

    check()
