"""Mentions: candidates of rules and memory, each judged by what it looks like; crossing ones never, nested ones rarely.

Candidates are what the rules of the language take for a mention, every occurrence of a string that was labelled, and
what other extractors say where the learner is fitted with them. In
training, gold that no candidate covers is added to them, and memory leaves out the document itself: otherwise every
mention would be "seen before", and nothing but memory would be learned.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from annotator.model.spans import Span, contains
from annotator.suggest.learner.linear.examples import Example, fitted_to
from annotator.suggest.learner.linear.linear import EMPTY, Linear
from annotator.suggest.learner.memory import Memory, MemoryOfDocuments
from annotator.suggest.learner.mention_features import counted, features_of
from annotator.suggest.learner.reading.lesson import Lesson
from annotator.suggest.learner.reading.reading import Reading
from annotator.suggest.learner.reading.source_spans import SourceFeatures, candidates_of, is_said_by_all
from annotator.suggest.learner.tagger.tagger import NO_TAGGER, TAGGER, Tagger
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
    """What finds mentions.

    `linear` judges by the text alone, with what the `tagger` finds in it; `stacked` by what the `sources` say too,
    where all of them were asked.
    """

    linear: Linear
    memory: Memory
    sources: tuple[str, ...] = ()
    stacked: Linear = EMPTY
    tagger: Tagger = NO_TAGGER

    def propose(self, reading: Reading, least: float = SHOWN) -> list[Mention]:
        """The mentions of a text, by place; each is one with at least this probability."""
        sources = sources_for(reading, self.sources)
        linear, own = self.stacked if sources else self.linear, own_sources(self.tagger)
        candidates = Candidates(self.tagger.read(reading) if own else reading, self.memory, own + sources)
        judged = (_judged(span, linear.shares(features)) for span, features in candidates.features())
        return without_crossing(reading.text, (each for each, is_one in judged if is_one >= least), self.memory)

    def alone(self) -> MentionModel:
        """The same without what other extractors say."""
        return replace(self, sources=(), stacked=EMPTY)


def _judged(span: Span, shares: dict[str, float]) -> tuple[Mention, float]:
    is_one = 1 - shares.pop(NO_MENTION, 0.0) if shares else 0.0
    name = max(shares, key=lambda each: shares[each], default=NO_MENTION)
    return Mention(span, name, shares.get(name, 0.0)), is_one if name else 0.0


def own_sources(tagger: Tagger) -> tuple[str, ...]:
    """The tagger as a source, where there is one."""
    return (TAGGER,) if tagger.linear.classes else ()


def sources_for(reading: Reading, sources: tuple[str, ...]) -> tuple[str, ...]:
    """The sources by which a text is judged: all of them, or none where one was not asked about it."""
    return sources if is_said_by_all(reading.said, sources) else ()


class Candidates:
    """The candidates of a text, by place, each once, and what each looks like."""

    def __init__(
        self, reading: Reading, memory: Memory, sources: tuple[str, ...] = (), more: Iterable[Span] = ()
    ) -> None:
        """Find what rules, memory and sources take for a mention; `more` are candidates besides."""
        found = {*reading.rules, *memory.occurrences(reading.text, reading.tokens), *more}
        self.spans = sorted(found | candidates_of(reading.said, sources))
        self._reading, self._memory = reading, memory
        self._counts = counted(reading, self.spans)
        self._said = SourceFeatures(reading.said, sources)

    def features(self) -> Iterator[tuple[Span, list[str]]]:
        """Each candidate with its features."""
        for span in self.spans:
            yield span, [*features_of(span, self._reading, self._memory, self._counts), *self._said.of(span)]


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


def fit_mentions(lessons: Sequence[Lesson], sources: tuple[str, ...] = (), tagger: Tagger = NO_TAGGER) -> MentionModel:
    """The model that finished documents teach, by the text and by what these sources say of it."""
    return MentionFitting(lessons, sources, tagger).model()


def _examples(lesson: Lesson, memory: Memory, sources: tuple[str, ...]) -> list[Example]:
    """The candidates of a lesson whose answer is known, by what other documents teach."""
    types = _types_by_span(lesson)
    return [
        (features, types.get(span, NO_MENTION))
        for span, features in Candidates(lesson.reading, memory, sources, types).features()
        if span in types or lesson.has_no_mention(span[0])
    ]


class MentionFitting:
    """Finished documents made ready, so that the model is fitted again and again to them and a part of another one."""

    def __init__(self, lessons: Sequence[Lesson], sources: tuple[str, ...] = (), tagger: Tagger = NO_TAGGER) -> None:
        """Take these as finished; a document of which a source has not been asked teaches by its text alone.

        With a tagger the lessons hold what one says that has not seen them (`tagger_fitting.with_tagger`).
        """
        self._lessons = lessons
        self._sources = sources
        self._tagger = tagger
        self._strings = [_remembered(each) for each in lessons]
        self._memories = MemoryOfDocuments(self._strings)
        self._memory = self._memories.whole()
        self._last = EMPTY

    def _of_all(self, sources: tuple[str, ...]) -> list[Example]:
        found: list[Example] = []
        for number, lesson in enumerate(self._lessons):
            asked = tuple(each for each in own_sources(self._tagger) + sources if each in lesson.reading.said)
            found += _examples(lesson, self._memories.without(number), asked)
        return found

    @cached_property
    def _alone(self) -> list[Example]:
        return self._of_all(())

    @cached_property
    def _with_sources(self) -> list[Example]:
        return self._of_all(self._sources)

    @cached_property
    def _whole(self) -> Linear:
        return fitted_to(self._alone)

    @cached_property
    def _whole_stacked(self) -> Linear:
        return fitted_to(self._with_sources) if self._sources else EMPTY

    def model(self) -> MentionModel:
        """What the finished documents teach; it hangs on nothing that was fitted before."""
        return MentionModel(self._whole, self._memory, self._sources, self._whole_stacked, self._tagger)

    def begin(self) -> None:
        """Begin another document: what was fitted to parts of others is forgotten."""
        self._last = EMPTY

    def refit(self, lesson: Lesson) -> MentionModel:
        """What they teach together with the finished part of a document that is none of them; fitted from the last.

        It is fitted with the sources where all of them were asked about this document, else without.
        """
        sources = sources_for(lesson.reading, self._sources)
        whole, examples = (self._whole_stacked, self._with_sources) if sources else (self._whole, self._alone)
        own = own_sources(self._tagger)
        tagged = replace(lesson, reading=self._tagger.read(lesson.reading)) if own else lesson
        more = _examples(tagged, self._memory, own + sources)
        self._last = fitted_to([*examples, *more], self._last if self._last.classes else whole)
        memory = MemoryOfDocuments([*self._strings, _remembered(lesson)]).whole()
        alone, stacked = (EMPTY, self._last) if sources else (self._last, EMPTY)
        return MentionModel(alone, memory, sources, stacked, self._tagger)


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
