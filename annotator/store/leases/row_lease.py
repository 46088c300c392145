"""Leases of a PostgreSQL store: rows that name the holder and end by themselves; all SQL on the table `leases`.

A session renews its lease every 15 s; one that has not been renewed for 60 s is anybody's, and at once where its
process ran on this machine and is gone. The time is the server's. A dropped connection loses nothing: the row stays,
and the holder goes on renewing it. Whoever comes back too late finds another's token in it, and the store refuses what
was written under the old one.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from secrets import token_hex
from threading import Event, Thread, current_thread
from typing import TYPE_CHECKING

from annotator.errors import LayerLockedError, StoreError
from annotator.store.database.location import StoreLocation
from annotator.store.database.rows import Reader, first
from annotator.store.database.transaction import one_by_one
from annotator.store.leases.lease import Holder, held_by, holder_from_bytes, holder_to_bytes, lease_name, this_process
from annotator.store.tables.layer import LayerKey

if TYPE_CHECKING:
    from sqlalchemy import Engine

RENEW_S = 15.0
"""How often a session renews its lease."""
EXPIRE_S = 60.0
"""How long a lease lasts that nobody renews."""

_TAKE = """
INSERT INTO leases (document, name, token, holder, until)
SELECT number, :name, :token, :holder, clock_timestamp() + make_interval(secs => :seconds) FROM documents WHERE id = :id
ON CONFLICT (document, name) DO UPDATE SET token = excluded.token, holder = excluded.holder, until = excluded.until
WHERE leases.until < clock_timestamp() OR leases.token = excluded.token
"""
_HELD = """
SELECT l.token, l.holder FROM leases l JOIN documents d ON d.number = l.document
WHERE d.id = :id AND l.name = :name
"""
_RENEW = "UPDATE leases SET until = clock_timestamp() + make_interval(secs => :seconds) WHERE token = :token"
_RELEASE = "DELETE FROM leases WHERE token = :token"
_IN_USE = """
SELECT d.id, l.name, l.holder FROM leases l JOIN documents d ON d.number = l.document
WHERE l.until >= clock_timestamp()
"""


class RowLease:
    """A lease on a layer of a PostgreSQL store, renewed by a thread of its own."""

    def __init__(
        self, engine: Engine, location: StoreLocation, key: LayerKey, lost: Callable[[str], None] = lambda reason: None
    ) -> None:
        """Take it; `lost` is called, from another thread, with the reason when somebody else has taken it over.

        Raises:
            LayerLockedError: another session has it.
            StoreError: the database does not answer.
        """
        self._engine = engine
        self._location = location
        self._key = key
        self._lost = lost
        self._released = Event()
        self.token = token_hex(16)
        self.taken_over: Holder | None = None
        self._take()
        self._thread = Thread(target=self._keep, name="annotator-lease", daemon=True)
        self._thread.start()

    def _take(self) -> None:
        note = holder_to_bytes(this_process())
        place = {"id": self._key.document_id.encode(), "name": self._key.name.encode()}
        with one_by_one(self._engine, self._location) as server:
            row = first(server, _HELD, **place)
            holder = holder_from_bytes(bytes(row[1])) if row else None
            if row and holder and holder.is_gone:
                server.run(_RELEASE, token=row[0])
            if server.run(_TAKE, token=self.token, holder=note, seconds=EXPIRE_S, **place) == 0:
                raise LayerLockedError(held_by(self._key, holder))
        if row and row[0] != self.token:
            self.taken_over = holder

    def _keep(self) -> None:
        while not self._released.wait(RENEW_S):
            try:
                self.renew()
            except LayerLockedError as error:
                self._lost(str(error))
                return
            except StoreError:
                # The server does not answer: the lease goes on until it ends, and is taken again when it answers.
                continue

    def renew(self) -> None:
        """Make it last for its whole time again; one that ended is taken again while nobody else has.

        Raises:
            LayerLockedError: another session has it now.
            StoreError: the database does not answer.
        """
        with one_by_one(self._engine, self._location) as server:
            renewed = server.run(_RENEW, token=self.token, seconds=EXPIRE_S)
        if not renewed and not self._released.is_set():
            self._take()

    def release(self) -> None:
        """Give it back; when the server does not answer, it ends by itself."""
        if self._released.is_set():
            return
        self._released.set()
        if self._thread is not current_thread():
            self._thread.join()
        with suppress(StoreError), one_by_one(self._engine, self._location) as server:
            server.run(_RELEASE, token=self.token)


def leased(reader: Reader) -> dict[str, Holder | None]:
    """The leases that have not ended and whose process is not known to be gone, by lease name."""
    holders = {}
    for key, name, note in reader.all(_IN_USE):
        holder = holder_from_bytes(bytes(note))
        if not (holder and holder.is_gone):
            holders[lease_name(LayerKey(str(bytes(key), "utf-8"), str(bytes(name), "utf-8")))] = holder
    return holders
