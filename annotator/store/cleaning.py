"""Making what was deleted unreadable: free pages are overwritten, the write-ahead log is emptied."""

from __future__ import annotations

from sqlalchemy import Engine, text
from sqlalchemy.exc import SQLAlchemyError

from annotator.store.failure import store_error
from annotator.store.location import StoreLocation


def forget_deleted(engine: Engine, location: StoreLocation) -> None:
    """Leave no byte of deleted rows in the store's files.

    SQLite overwrites what it frees (`secure_delete`); what remains is its write-ahead log, which is written into the
    store and cut to nothing. PostgreSQL is told to vacuum.

    Raises:
        StoreError: the database did not do it; the rows are deleted nevertheless.
    """
    statements = ("PRAGMA wal_checkpoint(TRUNCATE)",) if location.path else ("VACUUM",)
    try:
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            for statement in statements:
                connection.execute(text(statement))
    except SQLAlchemyError as error:
        raise store_error(error, location) from error
