"""What other extractors say of a text: their spans are candidates too, and what each says of a candidate a feature.

The learner hangs on the sources that it was fitted with. Where one of them has said nothing of a text at all, it judges
by what it has learned without any.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from annotator.model.annotation import Entity
from annotator.model.spans import Span

SourceSpans: TypeAlias = Mapping[str, Mapping[Span, str]]
"""By the name of a source, the types of the places that it takes for a mention."""

NOTHING_SAID: SourceSpans = {}


@dataclass(frozen=True, slots=True, order=True)
class SourceName:
    """A source as a model keeps it: the extractor's spec, and its version."""

    name: str
    version: str


def spans_said(entities: Iterable[Entity]) -> dict[Span, str]:
    """The places of predicted mentions of one piece; of several at one place the first by id."""
    said: dict[Span, str] = {}
    for each in sorted(entities, key=lambda one: one.id):
        if len(each.spans) == 1:
            said.setdefault(each.spans[0], each.type)
    return dict(sorted(said.items()))


def is_said_by_all(said: SourceSpans, sources: Iterable[str]) -> bool:
    """Whether each of these sources has been asked about the text, whatever it said."""
    return all(each in said for each in sources)


def candidates_of(said: SourceSpans, sources: Iterable[str]) -> set[Span]:
    """The places that sources take for a mention."""
    return {span for each in sources for span in said.get(each, ())}


class SourceFeatures:
    """What some sources say of the places of one text, made ready to be asked about many of them."""

    def __init__(self, said: SourceSpans, sources: Sequence[str]) -> None:
        """Take what was said; sources that were not asked about the text give no feature."""
        self._said = [(each, said[each], *_ordered(said[each])) for each in sources if each in said]

    def of(self, span: Span) -> Iterator[str]:
        """For each source its type for exactly this place, else whether its spans touch it."""
        for name, types, starts, furthest in self._said:
            if span in types:
                yield f"{name} says {types[span]}"
                yield f"{name} says a mention"
            elif _touches(span, starts, furthest):
                yield f"{name} overlaps"
            else:
                yield f"{name} says none"


def _ordered(types: Mapping[Span, str]) -> tuple[list[int], list[int]]:
    """The starts of spans in order, and the furthest end of those up to each."""
    starts, furthest, end = [], [], 0
    for first, last in sorted(types):
        end = max(end, last)
        starts.append(first)
        furthest.append(end)
    return starts, furthest


def _touches(span: Span, starts: Sequence[int], furthest: Sequence[int]) -> bool:
    """Whether one of those spans starts before the end of another, and ends behind its start."""
    before = bisect_left(starts, span[1])
    return before > 0 and furthest[before - 1] > span[0]
