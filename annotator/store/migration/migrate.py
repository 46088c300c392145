"""Bringing a store to this program's format, and back; alembic does it, the migrations are in the package.

A SQLite store is copied first: the copy lies beside it as `NAME.before-REVISION` and is the way back when anything
goes wrong.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

from sqlalchemy import Connection, Engine, inspect, text
from sqlalchemy.exc import SQLAlchemyError

from annotator.errors import StoreError
from annotator.store.database.engine import open_engine
from annotator.store.database.failure import SQLITE_ERRORS, store_error
from annotator.store.database.location import StoreLocation
from annotator.store.database.transaction import writing

MIGRATIONS = Path(__file__).parent / "migrations"
VERSIONS = (MIGRATIONS / "versions",)
"""The folders of the migrations themselves."""


def format_version(engine: Engine) -> str | None:
    """The revision of a store; None when it is empty."""
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def is_empty(location: StoreLocation) -> bool:
    """Whether no store has been made in a database yet.

    Raises:
        StoreError: the database does not answer.
    """
    engine = open_engine(location)
    try:
        return format_version(engine) is None
    except (SQLAlchemyError, *SQLITE_ERRORS) as error:
        raise store_error(error, location) from error
    finally:
        engine.dispose()


LOCK = 4_237_001
"""The advisory lock under which a PostgreSQL store is made or migrated, so that others wait."""

Coverage: TypeAlias = Callable[[str], tuple[str, ...]]
"""What a layer of a schema version, `name@X.Y.Z`, lists in `incomplete_for` while nothing is declared; empty where the
version is not known."""


def migrate(location: StoreLocation, to: str = "head", coverage: Coverage | None = None) -> str | None:
    """Bring the store to a revision (`head`, `base`, or its name) and return the one it had.

    All of it happens in one transaction. `coverage` is needed by stores of before coverage was declared; without it
    their layers are open for the types that they use.

    Raises:
        StoreError: the store could not be brought there; it is as it was.
    """
    engine = open_engine(location, migrating=True)
    try:
        had = format_version(engine)
        if had and location.path:
            back_up(location.path, f"before-{to}-from-{had}")
        with writing(engine, location) as transaction:
            if not location.path:
                transaction.run("SELECT pg_advisory_xact_lock(:lock)", lock=LOCK)
            back = to == "base" or bool(had and to != "head" and to < had)
            _run(transaction.connection, to, coverage, back=back)
            if location.path and (lost := transaction.all("PRAGMA foreign_key_check")):
                raise StoreError(f"{location}: the migration to {to} would lose what table {lost[0][0]} refers to")
    except (SQLAlchemyError, *SQLITE_ERRORS) as error:
        raise store_error(error, location) from error
    finally:
        engine.dispose()
    return had


def _run(connection: Connection, to: str, coverage: Coverage | None, *, back: bool) -> None:
    from alembic import command  # noqa: PLC0415 - 200 ms, needed only when a store is made or brought up
    from alembic.config import Config  # noqa: PLC0415 - as above
    from alembic.util import CommandError  # noqa: PLC0415 - as above

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "newline")
    config.set_main_option("version_locations", "\n".join(map(str, VERSIONS)))
    config.attributes.update(connection=connection, coverage=coverage)
    try:
        (command.downgrade if back else command.upgrade)(config, to)
    except CommandError as error:
        raise StoreError(f"the store cannot be migrated to {to}: {error}") from error


def back_up(path: Path, name: str) -> Path:
    """A whole copy of a SQLite store beside it, `STORE.NAME`; an older copy of that name is kept under a number.

    Raises:
        StoreError: it could not be copied.
    """
    target = path.with_name(f"{path.name}.{name}")
    number = 1
    while os.path.lexists(target):
        number += 1
        target = path.with_name(f"{path.name}.{name}-{number}")
    try:
        source, copy = sqlite3.connect(path), sqlite3.connect(target)
        with source, copy:
            source.backup(copy)
        source.close()
        copy.close()
    except SQLITE_ERRORS as error:
        raise StoreError(f"{target}: the store could not be copied before changing it ({error})") from error
    return target
