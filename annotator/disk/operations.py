"""The single operations on files that everything else is made of.

Whatever writes a file, of a project or of the user's own, does it through the `Disk` that `disk()` gives. A test puts
another one in its place, on which the Nth operation fails.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

CHUNK_BYTES = 1 << 20
PRIVATE = 0o700
"""The permissions of a folder that is the user's alone."""


class Disk:
    """What the operating system does with files; each method is one step that may fail."""

    def open(self, path: Path, flags: int, mode: int = 0o666, folder: int | None = None) -> int:
        """Open a file, which `flags` may make; its name is looked up in an open `folder` where there is one."""
        name = path.name if folder is not None else path
        return os.open(name, flags | getattr(os, "O_BINARY", 0), mode, dir_fd=folder)

    def permit(self, path: Path, mode: int) -> None:
        """Give a file these permissions."""
        path.chmod(mode)

    def write(self, descriptor: int, content: bytes) -> None:
        """Write all of it where the file stands."""
        view = memoryview(content)
        while view:
            view = view[os.write(descriptor, view) :]

    def truncate(self, descriptor: int) -> None:
        """Have a file be empty."""
        os.ftruncate(descriptor, 0)

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

    def remove_folder(self, path: Path) -> None:
        """Delete a folder that may be gone already, with all that is in it."""
        shutil.rmtree(path, ignore_errors=True)

    def make_folder(self, path: Path, mode: int = 0o777) -> None:
        """Make a folder, which may be there already, and those above it."""
        path.mkdir(mode=mode, parents=True, exist_ok=True)


_used = [Disk()]


def disk() -> Disk:
    """The disk that is written to."""
    return _used[-1]


@contextmanager
def on_disk(other: Disk) -> Iterator[None]:
    """Have everything in this process written to another disk meanwhile."""
    _used.append(other)
    try:
        yield
    finally:
        _used.remove(other)
