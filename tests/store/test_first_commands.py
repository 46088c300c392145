"""The first commands in a project: together, killed, over what was left of one; and what a reader of the file finds."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from shutil import copyfile
from time import sleep

import pytest

from annotator.errors import StoreError
from annotator.model import edits
from annotator.model.annotation import mention
from annotator.store.database.location import StoreLocation
from annotator.store.store import Store, create_store
from annotator.store.tables.documents import document_ids
from tests.databases import Cluster
from tests.project.layers import TEXT, put, session, store_with_article
from tests.shared import ROOT

pytestmark = pytest.mark.slow

MAKE = """
import sys
from annotator.store.tables.documents import Article, put_articles
from annotator.store.database.location import StoreLocation
from annotator.store.store import create_store
from annotator.store.database.transaction import writing
from pathlib import Path
where = StoreLocation(url=sys.argv[1]) if "://" in sys.argv[1] else StoreLocation(path=Path(sys.argv[1]))
print("ready", flush=True)
store = create_store(where)
with writing(store.writable(), where) as transaction:
    put_articles(transaction, [Article(sys.argv[2], "A text.", {})])
print("done", flush=True)
"""


def making(location: StoreLocation, name: str) -> subprocess.Popen[str]:
    """A process that makes the store and puts an article in; it never closes it."""
    where = str(location.path) if location.path else location.url
    return subprocess.Popen([sys.executable, "-c", MAKE, where, name], cwd=ROOT, stdout=subprocess.PIPE, text=True)


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_several_first_commands_at_once_all_succeed(
    database: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    location = StoreLocation(path=tmp_path / ".annotator" / "store.sqlite")
    if database == "postgresql":
        location = request.getfixturevalue("cluster").new_database()
    running = [making(location, f"a{number}") for number in range(4)]
    outputs = [process.communicate(timeout=120)[0] for process in running]
    assert outputs == ["ready\ndone\n"] * 4
    store = create_store(location)
    assert sorted(document_ids(store.rows)) == ["a0", "a1", "a2", "a3"]
    store.close()


@pytest.mark.parametrize("delay_s", [0.0, 0.1, 0.3, 0.5])
def test_a_first_command_that_is_killed_leaves_nothing_in_the_way(tmp_path: Path, delay_s: float) -> None:
    location = StoreLocation(path=tmp_path / ".annotator" / "store.sqlite")
    process = making(location, "a")
    assert process.stdout is not None
    process.stdout.readline()
    sleep(delay_s)
    process.kill()
    process.communicate()
    store = create_store(location)
    assert document_ids(store.rows) in ([], ["a"])
    put(store, document_id="b")
    assert "b" in document_ids(store.rows)
    store.close()


def test_an_empty_file_is_made_a_store(sqlite_location: StoreLocation) -> None:
    assert sqlite_location.path
    sqlite_location.path.parent.mkdir()
    sqlite_location.path.touch()
    store = create_store(sqlite_location)
    put(store)
    store.close()


def test_another_programs_database_is_not_touched(sqlite_location: StoreLocation) -> None:
    assert sqlite_location.path
    sqlite_location.path.parent.mkdir()
    with closing(sqlite3.connect(sqlite_location.path)) as connection:
        connection.execute("CREATE TABLE bookmarks (url)")
    before = sqlite_location.path.read_bytes()
    with pytest.raises(StoreError, match="alembic_version"):
        create_store(sqlite_location)
    assert sqlite_location.path.read_bytes() == before


def test_a_program_that_ends_leaves_the_store_whole_in_its_file(sqlite_location: StoreLocation, tmp_path: Path) -> None:
    assert making(sqlite_location, "a").communicate(timeout=60)[0] == "ready\ndone\n"
    assert sqlite_location.path
    copy = StoreLocation(path=tmp_path / "copy.sqlite")
    copyfile(sqlite_location.path, str(copy.path))
    store = Store(copy)
    assert document_ids(store.rows) == ["a"]
    store.close()


def test_closing_one_of_two_leaves_what_it_wrote_in_the_file(sqlite_location: StoreLocation, tmp_path: Path) -> None:
    store, _ = store_with_article(sqlite_location)
    other = Store(sqlite_location)
    put(other, document_id="b")
    other.close()
    copy = StoreLocation(path=tmp_path / "copy.sqlite")
    copyfile(str(sqlite_location.path), str(copy.path))
    assert "b" in document_ids(Store(copy).rows)
    store.close()


READ = """
import os, sys
from pathlib import Path
from annotator.errors import StoreError
from annotator.store.integrity import file_faults
from annotator.store.tables.layer import LayerKey
from annotator.store.reading.loading import open_layer
from annotator.store.database.location import StoreLocation
from annotator.store.store import Store
os.setresuid(65534, 65534, 65534)
try:
    store = Store(StoreLocation(path=Path(sys.argv[1])))
    print(len(open_layer(store.rows, LayerKey(sys.argv[2], "mira"))[1].entities), *file_faults(store.location.path))
except StoreError as error:
    print(error)
"""


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
def test_a_reader_who_may_not_write_sees_what_was_acknowledged_or_is_told(open_folder: Path) -> None:
    location = StoreLocation(path=open_folder / "p" / "store.sqlite")
    store, key = store_with_article(location)
    opened = session(store, key)
    opened.apply(edits.add(opened.document, mention("T1", "ORG", TEXT, ((0, 6),))))
    opened.flush()

    def read() -> str:
        command = [sys.executable, "-c", READ, str(location.path), key.document_id]
        return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout

    assert read() == "1\n"
    assert location.path
    index = location.path.with_name("store.sqlite-shm")
    index.chmod(0o600)
    assert "lies in a journal" in read()
    index.chmod(0o644)
    opened.close()
    store.close()
    assert read() == "1\n"
    # A journal with nothing in it, as a killed program may leave it, holds nobody up; no damage is seen in any of it.
    location.path.with_name("store.sqlite-wal").touch()
    assert read() == "1\n"


def test_a_database_that_is_being_made_is_waited_for(cluster: Cluster) -> None:
    location = cluster.new_database()
    first, second = making(location, "a"), making(location, "b")
    assert [process.communicate(timeout=120)[0] for process in (first, second)] == ["ready\ndone\n"] * 2
