"""Two places in an article as one thing to be judged: what they are, and what stands between them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from annotator.model.annotation import Entity, Event
from annotator.model.spans import Span
from annotator.suggest.learner.mention_features import OUTSIDE
from annotator.suggest.learner.reading.reading import Reading

MOST_BETWEEN = 6
"""Words between the two that are looked at one by one."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A mention or trigger by its id, type, first span and level ("" without any)."""

    id: str
    type: str
    span: Span
    level: str = ""


def placed(annotation: Entity | Event) -> Placed:
    """Where a mention or trigger stands, by the whole of its pieces."""
    spans = annotation.spans
    return Placed(
        annotation.id, annotation.type, (spans[0][0], spans[-1][1]), str(annotation.attributes.get("level", ""))
    )


def features_of(one: Placed, other: Placed, reading: Reading, between: int) -> Iterator[str]:
    """What a pair looks like; `between` is how many other mentions of the second one's type stand between."""
    first, second = sorted((one, other), key=lambda each: each.span)
    order = ">" if first is one else "<"
    here, there = reading.within(first.span), reading.within(second.span)
    words = [reading.words[number].lower() for number in range(here.stop, there.start)]
    sentences = reading.sentence_of(second.span[0]) - reading.sentence_of(first.span[0])
    types = f"{one.type} {other.type}"
    yield from (f"types {types}", f"types {order} {types}", f"one {one.type}", f"other {other.type}")
    yield from (f"level {other.level}", f"one's level {one.level}", f"order {order} {min(sentences, 2)}")
    yield from (f"apart {order} {_rough(len(words))}", f"alike between {min(between, 3)}")
    yield f"types apart {order} {types} {_rough(len(words))}"
    for word in dict.fromkeys(words[:MOST_BETWEEN]):
        yield f"between {order} {word}"
    yield f"all between {order} {' '.join(words[:4]) if len(words) <= 4 else '...'}"
    yield from _around(one, reading, "one")
    yield from _around(other, reading, "other")


def _around(one: Placed, reading: Reading, name: str) -> Iterator[str]:
    within = reading.within(one.span)
    for side, number in (("-", within.start - 1), ("+", within.stop)):
        word = reading.words[number].lower() if 0 <= number < len(reading.words) else OUTSIDE
        yield f"{name} at {side} {word}"
    yield f"{name} text {reading.text[slice(*one.span)].lower()}"


def _rough(count: int) -> int:
    """A distance in words, the longer the rougher."""
    return count if count < 5 else 5 + min(count // 5, 8)
