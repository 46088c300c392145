"""The learner as the program that started it sees it: asked without waiting, heard in a thread, ended with the program.

Gold and questions are made and sent in a thread of their own. While one question is being answered the next ones wait,
each in the place of the one before. What goes wrong costs suggestions and nothing else: it is told once, and the
learner stays off.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from contextlib import suppress
from threading import Condition, Thread, current_thread
from time import monotonic
from typing import TypeAlias

import msgspec

from annotator.errors import AnnotatorError
from annotator.suggest.learner.linear.one_thread import VARIABLES
from annotator.suggest.learner_process.command import own_command
from annotator.suggest.learner_process.messages import (
    Answer,
    Ask,
    Failure,
    FromLearner,
    Gold,
    ToLearner,
    as_line,
    from_learner,
)

MODULE = "annotator.suggest.learner_process.run"
TIMEOUT_S = 30.0
"""How long an answer may take."""
ENDING_S = 2.0

MakeGold: TypeAlias = Callable[[int], Gold]
MakeAsk: TypeAlias = Callable[[int], Ask | None]
"""Makes a question of the given number; None where there is nothing to ask yet."""


class LearnerProcess:
    """A learner that is started when it is first asked."""

    def __init__(
        self, hear: Callable[[FromLearner], None], lost: Callable[[str], None], timeout_s: float = TIMEOUT_S
    ) -> None:
        """Nothing is started yet.

        Args:
            hear: is given what the learner says by the gold that it was taught last; called in a thread.
            lost: is told why there is no learner any more, once; called in a thread.
            timeout_s: how long an answer may take.
        """
        self._hear = hear
        self._lost = lost
        self._timeout_s = timeout_s
        self._changed = Condition()
        self._process: subprocess.Popen[bytes] | None = None
        self._writer: Thread | None = None
        self._reader: Thread | None = None
        self._make_gold: MakeGold | None = None
        self._make_ask: MakeAsk | None = None
        self._gold_number = self._ask_number = 0
        self._asked_s: float | None = None
        self._is_over = False

    def teach(self, make: MakeGold) -> None:
        """Have it learn from this gold from now on; what was asked before is not answered any more."""
        with self._changed:
            self._make_gold, self._make_ask, self._asked_s = make, None, None
            self._gold_number += 1

    def ask(self, make: MakeAsk) -> None:
        """Ask, in the place of what has been asked and not been sent yet."""
        with self._changed:
            if self._is_over:
                return
            self._make_ask = make
            if self._writer is None:
                self._writer = Thread(target=self._write, daemon=True, name="learner-asked")
                self._writer.start()
            self._changed.notify_all()

    @property
    def process_id(self) -> int | None:
        """The number of its process; None while there is none."""
        return self._process.pid if self._process else None

    def end(self) -> None:
        """End it at once; nothing is heard of it any more."""
        with self._changed:
            self._is_over = True
            self._changed.notify_all()
            process, self._process = self._process, None
        if process:
            _kill(process)
        for thread in (self._writer, self._reader):
            # A thread that is at work in an extension module while the interpreter ends would abort it.
            if thread and thread is not current_thread():
                thread.join(ENDING_S)

    def _write(self) -> None:
        """Make and send what is to be sent, until it is over."""
        unsent: Gold | None = None
        try:
            while (made := self._next()) is not None:
                make_gold, gold_number, make_ask, ask_number = made
                if make_gold:
                    unsent = make_gold(gold_number)
                ask = make_ask(ask_number)
                if ask is None:
                    self._answered(ask_number)
                    continue
                if unsent:
                    self._send(unsent)
                self._send(ask)
                unsent = None
        except (AnnotatorError, OSError) as error:
            self._give_up(str(error))

    def _next(self) -> tuple[MakeGold | None, int, MakeAsk, int] | None:
        """Wait for a question that can be sent; None when it is over."""
        with self._changed:
            while not self._is_over:
                if self._asked_s is None and self._make_ask:
                    self._ask_number += 1
                    self._asked_s = monotonic()
                    made = self._make_gold, self._gold_number, self._make_ask, self._ask_number
                    self._make_gold = self._make_ask = None
                    return made
                left_s = None if self._asked_s is None else self._asked_s + self._timeout_s - monotonic()
                if left_s is not None and left_s <= 0:
                    raise TimeoutError(f"no answer within {self._timeout_s:g} s")
                self._changed.wait(left_s)
        return None

    def _send(self, message: ToLearner) -> None:
        with self._changed:
            if self._is_over:
                return
            if self._process is None:
                self._process = self._started()
            stdin = self._process.stdin
        assert stdin
        with suppress(BrokenPipeError, ValueError):
            # It has ended, or is being ended: whoever reads its answers tells why.
            stdin.write(as_line(message))
            stdin.flush()

    def _started(self) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            own_command(MODULE),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=dict.fromkeys(VARIABLES, "1") | os.environ,
            start_new_session=True,
        )
        self._reader = Thread(target=self._read, args=(process,), daemon=True, name="learner-heard")
        self._reader.start()
        return process

    def _read(self, process: subprocess.Popen[bytes]) -> None:
        assert process.stdout
        reason = ""
        with process.stdout as lines:
            try:
                for line in lines:
                    message = from_learner(line)
                    if isinstance(message, Failure):
                        reason = message.message
                        break
                    self._said(message)
            except msgspec.MsgspecError as error:
                reason = f"it says what nobody understands: {error}"
        process.kill()
        status = process.wait()
        self._give_up(reason or f"its process ended with status {status}")

    def _said(self, message: FromLearner) -> None:
        if isinstance(message, Failure):
            return
        if isinstance(message, Answer):
            self._answered(message.number)
        if message.gold == self._gold_number and not self._is_over:
            self._hear(message)

    def _answered(self, number: int) -> None:
        with self._changed:
            if number == self._ask_number:
                self._asked_s = None
                self._changed.notify_all()

    def _give_up(self, reason: str) -> None:
        with self._changed:
            was_over, self._is_over = self._is_over, True
            self._changed.notify_all()
            process, self._process = self._process, None
        if process:
            _kill(process)
        if not was_over:
            self._lost(reason)


def _kill(process: subprocess.Popen[bytes]) -> None:
    """End a process; its output is closed by whoever reads it."""
    process.kill()
    assert process.stdin
    with suppress(BrokenPipeError):
        process.stdin.close()
    with suppress(subprocess.TimeoutExpired):
        process.wait(ENDING_S)
