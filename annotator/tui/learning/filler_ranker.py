"""Fillers of one event, ranked by what the learner has learned, in the screen's own process."""

from __future__ import annotations

from collections.abc import Mapping

from annotator.model.annotation import Event
from annotator.model.spans import Span, envelope
from annotator.suggest.learner.arguments import WINDOW, ArgumentModel, in_order, near_event
from annotator.suggest.learner.pairs import placed
from annotator.suggest.learner.reading.reading import Reading
from annotator.tui.editor.context import Context, Ranker


class FillerRanker(Ranker):
    """Ranks fillers by what was learned from finished gold."""

    def __init__(self, model: ArgumentModel) -> None:
        """Rank by this model."""
        self._model = model

    def ranked(self, context: Context, event: Event) -> Mapping[str, list[tuple[str, float]]]:
        """What may fill the roles of an event, of what stands in the sentences around it; costs what is near."""
        if not event.spans:
            return {}
        reading = reading_around(context, envelope(event.spans))
        window = reading.sentences[0][0], reading.sentences[-1][1]
        here = placed(event)
        near = near_event(here, in_order(each for each in context.mentions(window) if each.spans), reading)
        shares = self._model.shares(here, near, reading, context.schema)
        ranked: dict[str, list[tuple[str, float]]] = {}
        for target, roles in shares.items():
            for role, share in roles.items():
                ranked.setdefault(role, []).append((target, share))
        return {role: sorted(found, key=lambda each: (-each[1], each[0])) for role, found in sorted(ranked.items())}


def reading_around(context: Context, span: Span, sentences_beside: int = WINDOW + 1) -> Reading:
    """The words and sentences around a span as the learner reads them: by default those that an event is filled from.

    And one sentence more on each side, since the words beside a mention are looked at.
    """
    text, segmenter = context.text, context.segmenter
    sentences = [segmenter.sentence_at(text, span[0])]
    for _ in range(sentences_beside):
        before = segmenter.previous_sentence(text, sentences[0][0])
        behind = segmenter.next_sentence(text, sentences[-1][0])
        sentences = [*([before] if before else ()), *sentences, *([behind] if behind else ())]
    tokens = segmenter.tokens(text, sentences[0][0], sentences[-1][1])
    return Reading(text, tuple(tokens), tuple(sentences), {}, {})
