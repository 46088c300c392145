"""How likely two mentions of a sentence are related, by what the learner has learned, in the screen's own process."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping, Sequence

from annotator.model.annotation import Entity
from annotator.model.spans import Span
from annotator.suggest.learner.arguments import in_order
from annotator.suggest.learner.pairs import Placed
from annotator.suggest.learner.relations import RelationModel
from annotator.tui.editor.context import Context, Pairs
from annotator.tui.learning.filler_ranker import reading_around

MOST_KEPT = 1_000
"""Sentences whose pairs are kept: more than the walk looks ahead."""


class LearnedPairs(Pairs):
    """Judges pairs by what was learned from finished gold; each sentence once, while its mentions stay as they are."""

    def __init__(self, model: RelationModel) -> None:
        """Judge by this model."""
        self.model = model
        self._kept: OrderedDict[Span, tuple[Sequence[Placed], Mapping[tuple[str, str], float]]] = OrderedDict()

    def shares(self, context: Context, sentence: Span) -> Mapping[tuple[str, str], float]:
        """For each pair of mentions of a sentence, head and tail, how likely a relation leads from one to the other."""
        entities = (each for each in context.mentions(sentence) if isinstance(each, Entity) and each.spans)
        here = in_order(each for each in entities if each.spans[0][0] >= sentence[0])
        kept = self._kept.get(sentence)
        if kept is None or kept[0] != here:
            reading = reading_around(context, sentence, 1)
            kept = self._kept[sentence] = here, self.model.shares(here, reading, context.schema)
            if len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)
        return kept[1]
