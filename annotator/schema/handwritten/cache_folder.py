"""The folder in which this program keeps what it can make again: the user's own, never a project's."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path

from annotator.disk.atomic_file import keep_file
from annotator.disk.operations import PRIVATE, disk

MOST_FILES = 200
"""More are not kept: the oldest go."""


def cache_folder() -> Path | None:
    """The folder, by the platform's custom; None where the user has none."""
    chosen = Path(os.environ.get("XDG_CACHE_HOME", ""))
    if chosen.is_absolute():
        return chosen / "annotator"
    local = os.environ.get("LOCALAPPDATA")
    if sys.platform == "win32" and local:
        return Path(local) / "annotator" / "Cache"
    try:
        home = Path.home()
    except RuntimeError:
        return None
    return home / ("Library/Caches" if sys.platform == "darwin" else ".cache") / "annotator"


def kept(name: str) -> bytes | None:
    """What was kept under a name; None for nothing, or when the file belongs to somebody else."""
    folder = cache_folder()
    if folder is None:
        return None
    try:
        with (folder / name).open("rb") as stream:
            is_own = not hasattr(os, "getuid") or os.fstat(stream.fileno()).st_uid == os.getuid()
            return stream.read() if is_own else None
    except (OSError, ValueError):
        return None


def keep(name: str, content: bytes) -> None:
    """Keep something under a name; where that cannot be done, it is made again next time."""
    folder = cache_folder()
    if folder is None:
        return
    with suppress(OSError):
        disk().make_folder(folder, PRIVATE)
        keep_file(folder / name, content)
        for old in sorted(folder.iterdir(), key=lambda file: file.stat().st_mtime)[:-MOST_FILES]:
            disk().remove(old)
