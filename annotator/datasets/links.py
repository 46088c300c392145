"""Files that are written inside a project: no symbolic link in it leads the writing out of it.

A repository keeps links, so somebody else's project may hold one in any place that this program writes to.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path

from annotator.errors import StoreError

APPENDING = os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)


def refuse_links_out(path: Path, within: Path) -> None:
    """Refuse a place that lies outside a folder only because a folder on the way there is a link.

    Raises:
        StoreError: it does.
    """
    base, target = within.resolve(), path.parent.resolve()
    plain = Path(os.path.normpath(base / os.path.relpath(path.parent, within)))
    if target != plain and not target.is_relative_to(base):
        raise StoreError(f"{path}: a link on the way leads out of {within}; nothing is written through it")


def append_line(path: Path, line: bytes) -> None:
    """Add a line to the end of a file, which is made where there is none; a line end is added.

    Raises:
        StoreError: it cannot be written, or is a link or no plain file.
    """
    try:
        if path.is_symlink():
            raise StoreError(f"{path}: is a symbolic link; nothing is written through it")
        descriptor = os.open(path, APPENDING, 0o666)
        with os.fdopen(descriptor, "ab") as stream:
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                raise StoreError(f"{path}: is no plain file; expected one to add lines to")
            stream.write(line + b"\n")
    except OSError as error:
        raise StoreError(f"{path}: cannot be written ({error.strerror})") from error
