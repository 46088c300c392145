"""A whole copy of a store as it is at one moment, as a SQLite file, whichever database it is in.

People go on labelling meanwhile: SQLite's backup reads within one transaction, which writers do not wait for, and
PostgreSQL is read in one that sees a single state.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import Connection, select
from sqlalchemy.exc import SQLAlchemyError

from annotator.errors import StoreError
from annotator.store.database.engine import open_engine
from annotator.store.database.failure import SQLITE_ERRORS, store_error
from annotator.store.database.location import StoreLocation
from annotator.store.database.rows import BATCH_ROWS, reading
from annotator.store.database.transaction import writing
from annotator.store.migration.metadata import METADATA
from annotator.store.migration.migrate import migrate

KEPT = tuple(table for table in METADATA.sorted_tables if table.name != "leases")
"""The tables of a copy, in an order in which rows can be put in: who has a layer open is no part of one."""


def take_snapshot(location: StoreLocation, target: Path) -> None:
    """Copy a store, which is of this program's format, to a new file.

    Raises:
        StoreError: the store cannot be read, or the file not be written.
    """
    if location.path:
        _copy_file(location.path, target)
    else:
        _copy_database(location, target)
    _without_journal(target)


def _copy_file(path: Path, target: Path) -> None:
    try:
        with closing(reading(path)) as source, closing(sqlite3.connect(target)) as copy:
            source.backup(copy)
    except SQLITE_ERRORS as error:
        raise store_error(error, path) from error


def _copy_database(location: StoreLocation, target: Path) -> None:
    copy = StoreLocation(path=target)
    migrate(copy)
    source, written = open_engine(location), open_engine(copy)
    try:
        with (
            source.connect().execution_options(isolation_level="REPEATABLE READ") as connection,
            writing(written, copy) as transaction,
        ):
            copy_rows(connection, transaction.connection)
    except SQLAlchemyError as error:
        raise store_error(error, location) from error
    finally:
        source.dispose()
        written.dispose()


def copy_rows(source: Connection, target: Connection) -> None:
    """Put all rows of a store into an empty one; both are in a transaction of the caller's."""
    streaming = source.execution_options(stream_results=True, yield_per=BATCH_ROWS)
    for table in KEPT:
        for rows in streaming.execute(select(table).order_by(*table.primary_key)).partitions():
            target.execute(table.insert(), [dict(row._mapping) for row in rows])


def _without_journal(target: Path) -> None:
    """Have a copy lie whole in its one file."""
    try:
        with closing(sqlite3.connect(target, isolation_level=None)) as connection:
            (mode,) = connection.execute("PRAGMA journal_mode = DELETE").fetchone()
    except SQLITE_ERRORS as error:
        raise store_error(error, target) from error
    if mode != "delete":
        raise StoreError(f"{target}: the copy could not be closed; it is not used")
