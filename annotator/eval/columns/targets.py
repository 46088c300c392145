"""What relations and arguments point to, as columns of both sides: mentions of entities, then triggers of events.

Of n documents, slot d is gold of document d and slot n + d its prediction; of either kind gold comes first.
"""

from __future__ import annotations

from functools import cached_property

import numpy as np

from annotator.eval.arrays import Booleans, Integers
from annotator.eval.columns.codes import combined, dense
from annotator.eval.columns.mentions import Mentions, mentions_of
from annotator.eval.columns.side import NO_PIECE, Side, Tables


class Targets:
    """The entities and the triggers of a batch; every column is made when it is first asked for."""

    def __init__(self, sides: tuple[Side, Side], tables: Tables) -> None:
        """Take both sides."""
        self._sides = sides
        self.documents = sides[0].documents
        self.types, self._shapes = tables.types.names(), tables.shapes.names()
        self.first_event = len(sides[0].entities) + len(sides[1].entities)

    @cached_property
    def entities(self) -> tuple[Mentions, Mentions]:
        """The entities of gold and of the prediction, by document."""
        gold, predicted = (mentions_of(side.entities, self._shapes) for side in self._sides)
        return gold, predicted

    @cached_property
    def triggers(self) -> tuple[Mentions, Mentions]:
        """The triggers of both sides; those without words have no piece."""
        gold, predicted = (mentions_of(side.events, self._shapes) for side in self._sides)
        return gold, predicted

    @cached_property
    def slot(self) -> Integers:
        """The slot of each target."""
        gold, predicted, events, predicted_events = (each.document for each in self._every)
        n = self.documents
        return np.concatenate([gold, predicted + n, events, predicted_events + n])

    @cached_property
    def type(self) -> Integers:
        """The type of each target."""
        return np.concatenate([each.type for each in self._every])

    @cached_property
    def shape(self) -> Integers:
        """The number of each target's shape."""
        return np.concatenate([each.shape for each in self._every])

    @property
    def has_words(self) -> Booleans:
        """Whether each target has any piece."""
        answers: Booleans = self.shape != NO_PIECE
        return answers

    @cached_property
    def spans(self) -> Integers:
        """A number for the document and words of each target, from 0 on."""
        document, start, end = (np.concatenate([each[place] for each in self._every]) for place in range(3))
        return dense(combined(document, start, end - start, self.shape))

    @cached_property
    def typed(self) -> Integers:
        """A number for the document, words and type of each target."""
        return combined(self.spans, self.type)

    @property
    def _every(self) -> tuple[Mentions, ...]:
        return (*self.entities, *self.triggers)

    def mention(self, place: int) -> tuple[Mentions, int]:
        """Where a target stands among the mentions of its kind and side."""
        for each in self._every:
            if place < len(each.document):
                return each, place
            place -= len(each.document)
        raise IndexError(place)

    def places(self, gold: Integers, predicted: Integers) -> Integers:
        """The places of targets by the numbers that either side has for them."""
        return np.concatenate([self.place(side, numbers) for side, numbers in enumerate((gold, predicted))])

    def place(self, side: int, numbers: Integers) -> Integers:
        """The places of targets by the numbers of one side: twice an entity's place, or twice an event's and one."""
        before, before_event = (len(self._sides[0].entities), len(self._sides[0].events)) if side else (0, 0)
        place, is_event = np.divmod(numbers, 2)
        places: Integers = place + np.where(is_event, self.first_event + before_event, before)
        return places


def both(sides: tuple[Side, Side], gold: Integers, predicted: Integers) -> Integers:
    """The slots of things that either side has so many of in each document."""
    n = sides[0].documents
    return np.concatenate([np.repeat(np.arange(n), gold), np.repeat(np.arange(n, 2 * n), predicted)])
