"""The screen of disagreements: keys go to the state, the guideline comes from the project; the app only routes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from rich.cells import cell_len
from typing_extensions import override

from annotator.agreement.agree import Agreement
from annotator.agreement.kinds import Kind
from annotator.errors import ExitCode
from annotator.project.schemas.find_guidelines import find_guidelines
from annotator.project.schemas.find_schema import find_schema
from annotator.schema.label_schema import LabelSchema
from annotator.tui.canvas_app import CanvasApp
from annotator.tui.differences.drawing import Article, difference_rows
from annotator.tui.differences.keys import VERB_OF
from annotator.tui.differences.state import DifferencesState, Listed, press
from annotator.tui.editor.letters import type_letters
from annotator.tui.theme import next_theme
from annotator.tui.type_help import citable
from annotator.tui.view.hues import hues_of
from annotator.tui.view.runs import StyledRow


class DifferencesApp(CanvasApp[int]):
    """Shows the differences of an agreement, as a list and in their articles."""

    def __init__(
        self, agreement: Agreement, kinds: Sequence[Kind], schema: LabelSchema | None, guidelines: Callable[[], str]
    ) -> None:
        """Begin with the list; `guidelines` reads the guideline document when it is asked for."""
        super().__init__()
        self._agreement = agreement
        self._schema = schema
        self._guidelines = guidelines
        self._looks = (hues_of(schema), type_letters(schema).tags) if schema else ({}, {})
        self.state = DifferencesState([Listed(*each) for each in agreement.chosen(kinds)])

    @override
    def rows(self, size: tuple[int, int]) -> list[StyledRow]:
        return difference_rows(self.state, self._article(), size, cell_len)

    def _article(self) -> Article | None:
        if self.state.here is None:
            return None
        pair, difference = self.state.here
        first, second = (self._agreement.documents_of[name][difference.document] for name in pair)
        return Article(first, second, *self._looks)

    @override
    def press(self, key: str) -> None:
        before, self.state = self.state, press(self.state, key)
        if self.state.page == "rule" and before.page != "rule":
            self.state = self._with_rules()
        if VERB_OF.get(key) == "theme" and self.state.page != "rule":
            self.canvas.repaint(next_theme(self.canvas.theme))
        if self.state.quits:
            self.exit(int(ExitCode.OK))
        self.paint()

    def _with_rules(self) -> DifferencesState:
        if self._schema is None or self.state.here is None:
            return replace(self.state, page="list", message="the schema is not at hand: --schema FILE, or a project")
        rules = citable(self._schema, self.state.here.difference.type, self._guidelines())
        return replace(self.state, rules=tuple(rules))


def run_differences(
    agreement: Agreement, kinds: Sequence[Kind], *, schema: Path | None = None, project: Path | None = None
) -> int:
    """Open the screen on the differences of some kinds; the exit status.

    Raises:
        InputError: the schema named is not that of the documents.
        SchemaError: it is wrong.
    """
    documents = (each for documents in agreement.documents_of.values() for each in documents.values())
    ref = next((each.schema_ref for each in documents if each.schema_ref), None)
    found = find_schema(ref, file=schema, project=project) if ref else None

    def guidelines() -> str:
        return find_guidelines(found, file=schema, project=project) if found else ""

    status = DifferencesApp(agreement, kinds, found, guidelines).run()
    return int(ExitCode.OK) if status is None else status
