"""Checksums by which damage is found: one for each operation, one for each layer's current state."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b
from zlib import crc32

import orjson

STATE_MODULUS = 1 << 62


def operation_checksum(parts: Sequence[str | int | None], edit: bytes, provenance: bytes) -> str:
    """128 bits over everything an operation says, as hex: its columns in order, its edit, what it was offered."""
    head = orjson.dumps(parts)
    return blake2b(b"\0".join((head, edit, provenance)), digest_size=16).hexdigest()


def row_sum(payload: bytes) -> int:
    """What one row adds to its layer's state sum."""
    return crc32(payload) + 1


def state_sum(total: int, gone: int = 0, come: int = 0) -> int:
    """A layer's state sum after rows went and came: it finds a changed, a lost and an additional row.

    It is additive, so that an edit costs what it changes, not what the layer holds.
    """
    return (total - gone + come) % STATE_MODULUS
