"""Who has a layer open for writing: one session at a time, and whoever comes second is told who came first.

On SQLite a lease is a small file that the operating system locks (`file_lease`), on PostgreSQL a row with a time limit
(`row_lease`).
"""

from __future__ import annotations

import os
import socket
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, Protocol

import orjson

from annotator.store.tables.layer import LayerKey, named


@dataclass(frozen=True, slots=True)
class Holder:
    """A process that has, or had, a layer open; `space` says within what its number means something, where known."""

    pid: int
    host: str
    since: str
    space: str = ""

    @property
    def is_gone(self) -> bool:
        """Whether it ran where we run, and is known to run no more."""
        if not self.space or self.space != _process_space():
            return False
        try:
            os.kill(self.pid, 0)
        except ProcessLookupError:
            return True
        except OSError:
            return False
        return False

    def __str__(self) -> str:
        """As messages name it."""
        return f"process {self.pid} on {self.host}"


def held_by(key: LayerKey, holder: Holder | None) -> str:
    """Who has a layer open, first of all; then which one it is."""
    if holder is None:
        return f"held by another process; {named(key)}"
    since = holder.since.partition("T")[2][:5] or holder.since
    return f"held by {key.name} on {holder.host} (process {holder.pid}) since {since} UTC; document {key.document_id!r}"


class Lease(Protocol):
    """The right to write a layer."""

    taken_over: Holder | None
    """The dead process whose lease this was."""
    token: str
    """What the store must hold for this lease when the layer is written; empty where the operating system keeps it."""

    def release(self) -> None:
        """Give it back; more than once does no harm."""


def lease_name(key: LayerKey) -> str:
    """A name that is the same in every process: 64 bits of a hash of document and layer, never salted."""
    return sha256("\0".join((key.document_id, key.name)).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def this_process() -> Holder:
    """Who we are."""
    now = datetime.now(UTC).isoformat(timespec="seconds")
    return Holder(os.getpid(), socket.gethostname(), now, _process_space())


def _process_space() -> str:
    """This start of this machine and the process numbers seen here; empty where the system does not tell."""
    try:
        boot = Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
        return f"{boot} {Path('/proc/self/ns/pid').readlink()}"
    except OSError:
        return ""


def holder_to_bytes(holder: Holder, **more: str) -> bytes:
    """A holder as it is noted, with what else is to be known of the lease."""
    return orjson.dumps(asdict(holder) | more)


def holder_from_bytes(note: bytes) -> Holder | None:
    """The holder that was noted; None when the note says nothing of the kind."""
    try:
        plain: dict[str, Any] = orjson.loads(note)
        return Holder(int(plain["pid"]), str(plain["host"]), str(plain["since"]), str(plain.get("space", "")))
    except (ValueError, KeyError, TypeError):
        return None
