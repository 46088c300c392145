"""The talk with a child over its three streams at once, without ever waiting for one of them alone.

It may answer before it has read everything, read nothing at all, or say nothing: no pipe that is full or empty holds
up another, and the time limit holds throughout.
"""

from __future__ import annotations

import os
import selectors
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from time import monotonic
from typing import IO

from annotator.extractors.lines import LineSplitter, Tail

CHUNK_BYTES = 1 << 16
LOOK_UP_S = 0.2


class OutOfTimeError(Exception):
    """The deadline has passed."""


class LostGuardError(Exception):
    """The guard has gone without a report: it was killed."""


class StoppedError(Exception):
    """Somebody said to stop."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of output, and the seconds since the one before it (for the first, since the start)."""

    content: bytes
    elapsed_s: float


@dataclass(frozen=True, slots=True)
class Streams:
    """The ends of a child's pipes that are ours, `report` being the guard's."""

    stdin: IO[bytes]
    stdout: IO[bytes]
    stderr: IO[bytes]
    report: IO[bytes]


class Exchange:
    """One talk: questions in, lines out."""

    def __init__(self, streams: Streams, questions: Iterator[bytes], longest_line_bytes: int, stderr: Tail) -> None:
        """Take hold of the streams; `stderr` takes in what is said there."""
        self._questions = questions
        self._pending = memoryview(next(questions, b""))
        self._splitter = LineSplitter(longest_line_bytes)
        self._stderr = stderr
        self._streams = streams
        self._report = bytearray()
        self._last_s = monotonic()
        self._selector = selectors.DefaultSelector()
        self._register(streams.stdin, selectors.EVENT_WRITE, self._write)
        self._register(streams.stdout, selectors.EVENT_READ, self._read_answers)
        self._register(streams.stderr, selectors.EVENT_READ, self._read_stderr)
        self._register(streams.report, selectors.EVENT_READ, self._read_report)

    def _register(self, stream: IO[bytes], event: int, handle: Callable[[], Iterable[Line]]) -> None:
        os.set_blocking(stream.fileno(), False)
        self._selector.register(stream, event, (stream, handle))

    def lines(self, deadline_s: float, stopped: Callable[[], bool]) -> Iterator[Line]:
        """The child's lines as they come, until it and everything below it has ended.

        What stands after the last line end is not among them: see `rest`.

        Raises:
            OutOfTimeError: the deadline, a time of the monotonic clock, has passed.
            StoppedError: `stopped` says so.
            TooLongError: a line is longer than was allowed.
            LostGuardError: the guard was killed.
        """
        with self._selector:
            while self._selector.get_map():
                if stopped():
                    raise StoppedError
                left_s = deadline_s - monotonic()
                if left_s <= 0:
                    raise OutOfTimeError
                for key, _ in self._selector.select(min(left_s, LOOK_UP_S)):
                    yield from key.data[1]()

    def rest(self) -> bytes:
        """What stood after the last line end."""
        return self._splitter.rest()

    def report(self) -> bytes:
        """What the guard said at the end; empty when it was killed itself."""
        return bytes(self._report)

    def _write(self) -> tuple[Line, ...]:
        stdin = self._streams.stdin
        try:
            self._pending = self._pending[os.write(stdin.fileno(), self._pending[:CHUNK_BYTES]) :]
        except BlockingIOError:
            return ()
        except BrokenPipeError:
            # It reads no further, which is its right; answers that are missing will tell.
            self._pending, self._questions = memoryview(b""), iter(())
        if not self._pending:
            self._pending = memoryview(next(self._questions, b""))
        if not self._pending:
            self._close(stdin)
        return ()

    def _read_answers(self) -> Iterator[Line]:
        for line in self._splitter.feed(self._read(self._streams.stdout)):
            now_s = monotonic()
            yield Line(line, now_s - self._last_s)
            self._last_s = now_s

    def _read_stderr(self) -> tuple[Line, ...]:
        self._stderr.feed(self._read(self._streams.stderr))
        return ()

    def _read_report(self) -> tuple[Line, ...]:
        report = self._read(self._streams.report)
        self._report += report
        if not report and not self._report:
            raise LostGuardError
        return ()

    def _read(self, stream: IO[bytes]) -> bytes:
        """What has come; a stream at its end is closed."""
        content = os.read(stream.fileno(), CHUNK_BYTES)
        if not content:
            self._close(stream)
        return content

    def _close(self, stream: IO[bytes]) -> None:
        self._selector.unregister(stream)
        stream.close()
