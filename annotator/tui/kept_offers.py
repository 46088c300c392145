"""What extractors have said of the open article, offered as soon as it is there: looked for beside the app."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from annotator.suggest.offered.source import Source
from annotator.suggest.offered.sources import Sources
from annotator.tui.editor.editor import Editor

if TYPE_CHECKING:
    from annotator.project.project import Project
    from annotator.store.tables.predictions import PredictionRun


class KeptOffers:
    """The sources of one open article that the store keeps."""

    def __init__(self, work: Editor, project: Project, soon: Callable[[Callable[[], object]], None]) -> None:
        """`soon` does something in the app's thread and paints."""
        self._work = work
        self._project = project
        self._soon = soon
        self._runs: tuple[PredictionRun, ...] = ()
        self._names: frozenset[str] = frozenset()

    def look(self) -> None:
        """See whether an extractor has said something new; to be called in a thread, by one at a time.

        Raises:
            StoreError: the store cannot be read.
        """
        from annotator.project.suggestions.offered_sources import fresh_runs, offered_sources  # noqa: PLC0415 - beside it

        document = self._work.session.document
        runs = fresh_runs(self._project, document.id)
        if runs != self._runs:
            sources = offered_sources(self._project, document, runs)
            self._runs = runs
            self._soon(lambda: self._take(sources))

    def _take(self, sources: tuple[Source, ...]) -> None:
        """Offer what these say, in the place of what the store had before."""
        others = (each for each in self._work.offers.all if each.name not in self._names)
        self._names = frozenset(each.name for each in sources)
        self._work.take_offers(Sources((*sources, *others)))
