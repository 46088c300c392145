"""Damage is found, said, and mended without losing what is whole: bits flipped, operations missing, tails torn."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from annotator.errors import DamagedLogError, StoreError
from annotator.model import edits
from annotator.model.annotation import Relation, mention
from annotator.model.document import Document
from annotator.store.database.location import StoreLocation
from annotator.store.database.transaction import writing
from annotator.store.integrity import examine, file_faults, text_fault
from annotator.store.reading.loading import open_layer
from annotator.store.reading.replay import replayed
from annotator.store.repair import repair_layer
from annotator.store.store import Store
from annotator.store.tables.layer import LayerKey
from annotator.store.tables.log import operations
from tests.project.layers import TEXT, session, store_with_article
from tests.slow import first_quick
from tests.store.append_only import forbid_changes


class Damaged:
    """A store with a layer of five operations, and ways to damage it."""

    def __init__(self, location: StoreLocation) -> None:
        self.store, self.key = store_with_article(location)
        opened = session(self.store, self.key)
        self.states = [opened.document]
        for start in (0, 7, 14):
            new = mention(opened.fresh_id("T"), "ORG", TEXT, ((start, start + 6),))
            self.states.append(opened.apply(edits.add(opened.document, new)))
        self.states.append(opened.apply(edits.add(opened.document, Relation("R4", "MEMBER_OF", "T1", "T2"))))
        self.states.append(opened.apply(edits.remove(opened.document, ["T3"])))
        opened.close()
        self.layer = self.store.rows.all("SELECT number FROM layers")[0][0]

    def run(self, sql: str, **parameters: Any) -> None:
        """Change the store behind its back."""
        with writing(self.store.engine, self.store.location) as transaction:
            transaction.run(sql, **parameters)

    def edit_bytes(self, seq: int) -> bytes:
        return bytes(self.store.rows.all("SELECT edit FROM operations WHERE seq = :seq", seq=seq)[0][0])

    def put_edit(self, seq: int, content: bytes) -> None:
        self.run("UPDATE operations SET edit = :edit WHERE seq = :seq", edit=content, seq=seq)

    def log(self) -> list[tuple[Any, ...]]:
        return self.store.rows.all("SELECT * FROM operations ORDER BY seq")

    def document(self) -> Document:
        return open_layer(self.store.rows, self.key)[1]

    def is_sound(self) -> bool:
        return not examine(self.store.rows, self.key).faults and replayed(self.store.rows, self.key) == self.document()


@pytest.fixture
def layer(location: StoreLocation) -> Iterator[Damaged]:
    """The layer, on each database."""
    damaged = Damaged(location)
    yield damaged
    damaged.store.close()


def test_a_whole_layer_is_found_whole(layer: Damaged) -> None:
    assert layer.is_sound()
    assert repair_layer(layer.store, layer.key) is None
    assert [each.seq for each in operations(layer.store.rows, layer.key, layer.layer)] == [1, 2, 3, 4, 5]


def test_a_flipped_bit_is_found_wherever_it_is(sqlite_location: StoreLocation) -> None:
    layer = Damaged(sqlite_location)
    whole = layer.edit_bytes(2)
    for place in range(0, len(whole), 3):
        flipped = bytearray(whole)
        flipped[place] ^= 4
        layer.put_edit(2, bytes(flipped))
        with pytest.raises(DamagedLogError, match="operation 2 is not what was written"):
            list(operations(layer.store.rows, layer.key, layer.layer))
    layer.put_edit(2, whole)
    assert layer.is_sound()


COLUMNS = [
    "who = 'x'",
    "at = '2001-01-01'",
    "elapsed_ms = 987654",
    "checksum = 'a'",
    "kind = 'redo'",
    "parent = 1",
    "target = 1",
    "provenance = 'x'",
]


@pytest.mark.parametrize("column", first_quick(COLUMNS, 3))
def test_every_column_of_an_operation_is_guarded(sqlite_location: StoreLocation, column: str) -> None:
    layer = Damaged(sqlite_location)
    layer.run(f"UPDATE operations SET {column} WHERE seq = 3".replace("'x'", "CAST('x' AS BLOB)"))
    with pytest.raises(DamagedLogError, match="operation 3"):
        list(operations(layer.store.rows, layer.key, layer.layer))


def test_a_missing_operation_is_reported(layer: Damaged) -> None:
    layer.run("DELETE FROM operations WHERE seq = 3")
    with pytest.raises(DamagedLogError, match="operation 3 is missing"):
        list(operations(layer.store.rows, layer.key, layer.layer))
    assert examine(layer.store.rows, layer.key).faults == ("operation 3 is missing from its log",)


@pytest.mark.parametrize("seq", [1, 3, 5])
def test_damage_to_the_log_loses_no_annotation(layer: Damaged, seq: int) -> None:
    before = layer.document()
    layer.put_edit(seq, layer.edit_bytes(seq)[:-9])
    log = layer.log()
    if layer.store.location.path:
        forbid_changes(layer.store)
    done = repair_layer(layer.store, layer.key)
    assert done is not None
    assert (done.kept, done.aside, done.state_kept) == (seq - 1, 6 - seq, True)
    assert layer.document() == before
    assert layer.is_sound()
    assert layer.log()[:5] == log
    assert len(layer.log()) == 6
    opened = session(layer.store, layer.key)
    undone = opened.undo()
    assert undone is not None
    assert undone.name == "recovered"
    assert opened.document == layer.states[seq - 1]
    opened.close()
    assert repair_layer(layer.store, layer.key) is None


def test_damage_to_the_annotations_is_mended_from_the_log(layer: Damaged) -> None:
    before = layer.document()
    layer.run("DELETE FROM annotations WHERE slot = 'relations'")
    with pytest.raises(StoreError, match="annotator doctor"):
        layer.document()
    with pytest.raises(StoreError, match="annotator doctor"):
        session(layer.store, layer.key)
    assert repair_layer(layer.store, layer.key) is not None
    assert layer.document() == before
    assert layer.is_sound()
    session(layer.store, layer.key).close()


def test_damage_to_both_keeps_the_whole_operations(layer: Damaged) -> None:
    layer.run("UPDATE annotations SET payload = :payload WHERE slot = 'relations'", payload=b"{}")
    layer.put_edit(4, b"not JSON")
    done = repair_layer(layer.store, layer.key)
    assert done is not None
    assert (done.kept, done.aside, done.state_kept) == (3, 2, False)
    assert layer.document() == layer.states[3]
    assert layer.is_sound()


@pytest.mark.parametrize("column", ["entities = 77", "total = 5", "last_seq = 9"])
def test_a_wrong_layer_row_is_mended(layer: Damaged, column: str) -> None:
    before = layer.document()
    layer.run(f"UPDATE layers SET {column}")
    assert repair_layer(layer.store, layer.key) is not None
    assert layer.document() == before
    assert layer.is_sound()


def test_a_damaged_base_is_mended(layer: Damaged) -> None:
    before = layer.document()
    layer.run("UPDATE layers SET base = :base", base=b"{")
    assert repair_layer(layer.store, layer.key) is not None
    assert layer.document() == before
    assert layer.is_sound()


def test_a_wrong_index_is_mended(layer: Damaged) -> None:
    layer.run("DELETE FROM targets")
    assert examine(layer.store.rows, layer.key).faults == ("its index of what names what is wrong",)
    repair_layer(layer.store, layer.key)
    assert layer.is_sound()


def test_where_nothing_is_whole_nothing_is_touched(layer: Damaged) -> None:
    layer.run("UPDATE layers SET base = :base, total = 1", base=b"{")
    with pytest.raises(StoreError, match="backup"):
        repair_layer(layer.store, layer.key)
    assert layer.store.rows.all("SELECT count(*) FROM operations") == [(5,)]


@pytest.mark.parametrize("cut", ["row", "bytes"])
def test_a_torn_tail_is_set_aside_on_opening_and_said(layer: Damaged, cut: str) -> None:
    before = layer.document()
    if cut == "row":
        layer.run("DELETE FROM operations WHERE seq = 5")
    else:
        layer.put_edit(5, layer.edit_bytes(5)[:20])
    opened = session(layer.store, layer.key)
    assert opened.notice is not None
    assert f"recovered 4 operations, set aside {0 if cut == 'row' else 1}" in opened.notice
    assert opened.document == before
    opened.close()
    assert layer.is_sound()
    again = session(layer.store, layer.key)
    assert again.notice is None
    again.close()


def test_undo_into_a_damaged_operation_is_refused_and_keeps_the_state(layer: Damaged) -> None:
    layer.put_edit(4, b"{}")
    opened = session(layer.store, layer.key)
    assert opened.undo() is not None
    held = opened.document
    with pytest.raises(DamagedLogError, match="operation 4"):
        opened.undo()
    assert opened.document == held
    opened.close()


def test_a_changed_text_is_found_by_its_hash(layer: Damaged) -> None:
    sha256 = layer.store.rows.all("SELECT sha256 FROM texts")[0][0]
    assert text_fault(layer.store.rows, sha256) is None
    layer.run("UPDATE texts SET text = :text", text=TEXT.replace("Monday", "Sunday").encode())
    assert "its hash differs" in (text_fault(layer.store.rows, sha256) or "")
    layer.run("UPDATE texts SET text = :text", text=b"\xff")
    assert "byte 0" in (text_fault(layer.store.rows, sha256) or "")
    layer.run("UPDATE texts SET text = :text", text=b"")
    assert text_fault(layer.store.rows, sha256)


def test_a_store_of_a_future_version_is_read_only_and_untouched(sqlite_location: StoreLocation) -> None:
    layer = Damaged(sqlite_location)
    layer.run("UPDATE alembic_version SET version_num = '9999'")
    layer.store.close()
    path = Path(str(sqlite_location.path))
    before = path.read_bytes()
    store = Store(sqlite_location)
    opened = session(store, LayerKey(layer.key.document_id, "mira"))
    assert "newer version" in (opened.read_only or "")
    assert opened.document.entities
    with pytest.raises(StoreError, match="newer version"):
        opened.apply(edits.remove(opened.document, ["T1"]))
    opened.close()
    with pytest.raises(StoreError, match="newer version"):
        store.writable()
    store.close()
    assert path.read_bytes() == before


def test_what_the_database_quotes_of_its_damage_need_not_be_text(sqlite_location: StoreLocation) -> None:
    """A flipped bit in the name of an index: SQLite tells of it with that name, which is no UTF-8 any more."""
    layer = Damaged(sqlite_location)
    layer.store.close()
    path = sqlite_location.path
    assert path is not None
    content = path.read_bytes()
    for place in (at for at in range(len(content) - 20) if content[at : at + 19] == b"sqlite_autoindex_la"):
        damaged = bytearray(content)
        damaged[place + 18] ^= 0x80
        path.write_bytes(damaged)
        assert file_faults(path)
