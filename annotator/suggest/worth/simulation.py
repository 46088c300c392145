"""Keys and corrections against finished articles: finished gold replayed, with and without the learner."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from random import Random
from typing import Any

from annotator.schema.label_schema import LabelSchema
from annotator.suggest.learner import least
from annotator.suggest.learner.arguments import fit_arguments
from annotator.suggest.learner.mentions import MentionFitting
from annotator.suggest.learner.reading.lesson import Lesson
from annotator.suggest.learner.reading.source_spans import SourceName, is_said_by_all
from annotator.suggest.learner.relations import fit_relations
from annotator.suggest.learner.trigger_fitting import fit_triggers
from annotator.suggest.worth import keys
from annotator.suggest.worth.keys import Slots, Tally, each
from annotator.suggest.worth.replay import replayed_mentions, replayed_relations, replayed_slots, replayed_triggers
from annotator.suggest.worth.stacking import stacking

POINTS = (0, 1, 3, 5, 10, 15)
"""Finished articles at which it is counted."""

Report = Callable[[int, int | None], None]


@dataclass(frozen=True, slots=True)
class Point:
    """What labelling costs after some finished articles: `replayed` articles, summed up.

    `with_sources` of them were judged by what other extractors say of them too.
    """

    finished: int
    mentions_finished: int
    replayed: int
    with_sources: int
    mentions: Tally
    triggers: Tally
    slots: Slots
    relations: Tally

    def __add__(self, other: Point) -> Point:
        """The same after as many articles, in another order."""
        return Point(
            self.finished,
            self.mentions_finished + other.mentions_finished,
            self.replayed + other.replayed,
            self.with_sources + other.with_sources,
            self.mentions + other.mentions,
            self.triggers + other.triggers,
            self.slots + other.slots,
            self.relations + other.relations,
        )

    def figures(self) -> dict[str, float | None]:
        """Keys by thing, and corrections by 100 mentions."""
        mentions, events = self.mentions, self.triggers.gold
        one_at_a_time = mentions.keys(keys.MENTION_BY_HAND, rest=keys.REST_OF_MENTION)
        by_sentence = mentions.keys_by_sentence(keys.MENTION_BY_HAND, keys.REST_OF_MENTION)
        event_keys = self.triggers.keys(keys.TRIGGER_BY_HAND) + self.slots.keys() + keys.REST_OF_EVENT * events
        relation_keys = self.relations.keys(keys.RELATION_BY_HAND, keys.WRONG_RELATION)
        return {
            "keys_per_mention": each(one_at_a_time, mentions.gold),
            "keys_per_mention_by_sentence": each(by_sentence, mentions.gold),
            "corrections_per_100_mentions": each(100.0 * mentions.corrections, mentions.gold),
            "keys_per_event": each(event_keys, events),
            "keys_per_relation": each(relation_keys, self.relations.gold),
        }

    def by_hand(self) -> dict[str, float | None]:
        """The same without suggestions."""
        events = self.triggers.gold
        event_keys = (keys.TRIGGER_BY_HAND + keys.REST_OF_EVENT) * events + keys.FILLER_BY_HAND * self.slots.gold
        return {
            "keys_per_mention": keys.MENTION_BY_HAND,
            "corrections_per_100_mentions": 0.0,
            "keys_per_event": each(event_keys, events),
            "keys_per_relation": keys.RELATION_BY_HAND,
        }

    def plain(self) -> dict[str, Any]:
        """All of it as a JSON object."""
        return {
            "finished_articles": self.finished,
            "finished_mentions": self.mentions_finished,
            "replayed_articles": self.replayed,
            "replayed_with_sources": self.with_sources,
            "with": self.figures(),
            "without": self.by_hand(),
            "counts": {name: asdict(getattr(self, name)) for name in ("mentions", "triggers", "slots", "relations")},
        }


@dataclass(frozen=True, slots=True)
class Simulation:
    """The points that could be counted, and those for which there are too few articles.

    `sources` are the extractors of which something is known; whether the learner looks at them is found at each point.
    """

    documents: int
    seed: int
    draws: int
    points: tuple[Point, ...]
    too_few_for: tuple[int, ...]
    sources: tuple[SourceName, ...] = ()


def simulate(
    lessons: Sequence[Lesson],
    schema: LabelSchema,
    *,
    points: Sequence[int] = POINTS,
    articles: int = 5,
    draws: int = 1,
    seed: int = 0,
    report: Report | None = None,
    sources: Sequence[SourceName] = (),
) -> Simulation:
    """Replay finished articles after others: at every point the same ones, after more and more finished before them.

    The learner looks at other extractors' spans where the articles that are finished by then show that it is better so.

    Args:
        lessons: the finished articles, in the order of their ids.
        schema: what is labelled.
        points: how many articles are finished before.
        articles: how many are replayed at most, at each point.
        draws: in how many orders.
        seed: which orders.
        report: told how many replays are done.
        sources: the other extractors; what they say stands in the lessons.
    """
    counted_points = [point for point in sorted(set(points)) if point < len(lessons)]
    held = min(articles, len(lessons) - max(counted_points, default=0))
    random, total, done = Random(seed), draws * len(counted_points) * held, 0
    sums: dict[int, Point] = {}
    for _ in range(draws):
        order = random.sample(list(lessons), len(lessons))
        for point in counted_points:
            replay = _Replay(order[:point], schema, point, sources)
            for lesson in order[len(order) - held :]:
                sums[point] = sums[point] + replay.of(lesson) if point in sums else replay.of(lesson)
                done += 1
                if report:
                    report(done, total)
    too_few = tuple(point for point in sorted(set(points)) if point >= len(lessons))
    return Simulation(
        len(lessons), seed, draws, tuple(sums[point] for point in counted_points), too_few, tuple(sources)
    )


class _Replay:
    """What some finished articles teach; no layer is learned below its size."""

    def __init__(
        self, finished: Sequence[Lesson], schema: LabelSchema, point: int, sources: Sequence[SourceName]
    ) -> None:
        self._schema = schema
        self._point = point
        by_id = sorted(finished, key=lambda each: each.document.id)
        self._sources = tuple(each.name for each in stacking(by_id, sources).used) if sources else ()
        self._fitting = MentionFitting(finished, self._sources)
        self._mentions = sum(len(lesson.entities) for lesson in finished)
        knows_events = sum(len(lesson.events) for lesson in finished) >= least.EVENTS
        knows_relations = sum(len(lesson.relations) for lesson in finished) >= least.RELATIONS
        self._triggers = fit_triggers(finished) if knows_events else None
        self._arguments = fit_arguments(finished, schema) if knows_events else None
        self._relations = fit_relations(finished, schema) if knows_relations else None

    def of(self, lesson: Lesson) -> Point:
        return Point(
            self._point,
            self._mentions,
            1,
            int(bool(self._sources) and is_said_by_all(lesson.reading.said, self._sources)),
            replayed_mentions(self._fitting, lesson, self._mentions),
            replayed_triggers(self._triggers, lesson),
            replayed_slots(self._arguments, lesson, self._schema),
            replayed_relations(self._relations, lesson, self._schema),
        )
