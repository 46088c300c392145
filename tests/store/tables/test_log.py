"""The log is append-only, says who did what when, and leads to the state, whatever is done, undone and done again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from annotator.errors import StoreError
from annotator.model import edits
from annotator.model.annotation import mention
from annotator.model.coverage import declare
from annotator.model.difference import difference
from annotator.model.document import Document
from annotator.schema.identity import schema_identity
from annotator.store.database.location import StoreLocation
from annotator.store.database.transaction import writing
from annotator.store.integrity import examine
from annotator.store.reading.replay import replayed
from annotator.store.store import Store
from annotator.store.tables.layer import LayerKey
from annotator.store.tables.layers import layer_state
from annotator.store.tables.log import Kind, layers_with, operations, provenances_with
from tests.databases import DATABASES
from tests.examples import examples
from tests.project.layers import TEXT, content, put, session, store_with_article
from tests.reaching import reached, reaching
from tests.store.append_only import forbid_changes
from tests.strategies import documents


def log_of(store: Store, key: LayerKey) -> list[tuple[Any, ...]]:
    """The rows of a layer's log as they lie in the store."""
    layer = layer_state(store.rows, key).number
    return store.rows.all("SELECT * FROM operations WHERE layer = :layer ORDER BY seq", layer=layer)


def actions() -> st.SearchStrategy[list[object]]:
    """Documents to go to, and undo, redo and reopening in between."""
    states = documents(text=st.just(TEXT), max_each=2)
    return st.lists(st.one_of(states, st.sampled_from(["undo", "undo", "redo", "redo", "reopen"])), max_size=12)


@pytest.mark.slow
@pytest.mark.parametrize("database", DATABASES)
def test_the_log_only_grows_and_leads_to_the_state(
    database: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    where = (
        StoreLocation(path=tmp_path / ".annotator" / "store.sqlite")
        if database == "sqlite"
        else request.getfixturevalue("cluster").new_database()
    )
    store, _ = store_with_article(where)
    if where.path:
        forbid_changes(store)

    @reaching(0.3)
    @given(actions())
    @examples(40 if database == "sqlite" else 20)
    def check(todo: list[object]) -> None:
        key = put(store)
        opened = session(store, key)
        before: list[tuple[Any, ...]] = []
        for action in todo:
            if isinstance(action, Document):
                goal = replace(action, id=key.document_id, schema_ref="mini@1.0.0", extractor=None)
                opened.apply(difference(opened.document, goal, "go"))
            elif action == "reopen":
                opened.close()
                opened = session(store, key)
            elif action == "undo":
                opened.undo()
            else:
                opened.redo()
            opened.flush()
            after = log_of(store, key)
            assert after[: len(before)] == before
            before = after
            if after:
                reached()
                assert content(replayed(store.rows, key)) == content(opened.document)
        opened.close()
        if before:
            assert examine(store.rows, key).faults == ()

    check()
    store.close()


def test_the_triggers_forbid_what_they_should(sqlite_location: StoreLocation) -> None:
    store, key = store_with_article(sqlite_location)
    opened = session(store, key)
    opened.apply(edits.add(opened.document, mention("T1", "ORG", TEXT, ((0, 6),))))
    opened.close()
    forbid_changes(store)
    for sql in ("UPDATE operations SET at = 'x'", "DELETE FROM operations"):
        with (
            pytest.raises(StoreError, match="the log was changed"),
            writing(store.engine, store.location) as transaction,
        ):
            transaction.run(sql)
    store.close()


def test_each_operation_says_what_it_is_who_did_it_and_when(location: StoreLocation) -> None:
    store, key = store_with_article(location)
    opened = session(store, key, who="ilan")
    opened.apply(edits.add(opened.document, mention("T1", "PERSON", TEXT, ((0, 6),))), {"from": ["rules@1"]})
    opened.apply(declare(opened.document, ["PERSON"]))
    opened.undo()
    opened.undo()
    opened.redo()
    opened.apply(edits.set_field(opened.document, "text", TEXT + "More.\n"))
    opened.close()
    held = list(operations(store.rows, key, layer_state(store.rows, key).number))
    assert [(each.kind, each.parent, each.target) for each in held] == [
        (Kind.EDIT, 0, None),
        (Kind.DECLARE, 1, None),
        (Kind.UNDO, None, 2),
        (Kind.UNDO, None, 1),
        (Kind.REDO, None, 1),
        (Kind.TEXT, 1, None),
    ]
    assert {each.who for each in held} == {"ilan"}
    times = [each.at for each in held]
    assert times == sorted(times)
    assert all(each.endswith("+00:00") for each in times)
    assert all(each.elapsed_ms is not None for each in held)
    assert orjson.loads(held[0].provenance) == {"from": ["rules@1"], "schema": schema_identity(opened.schema)}
    assert [each.provenance for each in held[1:]] == [b""] * 5
    assert replayed(store.rows, key).text == TEXT + "More.\n"
    store.close()


def test_what_the_log_keeps_is_found_on_each_database(location: StoreLocation) -> None:
    store, key = store_with_article(location)
    other = put(store)
    for each, kept in ((key, {"offered": [1]}), (other, {"decided": {}})):
        work = session(store, each)
        work.apply(edits.add(work.document, mention("T1", "GPE", TEXT, ((0, 6),))), kept)
        work.apply(declare(work.document, ("PERSON",)), {"unaided": {}})
        work.close()
    assert layers_with(store.rows, b'"offered":') == {key}
    assert layers_with(store.rows, b'"unaided":') == {key, other}
    found = provenances_with(store.rows, "offered", "unaided")
    assert [(each.document_id, each.layer, b"offered" in each.provenance) for each in found] == [
        (key.document_id, "mira", True),
        (key.document_id, "mira", False),
        (other.document_id, "mira", False),
    ]
    store.close()
