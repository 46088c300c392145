"""When the store fails, the work stays in memory, the message says why, and the writing goes on when it can."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from annotator.errors import LayerLockedError, StoreError
from annotator.model import edits
from annotator.model.annotation import mention
from annotator.store.database.location import StoreLocation
from annotator.store.database.transaction import writing
from annotator.store.integrity import examine
from annotator.store.leases.file_lease import FileLease, in_use, left_behind, read_holder
from annotator.store.leases.lease import lease_name
from annotator.store.reading.loading import open_layer
from annotator.store.session import LabelSession
from annotator.store.store import Store
from annotator.store.tables.layer import LayerKey, LayerState
from annotator.store.tables.layers import layer_state
from annotator.store.writing.step import new_step
from annotator.store.writing.writer import already_committed, write_steps
from tests.project.layers import TEXT, session, store_with_article
from tests.shared import ROOT


def label(opened: LabelSession, note: str | None = None) -> None:
    """Label something."""
    new = mention(opened.fresh_id("T"), "ORG", TEXT, ((0, 6),), note=note)
    opened.apply(edits.add(opened.document, new))


def until(opened: LabelSession, condition: Callable[[], bool]) -> None:
    """Wait for the worker to bring something about."""
    told = threading.Event()
    opened.subscribe(told.set)
    for _ in range(1000):
        if condition():
            return
        told.wait(0.02)
        told.clear()
    raise AssertionError("it did not happen")


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Another program holds the write lock."""
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


