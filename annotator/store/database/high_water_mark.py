"""How many writes a SQLite store has acknowledged, noted in a file beside it: what its own journal cannot tell.

Each transaction counts itself in the store (`user_version`), and the mark follows once it is on disk: never before, and
without waiting for the disk, so that it may stay behind and is never ahead. A mark that is ahead means that writes are
gone: the journal was lost, or an older copy lies in the place of the store.
"""

from __future__ import annotations

import os
from contextlib import closing, suppress
from pathlib import Path

from annotator.disk.operations import disk
from annotator.disk.plain_files import open_plain
from annotator.store.database.failure import SQLITE_ERRORS, store_error
from annotator.store.database.rows import reading

_DIGITS = 20


def mark_file(path: Path) -> Path:
    """Where the mark of a store lies."""
    return path.with_name(f"{path.name}.mark")


def raise_mark(path: Path, count: int) -> None:
    """Note that so many writes are on disk; a higher mark stays."""
    if count > (mark_of(path) or 0):
        set_mark(path, count)


def lower_mark(path: Path, count: int) -> None:
    """Note that a store will have this many writes only, on the disk before it has; a mark that is lower stays."""
    if count < (mark_of(path) or 0):
        _note(path, count, durably=True)


def set_mark(path: Path, count: int) -> None:
    """Note how many writes a store has, whatever was noted; where that cannot be written, there is no new mark."""
    _note(path, count, durably=False)


def _note(path: Path, count: int, *, durably: bool) -> None:
    with suppress(OSError):
        file = open_plain(mark_file(path), os.O_RDWR | os.O_CREAT)
        try:
            disk().write(file, f"{count:0{_DIGITS}}\n".encode())
            if durably:
                disk().sync(file)
        finally:
            disk().close(file)


def mark_of(path: Path) -> int | None:
    """How many writes a store has acknowledged; None where nothing is noted that can be read."""
    file = mark_file(path)
    try:
        noted = file.read_bytes() if not file.is_symlink() else b""
    except OSError:
        return None
    return int(noted) if len(noted) == _DIGITS + 1 and noted[:-1].isdigit() else None


def writes_in(path: Path) -> int:
    """How many writes a store holds.

    Raises:
        StoreError: it cannot be read.
    """
    try:
        with closing(reading(path)) as connection:
            return int(connection.execute("PRAGMA user_version").fetchone()[0])
    except SQLITE_ERRORS as error:
        raise store_error(error, path) from error
