"""Putting a whole copy of a store in the place of what is there, in one transaction."""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from sqlalchemy import create_engine, text
from sqlalchemy.exc import SQLAlchemyError

from annotator.disk.operations import disk
from annotator.errors import StoreError
from annotator.store.backup.snapshot import KEPT, copy_rows
from annotator.store.database.engine import open_engine
from annotator.store.database.failure import SQLITE_ERRORS, store_error
from annotator.store.database.high_water_mark import lower_mark, set_mark, writes_in
from annotator.store.database.location import StoreLocation
from annotator.store.database.transaction import Transaction, writing
from annotator.store.migration.migrate import LOCK, migrate
from annotator.store.store import Store

SIDE_FILES = ("-wal", "-shm", "-journal")


def bring_up(copy: Path) -> None:
    """Bring a copy to this program's format.

    Raises:
        StoreError: a newer program made it, or it is no store.
    """
    store = Store(StoreLocation(path=copy))
    try:
        store.writable()
    finally:
        store.close()


def put_back(copy: Path, location: StoreLocation) -> None:
    """Have a store be what a copy of this program's format holds; whatever else it held is gone afterwards.

    Raises:
        StoreError: it could not be done; the store is as it was.
    """
    if location.path:
        _into_file(copy, location.path)
    else:
        _into_database(copy, location)


def _into_file(copy: Path, path: Path) -> None:
    # Before: a store without as many writes as its mark is one that lost some, and a crash may come in between.
    lower_mark(path, writes_in(copy))
    try:
        with closing(sqlite3.connect(copy)) as source, closing(sqlite3.connect(path)) as store:
            source.backup(store)
    except SQLITE_ERRORS as error:
        raise store_error(error, path) from error
    set_mark(path, writes_in(path))


def _into_database(copy: Path, location: StoreLocation) -> None:
    migrate(location)
    source, engine = create_engine(f"sqlite:///{copy}"), open_engine(location)
    try:
        with source.connect() as connection, writing(engine, location) as transaction:
            transaction.run("SELECT pg_advisory_xact_lock(:lock)", lock=LOCK)
            for table in reversed(KEPT):
                transaction.connection.execute(table.delete())
            copy_rows(connection, transaction.connection)
            _count_on(transaction)
    except SQLAlchemyError as error:
        raise store_error(error, location) from error
    finally:
        source.dispose()
        engine.dispose()


def _count_on(transaction: Transaction) -> None:
    """Have the database number new rows from behind those that were put in."""
    for table in KEPT:
        if "number" in table.primary_key:
            highest = f"(SELECT max(number) FROM {table.name})"
            sequence = f"pg_get_serial_sequence('{table.name}', 'number')"
            transaction.connection.execute(
                text(f"SELECT setval({sequence}, coalesce({highest}, 1), {highest} IS NOT NULL)")
            )


def set_aside_file(path: Path, name: str) -> Path:
    """Give a store's file, which cannot be read any more, another name; what lies beside it goes with it.

    Raises:
        StoreError: it cannot be renamed.
    """
    target, number = path.with_name(f"{path.name}.{name}"), 1
    while target.exists():
        number += 1
        target = path.with_name(f"{path.name}.{name}-{number}")
    _rename_store(path, target)
    return target


def take_in_again(aside: Path, path: Path) -> None:
    """Give a file that was set aside its name again; what was begun in its place goes.

    Raises:
        StoreError: it cannot be renamed.
    """
    with suppress(OSError):
        for side in SIDE_FILES:
            disk().remove(path.with_name(path.name + side))
    _rename_store(aside, path)


def _rename_store(path: Path, target: Path) -> None:
    try:
        for side in SIDE_FILES:
            with suppress(FileNotFoundError):
                disk().rename(path.with_name(path.name + side), target.with_name(target.name + side))
        disk().rename(path, target)
        disk().sync_folder(path.parent)
    except OSError as error:
        raise StoreError(f"{path}: cannot be renamed to {target.name} ({error.strerror})") from error
