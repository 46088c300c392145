"""The likely places of a sentence: where a pass that looks for mentions, relations or events should stop."""

from __future__ import annotations

from functools import cached_property

from annotator.model.annotation import Entity, Event
from annotator.model.spans import Span, envelope
from annotator.tui.editor.context import Context
from annotator.tui.editor.move.candidates import candidates_in, triggers_in
from annotator.tui.editor.move.heads import has_likely_pair, heads_in, likely_heads_in
from annotator.tui.editor.move.words import next_word
from annotator.tui.editor.passes import EVENTS, MENTIONS, RELATIONS, reads_for
from annotator.tui.editor.rejected import Kind, is_rejected


class LikelyPlaces:
    """The likely places of one sentence by pass; what several passes need of it is looked up once."""

    def __init__(self, context: Context, sentence: Span) -> None:
        """Of a sentence as it is now."""
        self._context = context
        self._sentence = sentence

    @cached_property
    def _candidates(self) -> list[Span]:
        return candidates_in(self._context, self._sentence)

    @cached_property
    def _here(self) -> list[Entity | Event]:
        return [each for each in self._context.mentions(self._sentence) if each.spans]

    def of(self, reads: str) -> list[Span]:
        """Those that a pass has, decided ones among them."""
        if reads == MENTIONS:
            return self._candidates
        return self._pairs() if reads == RELATIONS else self._triggers()

    def undecided(self, reads: str) -> list[Span]:
        """Those at which nothing has been labelled or rejected."""
        places = self.of(reads)
        if reads == RELATIONS:
            return places
        kind = Event if reads == EVENTS else Entity | Event
        aside: Kind = "trigger" if reads == EVENTS else "mention"
        taken = {envelope(each.spans) for each in self._here if isinstance(each, kind)}
        document = self._context.document
        return [span for span in places if span not in taken and not is_rejected(document, span, aside)]

    def _pairs(self) -> list[Span]:
        """The mentions of a sentence, labelled and likely ones, where there are two to relate."""
        spans = {envelope(each.spans) for each in self._here if isinstance(each, Entity)}
        spans.update(self.undecided(MENTIONS))
        return sorted(spans) if len(spans) > 1 else []

    def _triggers(self) -> list[Span]:
        """The triggers of a sentence, and the words in it that are likely to be one.

        Where the schema names none, whatever may take part in an event is a reason to look.
        """
        if not any(each.triggers or each.examples for each in self._context.schema.event_types.values()):
            return self._candidates
        made = {envelope(each.spans) for each in self._here if isinstance(each, Event)}
        likely = triggers_in(self._context, self._sentence)
        return sorted(made | {span for span in likely if not any(_touch(span, other) for other in made)})


def likely_places(context: Context, reads: str, sentence: Span) -> list[Span]:
    """The likely places that a pass has in a sentence, decided ones among them."""
    return LikelyPlaces(context, sentence).of(reads)


def undecided(context: Context, reads: str, sentence: Span) -> list[Span]:
    """The likely places at which nothing has been labelled or rejected."""
    return LikelyPlaces(context, sentence).undecided(reads)


def walked_places(context: Context, reads: str, sentence: Span) -> list[Span]:
    """The places at which the walk of a pass stops in a sentence.

    For relations the heads from which one is likely; all that may be one where none ever was.
    """
    if reads == RELATIONS:
        likely = likely_heads_in(context, sentence)
        stops = likely if likely or has_likely_pair(context, sentence) else heads_in(context, sentence)
        return [envelope(each.spans) for each in stops]
    return undecided(context, reads, sentence)


def gap_in(context: Context, part: str, sentence: Span) -> Span | None:
    """Where to begin in a sentence that was not read for a part: its first likely place, else its first word."""
    place = next(iter(undecided(context, reads_for(part), sentence)), None)
    return place or next_word(context.segmenter, context.text, sentence[0])


def _touch(span: Span, other: Span) -> bool:
    return span[0] < other[1] and other[0] < span[1]
