"""Who has a layer open for writing: one session at a time, and whoever comes second is told who came first.

On SQLite a lease is a small file in the store's `leases` folder, locked by the operating system as long as its holder
lives: opening a layer writes nothing into the store. On PostgreSQL it is an advisory lock of a connection that carries
the holder's name. Either way the lock goes with its process, however that ends; a file left behind by a dead one is
taken over, and the message says so.
"""

from __future__ import annotations

import os
import socket
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import orjson

from annotator.errors import LayerLockedError, StoreError
from annotator.store.failure import store_error
from annotator.store.layer import LayerKey
from annotator.store.location import StoreLocation
from annotator.store.log import named
from annotator.store.rows import EngineRows, Rows

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine


@dataclass(frozen=True, slots=True)
class Holder:
    """A process that has, or had, a layer open."""

    pid: int
    host: str
    since: str

    def __str__(self) -> str:
        """As messages name it."""
        return f"process {self.pid} on {self.host}"


class Lease(Protocol):
    """The right to write a layer."""

    taken_over: Holder | None
    """The dead process whose lease this was."""

    def release(self) -> None:
        """Give it back; more than once does no harm."""


def lease_name(key: LayerKey) -> str:
    """A name that is the same in every process: 64 bits of a hash of document and layer, never salted."""
    return sha256("\0".join((key.document_id, key.name)).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def this_process() -> Holder:
    """Who we are."""
    return Holder(os.getpid(), socket.gethostname(), datetime.now(UTC).isoformat(timespec="seconds"))


class FileLease:
    """A lease on a layer of a SQLite store."""

    def __init__(self, folder: Path, key: LayerKey) -> None:
        """Take it.

        Raises:
            LayerLockedError: a living process has it.
            StoreError: the folder cannot be written.
        """
        self._path = folder / f"{lease_name(key)}.json"
        self.taken_over: Holder | None = None
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._file = self._take(key)
        except OSError as error:
            raise StoreError(f"{self._path}: the layer cannot be opened for writing ({error.strerror})") from error

    def _take(self, key: LayerKey) -> int:
        while True:
            file = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o644)
            if not _lock(file):
                os.close(file)
                raise LayerLockedError(f"{named(key)}: {read_holder(self._path) or 'another process'} has it open")
            if _is_still(file, self._path):
                self.taken_over = read_holder(self._path)
                _note(file, key)
                return file
            # Its holder removed the file between our opening and locking it.
            os.close(file)

    def release(self) -> None:
        """Give it back and remove the file."""
        if self._file < 0:
            return
        file, self._file = self._file, -1
        # Windows does not remove an open file: the next session finds it unlocked and takes it over.
        if sys.platform != "win32":
            self._path.unlink(missing_ok=True)
        os.close(file)


def _note(file: int, key: LayerKey) -> None:
    me = this_process()
    note = {"pid": me.pid, "host": me.host, "since": me.since, "document": key.document_id, "layer": key.name}
    os.ftruncate(file, 0)
    os.pwrite(file, orjson.dumps(note), 0)


def _is_still(file: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(file), path.stat())
    except FileNotFoundError:
        return False


if sys.platform == "win32":
    import msvcrt

    def _lock(file: int) -> bool:
        # One byte far behind the note, which others must be able to read.
        os.lseek(file, 1 << 20, os.SEEK_SET)
        try:
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
else:
    import fcntl

    def _lock(file: int) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


def read_holder(path: Path) -> Holder | None:
    """Whom a lease file names; None when it is empty or unreadable."""
    try:
        note = orjson.loads(path.read_bytes())
        return Holder(int(note["pid"]), str(note["host"]), str(note["since"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def left_behind(folder: Path) -> list[Path]:
    """The lease files whose process is gone."""
    found = []
    for path in sorted(folder.glob("*.json")) if folder.is_dir() else []:
        file = os.open(path, os.O_RDWR)
        if _lock(file):
            found.append(path)
        os.close(file)
    return found


def in_use(folder: Path) -> dict[str, Holder | None]:
    """The leases that living processes hold, by lease name."""
    dead = set(left_behind(folder))
    return {path.stem: read_holder(path) for path in folder.glob("*.json") if path not in dead}


class PostgresLease:
    """A lease on a layer of a PostgreSQL store: an advisory lock, kept as long as its connection."""

    taken_over: Holder | None = None
    """Always None: the server drops the lock with the connection."""

    def __init__(self, engine: Engine, location: StoreLocation, key: LayerKey) -> None:
        """Take it.

        Raises:
            LayerLockedError: another session has it.
            StoreError: the database does not answer.
        """
        from sqlalchemy import text  # noqa: PLC0415 - only for PostgreSQL, off the start path
        from sqlalchemy.exc import SQLAlchemyError  # noqa: PLC0415 - as above

        name = lease_name(key)
        me = this_process()
        try:
            self._connection: Connection | None = engine.connect().execution_options(isolation_level="AUTOCOMMIT")
            self._connection.execute(
                text("SELECT set_config('application_name', :name, false)"), {"name": f"annotator {me.pid} {me.host}"}
            )
            number = int.from_bytes(bytes.fromhex(name), "big", signed=True)
            taken = self._connection.execute(text("SELECT pg_try_advisory_lock(:number)"), {"number": number}).scalar()
        except SQLAlchemyError as error:
            raise store_error(error, location) from error
        if not taken:
            self.release()
            holder = held_on_postgres(EngineRows(engine, location)).get(name)
            raise LayerLockedError(f"{named(key)}: {holder or 'another process'} has it open")

    def release(self) -> None:
        """Give it back: the lock goes with its connection."""
        if self._connection is not None:
            connection, self._connection = self._connection, None
            connection.invalidate()
            connection.close()


_HELD = """
SELECT CAST(l.classid AS bigint), CAST(l.objid AS bigint), a.application_name
FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
WHERE l.locktype = 'advisory' AND l.granted
  AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
"""


def held_on_postgres(rows: Rows) -> dict[str, Holder | None]:
    """The leases that living sessions hold, by lease name."""
    found = {}
    for high, low, application in rows.all(_HELD):
        _, _, name = str(application).partition(" ")
        pid, _, host = name.partition(" ")
        found[f"{high:08x}{low:08x}"] = Holder(int(pid), host, "") if pid.isdecimal() else None
    return found
