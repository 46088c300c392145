"""Replacing a file so that, whatever happens, it is the old one or the new one, whole.

The new content goes to a temporary file beside the old one, is flushed to the disk, read back and compared, and only
then takes the old one's name; the folder is flushed last. Every step is an operation of `Disk`, so that a test can
make each of them fail in turn.
"""

from __future__ import annotations

import os
import secrets
import stat
from collections.abc import Iterable
from contextlib import ExitStack, suppress
from hashlib import sha256
from pathlib import Path

from annotator.errors import StoreError

CHUNK_BYTES = 1 << 20


class Disk:
    """The operations on files that saving needs."""

    def create(self, path: Path, mode: int | None) -> int:
        """Make a new file and open it for writing; with this mode, or the user's default for None."""
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
        if mode is not None:
            os.chmod(path, mode)  # noqa: PTH101 - one family of calls
        return descriptor

    def write(self, descriptor: int, content: bytes) -> None:
        """Write all of it."""
        view = memoryview(content)
        while view:
            view = view[os.write(descriptor, view) :]

    def sync(self, descriptor: int) -> None:
        """Have it on the disk before going on."""
        os.fsync(descriptor)

    def close(self, descriptor: int) -> None:
        """Close a file."""
        os.close(descriptor)

    def digest(self, path: Path) -> str:
        """The SHA-256 of what can be read back."""
        whole = sha256()
        with path.open("rb") as stream:
            while chunk := stream.read(CHUNK_BYTES):
                whole.update(chunk)
        return whole.hexdigest()

    def rename(self, source: Path, target: Path) -> None:
        """Give a file the name of another, which it replaces."""
        source.replace(target)

    def sync_folder(self, folder: Path) -> None:
        """Have a rename in it on the disk; where folders cannot be flushed, nothing."""
        if os.name == "nt":
            return
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

    def remove(self, path: Path) -> None:
        """Delete a file that may be gone already."""
        path.unlink(missing_ok=True)


def replace_file(path: Path, chunks: Iterable[bytes], disk: Disk | None = None) -> None:
    """Give a file this content, atomically and durably.

    A device or pipe is simply written to. A symbolic link to a file is refused: what it points at may be anywhere.

    Raises:
        StoreError: the disk refused; the old file is as it was.
    """
    try:
        if _is_stream(path):
            with path.open("wb") as stream:
                stream.writelines(chunks)
        else:
            _replace(path, chunks, disk or Disk())
    except OSError as error:
        reason = error.strerror or str(error)
        raise StoreError(f"{path}: not saved: {reason}; the file is as it was before") from error


def _is_stream(path: Path) -> bool:
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        mode = stat.S_IFREG
    if stat.S_ISDIR(mode):
        raise StoreError(f"{path}: is a folder; expected the name of a file")
    if stat.S_ISREG(mode) and path.is_symlink():
        raise StoreError(f"{path}: is a symbolic link; name the file that it points at")
    return not stat.S_ISREG(mode)


def _remove(temporary: Path, disk: Disk) -> None:
    with suppress(OSError):
        disk.remove(temporary)


def _replace(path: Path, chunks: Iterable[bytes], disk: Disk) -> None:
    temporary = path.with_name(f".annotator-{secrets.token_hex(8)}.tmp")
    mode = stat.S_IMODE(path.stat().st_mode) if path.exists() else None
    with ExitStack() as undo:
        # Whatever ends the writing, Ctrl+C too, must not leave the temporary file behind.
        undo.callback(_remove, temporary, disk)
        expected = _write(temporary, chunks, mode, disk)
        if disk.digest(temporary) != expected:
            raise StoreError(f"{path}: not saved: the disk gave back other bytes than were written to it")
        disk.rename(temporary, path)
        undo.pop_all()
    try:
        disk.sync_folder(path.parent)
    except OSError as error:
        message = f"{path}: written, but the disk did not confirm it ({error.strerror or error}): save again"
        raise StoreError(message) from error


def _write(path: Path, chunks: Iterable[bytes], mode: int | None, disk: Disk) -> str:
    whole = sha256()
    descriptor = disk.create(path, mode)
    try:
        for chunk in chunks:
            whole.update(chunk)
            disk.write(descriptor, chunk)
        disk.sync(descriptor)
    finally:
        disk.close(descriptor)
    return whole.hexdigest()
