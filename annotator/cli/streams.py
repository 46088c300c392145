"""The standard streams: input where a command needs a file, and output whose reader may go.

A command whose reader has gone goes on to its end, so that its exit status says what it found, not who was quicker.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from io import BufferedWriter, FileIO, TextIOWrapper
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, TextIO

from annotator.disk.called import called
from annotator.errors import UsageError

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
