"""What people name as a source, as a file or folder that can be read more than once."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import copyfileobj
from tempfile import TemporaryDirectory

from annotator.disk.called import called
from annotator.errors import InputError
from annotator.project.archives.unpacked import unpacked

STDIN = Path("-")


def name_of(source: Path) -> str:
    """How messages call a source."""
    return "standard input" if source == STDIN else str(source)


@contextmanager
def at_hand(source: Path) -> Iterator[Path]:
    """The file or folder itself, what an archive holds, or a copy of what comes by standard input (`-`).

    Raises:
        InputError: it is not there, or an archive that `unpacked` refuses.
        StoreError: there is no room to unpack it.
    """
    if source != STDIN:
        if not source.exists():
            raise InputError(f"{source}: is not there; expected a file or folder")
        with unpacked(source) as inside:
            yield inside
        return
    with TemporaryDirectory(prefix="annotator-") as folder:
        path = Path(folder) / "standard-input"
        with path.open("wb") as stream:
            copyfileobj(sys.stdin.buffer, stream)
        with called(str(path), name_of(source)), unpacked(path) as inside:
            yield inside
