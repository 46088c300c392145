"""The extractors that a project file names, run over the open article beside the screen.

They run as `annotator suggest` does, in a process of its own, at low priority, and end with the screen. A language
model is asked by the command alone: what it costs is told before.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from contextlib import suppress
from threading import Lock, Thread
from typing import TYPE_CHECKING

from annotator.errors import AnnotatorError
from annotator.suggest.learner_process.client import ENDING_S
from annotator.suggest.learner_process.command import own_command

if TYPE_CHECKING:
    from annotator.project.project import Project

ASKED_BY_COMMAND = "llm"
PROGRAM = "annotator"
LOWEST_PRIORITY = 19


class SuggestingBeside:
    """Runs what the project names over one article after the other; what goes wrong is told once an extractor."""

    def __init__(self, project: Project, tell: Callable[[str], None]) -> None:
        """`tell` is called in a thread."""
        self._project = project
        self._tell = tell
        self._running = Lock()
        self._process: subprocess.Popen[str] | None = None
        self._threads: list[Thread] = []
        self._failed: set[str] = set()
        self._asked_for = ""
        self._is_over = False

    def begin(self, document_id: str) -> None:
        """Have the extractors say what they do of an article that was opened; does not wait for them.

        What another article is being asked about goes first, unless a third one has been opened meanwhile.
        """
        self._asked_for = document_id
        thread = Thread(target=self._run_all, args=(document_id,), daemon=True, name="suggesting")
        self._threads = [*filter(Thread.is_alive, self._threads), thread]
        thread.start()

    def _run_all(self, document_id: str) -> None:
        try:
            extractors = self._extractors()
        except AnnotatorError as error:
            if "" not in self._failed:
                self._failed.add("")
                self._tell(str(error))
            return
        with self._running:
            for each in extractors:
                if not self._is_over and self._asked_for == document_id and each not in self._failed:
                    self._run(each, document_id)

    def end(self) -> None:
        """End what is running; nothing is run any more."""
        self._is_over = True
        if process := self._process:
            process.kill()
        for thread in self._threads:
            # It may be importing an extension module, which must not go on while the interpreter ends.
            thread.join(ENDING_S)

    def _extractors(self) -> list[str]:
        from annotator.extractors.spec import parse_spec  # noqa: PLC0415 - beside the screen
        from annotator.project.suggestions.keep import extractors_of  # noqa: PLC0415 - as above

        return [each for each in extractors_of(self._project) if parse_spec(each).target != ASKED_BY_COMMAND]

    def _run(self, extractor: str, document_id: str) -> None:
        folder = self._project.folder
        words = ["suggest", extractor, document_id, "--project", str(folder.absolute())]
        try:
            self._process = process = subprocess.Popen(
                own_command(PROGRAM, *words),
                cwd=folder,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                text=True,
                encoding="utf-8",
                errors="replace",
                start_new_session=True,
            )
        except OSError as error:
            self._fail(extractor, str(error))
            return
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, process.pid, LOWEST_PRIORITY)
        _, said = process.communicate()
        if process.returncode and not self._is_over:
            self._fail(extractor, (said.strip().splitlines() or [f"ended with {process.returncode}"])[-1])

    def _fail(self, extractor: str, reason: str) -> None:
        self._failed.add(extractor)
        self._tell(f"{extractor} suggests nothing: {reason.removeprefix('annotator: ')}")
