"""Replacing a file so that, whatever happens, it is the old one or the new one, whole.

The new content goes to a temporary file beside the old one, is flushed to the disk, read back and compared, and only
then takes the old one's name; the folder is flushed last.
"""

from __future__ import annotations

import os
import secrets
import stat
from collections.abc import Iterable
from contextlib import ExitStack, suppress
from hashlib import sha256
from pathlib import Path

from annotator.disk.operations import disk
from annotator.errors import StoreError

PARTIAL_PREFIX = ".annotator-"
"""How the name of a file begins that is not whole yet."""
NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL


def replace_file(path: Path, chunks: Iterable[bytes]) -> None:
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
            _replace(path, chunks)
    except OSError as error:
        refuse_missing_folder(path)
        reason = error.strerror or str(error)
        raise StoreError(f"{path}: not saved: {reason}; the file is as it was before") from error


def refuse_missing_folder(path: Path) -> None:
    """Refuse a file that is to be written into a folder that is not there.

    Raises:
        StoreError: it is not.
    """
    if not path.parent.is_dir():
        raise StoreError(f"{path.parent}: there is no such folder to write {path.name} into")


def keep_file(path: Path, content: bytes) -> None:
    """Keep what can be made again: the file is replaced at once, and nothing waits for the disk.

    After a power cut it may be empty or torn, which its reader must see.

    Raises:
        OSError: it cannot be kept.
    """
    partial = path.with_name(f"{PARTIAL_PREFIX}{secrets.token_hex(8)}.tmp")
    with ExitStack() as undo:
        undo.callback(_remove, partial)
        _write(partial, [content], 0o600, is_kept=True)
        disk().rename(partial, path)
        undo.pop_all()


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


def _remove(temporary: Path) -> None:
    with suppress(OSError):
        disk().remove(temporary)


def _replace(path: Path, chunks: Iterable[bytes]) -> None:
    temporary = path.with_name(f"{PARTIAL_PREFIX}{secrets.token_hex(8)}.tmp")
    mode = stat.S_IMODE(path.stat().st_mode) if path.exists() else None
    with ExitStack() as undo:
        # Whatever ends the writing, Ctrl+C too, must not leave the temporary file behind.
        undo.callback(_remove, temporary)
        expected = _write(temporary, chunks, mode)
        if disk().digest(temporary) != expected:
            raise StoreError(f"{path}: not saved: the disk gave back other bytes than were written to it")
        disk().rename(temporary, path)
        undo.pop_all()
    try:
        disk().sync_folder(path.parent)
    except OSError as error:
        message = f"{path}: written, but the disk did not confirm it ({error.strerror or error}): save again"
        raise StoreError(message) from error


def _write(path: Path, chunks: Iterable[bytes], mode: int | None, *, is_kept: bool = False) -> str:
    whole = sha256()
    descriptor = disk().open(path, NEW)
    try:
        if mode is not None:
            disk().permit(path, mode)
        for chunk in chunks:
            whole.update(chunk)
            disk().write(descriptor, chunk)
        if not is_kept:
            disk().sync(descriptor)
    finally:
        disk().close(descriptor)
    return whole.hexdigest()
