"""What is learned of fillers, but for events in sentences that are labelled without suggestions."""

from __future__ import annotations

from collections.abc import Mapping

from annotator.model.annotation import Event
from annotator.tui.editor.context import Context, Ranker


class UnaidedRanker(Ranker):
    """A ranker that knows nothing of the events of some sentences."""

    def __init__(self, ranker: Ranker) -> None:
        """Ask this one about the others."""
        self._ranker = ranker

    def ranked(self, context: Context, event: Event) -> Mapping[str, list[tuple[str, float]]]:
        """As the ranker says; nothing where nothing is suggested."""
        if any(context.is_unaided(start) for start, _ in event.spans):
            return {}
        return self._ranker.ranked(context, event)
