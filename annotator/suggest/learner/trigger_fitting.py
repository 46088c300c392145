"""Fitting triggers to finished documents, with a memory that an article in hand adds to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property

from annotator.suggest.learner.linear.examples import Example, Examples
from annotator.suggest.learner.linear.linear import EMPTY
from annotator.suggest.learner.reading.lesson import Lesson
from annotator.suggest.learner.stem_memory import StemMemory, StemsOfDocuments, stems_of, triggers_of
from annotator.suggest.learner.triggers import NO_TRIGGER, TriggerModel, features_of, places

LEAST_EVENTS = 300


def fit_triggers(lessons: Sequence[Lesson]) -> TriggerModel:
    """The model that finished documents teach."""
    return TriggerFitting(lessons).model()


class TriggerFitting:
    """Finished documents made ready, so that the memory of stems holds those of an article in hand besides."""

    def __init__(self, lessons: Sequence[Lesson]) -> None:
        """Take these as finished."""
        self._lessons = lessons
        self._stems = StemsOfDocuments(lessons)
        self.is_judging = sum(len(triggers_of(each)) for each in lessons) >= LEAST_EVENTS

    @cached_property
    def memory(self) -> StemMemory:
        """The stems of the finished documents."""
        return self._stems.whole()

    @cached_property
    def finished(self) -> Examples:
        """Their words, each as the other documents let it look."""
        numbered = enumerate(self._lessons)
        return Examples([one for number, each in numbered for one in examples_of(each, self._stems.without(number))])

    def model(self) -> TriggerModel:
        """What the finished documents teach."""
        return TriggerModel(self.memory, self.finished.whole if self.is_judging else EMPTY)

    def remembering(self, lesson: Lesson) -> TriggerModel:
        """The same, with the stems of what is labelled in a document that is none of them.

        The classifier stays that of the finished ones: moved by the article it is no better
        (`python -m tests.suggest.inside`).
        """
        return replace(self.model(), memory=self._stems.with_part(lesson))


def examples_of(lesson: Lesson, memory: StemMemory) -> Iterator[Example]:
    """The words of a lesson of which it is known whether they are a trigger, as other documents let them look."""
    gold, stems = triggers_of(lesson), stems_of(lesson)
    for first, count in sorted({*places(lesson.reading, stems, memory), *gold}):
        if (first, count) in gold or lesson.has_no_event(lesson.reading.tokens[first][0]):
            features = features_of(lesson.reading, stems, first, count, memory)
            yield list(features), gold.get((first, count), NO_TRIGGER)
