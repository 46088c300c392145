"""An extractor's child process: documents in, lines out, within limits; and whatever happens, nothing of it is left.

The child has a session of its own, a scratch directory which is also its HOME and holds nothing but the schema where
that is known, and of the environment PATH, LANG and what was asked for; no descriptor but its three streams. It is
started by a guard (`annotator.extractors.guard`) that kills everything below it and deletes the scratch directory when
it ends, when it is told to, and when this process is gone. Where the guard was killed, `annotator.extractors.orphans`
does it.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import Any

from annotator.errors import ExtractorError, UsageError, WrongAnswerError
from annotator.extractors import guard
from annotator.extractors.confinement import confined
from annotator.extractors.exchange import Exchange, Line, LostGuardError, OutOfTimeError, Streams
from annotator.extractors.failure import failed, how_it_ended
from annotator.extractors.limits import Limits
from annotator.extractors.lines import Tail, TooLongError
from annotator.extractors.orphans import ORPHANS
from annotator.extractors.program import Command
from annotator.model.quoted import quoted

STDERR_BYTES = 8 * 1024
SCHEMA_NAME = "schema.yaml"
KEPT_VARIABLES = ("PATH", "LANG")


def never() -> bool:
    """Not to be stopped from outside."""
    return False


@dataclass(frozen=True, slots=True)
class Ending:
    """How a child ended that did well: its peak memory, and the end of what it wrote to standard error."""

    peak_bytes: int
    stderr: str


class Child:
    """A running extractor, as a context manager: on leaving it, by whatever way, everything below it is dead."""

    def __init__(self, command: Command, limits: Limits) -> None:
        """Start it.

        Args:
            command: what to run.
            limits: what it gets and may take.

        Raises:
            UsageError: a variable that it shall get is not set, or it shall be confined and cannot be.
            ExtractorError: the system cannot start it, or has no sessions to keep it in.
        """
        if os.name != "posix":
            raise failed(command.name, "extractors run on POSIX systems only")
        environment = kept_environment(limits.environment)
        self._name = command.name
        self._timeout_s = limits.timeout_s
        self._deadline_s = monotonic() + limits.timeout_s
        self._stderr = Tail(STDERR_BYTES)
        self._report: dict[str, Any] = {}
        self._rest = b""
        self._scratch = tempfile.mkdtemp(prefix="annotator-extractor-")
        try:
            if limits.schema:
                shutil.copyfile(limits.schema, Path(self._scratch, SCHEMA_NAME))
            if limits.confinement:
                command = confined(command, limits.confinement, self._scratch)
            self._start(command, environment | {"HOME": self._scratch}, limits.grace_s)
        except OSError as error:
            guard.remove_folder(self._scratch)
            raise failed(command.name, f"cannot be started: {error.strerror}") from error

    def _start(self, command: Command, environment: dict[str, str], grace_s: float) -> None:
        control, self._control = os.pipe()
        report, status = os.pipe()
        order = {
            "path": command.path,
            "words": command.words,
            "environment": list(environment),
            "control": control,
            "status": status,
            "scratch": self._scratch,
            "grace_s": grace_s,
        }

        def start() -> subprocess.Popen[bytes]:
            return subprocess.Popen(
                [sys.executable, "-I", "-S", str(Path(guard.__file__).absolute()), json.dumps(order)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                cwd=self._scratch,
                env=environment,
                pass_fds=(control, status),
                start_new_session=True,
            )

        try:
            self._process = ORPHANS.started(start)
        except OSError:
            os.close(self._control)
            os.close(report)
            raise
        finally:
            os.close(control)
            os.close(status)
        stdin, stdout, stderr = self._process.stdin, self._process.stdout, self._process.stderr
        assert stdin and stdout and stderr  # noqa: PT018 - all three were asked for
        self._streams = Streams(stdin, stdout, stderr, os.fdopen(report, "rb", buffering=0))

    def __enter__(self) -> Child:
        return self

    def __exit__(self, *_: object) -> None:
        """Kill what is still there, and wait until it is gone."""
        os.close(self._control)
        for stream in (self._streams.stdin, self._streams.stdout, self._streams.stderr, self._streams.report):
            with suppress(BrokenPipeError):
                stream.close()
        ORPHANS.ended(self._process)
        guard.remove_folder(self._scratch)

    def talk(
        self, questions: Iterator[bytes], longest_line_bytes: int, stopped: Callable[[], bool] = never
    ) -> Iterator[Line]:
        """Ask, and give its lines as they come, until it and everything below it has ended.

        Args:
            questions: lines to write to it, made as they are needed.
            longest_line_bytes: how long a line of its may be.
            stopped: asked now and then whether to stop.

        Raises:
            ExtractorError: time is up, or a line is too long.
            StoppedError: `stopped` says so.
        """
        exchange = Exchange(self._streams, questions, longest_line_bytes, self._stderr)
        try:
            yield from exchange.lines(self._deadline_s, stopped)
        except OutOfTimeError:
            raise self.failed(f"did not end within {self._timeout_s:g} s, and was killed") from None
        except LostGuardError:
            raise self.failed("killed the process that guards it, and was killed") from None
        except TooLongError:
            message = f"wrote a line longer than {longest_line_bytes:,} bytes, and was killed"
            raise self.failed(message) from None
        self._report = json.loads(exchange.report() or b"{}")
        if exchange.rest() and self._report.get("exit") == 0:
            yield Line(exchange.rest(), 0.0)

    def ending(self) -> Ending:
        """How it ended, once `talk` is over.

        Raises:
            ExtractorError: it could not be started, failed, or left processes behind.
        """
        report = self._report
        if "error" in report:
            raise self.failed(f"cannot be started: {os.strerror(report['error'])}")
        if report["exit"] != 0:
            raise self.failed(how_it_ended(report["exit"]))
        if report["left_over"]:
            count = report["left_over"]
            what = "a process that was" if count == 1 else f"{count} processes that were"
            raise self.failed(f"left {what} still running, and had to be killed")
        return Ending(report["peak_kb"] * 1024, self._stderr.text())

    def wrong(self, reason: str) -> WrongAnswerError:
        """An error about what it answered, with its last words."""
        return WrongAnswerError(str(self.failed(reason)))

    def failed(self, reason: str) -> ExtractorError:
        """An error about this child, with its last words."""
        return failed(self._name, reason, self._stderr.text())


def kept_environment(names: tuple[str, ...]) -> dict[str, str]:
    """What an extractor gets of this process's environment.

    Raises:
        UsageError: a name is none, or is not set.
    """
    for name in names:
        if "=" in name or name not in os.environ:
            reason = "expected a variable's name alone" if "=" in name else "no such variable is set"
            raise UsageError(f"--env {quoted(name)}: {reason}")
    return {name: os.environ[name] for name in dict.fromkeys((*KEPT_VARIABLES, *names)) if name in os.environ}
