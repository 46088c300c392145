"""Writing a store within one transaction, by the same plain SQL as `rows` reads it: `:name` marks a parameter."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from annotator.errors import StoreError
from annotator.store.database.failure import SQLITE_ERRORS, store_error
from annotator.store.database.high_water_mark import mark_of, raise_mark
from annotator.store.database.location import StoreLocation
from annotator.store.database.rows import PARAMETER, postgres_sql

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine


OPENED_FILE = "opened file"
"""Under which a connection notes what file of a SQLite store it has open."""


def file_identity(path: Path) -> tuple[int, int] | None:
    """What tells one file from another that bears its name later; None where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


class Transaction:
    """One transaction on a store."""

    def __init__(self, connection: Connection) -> None:
        """The transaction that a connection is in."""
        self.connection = connection
        self.is_sqlite = connection.dialect.name == "sqlite"

    def all(self, sql: str, **parameters: Any) -> list[tuple[Any, ...]]:
        """Every row of a query, or of a statement that returns rows."""
        return [tuple(row) for row in self.connection.exec_driver_sql(self._named(sql), parameters or None)]

    def run(self, sql: str, **parameters: Any) -> int:
        """Run a statement; the number of rows it concerned."""
        return self.connection.exec_driver_sql(self._named(sql), parameters or None).rowcount

    def run_many(self, sql: str, rows: Sequence[tuple[Any, ...]]) -> None:
        """Run a statement once for each row, whose values stand in the order of the statement's parameters."""
        if rows:
            marker = "?" if self.is_sqlite else "%s"
            self.connection.exec_driver_sql(PARAMETER.sub(marker, sql), list(rows))

    def _named(self, sql: str) -> str:
        return sql if self.is_sqlite else postgres_sql(sql)


def _refuse_another_file(transaction: Transaction, path: Path) -> None:
    """Refuse to commit to a file that does not bear the store's name any more: nobody would find it there."""
    if transaction.connection.info.get(OPENED_FILE) != file_identity(path):
        raise StoreError(f"{path}: was moved, deleted or replaced while it was open; put it back, nothing is written")


def _count_write(transaction: Transaction, path: Path) -> int:
    """Count a transaction in its store, and say what the mark is to be once that is on disk.

    While it runs nobody else writes, so a mark that is ahead now tells of a loss: it stays ahead by as much, however
    much is written later on.
    """
    ((count,),) = transaction.all("PRAGMA user_version")
    transaction.run(f"PRAGMA user_version = {count + 1}")
    return int(count) + 1 + max(0, (mark_of(path) or 0) - int(count))


@contextmanager
def writing(engine: Engine, location: StoreLocation) -> Iterator[Transaction]:
    """One transaction, committed at the end, rolled back on any error.

    Raises:
        StoreError: the store could not be written, or lies elsewhere than when it was opened; nothing was.
    """
    from sqlalchemy.exc import SQLAlchemyError  # noqa: PLC0415 - 200-500 ms, needed only to write

    try:
        with engine.begin() as connection:
            transaction = Transaction(connection)
            yield transaction
            if location.path:
                _refuse_another_file(transaction, location.path)
            mark = _count_write(transaction, location.path) if location.path else 0
    except (SQLAlchemyError, *SQLITE_ERRORS) as error:
        raise store_error(error, location) from error
    if location.path:
        raise_mark(location.path, mark)


@contextmanager
def one_by_one(engine: Engine, location: StoreLocation) -> Iterator[Transaction]:
    """A connection on which every statement is a transaction of its own.

    Raises:
        StoreError: a statement failed.
    """
    from sqlalchemy.exc import SQLAlchemyError  # noqa: PLC0415 - as above

    try:
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            yield Transaction(connection)
    except (SQLAlchemyError, *SQLITE_ERRORS) as error:
        raise store_error(error, location) from error


TIME_NOW = """to_char(transaction_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"+00:00"')"""
"""PostgreSQL's words for when a transaction began, as the log writes it."""


def server_time(transaction: Transaction) -> str:
    """The time in UTC by the server's clock, for the log; empty on SQLite, where the only clock is the caller's."""
    if transaction.is_sqlite:
        return ""
    ((now,),) = transaction.all(f"SELECT {TIME_NOW}")
    return str(now)
