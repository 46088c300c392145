"""The review screen: keys go to the state, verdicts and fixes to the project; the app only routes."""

from __future__ import annotations

import getpass
from dataclasses import replace
from typing import TYPE_CHECKING

from rich.cells import cell_len
from typing_extensions import override

from annotator.errors import AnnotatorError, ExitCode
from annotator.model.canonical import document_of
from annotator.project.scoring.review import Review
from annotator.tui.canvas_app import CanvasApp
from annotator.tui.editor.letters import type_letters
from annotator.tui.review.drawing import Pages, review_rows
from annotator.tui.review.state import ReviewState, reloaded
from annotator.tui.review.state import press as pressed
from annotator.tui.theme import next_theme
from annotator.tui.view.hues import hues_of
from annotator.tui.view.runs import StyledRow

if TYPE_CHECKING:
    from collections.abc import Mapping


class ReviewApp(CanvasApp[int]):
    """Shows one error after the other."""

    def __init__(self, review: Review) -> None:
        """Begin with the first error that is not decided."""
        super().__init__()
        self._review = review
        schema = review.label_schema()
        self._hues: Mapping[str, str] = hues_of(schema) if schema else {}
        self._tags = type_letters(schema).tags if schema else {}
        self._pages: dict[str, Pages] = {}
        state = ReviewState(review.mistakes, review.verdicts())
        first = (number for number in state.shown if state.verdict(state.mistakes[number]) is None)
        self._state = state.at(next(first, 0))

    @override
    def rows(self, size: tuple[int, int]) -> list[StyledRow]:
        return review_rows(self._state, self._page(), size, cell_len)

    def _page(self) -> Pages | None:
        mistake = self._state.mistake
        if mistake is None:
            return None
        pages = self._pages.get(mistake.document)
        if pages is None:
            gold, predicted = (document_of(record) for record in self._review.records[mistake.document])
            text = self._review.texts.get(mistake.document) or predicted.text or ""
            pages = Pages(text, gold, predicted, self._hues, self._tags)
            self._pages = {mistake.document: pages}
        return pages

    @override
    def press(self, key: str) -> None:
        mistake = self._state.mistake
        before, (self._state, verdict, action) = self._state, pressed(self._state, key)
        try:
            if verdict and mistake:
                self._review.decide(mistake, verdict, _login_name())
            if action == "fix":
                self._fix()
        except AnnotatorError as error:
            self._state = replace(before, asking=False, message=str(error))
        if action == "theme":
            self.canvas.repaint(next_theme(self.canvas.theme))
        if action == "quit":
            self.exit(int(ExitCode.OK))
        self.paint()

    def _fix(self) -> None:
        from annotator.project.scoring.fix_gold import fix_gold  # noqa: PLC0415 - reads the store; only when asked for

        mistake = self._state.mistake
        if mistake is None:
            return
        fixed = fix_gold(self._review, mistake)
        self._review = self._review.again()
        self._pages = {}
        message = f"gold mended: {fixed.measure} F1 {_figure(fixed.before)} → {_figure(fixed.after)}; {fixed.where}"
        self._state = reloaded(self._state, self._review.mistakes, message)


def _login_name() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "annotator"


def _figure(value: float | None) -> str:
    return "undefined" if value is None else f"{value:.4f}"


def run_review(review: Review) -> int:
    """Open the review on the errors of a prediction; the exit status.

    Raises:
        InputError: the file of verdicts is damaged.
    """
    status = ReviewApp(review).run()
    return int(ExitCode.OK) if status is None else status
