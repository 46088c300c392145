"""Leases of a SQLite store: small files in its `leases` folder, locked by the operating system while the holder lives.

Opening a layer thus writes nothing into the store, and the lock goes with its process, however that ends; a file left
behind by a dead one is taken over, and the message says so. Neither the folder nor a file in it is followed when it is
a link: a project that somebody else made must not have this program write elsewhere.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from annotator.disk.operations import disk
from annotator.disk.plain_files import open_plain
from annotator.errors import LayerLockedError, StoreError
from annotator.store.leases.lease import Holder, held_by, holder_from_bytes, holder_to_bytes, lease_name, this_process
from annotator.store.tables.layer import LayerKey

NOTE_BYTES = 4096


class FileLease:
    """A lease on a layer of a SQLite store."""

    token = ""

    def __init__(self, folder: Path, key: LayerKey) -> None:
        """Take it.

        Raises:
            LayerLockedError: a living process has it.
            StoreError: the folder cannot be written, or it or the file is a link.
        """
        self._path = folder / f"{lease_name(key)}.json"
        self.taken_over: Holder | None = None
        try:
            disk().make_folder(folder)
            self._file = self._take(key)
        except OSError as error:
            raise StoreError(f"{self._path}: the layer cannot be opened for writing ({error.strerror})") from error

    def _take(self, key: LayerKey) -> int:
        while True:
            file = _open(self._path, os.O_RDWR | os.O_CREAT)
            if not _lock(file):
                holder = _note_of(file)
                os.close(file)
                raise LayerLockedError(held_by(key, holder))
            if _is_still(file, self._path):
                self.taken_over = _note_of(file)
                disk().truncate(file)
                disk().write(file, holder_to_bytes(this_process(), document=key.document_id, layer=key.name))
                return file
            # Its holder removed the file between our opening and locking it.
            os.close(file)

    def release(self) -> None:
        """Give it back and remove the file."""
        if self._file < 0:
            return
        file, self._file = self._file, -1
        # Windows removes no open file, and a disk may refuse: the next session finds it unlocked and takes it over.
        try:
            with suppress(OSError):
                if sys.platform != "win32":
                    disk().remove(self._path)
        finally:
            os.close(file)


def _open(path: Path, flags: int) -> int:
    return open_plain(path, flags, in_own_folder=True)


def _note_of(file: int) -> Holder | None:
    return holder_from_bytes(os.pread(file, NOTE_BYTES, 0))


def _is_still(file: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(file), path.stat(follow_symlinks=False))
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


@contextmanager
def _opened(path: Path) -> Iterator[int | None]:
    """A lease file for looking; None when it is gone, a link or not readable."""
    try:
        file = _open(path, os.O_RDONLY)
    except OSError:
        yield None
        return
    try:
        yield file
    finally:
        os.close(file)


def read_holder(path: Path) -> Holder | None:
    """Whom a lease file names; None when it is empty, unreadable or a link."""
    with _opened(path) as file:
        return _note_of(file) if file is not None else None


def left_behind(folder: Path) -> list[Path]:
    """The lease files whose process is gone."""
    paths = []
    for path in sorted(folder.glob("*.json")):
        with _opened(path) as file:
            if file is not None and _lock(file):
                paths.append(path)
    return paths


def in_use(folder: Path) -> dict[str, Holder | None]:
    """The leases that living processes hold, by lease name."""
    dead = set(left_behind(folder))
    return {path.stem: read_holder(path) for path in folder.glob("*.json") if path not in dead}
