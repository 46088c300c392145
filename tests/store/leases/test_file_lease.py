"""Lease files: nothing is followed out of the project, and what is no lease does no harm."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from annotator.errors import StoreError
from annotator.store.database.location import StoreLocation
from annotator.store.leases.file_lease import FileLease, in_use, left_behind, read_holder
from annotator.store.leases.lease import lease_name
from annotator.store.tables.layer import LayerKey
from tests.project.layers import session, store_with_article

KEY = LayerKey("a", "mira")
NOTE = '{"pid": 7, "host": "x", "since": ""}'


@pytest.mark.skipif(not hasattr(os, "O_NOFOLLOW"), reason="this system has no O_NOFOLLOW")
class TestLinks:
    def test_a_link_in_a_leases_place_is_not_written_through(
        self, sqlite_location: StoreLocation, tmp_path: Path
    ) -> None:
        store, key = store_with_article(sqlite_location)
        assert sqlite_location.leases
        elsewhere = tmp_path / "notes"
        elsewhere.write_text(NOTE)
        (sqlite_location.leases / f"{lease_name(key)}.json").symlink_to(elsewhere)
        opened = session(store, key)
        assert "cannot be opened for writing" in (opened.read_only or "")
        opened.close()
        assert elsewhere.read_text() == NOTE
        assert left_behind(sqlite_location.leases) == []
        store.close()

    def test_a_folder_that_leads_elsewhere_is_not_used(self, tmp_path: Path) -> None:
        elsewhere = tmp_path / "elsewhere"
        elsewhere.mkdir()
        (tmp_path / "leases").symlink_to(elsewhere)
        with pytest.raises(StoreError, match="cannot be opened for writing"):
            FileLease(tmp_path / "leases", KEY)
        assert list(elsewhere.iterdir()) == []

    def test_a_link_is_not_read_either(self, tmp_path: Path) -> None:
        (tmp_path / "note").write_text(NOTE)
        (tmp_path / "0123.json").symlink_to(tmp_path / "note")
        assert read_holder(tmp_path / "0123.json") is None
        assert read_holder(tmp_path / "note") is not None

    def test_a_pipe_neither_blocks_nor_is_taken(self, tmp_path: Path) -> None:
        os.mkfifo(tmp_path / f"{lease_name(KEY)}.json")
        with pytest.raises(StoreError, match="no plain file"):
            FileLease(tmp_path, KEY)
        assert left_behind(tmp_path) == []


@pytest.mark.parametrize("note", [b"", b"[]", b"{", b'{"pid": "x"}', b"\xff", b"null"])
def test_a_note_that_says_nothing_names_nobody(tmp_path: Path, note: bytes) -> None:
    path = tmp_path / f"{lease_name(KEY)}.json"
    path.write_bytes(note)
    assert read_holder(path) is None
    lease = FileLease(tmp_path, KEY)
    assert lease.taken_over is None
    assert in_use(tmp_path).keys() == {lease_name(KEY)}
    lease.release()
    assert list(tmp_path.iterdir()) == []
