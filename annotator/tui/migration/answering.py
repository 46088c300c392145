"""Answering a migration's questions at the labelling screen: find them, ask one, put the answer where it belongs."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from annotator.errors import AnnotatorError
from annotator.project.migration.open_questions import answer_elsewhere, answer_of, queue, write_down
from annotator.schema.migration.answers import Answer
from annotator.tui.documents import Documents
from annotator.tui.editor.editor import Editor
from annotator.tui.editor.state import Picking
from annotator.tui.migration.questions import OpenQuestions


class Screen(NamedTuple):
    """What the app does for it: say something, show a list, come back to the app's thread, go to another one."""

    say: Callable[[str], None]
    hear: Callable[[str], None]
    show: Callable[[Picking], None]
    soon: Callable[[Callable[[], object]], None]
    in_thread: Callable[[Callable[[], None]], None]


class Answering:
    """The questions of one open article."""

    def __init__(self, work: Editor, documents: Documents, screen: Screen) -> None:
        """Answer for the person whose layer is open."""
        self._work = work
        self._documents = documents
        self._screen = screen
        self._open: OpenQuestions | None = None

    @property
    def _who(self) -> str:
        return self._documents.annotator or self._documents.project.annotator

    def find(self, message: str = "") -> None:
        """List what is open in the article; `said` is what was done just before."""
        self._screen.in_thread(lambda: self._find(message))

    def _find(self, missing: str) -> None:
        try:
            open_questions = OpenQuestions(queue(self._documents.project, [self._work.session.document]))
        except AnnotatorError as error:
            message = str(error)
            self._screen.soon(lambda: self._screen.hear(message))
            return
        self._screen.soon(lambda: self._list(open_questions, missing))

    def _list(self, open_questions: OpenQuestions, message: str) -> None:
        self._open = open_questions
        if open_questions.queue.questions:
            self._screen.show(open_questions.listed())
        self._screen.say(
            message
            if open_questions.queue.questions
            else f"{message}; no question is open in this article".lstrip("; ")
        )

    def ask(self, index: str) -> None:
        """Offer the choices of the question at this place in the list."""
        if self._open:
            self._open = self._open.asked(int(index))
            self._screen.show(self._open.offer(self._work.session.document))

    def answer(self, choice: str) -> None:
        """Take a choice; when the question has all its parts, decide it."""
        if self._open is None:
            return
        self._open = self._open.answered(choice)
        if self._open.complete:
            self._decide(self._open)
        else:
            self._screen.show(self._open.offer(self._work.session.document))

    def _decide(self, asked: OpenQuestions) -> None:
        answer = answer_of(asked.question, asked.decision(), self._who)
        try:
            edit = asked.queue.edit(self._work.session.document, answer)
        except AnnotatorError as error:
            self._screen.say(str(error))
            return
        self._work.take_edit(edit, f"{asked.question.question}: decided")
        self._screen.in_thread(lambda: self._carry(asked, answer))

    def _carry(self, asked: OpenQuestions, answer: Answer) -> None:
        """Write the answer down, put it into the annotator's other articles, and list what is left here."""
        project, here = self._documents.project, self._work.session.document.id
        try:
            write_down(project, answer)
            others = answer_elsewhere(project, self._who, asked.queue, answer, here)
        except AnnotatorError as error:
            message = str(error)
            self._screen.soon(lambda: self._screen.hear(message))
            return
        more = f" here and in {len(others)} more" if others else ""
        self._find(f"{asked.question.question}: decided{more}")
