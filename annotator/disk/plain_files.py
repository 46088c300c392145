"""Files that are written inside a project: no symbolic link in it leads the writing out of it.

A repository keeps links, so somebody else's project may hold one in any place that this program writes to.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path

from annotator.disk.operations import disk
from annotator.errors import StoreError

NO_FOLLOW = getattr(os, "O_NOFOLLOW", 0)
_NO_WAIT = getattr(os, "O_NONBLOCK", 0)
_APPENDING = os.O_RDWR | os.O_CREAT | os.O_APPEND


def refuse_links_out(path: Path, within: Path) -> None:
    """Refuse a place that lies outside a folder only because a folder on the way there is a link.

    Raises:
        StoreError: it does.
    """
    base, target = within.resolve(), path.parent.resolve()
    plain = Path(os.path.normpath(base / os.path.relpath(path.parent, within)))
    if target != plain and not target.is_relative_to(base):
        raise StoreError(f"{path}: a link on the way leads out of {within}; nothing is written through it")


def open_plain(path: Path, flags: int, *, in_own_folder: bool = False) -> int:
    """Open a file that is no link; for `in_own_folder`, nor is the folder that it lies in.

    Raises:
        OSError: it cannot be opened, or is a link or no plain file.
    """
    if not NO_FOLLOW:
        if path.is_symlink() or (in_own_folder and path.parent.is_symlink()):
            raise OSError(0, "it is a link")
        return disk().open(path, flags, 0o644)
    folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY | (NO_FOLLOW if in_own_folder else 0))
    try:
        file = disk().open(path, flags | NO_FOLLOW | _NO_WAIT, 0o644, folder)
    finally:
        os.close(folder)
    if not stat.S_ISREG(os.fstat(file).st_mode):
        os.close(file)
        raise OSError(0, "it is no plain file")
    return file


def append_line(path: Path, line: bytes, *, sync: bool = True) -> None:
    """Add a line to the end of a file, which is made where there is none; a line end is added.

    A last line that is not whole, since its writer was killed, stays apart from it. With `sync`, it is on the disk when
    this returns.

    Raises:
        StoreError: it cannot be written, or is a link or no plain file.
    """
    try:
        if path.is_symlink():
            raise StoreError(f"{path}: is a symbolic link; nothing is written through it")
        file = open_plain(path, _APPENDING)
        try:
            disk().write(file, (b"" if _ends_whole(file) else b"\n") + line + b"\n")
            if sync:
                disk().sync(file)
        finally:
            disk().close(file)
    except OSError as error:
        raise StoreError(f"{path}: cannot be written ({error.strerror})") from error


def _ends_whole(file: int) -> bool:
    size = os.fstat(file).st_size
    if not size:
        return True
    os.lseek(file, size - 1, os.SEEK_SET)
    return os.read(file, 1) == b"\n"
