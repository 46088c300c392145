"""Making what was deleted unreadable: free pages are overwritten, the write-ahead log is emptied."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import Engine, text
from sqlalchemy.exc import SQLAlchemyError

from annotator.errors import StoreError
from annotator.store.database.failure import SQLITE_ERRORS, store_error
from annotator.store.database.location import StoreLocation
from annotator.store.database.rows import BUSY_TIMEOUT_S


def forget_deleted(engine: Engine, location: StoreLocation) -> None:
    """Leave no byte of deleted rows in the store's files.

    SQLite overwrites what it frees (`secure_delete`); what remains is its write-ahead log, which is written into the
    store and cut to nothing. PostgreSQL is told to vacuum.

    Raises:
        StoreError: the database did not do it; the rows are deleted nevertheless.
    """
    try:
        if location.path:
            _empty_log(location.path)
        else:
            with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                connection.execute(text("VACUUM"))
    except (SQLAlchemyError, *SQLITE_ERRORS) as error:
        raise store_error(error, location) from error


def _empty_log(path: Path) -> None:
    with closing(sqlite3.connect(path, timeout=BUSY_TIMEOUT_S)) as connection:
        busy = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    if busy:
        raise StoreError(
            f"{path}: deleted, but another process is reading the store; the bytes are gone when it has closed it"
        )
