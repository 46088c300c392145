"""SQLAlchemy engines for both databases, set up so that what is committed is on disk."""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from functools import partial
from pathlib import Path
from time import monotonic, sleep
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event

from annotator.errors import StoreError
from annotator.store.database.location import StoreLocation
from annotator.store.database.rows import BUSY_TIMEOUT_S
from annotator.store.database.transaction import OPENED_FILE, file_identity

SQLITE_SETTINGS = ("synchronous = FULL", "secure_delete = ON")


def open_engine(location: StoreLocation, *, migrating: bool = False) -> Engine:
    """An engine on the store; for `migrating`, SQLite does not follow foreign keys.

    A migration may make a table anew and drop the old one, which to SQLite is deleting its rows, with all that
    depends on them.

    Raises:
        StoreError: the driver for PostgreSQL is not installed.
    """
    if location.path:
        engine = create_engine(
            location.engine_url,
            connect_args={"timeout": BUSY_TIMEOUT_S, "check_same_thread": False},
        )
        event.listen(engine, "connect", partial(_set_up_sqlite, location.path, "OFF" if migrating else "ON"))
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    try:
        # Whoever waited for another's transaction must see what it did.
        return create_engine(location.engine_url, pool_pre_ping=True, isolation_level="READ COMMITTED")
    except ModuleNotFoundError as error:
        raise StoreError(f"{location}: needs the extra: pip install 'gold-annotator[postgres]'") from error


def _set_up_sqlite(path: Path, foreign_keys: str, connection: Any, record: Any) -> None:
    record.info[OPENED_FILE] = file_identity(path)
    # Python's sqlite3 would begin transactions by itself, too late for a lock; `_begin_sqlite` does it instead.
    connection.isolation_level = None
    _use_journal(connection)
    for setting in (*SQLITE_SETTINGS, f"foreign_keys = {foreign_keys}"):
        connection.execute(f"PRAGMA {setting}")


def _use_journal(connection: Any) -> None:
    """Have a store keep its journal beside it; several that make one at once wait for each other."""
    deadline = monotonic() + BUSY_TIMEOUT_S
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            # SQLite does not wait here by itself.
            if "locked" not in str(error) or monotonic() > deadline:
                raise
            sleep(0.01)
        else:
            return


def checkpoint(engine: Engine) -> None:
    """Have what was written lie in the store's file itself, as far as nobody is reading what was there before."""
    # What cannot be done now is done when the store is opened next.
    with suppress(sqlite3.Error), closing(engine.raw_connection()) as connection:
        connection.cursor().execute("PRAGMA wal_checkpoint(PASSIVE)")


def _begin_sqlite(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")
