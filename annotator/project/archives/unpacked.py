"""An archive as the file or folder that it holds, for as long as it is read.

Zip and tar archives, and files packed with gzip, bzip2 or xz, are known by their content. All members are looked over
before the first one is written; they go to a folder of their own, which is removed at the end.
"""

from __future__ import annotations

import bz2
import errno
import gzip
import lzma
import re
import signal
import tarfile
import threading
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BufferedIOBase
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO

from annotator.disk.bytes_read import counted, expect_more
from annotator.disk.called import called
from annotator.disk.operations import CHUNK_BYTES
from annotator.errors import InputError, StoreError
from annotator.project.archives.members import Member, Packed, refuse_members, tar_members, zip_members

MOST_BYTES = 8 << 30
"""How much an archive may unpack to."""
MOST_TIMES = 200
"""How many times its size it may unpack to, beyond ALWAYS_BYTES."""
ALWAYS_BYTES = 1 << 20

ZIP = (b"PK\x03\x04", b"PK\x05\x06")
TAR, TAR_PLACE = b"ustar", 257
SQUEEZED: dict[bytes, Callable[[IO[bytes]], BufferedIOBase]] = {
    b"\x1f\x8b": lambda stream: gzip.GzipFile(fileobj=stream),
    b"BZh": bz2.BZ2File,
    b"\xfd7zXZ\x00": lzma.LZMAFile,
}
"""What a packed file begins with, and what reads it."""

ENDS = (signal.SIGTERM, *([signal.SIGHUP] if hasattr(signal, "SIGHUP") else []))
"""Signals that end a process at once."""
OFFICE = ("[Content_Types].xml", "mimetype")
"""Members of zip archives that are a document of an office program or a book."""
MANIFEST, STORE = "manifest.json", "store.sqlite"
"""The members that every backup of a project has."""
CLUTTER = re.compile(r"(^|/)(__MACOSX/|\._|\.DS_Store$|Thumbs\.db$|desktop\.ini$)")
"""What systems put into archives unasked."""

_SUFFIXES = re.compile(r"(\.(tar|zip|tgz|tbz2?|txz|gz|bz2|xz))+$", re.IGNORECASE)
_DAMAGED = (
    zipfile.BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError, EOFError, NotImplementedError, RuntimeError,
    ValueError,
)  # fmt: skip
"""What the readers of archives raise where one is damaged, or packed in a way that they do not know."""


def is_archive(path: Path) -> bool:
    """Whether a file begins as an archive does that can be unpacked here."""
    return path.is_file() and _kind(path) != ""


@contextmanager
def unpacked(path: Path) -> Iterator[Path]:
    """The file or folder that an archive holds, where it holds one alone, else a folder with all; other paths as such.

    Raises:
        InputError: it is damaged, has members that `refuse_members` refuses, or would unpack to more than it may.
        StoreError: there is no room to unpack it.
    """
    if not is_archive(path):
        yield path
        return
    with _ended_in_order(), TemporaryDirectory(prefix="annotator-") as scratch:
        folder = Path(scratch) / (_SUFFIXES.sub("", path.name) or "archive")
        try:
            _unpack(path, folder)
        except OSError as error:
            if error.errno == errno.ENOSPC:
                raise StoreError(f"{path}: there is no room to unpack it in {scratch}") from error
            raise InputError(f"{path}: cannot be unpacked: {error.strerror or error}") from error
        except _DAMAGED as error:
            raise InputError(f"{path}: is damaged, or packed in a way that is not known ({error})") from error
        with called(str(folder), str(path)):
            yield _inmost(folder)


@contextmanager
def _ended_in_order() -> Iterator[None]:
    """Have what would end the process at once end it by an exception, so that what was unpacked is removed."""
    ends = [each for each in ENDS if signal.getsignal(each) is signal.SIG_DFL]
    if threading.current_thread() is not threading.main_thread():
        ends = []
    for each in ends:
        signal.signal(each, _end)
    try:
        yield
    finally:
        for each in ends:
            signal.signal(each, signal.SIG_DFL)


def _end(number: int, _: object) -> None:
    raise SystemExit(128 + number)


def _kind(path: Path) -> str:
    """`zip`, `tar` or `packed`; "" for a file that is none of them."""
    try:
        with path.open("rb") as stream:
            head = stream.read(TAR_PLACE + len(TAR))
    except OSError:
        return ""
    if head.startswith(ZIP):
        return "zip"
    if head[TAR_PLACE:] == TAR:
        return "tar"
    return "packed" if head.startswith(tuple(SQUEEZED)) else ""


class _Budget:
    """How much an archive may still unpack to."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._most = min(MOST_BYTES, max(ALWAYS_BYTES, MOST_TIMES * path.stat().st_size))
        self._used = 0

    def use(self, size_bytes: int) -> None:
        """Take something from it.

        Raises:
            InputError: there is not so much left.
        """
        self._used += size_bytes
        if self._used > self._most:
            raise InputError(
                f"{self._path}: unpacks to more than {self._most:,} bytes; an archive may unpack to {MOST_TIMES} times "
                f"its size and to {MOST_BYTES >> 30} GiB; unpack it yourself, if it can be trusted"
            )

    def copy(self, stream: IO[bytes] | BufferedIOBase, target: Path) -> None:
        """Write a stream as a new file."""
        with target.open("xb") as written:
            while chunk := stream.read(CHUNK_BYTES):
                self.use(len(chunk))
                written.write(chunk)


def _unpack(path: Path, target: Path) -> None:
    """Make the file or folder `target` of an archive."""
    kind = _kind(path)
    if kind == "packed":
        _unpack_packed(path, target)
        return
    with path.open("rb") as stream, counted(stream), (zip_members if kind == "zip" else tar_members)(stream) as packed:
        _unpack_members(path, packed, target, _Budget(path))


def _unpack_packed(path: Path, target: Path) -> None:
    """Make the packed file itself, or what the tar archive holds that it is."""
    whole = target.parent / ".packed"
    with path.open("rb") as stream, counted(stream):
        opener = next(each for start, each in SQUEEZED.items() if stream.peek(6).startswith(start))
        with opener(stream) as content:
            _Budget(path).copy(content, whole)
    if _kind(whole) != "tar":
        whole.rename(target)
        expect_more(target.stat().st_size)
        return
    with whole.open("rb") as stream, tar_members(stream) as packed:
        _unpack_members(path, packed, target, _Budget(whole))
    whole.unlink()


def _unpack_members(path: Path, packed: Packed, folder: Path, budget: _Budget) -> None:
    members = packed.members()
    refuse_members(path, members)
    names = [each.name for each in members]
    if any(each in names for each in OFFICE):
        raise InputError(f"{path}: is a document of an office program or a book; save it as text, Markdown or HTML")
    if MANIFEST in names and STORE in names:
        raise InputError(f"{path}: is a backup of a project; next: annotator restore")
    for each in members:
        budget.use(each.size)
    if not any(_is_wanted(each) for each in members):
        raise InputError(f"{path}: holds no file")
    expect_more(sum(each.size for each in members))
    folder.mkdir()
    real = _Budget(path)
    for place, each in enumerate(members):
        target = folder.joinpath(*each.parts)
        if not _is_wanted(each):
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        with packed.open(place) as stream:
            real.copy(stream, target)


def _is_wanted(member: Member) -> bool:
    return not member.is_folder and CLUTTER.search(member.name) is None


def _inmost(path: Path) -> Path:
    """The one file or folder in a folder, as deep as there is only one; else the folder itself."""
    while path.is_dir() and len(inside := list(path.iterdir())) == 1:
        path = inside[0]
    return path
