"""The things that a mention may be one with, in the order that the learner has learned, in the screen's own process."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from annotator.model.annotation import Entity
from annotator.suggest.learner.things import ThingModel, in_learned_order
from annotator.tui.editor.context import Context, ThingRanker


@dataclass(frozen=True)
class LearnedThings(ThingRanker):
    """Puts things in the order that finished gold has taught."""

    model: ThingModel

    def in_order(self, context: Context, mention: Entity, things: Sequence[str]) -> list[str]:
        """These things, by their ids, the likeliest first; what the mention is one with already comes last."""
        hints = self.model.ordered(context, mention, context.suggester)
        return in_learned_order(things, hints, mention.coref)
