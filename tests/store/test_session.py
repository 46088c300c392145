"""Sessions: everything applied is kept, in order, across undo, redo and reopening, on both databases."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from annotator.errors import EditError, StoreError
from annotator.model import edits
from annotator.model.annotation import Relation, mention
from annotator.model.canonical import record_of, to_bytes
from annotator.model.change import Edit, apply
from annotator.model.difference import difference
from annotator.model.document import Document
from annotator.store.database.location import StoreLocation
from annotator.store.database.rows import Rows
from annotator.store.integrity import tail_is_torn
from annotator.store.loader import LayerLoader
from annotator.store.session import LabelSession
from annotator.store.store import Store
from annotator.store.tables.layer import LayerKey, LayerState
from tests.databases import ROLES, place_for
from tests.examples import examples
from tests.project.layers import TEXT, content, put, session, store_with_article
from tests.strategies import documents


def label(opened: LabelSession, start: int, end: int, kind: str = "PERSON") -> Edit:
    """Label a stretch of the article."""
    new = mention(opened.fresh_id("T"), kind, opened.document.text or "", ((start, end),))
    edit = edits.add(opened.document, new)
    opened.apply(edit)
    return edit


def edit_actions() -> st.SearchStrategy[list[object]]:
    """Documents to go to, and undo, redo, reopen in between."""
    states = documents(text=st.just(TEXT), max_each=3)
    return st.lists(st.one_of(states, st.sampled_from(["undo", "undo", "redo", "reopen"])), max_size=10)


class InMemory:
    """What a session should be: a list of states."""

    def __init__(self, first: Document) -> None:
        self.states = [first]
        self.now = 0

    def apply(self, edit: Edit) -> None:
        self.states[self.now + 1 :] = [apply(self.states[self.now], edit)]
        self.now += 1

    def move(self, step: int) -> None:
        self.now = min(max(self.now + step, 0), len(self.states) - 1)


@pytest.fixture(params=ROLES)
def location(request: pytest.FixtureRequest, tmp_path: Path) -> StoreLocation:
    """Where a store is, on each database, and as a member of a team."""
    return place_for(request, tmp_path)


@pytest.mark.slow
def test_any_sequence_equals_the_model_in_memory(location: StoreLocation) -> None:
    store, _ = store_with_article(location)

    @given(edit_actions())
    @examples(40 if location.path else 20)
    def check(actions: list[object]) -> None:
        key = put(store)
        opened = session(store, key)
        model = InMemory(opened.document)
        for action in actions:
            opened = _act(action, opened, model, store, key)
            assert content(opened.document) == content(model.states[model.now])
        opened.close()
        reopened = session(store, key)
        assert content(reopened.document) == content(model.states[model.now])
        reopened.close()

    check()
    store.close()


def _act(action: object, opened: LabelSession, model: InMemory, store: Store, key: LayerKey) -> LabelSession:
    if isinstance(action, Document):
        goal = replace(action, id=key.document_id, schema_ref="mini@1.0.0", extractor=None)
        edit = difference(opened.document, goal, "go")
        opened.apply(edit)
        model.apply(edit)
    elif action == "reopen":
        opened.close()
        return session(store, key)
    else:
        moved = opened.undo() if action == "undo" else opened.redo()
        before = model.now
        model.move(-1 if action == "undo" else 1)
        assert (moved is None) == (before == model.now)
    return opened


def test_an_edit_shows_at_once_and_is_saved_by_a_thread(location: StoreLocation) -> None:
    store, key = store_with_article(location)
    opened = session(store, key)
    told = threading.Event()
    opened.subscribe(told.set)
    label(opened, 0, 6)
    assert opened.document.entities["T1"].text == "Oskell"
    opened.flush()
    assert opened.saved
    assert opened.failure is None
    assert told.wait(5)
    opened.close()
    store.close()


def test_ids_are_never_given_twice_even_after_undo_and_reopening(location: StoreLocation) -> None:
    store, key = store_with_article(location)
    opened = session(store, key)
    label(opened, 0, 6)
    label(opened, 7, 13)
    opened.undo()
    opened.close()
    opened = session(store, key)
    assert opened.fresh_id("R") == "R3"
    assert opened.fresh_id("E") == "E4"
    opened.close()
    store.close()


def test_a_new_edit_after_undo_makes_the_undone_one_history(location: StoreLocation) -> None:
    store, key = store_with_article(location)
    opened = session(store, key)
    label(opened, 0, 6)
    opened.undo()
    label(opened, 7, 13)
    assert opened.redo() is None
    opened.close()
    opened = session(store, key)
    assert opened.redo() is None
    assert [each.text for each in opened.document.entities.values()] == ["backed"]
    held = store.rows.all("SELECT seq, kind, parent, target FROM operations ORDER BY seq")
    assert held == [(1, "edit", 0, None), (2, "undo", None, 1), (3, "edit", 0, None)]
    opened.close()
    store.close()


def test_an_untouched_layer_carries_schema_and_annotator(location: StoreLocation) -> None:
    store, key = store_with_article(location)
    opened = session(store, key)
    assert opened.document.schema_ref == "mini@1.0.0"
    assert opened.document.annotator == "mira"
    opened.close()
    store.close()


def test_the_second_session_on_a_layer_only_reads_and_says_why(location: StoreLocation) -> None:
    store, key = store_with_article(location)
    opened, second = session(store, key), session(store, key)
    assert second.read_only is not None
    assert "process" in second.read_only
    with pytest.raises(StoreError, match="held by"):
        label(second, 0, 6)
    assert not second.could_write_now()
    assert not second.changed_elsewhere()
    label(opened, 0, 6)
    opened.flush()
    assert second.changed_elsewhere()
    other = session(store, LayerKey(key.document_id, "jon"))
    assert other.read_only is None
    opened.close()
    assert second.could_write_now()
    assert not other.could_write_now(), "it has the layer already"
    for each in (second, other):
        each.close()
    again = session(store, key)
    assert again.read_only is None
    again.close()
    store.close()


def test_an_edit_that_does_not_fit_changes_nothing(location: StoreLocation) -> None:
    store, key = store_with_article(location)
    opened = session(store, key)
    edit = label(opened, 0, 6)
    with pytest.raises(EditError):
        opened.apply(edit)
    with pytest.raises(EditError, match="cannot be stored"):
        opened.apply(edits.set_field(opened.document, "labels", {"topic": "\ud800"}))
    assert list(opened.document.entities) == ["T1"]
    assert not opened.document.labels
    opened.close()
    store.close()


def test_looking_changes_no_byte(sqlite_location: StoreLocation) -> None:
    store, key = store_with_article(sqlite_location)
    label(opened := session(store, key), 0, 6)
    opened.close()
    store.close()
    assert sqlite_location.path
    folder = sqlite_location.path.parent
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.rglob("*") if path.is_file()}
    store = Store(sqlite_location)
    opened = session(store, key)
    assert opened.document.entities
    opened.close()
    store.close()
    after = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.rglob("*") if path.is_file()}
    assert before == after


def test_a_huge_layer_opens_with_its_window_and_keeps_edits_made_meanwhile(
    location: StoreLocation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("annotator.store.loader.WINDOW_FIRST", 10)
    store, key = store_with_article(location, "Varania. " * 400)
    opened = session(store, key)
    people = [
        mention(opened.fresh_id("T"), "GPE", opened.document.text or "", ((at * 9, at * 9 + 7),)) for at in range(400)
    ]
    tie = Relation("R1", "Near", "T1", "T400")
    far = Relation("R2", "Near", "T390", "T391")
    opened.apply(edits.add(opened.document, *people, tie, far, name="many"))
    opened.close()

    gate = threading.Event()
    monkeypatch.setattr(LayerLoader, "_pause", lambda self: gate.wait(10))
    opened = session(store, key, window=(0, 90))
    assert not opened.loaded
    assert {"T1", "T10", "T400"} <= set(opened.document.entities)
    assert "T200" not in opened.document.entities
    assert set(opened.document.relations) == {"R1"}
    opened.apply(edits.remove(opened.document, ["T1"]))
    label(opened, 0, 7, "ORG")
    threading.Timer(0.05, gate.set).start()
    opened.undo()
    opened.redo()
    opened.flush()
    _until_loaded(opened)
    assert len(opened.document.entities) == 400
    assert set(opened.document.relations) == {"R2"}
    assert opened.document.entities["T401"].type == "ORG"
    opened.close()
    reopened = session(store, key)
    _until_loaded(reopened)
    assert content(reopened.document) == content(opened.document)
    reopened.close()
    store.close()


@pytest.mark.parametrize("saved_first", [True, False])
def test_edits_are_kept_whether_they_are_saved_before_or_after_the_rest_is_read(
    location: StoreLocation, monkeypatch: pytest.MonkeyPatch, saved_first: bool
) -> None:
    monkeypatch.setattr("annotator.store.loader.WINDOW_FIRST", 10)
    store, key = store_with_article(location, "Varania. " * 40)
    opened = session(store, key)
    people = [mention(f"T{at}", "GPE", opened.document.text or "", ((at * 9, at * 9 + 7),)) for at in range(40)]
    opened.apply(edits.add(opened.document, *people, name="many"))
    opened.close()

    read = threading.Event()

    def torn(rows: Rows, state: LayerState) -> bool:
        read.wait(10)
        return tail_is_torn(rows, state)

    monkeypatch.setattr("annotator.store.loader.tail_is_torn", torn)
    opened = session(store, key, window=(0, 90))
    opened.apply(edits.remove(opened.document, ["T1"]))
    label(opened, 0, 7, "ORG")
    opened.undo()
    if saved_first:
        opened.flush()
        label(opened, 9, 16, "ORG")
    read.set()
    _until_loaded(opened)
    assert "T1" not in opened.document.entities
    assert len(opened.document.entities) == (40 if saved_first else 39)
    opened.close()
    reopened = session(store, key)
    read.set()
    _until_loaded(reopened)
    assert content(reopened.document) == content(opened.document)
    reopened.close()
    store.close()


def test_what_was_written_before_the_rest_is_read_counts_once(
    location: StoreLocation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("annotator.store.loader.WINDOW_FIRST", 10)
    store, key = store_with_article(location, "Varania. " * 40)
    opened = session(store, key)
    people = [mention(opened.fresh_id("T"), "GPE", "Varania", ((at * 9, at * 9 + 7),)) for at in range(40)]
    opened.apply(edits.add(opened.document, *people, name="many"))
    opened.close()
    gate = threading.Event()
    monkeypatch.setattr("annotator.store.loader.tail_is_torn", lambda rows, state: not gate.wait(10))
    opened = session(store, key, window=(0, 90))
    label(opened, 0, 8, "ORG")
    label(opened, 1, 8, "ORG")
    opened.undo()
    opened.flush()
    opened.apply(edits.remove(opened.document, ["T1"]))
    gate.set()
    _until_loaded(opened)
    assert opened.failure is None
    assert sorted(opened.document.entities) == sorted([*(f"T{number}" for number in range(2, 41)), "T41"])
    opened.close()
    reopened = session(store, key)
    assert content(reopened.whole_document()) == content(opened.document)
    reopened.close()
    store.close()


def _until_loaded(opened: LabelSession) -> None:
    opened.whole_document()
    assert opened.loaded, opened.failure


def test_places_put_aside_are_kept_and_logged_and_in_no_record(location: StoreLocation) -> None:
    store, key = store_with_article(location)
    opened = session(store, key)
    opened.apply(edits.set_field(opened.document, "rejected", ("0-4 Ilan",), "not a mention"))
    opened.close()
    again = session(store, key)
    assert list(again.document.rejected) == ["0-4 Ilan"]
    assert b'Ilan"' not in to_bytes(record_of(replace(again.document, text=None)))
    undone = again.undo()
    assert undone is not None
    assert undone.name == "not a mention"
    assert not list(again.document.rejected)
    again.redo()
    again.close()
    third = session(store, key)
    assert list(third.document.rejected) == ["0-4 Ilan"]
    third.close()
    store.close()
