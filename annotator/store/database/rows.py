"""Reading a store by plain SQL, the same words on both databases: `:name` marks a parameter, text is UTF-8 bytes.

SQLite is read through the standard library's sqlite3 (6 ms to import) and not through SQLAlchemy (200-500 ms), because
reading is on the way to the first paint. PostgreSQL is read through SQLAlchemy.
"""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, Protocol

from annotator.errors import StoreError
from annotator.store.database.failure import SQLITE_ERRORS, store_error
from annotator.store.database.location import StoreLocation

if TYPE_CHECKING:
    from sqlalchemy import Engine

BATCH_ROWS = 500
BUSY_TIMEOUT_S = 10.0
PARAMETER = re.compile(r"(?<!:):([a-z_][a-z_0-9]*)")
"""A parameter in a statement."""


class Reader(Protocol):
    """Whatever answers a query: the store as it is, or a transaction on it."""

    def all(self, sql: str, **parameters: Any) -> list[tuple[Any, ...]]:
        """Every row of a query."""


class Rows(Reader, Protocol):
    """A reader of one store; may be used from any thread."""

    def batches(self, sql: str, **parameters: Any) -> Iterator[list[tuple[Any, ...]]]:
        """The rows in lists of BATCH_ROWS, all of one state of the store, read while they are asked for."""

    def holds(self, column: str, parameter: str) -> str:
        """The words of a statement for: the bytes of a column hold those of a parameter."""

    def close(self) -> None:
        """Let the store go."""


@lru_cache(maxsize=200)
def postgres_sql(sql: str) -> str:
    """A statement with its parameters as PostgreSQL's driver marks them."""
    return PARAMETER.sub(r"%(\1)s", sql)


def first(reader: Reader, sql: str, **parameters: Any) -> tuple[Any, ...] | None:
    """The first row of a query; None when there is none."""
    rows = reader.all(sql, **parameters)
    return rows[0] if rows else None


def reading(path: Path) -> sqlite3.Connection:
    """A connection to a SQLite store that writes nothing.

    Raises:
        StoreError: there is none, or it cannot be opened, or not all of it can be read without permission to write.
    """
    if not path.is_file():
        raise StoreError(f"{path}: there is no store; run `annotator init`, or `annotator doctor`")
    mode = _mode(path)
    try:
        connection = sqlite3.connect(
            f"{path.as_uri()}?{mode}",
            uri=True,
            timeout=BUSY_TIMEOUT_S,
            check_same_thread=False,
            isolation_level=None,
        )
        connection.execute("PRAGMA query_only = 1")
    except SQLITE_ERRORS as error:
        raise store_error(error, path) from error
    return connection


def _mode(path: Path) -> str:
    if os.access(path.parent, os.W_OK) and os.access(path, os.W_OK):
        return "mode=rw"
    journal, index = (path.with_name(f"{path.name}-{name}") for name in ("wal", "shm"))
    if os.access(index, os.R_OK) and journal.exists():
        return "mode=ro"
    if journal.exists() and journal.stat().st_size:
        raise StoreError(
            f"{path}: what was written last lies in a journal beside it, which cannot be read without "
            "permission to write there; ask somebody who may to run `annotator doctor`"
        )
    # Where nobody writes, and there is no room for SQLite's index of the journal, the file is read as it lies.
    return "mode=ro&immutable=1"


class SqliteRows:
    """Reads a SQLite store; never writes a byte of it."""

    def __init__(self, path: Path) -> None:
        """Open the file, which must exist."""
        self._path = path
        self._lock = Lock()
        self._connection = self._connect()

    def _connect(self) -> sqlite3.Connection:
        return reading(self._path)

    def all(self, sql: str, **parameters: Any) -> list[tuple[Any, ...]]:
        """Every row of a query."""
        try:
            with self._lock:
                return self._connection.execute(sql, parameters).fetchall()
        except SQLITE_ERRORS as error:
            raise store_error(error, self._path) from error

    def batches(self, sql: str, **parameters: Any) -> Iterator[list[tuple[Any, ...]]]:
        """The rows in batches, over a connection of their own."""
        connection = self._connect()
        try:
            cursor = connection.execute(sql, parameters)
            while rows := cursor.fetchmany(BATCH_ROWS):
                yield rows
        except SQLITE_ERRORS as error:
            raise store_error(error, self._path) from error
        finally:
            connection.close()

    def holds(self, column: str, parameter: str) -> str:
        """SQLite compares no bytes with LIKE."""
        return f"instr({column}, :{parameter}) > 0"

    def close(self) -> None:
        """Let the file go."""
        with self._lock:
            self._connection.close()


class EngineRows:
    """Reads through a SQLAlchemy engine."""

    def __init__(self, engine: Engine, location: StoreLocation) -> None:
        """Read through this engine, which somebody else closes."""
        self._engine = engine
        self._location = location

    def all(self, sql: str, **parameters: Any) -> list[tuple[Any, ...]]:
        """Every row of a query."""
        from sqlalchemy.exc import SQLAlchemyError  # noqa: PLC0415 - only for PostgreSQL, off the start path

        try:
            with self._engine.connect() as connection:
                return [tuple(row) for row in connection.exec_driver_sql(postgres_sql(sql), parameters)]
        except SQLAlchemyError as error:
            raise store_error(error, self._location) from error

    def batches(self, sql: str, **parameters: Any) -> Iterator[list[tuple[Any, ...]]]:
        """The rows in batches."""
        from sqlalchemy.exc import SQLAlchemyError  # noqa: PLC0415 - as above

        try:
            with (
                self._engine.connect().execution_options(stream_results=True) as connection,
                closing(connection.exec_driver_sql(postgres_sql(sql), parameters)) as result,
            ):
                while rows := result.fetchmany(BATCH_ROWS):
                    yield [tuple(row) for row in rows]
        except SQLAlchemyError as error:
            raise store_error(error, self._location) from error

    def holds(self, column: str, parameter: str) -> str:
        """PostgreSQL has the standard's words for it."""
        return f"position(:{parameter} in {column}) > 0"

    def close(self) -> None:
        """Nothing to do: the engine is somebody else's."""
