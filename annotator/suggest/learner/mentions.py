"""Mentions: candidates of rules and memory, each judged by what it looks like; crossing ones never, nested ones rarely.

Candidates are what the rules of the language take for a mention and every occurrence of a string that was labelled. In
training, gold that no candidate covers is added to them, and memory leaves out the document itself: otherwise every
mention would be "seen before", and nothing but memory would be learned.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from annotator.model.spans import Span, contains
from annotator.suggest.learner.lesson import Lesson
from annotator.suggest.learner.linear import EMPTY, Linear, fit
from annotator.suggest.learner.memory import Memory, MemoryOfDocuments
from annotator.suggest.learner.mention_features import counted, features_of
from annotator.suggest.learner.reading import Reading
from annotator.text.bins import BinIndex

NO_MENTION = ""
SHOWN = 0.5
"""How likely a mention must be to be proposed."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A proposed mention: its place, the likeliest type, and how likely exactly this is."""

    span: Span
    type: str
    probability: float


@dataclass(frozen=True)
class MentionModel:
    """What finds mentions."""

    linear: Linear
    memory: Memory

    def propose(self, reading: Reading, least: float = SHOWN) -> list[Mention]:
        """The mentions of a text, by place; each is one with at least this probability."""
        spans = candidate_spans(reading, self.memory)
        counts = counted(reading, spans)
        judged = (self._judged(span, reading, counts) for span in spans)
        return without_crossing(reading.text, (each for each, is_one in judged if is_one >= least), self.memory)

    def _judged(self, span: Span, reading: Reading, counts: dict[str, int]) -> tuple[Mention, float]:
        shares = self.linear.shares(features_of(span, reading, self.memory, counts))
        is_one = 1 - shares.pop(NO_MENTION, 0.0) if shares else 0.0
        name = max(shares, key=lambda each: shares[each], default=NO_MENTION)
        return Mention(span, name, shares.get(name, 0.0)), is_one if name else 0.0


def candidate_spans(reading: Reading, memory: Memory) -> list[Span]:
    """All candidates of a text, by place, each once."""
    return sorted({*reading.rules, *memory.occurrences(reading.text, reading.tokens)})


def without_crossing(text: str, mentions: Iterable[Mention], memory: Memory) -> list[Mention]:
    """The likeliest mentions of which none crosses another; one stands within another where its words have before."""
    kept: list[Mention] = []
    places = BinIndex()
    for each in sorted(mentions, key=lambda one: (-one.probability, one.span)):
        near = [kept[int(number)].span for number in places.touching(*each.span)]
        if all(_may_nest(text, each.span, one, memory) for one in near):
            places.add(str(len(kept)), *each.span)
            kept.append(each)
    return sorted(kept, key=lambda one: (one.span[0], -one.span[1]))


def _may_nest(text: str, one: Span, other: Span, memory: Memory) -> bool:
    if one == other or not (contains(one, other) or contains(other, one)):
        return False
    inner = other if contains(one, other) else one
    return text[slice(*inner)] in memory.nested


def fit_mentions(lessons: Sequence[Lesson]) -> MentionModel:
    """The model that finished documents teach."""
    return MentionFitting(lessons).model()


class MentionFitting:
    """Finished documents made ready, so that the model is fitted again and again to them and a part of another one."""

    def __init__(self, lessons: Sequence[Lesson]) -> None:
        """Take these as finished."""
        self._strings = [_remembered(each) for each in lessons]
        memories = MemoryOfDocuments(self._strings)
        self._memory = memories.whole()
        self._things: list[list[str]] = []
        self._classes: list[str] = []
        for number, lesson in enumerate(lessons):
            self._add(lesson, memories.without(number), self._things, self._classes)
        self._last = EMPTY

    @cached_property
    def _whole(self) -> Linear:
        return fit(self._things, self._classes)

    def model(self) -> MentionModel:
        """What the finished documents teach; it hangs on nothing that was fitted before."""
        return MentionModel(self._whole, self._memory)

    def begin(self) -> None:
        """Begin another document: what was fitted to parts of others is forgotten."""
        self._last = self._whole

    def refit(self, lesson: Lesson) -> MentionModel:
        """What they teach together with the finished part of a document that is none of them; fitted from the last."""
        things, classes = list(self._things), list(self._classes)
        self._add(lesson, self._memory, things, classes)
        self._last = fit(things, classes, self._last)
        return MentionModel(self._last, MemoryOfDocuments([*self._strings, _remembered(lesson)]).whole())

    def _add(self, lesson: Lesson, memory: Memory, things: list[list[str]], classes: list[str]) -> None:
        """Add the candidates of a lesson, by what other documents teach."""
        types, reading = _types_by_span(lesson), lesson.reading
        spans = sorted({*candidate_spans(reading, memory), *types})
        counts = counted(reading, spans)
        for span in spans:
            if span in types or (lesson.mentions_complete and lesson.holds(span[0])):
                things.append(list(features_of(span, reading, memory, counts)))
                classes.append(types.get(span, NO_MENTION))


def _types_by_span(lesson: Lesson) -> dict[Span, str]:
    """The mentions of one piece."""
    return {each.spans[0]: each.type for each in lesson.entities if len(each.spans) == 1}


def _remembered(lesson: Lesson) -> list[tuple[str, str, bool]]:
    """The strings of the mentions, each with its type and whether it stands inside another."""
    types = _types_by_span(lesson)
    places = BinIndex((str(number), *span) for number, span in enumerate(types))
    spans = list(types)

    def is_inside(span: Span) -> bool:
        near = (spans[int(number)] for number in places.touching(*span))
        return any(contains(other, span) and other != span for other in near)

    return [(lesson.reading.text[slice(*span)], name, is_inside(span)) for span, name in types.items()]
