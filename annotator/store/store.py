"""An open store: reading at once, an engine for writing when the first write comes."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from threading import Lock
from typing import TYPE_CHECKING
from weakref import finalize

from annotator.disk.atomic_file import replace_file
from annotator.disk.operations import disk
from annotator.errors import LayerLockedError, StoreError
from annotator.store.database.location import StoreLocation
from annotator.store.database.rows import EngineRows, Rows, SqliteRows, first
from annotator.store.leases.file_lease import FileLease, in_use
from annotator.store.leases.lease import Holder, Lease, held_by, lease_name
from annotator.store.tables.layer import LayerKey
from annotator.store.tables.layers import layers_of_document

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from annotator.store.migration.migrate import Coverage

FORMAT = "0002"
"""The newest migration: the format this program writes."""


class Store:
    """One project's working store."""

    def __init__(self, location: StoreLocation, coverage: Coverage | None = None) -> None:
        """Open a store for reading; one of an older format is brought up, for which `coverage` may be needed.

        Raises:
            StoreError: there is none, or it cannot be opened.
        """
        self.location = location
        self._engines: list[Engine] = []
        self._lock = Lock()
        self.rows: Rows = SqliteRows(location.path) if location.path else EngineRows(self.engine, location)
        # A program that ends without closing its store leaves it whole all the same.
        self.close = finalize(self, _close, self.rows, self._engines)
        self.read_only = self._why_read_only(coverage)

    @property
    def engine(self) -> Engine:
        """The engine that writes; made, and SQLAlchemy imported, when it is first asked for."""
        from annotator.store.database.engine import open_engine  # noqa: PLC0415 - imports SQLAlchemy, 200-500 ms

        with self._lock:
            if not self._engines:
                self._engines.append(open_engine(self.location))
            return self._engines[0]

    def writable(self) -> Engine:
        """The engine, of a store that may be written.

        Raises:
            StoreError: it may not, and why.
        """
        if self.read_only:
            raise StoreError(f"{self.location}: {self.read_only}")
        return self.engine

    def _why_read_only(self, coverage: Coverage | None) -> str | None:
        version = self._format()
        if version < FORMAT:
            from annotator.store.migration.migrate import migrate  # noqa: PLC0415 - imports SQLAlchemy and alembic; only here

            migrate(self.location, coverage=coverage)
            return None
        if version > FORMAT:
            return f"made by a newer version of this program (format {version}, this one knows {FORMAT}): update it"
        return None

    def _format(self) -> str:
        """The migration that the store is at; empty for one that was begun and never made."""
        if self.location.path and first(self.rows, "SELECT count(*) FROM sqlite_master") == (0,):
            return ""
        row = first(self.rows, "SELECT version_num FROM alembic_version")
        if row is None:
            raise StoreError(f"{self.location}: this is no store of this program")
        return str(row[0])

    def lease(self, key: LayerKey, lost: Callable[[str], None]) -> Lease:
        """The right to write a layer; `lost` is called with the reason when it is lost later on.

        Raises:
            LayerLockedError: somebody else has it.
            StoreError: it cannot be had.
        """
        if self.location.leases:
            return FileLease(self.location.leases, key)
        from annotator.store.leases.row_lease import RowLease  # noqa: PLC0415 - PostgreSQL alone

        return RowLease(self.engine, self.location, key, lost)

    def in_use(self) -> dict[str, Holder | None]:
        """The layers that somebody has open, by lease name."""
        if self.location.leases:
            return in_use(self.location.leases)
        from annotator.store.leases.row_lease import leased  # noqa: PLC0415 - PostgreSQL alone

        return leased(self.rows)

    def refuse_holder(self, key: LayerKey, holders: Mapping[str, Holder | None]) -> None:
        """Refuse to write a layer that somebody has open.

        Raises:
            LayerLockedError: somebody has.
        """
        name = lease_name(key)
        if name in holders:
            raise LayerLockedError(f"{held_by(key, holders[name])}; close it first")

    def refuse_any_in_use(self) -> None:
        """Refuse to do something to the whole store while somebody has a layer open.

        Raises:
            LayerLockedError: somebody has.
        """
        refuse_any(self.in_use())

    def refuse_in_use(self, document_id: str) -> None:
        """Refuse to remove a document of which somebody has a layer open.

        Raises:
            LayerLockedError: somebody has.
        """
        holders = self.in_use()
        for name in layers_of_document(self.rows, document_id):
            self.refuse_holder(LayerKey(document_id, name), holders)


def refuse_any(holders: Mapping[str, Holder | None]) -> None:
    """Refuse to go on while there is a lease on any layer.

    Raises:
        LayerLockedError: there is.
    """
    if holders:
        who = ", ".join(sorted({str(holder or "another process") for holder in holders.values()}))
        raise LayerLockedError(f"{who} is labelling in this project; close it first")


def _close(rows: Rows, engines: list[Engine]) -> None:
    """Let a store go; what was written to a file lies in that file then."""
    rows.close()
    for engine in engines:
        if engine.dialect.name == "sqlite":
            from annotator.store.database.engine import checkpoint  # noqa: PLC0415 - imported already, where there is an engine

            checkpoint(engine)
        engine.dispose()


def create_store(location: StoreLocation, coverage: Coverage | None = None) -> Store:
    """Make a store, or open the one that is there already; `coverage` as in `annotator.store.migration.migrate`.

    Raises:
        StoreError: it cannot be made.
    """
    if not _is_there(location):
        from annotator.store.migration.migrate import migrate  # noqa: PLC0415 - imports SQLAlchemy and alembic; only for new ones

        make_folder(location)
        migrate(location)
    return Store(location, coverage)


def _is_there(location: StoreLocation) -> bool:
    if location.path:
        return location.path.exists()
    from annotator.store.migration.migrate import is_empty  # noqa: PLC0415 - imports SQLAlchemy, which PostgreSQL needs anyway

    return not is_empty(location)


def make_folder(location: StoreLocation) -> None:
    """Make the folder that a SQLite store lies in, hidden from git; for PostgreSQL there is none to make.

    Raises:
        StoreError: it cannot be made.
    """
    if location.path is None:
        return
    folder = location.path.parent
    try:
        disk().make_folder(folder / "leases")
    except OSError as error:
        raise StoreError(f"{folder}: the store cannot be made ({error.strerror})") from error
    # The working store is no part of what a project's repository keeps.
    if not os.path.lexists(folder / ".gitignore"):
        replace_file(folder / ".gitignore", [b"*\n"])