@contextmanager
def full(store: Store) -> Iterator[None]:
    """The disk is full: no file may grow."""
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (Path(str(store.location.path)).stat().st_size + 60_000, limits[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, handler)


@pytest.mark.slow
def test_a_locked_store_is_waited_for(sqlite_location: StoreLocation, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("annotator.store.database.engine.BUSY_TIMEOUT_S", 0.05)
    store, key = store_with_article(sqlite_location)
    store.close()
    store = Store(sqlite_location)
    opened = session(store, key)
    with locked(Path(str(sqlite_location.path))):
        label(opened)
        until(opened, lambda: opened.failure is not None)
        assert "another process is writing" in (opened.failure or "")
        assert not opened.saved
        assert list(opened.document.entities) == ["T1"]
        with pytest.raises(StoreError, match=r"not saved: .*another process"):
            opened.flush(0.01)
    opened.flush()
    assert opened.failure is None
    opened.close()
    assert list(open_layer(store.rows, key)[1].entities) == ["T1"]
    store.close()


@pytest.mark.slow
def test_a_full_disk_keeps_the_work_in_memory(sqlite_location: StoreLocation) -> None:
    store, key = store_with_article(sqlite_location)
    opened = session(store, key)
    label(opened)
    opened.flush()
    with full(store):
        label(opened, "x" * 400_000)
        until(opened, lambda: opened.failure is not None)
        assert "disk" in (opened.failure or "")
        assert set(opened.document.entities) == {"T1", "T2"}
        assert set(open_layer(store.rows, key)[1].entities) == {"T1"}
    opened.flush()
    opened.close()
    assert set(open_layer(store.rows, key)[1].entities) == {"T1", "T2"}
    store.close()


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="an open file cannot be moved there")
@pytest.mark.parametrize("in_its_place", ["nothing", "a copy"])
def test_a_store_that_is_moved_while_it_is_open_takes_no_more(
    sqlite_location: StoreLocation, in_its_place: str
) -> None:
    store, key = store_with_article(sqlite_location)
    opened = session(store, key)
    label(opened)
    opened.flush()
    path = store.location.path
    assert path
    moved = path.rename(path.with_name("elsewhere.sqlite"))
    if in_its_place == "a copy":
        shutil.copyfile(moved, path)
    label(opened)
    until(opened, lambda: opened.failure is not None)
    assert "moved, deleted or replaced" in (opened.failure or "")
    assert not opened.saved
    moved.rename(path)
    opened.flush()
    opened.close()
    assert set(open_layer(store.rows, key)[1].entities) == {"T1", "T2"}
    store.close()


@pytest.mark.slow
def test_work_that_cannot_be_saved_can_be_rescued(sqlite_location: StoreLocation, tmp_path: Path) -> None:
    store, key = store_with_article(sqlite_location)
    opened = session(store, key)
    with full(store):
        label(opened, "x" * 400_000)
        until(opened, lambda: opened.failure is not None)
    from annotator.datasets.record import read_documents
    from annotator.datasets.write import write_records

    rescued = tmp_path / "elsewhere.jsonl"
    write_records([opened.whole_document()], rescued)

    (document,) = read_documents(rescued)
    assert document.entities == opened.document.entities
    opened.close()
    store.close()


def test_a_stale_write_is_refused_and_never_merged(location: StoreLocation) -> None:
    store, key = store_with_article(location)
    opened = session(store, key)
    label(opened)
    opened.flush()
    with writing(store.engine, store.location) as transaction:
        transaction.run("UPDATE layers SET revision = revision + 1")
    label(opened)
    until(opened, lambda: opened.failure is not None)
    assert "another revision" in (opened.failure or "")
    assert not opened.saved
    with pytest.raises(StoreError, match="another revision"):
        opened.close(0.2)
    assert list(open_layer(store.rows, key)[1].entities) == ["T1"]
    again = session(store, key)
    assert again.read_only is None
    again.close()
    store.close()


def test_a_commit_whose_answer_was_lost_is_recognised(location: StoreLocation) -> None:
    store, key = store_with_article(location)
    before = layer_state(store.rows, key)
    edit = edits.add(open_layer(store.rows, key)[1], mention("T1", "ORG", TEXT, ((0, 6),)))
    steps = [new_step(edit, "mira", 12)]
    written = write_steps(store.engine, store.location, before, steps)
    found = already_committed(store.rows, before, steps)
    assert found == layer_state(store.rows, key)
    assert (found.number, found.revision) == (written.number, 1)
    assert already_committed(store.rows, before, [new_step(edit, "mira", 13)]) is None
    store.close()


@pytest.mark.slow
def test_labelling_goes_on_while_the_answer_of_a_commit_is_lost(
    location: StoreLocation, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was committed is not written again with what came after it, nor taken for somebody else's."""
    store, key = store_with_article(location)
    opened = session(store, key)
    begun, labelled = threading.Event(), threading.Event()
    calls: list[int] = []

    def losing(*what: Any) -> LayerState:
        calls.append(len(what[3]))
        begun.set()
        written = write_steps(*what)
        if len(calls) == 1:
            labelled.wait(10)
            raise StoreError("the connection was lost")
        return written

    monkeypatch.setattr("annotator.store.writing.writer.write_steps", losing)
    for number, start in enumerate((0, 7, 14), 1):
        opened.apply(edits.add(opened.document, mention(f"T{number}", "ORG", TEXT, ((start, start + 6),))))
        begun.wait(10)
    labelled.set()
    opened.close()
    assert calls[:2] == [1, 1], "the same again, alone"
    assert sorted(open_layer(store.rows, key)[1].entities) == ["T1", "T2", "T3"]
    assert examine(store.rows, key).faults == ()
    assert layer_state(store.rows, key).last_seq == 3
    store.close()


@contextmanager
def unprivileged() -> Iterator[None]:
    """Be a user for whom permissions count."""
    if os.geteuid():
        yield
        return
    os.setresuid(65534, 65534, 0)
    try:
        yield
    finally:
        os.setresuid(0, 0, 0)


def test_a_folder_that_may_not_be_written_opens_read_only(open_folder: Path) -> None:
    location = StoreLocation(path=open_folder / "p" / "store.sqlite")
    store, key = store_with_article(location)
    label(opened := session(store, key))
    opened.close()
    store.close()
    paths = [*open_folder.rglob("*"), open_folder]
    before = {path: path.stat().st_mtime_ns for path in paths}
    for path in paths:
        path.chmod(0o555 if path.is_dir() else 0o444)
    with unprivileged():
        store = Store(location)
        opened = session(store, key)
        assert opened.read_only is not None
        assert "cannot be opened for writing (Permission denied)" in opened.read_only
        assert list(opened.document.entities) == ["T1"]
        opened.close()
        store.close()
    assert {path: path.stat().st_mtime_ns for path in paths} == before


HOLD = (
    "import sys, time; from pathlib import Path; from annotator.store.leases.file_lease import FileLease;"
    "from annotator.store.tables.layer import LayerKey; FileLease(Path(sys.argv[1]), LayerKey('a', 'mira'));"
    "print('held', flush=True); time.sleep(60)"
)


@contextmanager
def holder(folder: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that holds the lease of layer ('a', 'mira')."""
    process = subprocess.Popen([sys.executable, "-c", HOLD, str(folder)], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert process.stdout
    assert process.stdout.readline() == "held\n"
    try:
        yield process
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def test_the_lease_names_its_holder_and_goes_with_it(tmp_path: Path) -> None:
    key = LayerKey("a", "mira")
    with holder(tmp_path) as process:
        with pytest.raises(LayerLockedError, match=rf"\(process {process.pid}\)"):
            FileLease(tmp_path, key)
        assert list(in_use(tmp_path)) == [lease_name(key)]
        assert left_behind(tmp_path) == []
    # It was killed: its file is still there, its lock is not.
    assert [path.stem for path in left_behind(tmp_path)] == [lease_name(key)]
    assert in_use(tmp_path) == {}
    lease = FileLease(tmp_path, key)
    assert lease.taken_over is not None
    assert lease.taken_over.pid == process.pid
    assert (read_holder(tmp_path / f"{lease_name(key)}.json") or lease.taken_over).pid == os.getpid()
    lease.release()
    lease.release()
    assert list(tmp_path.iterdir()) == []


def test_taking_over_is_said(sqlite_location: StoreLocation) -> None:
    store, key = store_with_article(sqlite_location)
    folder = sqlite_location.leases
    assert folder is not None
    (folder / f"{lease_name(key)}.json").write_text('{"pid": 4711, "host": "oskell", "since": "2026-01-01"}')
    opened = session(store, key)
    assert opened.notice == "taken over from process 4711 on oskell, which ended without closing this layer"
    assert opened.read_only is None
    opened.close()
    store.close()


def test_a_lease_name_is_the_same_in_every_process() -> None:
    names = {
        subprocess.run(
            [
                sys.executable,
                "-c",
                "from annotator.store.leases.lease import *;print(lease_name(LayerKey('a', 'mira')))",
            ],
            cwd=ROOT,
            capture_output=True,
            text=True,
            env=os.environ | {"PYTHONHASHSEED": seed},
        ).stdout.strip()
        for seed in ("1", "2")
    }
    assert names == {lease_name(LayerKey("a", "mira"))}


def test_a_store_that_is_none_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="there is no store"):
        Store(StoreLocation(path=tmp_path / "none.sqlite"))
    (tmp_path / "text.sqlite").write_text("this is a text, not a database" * 99)
    with pytest.raises(StoreError, match="no store of this program"):
        Store(StoreLocation(path=tmp_path / "text.sqlite"))


def test_no_database_at_the_address_is_said() -> None:
    pytest.importorskip("psycopg")
    with pytest.raises(StoreError, match=r"postgresql://127\.0\.0\.1/x: no database answers there"):
        Store(StoreLocation(url="postgresql+psycopg://u:secret@127.0.0.1:1/x?connect_timeout=2"))
