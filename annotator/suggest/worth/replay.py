"""Finished articles replayed: what a learner would have suggested, and what came of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from annotator.model.annotation import Event
from annotator.model.spans import Span
from annotator.schema.label_schema import LabelSchema
from annotator.suggest.learner import least
from annotator.suggest.learner.arguments import ArgumentModel, in_order, near_event
from annotator.suggest.learner.mentions import MentionFitting, MentionModel
from annotator.suggest.learner.pairs import placed
from annotator.suggest.learner.reading.lesson import Lesson
from annotator.suggest.learner.relations import RelationModel
from annotator.suggest.learner.triggers import TriggerModel
from annotator.suggest.worth.keys import Slots, Tally

Proposed = Mapping[Span, str]
"""Suggested types by place."""


def replayed_mentions(fitting: MentionFitting, lesson: Lesson, finished: int) -> Tally:
    """An article labelled from its start, with a learner that is fitted anew after every few sentences.

    Args:
        fitting: what was finished before.
        lesson: the article with all that is labelled in it.
        finished: how many mentions were finished before.
    """
    fitting.begin()
    tally = Tally()
    gold = {each.spans[0]: each.type for each in lesson.entities if len(each.spans) == 1}
    in_pieces = len(lesson.entities) - len(gold)
    for start, end in blocks(lesson):
        behind = sum(span[0] < start for span in gold)
        here = {span: name for span, name in gold.items() if start <= span[0] < end}
        proposed: Proposed = {}
        if finished + behind >= least.MENTIONS:
            model = fitting.refit(replace(lesson, end_char=start))
            proposed = {each.span: each.type for each in model.propose(lesson.reading) if start <= each.span[0] < end}
        tally += compared(here, proposed, lesson)
    return tally + Tally(gold=in_pieces)


def blocks(lesson: Lesson) -> Iterator[Span]:
    """The stretches of an article between two fittings; together they are all of it."""
    starts = [start for start, _ in lesson.reading.sentences[:: least.SENTENCES]]
    borders = [0, *starts[1:], len(lesson.reading.text) + 1]
    yield from pairwise(borders)


def compared(gold: Mapping[Span, str], proposed: Proposed, lesson: Lesson) -> Tally:
    """What came of suggestions for places that have a type in gold."""
    right = sum(gold.get(span) == name for span, name in proposed.items())
    same_place = len(gold.keys() & proposed.keys())
    sentences = {lesson.reading.sentence_of(start) for start, _ in proposed}
    return Tally(len(gold), right, same_place - right, len(proposed) - same_place, len(sentences))


def static_mentions(model: MentionModel, lesson: Lesson) -> Tally:
    """An article with the suggestions of a model that learns nothing in it."""
    gold = {each.spans[0]: each.type for each in lesson.entities if len(each.spans) == 1}
    proposed = {each.span: each.type for each in model.propose(lesson.reading)}
    return compared(gold, proposed, lesson) + Tally(gold=len(lesson.entities) - len(gold))


def replayed_triggers(model: TriggerModel | None, lesson: Lesson) -> Tally:
    """The triggers of an article; nothing is suggested without a model."""
    gold = {each.spans[0]: each.type for each in lesson.events if len(each.spans) == 1}
    found = model.propose(lesson.reading, lesson.stem) if model else ()
    proposed = {each.span: each.type for each in found}
    return compared(gold, proposed, lesson) + Tally(gold=len(lesson.events) - len(gold))


def replayed_slots(
    model: ArgumentModel | None, lesson: Lesson, schema: LabelSchema, events: Sequence[Event] | None = None
) -> Slots:
    """The roles that are filled, of all events or of some, each with the best filler that a model knows preselected."""
    everything = in_order([*lesson.entities, *lesson.events])
    slots = Slots()
    for event in lesson.events if events is None else events:
        here = placed(event)
        near = near_event(here, everything, lesson.reading)
        targets: dict[str, set[str]] = {}
        for each in event.arguments:
            targets.setdefault(each.role, set()).add(each.target)
        for role, filled_by in sorted(targets.items()):
            ranked = model.ranked(here, role, near, lesson.reading, schema) if model else []
            is_right = bool(ranked) and ranked[0].target in filled_by
            slots += Slots(len(filled_by), int(bool(ranked)), int(is_right))
    return slots


def replayed_relations(model: RelationModel | None, lesson: Lesson, schema: LabelSchema) -> Tally:
    """The relations of an article whose mentions are labelled."""
    gold = {(each.head, each.tail): each.type for each in lesson.relations}
    links = model.propose(in_order(lesson.entities), lesson.reading, schema) if model else ()
    proposed = {(each.head, each.tail): each.type for each in links}
    right = sum(gold.get(ends) == name for ends, name in proposed.items())
    same_ends = len(gold.keys() & proposed.keys())
    return Tally(len(gold), right, same_ends - right, len(proposed) - same_ends)
