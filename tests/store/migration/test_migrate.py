"""Migrations: up, down and up again on both databases; a copy is kept; the tables are those the program writes."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from annotator.errors import StoreError
from annotator.model import edits
from annotator.model.annotation import mention
from annotator.store import store as store_module
from annotator.store.database.engine import open_engine
from annotator.store.database.location import StoreLocation
from annotator.store.migration.metadata import METADATA
from annotator.store.migration.migrate import MIGRATIONS, VERSIONS, back_up, format_version, migrate
from annotator.store.reading.loading import open_layer
from annotator.store.store import FORMAT, Store, create_store
from tests.project.layers import TEXT, put, session, store_with_article

NEXT = """
import sqlalchemy as sa
from alembic import op

revision = "9001"
down_revision = "0002"


def upgrade():
    with op.batch_alter_table("documents") as batch:
        batch.add_column(sa.Column("colour", sa.String(10), server_default="red"))
    {more}


def downgrade():
    with op.batch_alter_table("documents") as batch:
        batch.drop_column("colour")
"""


def one_more(monkeypatch: pytest.MonkeyPatch, folder: Path, more: str = "pass") -> None:
    """Have the program know one more migration."""
    (folder / "more").mkdir()
    (folder / "more" / "9001_colour.py").write_text(NEXT.format(more=more))
    monkeypatch.setattr("annotator.store.migration.migrate.VERSIONS", (*VERSIONS, folder / "more"))


def test_the_migrations_make_the_tables_that_the_program_writes(location: StoreLocation) -> None:
    create_store(location).close()
    engine = open_engine(location)
    with engine.connect() as transaction:
        context = MigrationContext.configure(transaction, opts={"compare_type": True, "render_as_batch": True})
        assert compare_metadata(context, METADATA) == []
    engine.dispose()


def test_the_newest_migration_is_the_format_of_this_program() -> None:
    assert ScriptDirectory(str(MIGRATIONS)).get_current_head() == FORMAT


def test_up_down_and_up_again(location: StoreLocation) -> None:
    if location.path:
        location.path.parent.mkdir()
    engine = open_engine(location)
    assert format_version(engine) is None
    for _ in range(2):
        migrate(location)
        assert format_version(engine) == FORMAT
        migrate(location, "base")
        assert format_version(engine) is None
    engine.dispose()


def test_data_comes_through_a_migration_and_back(
    location: StoreLocation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, key = store_with_article(location)
    opened = session(store, key)
    opened.apply(edits.add(opened.document, mention("T1", "ORG", TEXT, ((0, 6),))))
    before = opened.document
    opened.close()
    one_more(monkeypatch, tmp_path)
    assert migrate(location) == FORMAT
    assert store.rows.all("SELECT colour FROM documents") == [("red",)]
    assert migrate(location, FORMAT) == "9001"
    assert open_layer(store.rows, key)[1] == before
    assert put(store)
    store.close()


def test_a_migration_that_fails_changes_nothing_and_a_copy_is_kept(
    sqlite_location: StoreLocation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, key = store_with_article(sqlite_location)
    one_more(monkeypatch, tmp_path, 'op.execute("SELECT * FROM nowhere")')
    with pytest.raises(StoreError, match="nowhere"):
        migrate(sqlite_location)
    assert format_version(store.engine) == FORMAT
    assert open_layer(store.rows, key)[1].text == TEXT
    copy = Path(f"{sqlite_location.path}.before-head-from-{FORMAT}")
    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("SELECT count(*) FROM documents").fetchone() == (1,)
    store.close()


def test_an_older_store_is_brought_up_when_it_is_opened(
    sqlite_location: StoreLocation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, key = store_with_article(sqlite_location)
    store.close()
    one_more(monkeypatch, tmp_path)
    monkeypatch.setattr(store_module, "FORMAT", "9001")
    opened = Store(sqlite_location)
    assert opened.read_only is None
    assert opened.rows.all("SELECT colour FROM documents") == [("red",)]
    assert open_layer(opened.rows, key)[1].text == TEXT
    opened.close()


def test_copies_do_not_replace_each_other(sqlite_location: StoreLocation) -> None:
    store, _ = store_with_article(sqlite_location)
    assert sqlite_location.path
    names = [back_up(sqlite_location.path, "kept").name for _ in range(3)]
    assert names == ["store.sqlite.kept", "store.sqlite.kept-2", "store.sqlite.kept-3"]
    store.close()


def test_an_unknown_revision_is_an_error(sqlite_location: StoreLocation) -> None:
    store, _ = store_with_article(sqlite_location)
    with pytest.raises(StoreError, match="4711"):
        migrate(sqlite_location, "4711")
    store.close()
