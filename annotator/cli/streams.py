"""The standard streams: input where a command needs a file, and output whose reader may go.

A command whose reader has gone goes on to its end, so that its exit status says what it found, not who was quicker.
"""

from __future__ import annotations

import fcntl
import os
import re
import shutil
import stat
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from io import BufferedWriter, FileIO, TextIOWrapper
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from typing import TYPE_CHECKING, TextIO

from annotator.disk.called import called
from annotator.errors import StoreError, UsageError

if TYPE_CHECKING:
    from typing_extensions import Buffer


class _Outliving(FileIO):
    """An open descriptor for writing; once nobody reads it, what is written to it is nothing."""

    def write(self, content: Buffer, /) -> int:
        """Write it, or drop it."""
        try:
            return super().write(content)
        except BrokenPipeError:
            nothing = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nothing, self.fileno())
            os.close(nothing)
            return memoryview(content).nbytes


def outliving_its_reader(stream: TextIO, errors: str) -> TextIO:
    """A standard stream that says what the other says and raises nothing when its reader has gone.

    What is no stream of the process's own is given back as it is.
    """
    own = stream is sys.__stdout__ or stream is sys.__stderr__
    if not own or not isinstance(stream, TextIOWrapper):
        return stream
    stream.flush()
    buffered = BufferedWriter(_Outliving(stream.fileno(), "wb", closefd=False))
    # Python's own unbuffered stream has no buffer at all; a line is the least that is said here.
    lines = stream.line_buffering or stream.write_through
    return TextIOWrapper(buffered, stream.encoding, errors, line_buffering=lines)


DESCRIPTOR = re.compile(r"/dev/(?:(stdin)|fd/(\d+))|/proc/self/fd/(\d+)")
"""A word that names an open descriptor, as a shell's `<(...)` does."""


def keep_piped(words: Iterable[str]) -> None:
    """Let what comes by a pipe that a word names be read more than once: first to see what it is, then to use it.

    A second reader of the pipe would find nothing, and an empty file is no error.

    Raises:
        StoreError: there is no room for a copy.
    """
    for word in words:
        named = DESCRIPTOR.fullmatch(word.partition("=")[2] if word.startswith("--") and "=" in word else word)
        if named:
            number = 0 if named[1] else int(named[2] or named[3])
            if _is_read_pipe(number):
                _keep(number, named[0])


def _is_read_pipe(number: int) -> bool:
    try:
        is_pipe = stat.S_ISFIFO(os.fstat(number).st_mode)
        return is_pipe and fcntl.fcntl(number, fcntl.F_GETFL) & os.O_ACCMODE == os.O_RDONLY
    except OSError:
        return False


def _keep(number: int, name: str) -> None:
    try:
        with TemporaryFile(prefix="annotator-") as copy, FileIO(number, "rb", closefd=False) as pipe:
            shutil.copyfileobj(pipe, copy)
            copy.seek(0)
            os.dup2(copy.fileno(), number)
    except OSError as error:
        raise StoreError(f"{name}: cannot be copied to the disk: {error.strerror or error}") from error


@contextmanager
def as_files(paths: Sequence[Path]) -> Iterator[list[Path]]:
    """The same files, in the place of `-` a copy of standard input, of archives what they hold; for so long.

    Raises:
        UsageError: `-` stands twice.
        InputError: an archive that cannot be unpacked.
    """
    if sum(str(path) == "-" for path in paths) > 1:
        raise UsageError("standard input (-) can stand for one file only")
    from annotator.cli.progress import Watched  # noqa: PLC0415 - loaded when called
    from annotator.project.archives.unpacked import is_archive, unpacked  # noqa: PLC0415 - as above

    with ExitStack() as context:
        files = []
        for path in paths:
            file = context.enter_context(_copied(path)) if str(path) == "-" else path
            if is_archive(file):
                with Watched([file]):
                    file = context.enter_context(unpacked(file))
            files.append(file)
        yield files


@contextmanager
def _copied(path: Path) -> Iterator[Path]:
    """A copy of standard input."""
    with TemporaryDirectory(prefix="annotator-") as folder:
        copy = Path(folder) / "stdin.jsonl"
        with copy.open("wb") as stream:
            shutil.copyfileobj(sys.stdin.buffer, stream)
        with called(str(copy), "standard input"):
            yield copy


def stdin_is_terminal() -> bool:
    """Whether a person can be asked: both ends are a terminal."""
    return sys.stdin.isatty() and sys.stdout.isatty()
