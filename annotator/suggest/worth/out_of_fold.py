"""What the learner is worth on articles that it has not seen: each finished article judged by what the others teach.

A layer on which suggestions save no keys is off. Below three finished articles nothing is known yet.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from annotator.schema.label_schema import LabelSchema
from annotator.suggest.learner import least
from annotator.suggest.learner.model import Model, fit_in_steps
from annotator.suggest.learner.reading.lesson import Lesson
from annotator.suggest.learner.reading.source_spans import SourceName
from annotator.suggest.learner.steps import Steps, done
from annotator.suggest.learner.things import choices, listed
from annotator.suggest.worth import keys
from annotator.suggest.worth.folds import fold_count, folds_of
from annotator.suggest.worth.keys import Slots, Sum, Tally, each
from annotator.suggest.worth.replay import replayed_relations, replayed_slots, replayed_triggers, static_mentions
from annotator.suggest.worth.stacking import Stacking, stacking_in_steps

Verdict: TypeAlias = Literal["on", "off", "not yet known"]
Report = Callable[[int, int | None], None]


@dataclass(frozen=True, slots=True)
class LayerFigures:
    """A layer out of fold: precision and recall of what was suggested, and the keys by thing with it and by hand."""

    layer: str
    gold: int
    precision: float | None
    recall: float | None
    f1: float | None
    keys_with: float | None
    keys_without: float
    verdict: Verdict
    why: str


@dataclass(frozen=True, slots=True)
class TypeFigures:
    """A type of mentions: how many were finished, and how often what was likely at least 0.9 was one of it.

    `is_sure` says whether such a mention may be called sure.
    """

    type: str
    examples: int
    likely: int
    right: int
    is_sure: bool


@dataclass(frozen=True, slots=True)
class ThingFigures(Sum):
    """What mentions are one with, the earlier ones given: how often the rules propose what is right.

    `first` and `among_three` are how often it is the first, or among the first three, of the order that is learned.
    `asked` are those for which the list of `=` is needed: they are one with an earlier thing that the rules do not
    propose. The last four say how often that one is first, or among the first three, as it is learned and with the
    nearest first.
    """

    mentions: int = 0
    by_rules: int = 0
    first: int = 0
    among_three: int = 0
    asked: int = 0
    listed_first: int = 0
    listed_among_three: int = 0
    nearest_first: int = 0
    nearest_among_three: int = 0

    @property
    def is_no_better(self) -> bool:
        """Whether it is known that the list is no better in the order that is learned than with the nearest first."""
        return self.asked > 0 and self.listed_first <= self.nearest_first


@dataclass(frozen=True, slots=True)
class OutOfFold:
    """All figures, of so many articles in so many folds."""

    documents: int
    folds: int
    layers: tuple[LayerFigures, ...]
    types: tuple[TypeFigures, ...]
    things: ThingFigures
    stacking: Stacking


@dataclass(frozen=True, slots=True)
class _Sums:
    mentions: Tally = field(default_factory=Tally)
    triggers: Tally = field(default_factory=Tally)
    slots: Slots = field(default_factory=Slots)
    relations: Tally = field(default_factory=Tally)
    things: ThingFigures = field(default_factory=ThingFigures)

    def plus(self, model: Model, lesson: Lesson) -> _Sums:
        return _Sums(
            self.mentions + static_mentions(model.mentions, lesson),
            self.triggers + replayed_triggers(model.triggers, lesson),
            self.slots + replayed_slots(model.arguments, lesson, model.schema),
            self.relations + replayed_relations(model.relations, lesson, model.schema),
            self.things + _things(model, lesson),
        )


def out_of_fold(
    lessons: Sequence[Lesson],
    schema: LabelSchema,
    report: Report | None = None,
    sources: Sequence[SourceName] = (),
) -> OutOfFold:
    """The figures of finished articles, in the order of their ids, with those sources with which they are better."""
    return done(out_of_fold_in_steps(lessons, schema, report, sources))


def out_of_fold_in_steps(
    lessons: Sequence[Lesson],
    schema: LabelSchema,
    report: Report | None = None,
    sources: Sequence[SourceName] = (),
) -> Steps[OutOfFold]:
    """The same, step by step."""
    folds, stacked = fold_count(lessons), (yield from stacking_in_steps(lessons, sources))
    sums, likely, right = _Sums(), Counter[str](), Counter[str]()
    for number, (held, others) in enumerate(folds_of(lessons), 1):
        model = yield from fit_in_steps(others, schema, stacked.used)
        for lesson in held:
            sums = sums.plus(model, lesson)
            gold = {each.spans[0]: each.type for each in lesson.entities if len(each.spans) == 1}
            for one in model.mentions.propose(lesson.reading, least.SURE):
                if one.probability >= least.SURE:
                    likely[one.type] += 1
                    right[one.type] += gold.get(one.span) == one.type
            yield
        if report:
            report(number, folds)
    layers, types = tuple(_layers(sums, lessons)), tuple(_types(lessons, likely, right))
    return OutOfFold(len(lessons), folds, layers, types, sums.things, stacked)


def _things(model: Model, lesson: Lesson) -> ThingFigures:
    """The things of an article's mentions, one after the other as they stand."""
    figures, suggester = ThingFigures(), lesson.language.suggester
    for view, entity, right in choices(lesson, model.schema):
        proposed = next((each.value for each in suggester.chains(view, entity)), None)
        order = [each.coref for each in model.things.ordered(view, entity, suggester)]
        figures += ThingFigures(1, int(proposed == right), int(order[0] == right), int(right in order[:3]))
        if right is not None and right != proposed:
            nearest, learned = listed(view, entity, suggester, model.things)
            figures += ThingFigures(
                asked=1,
                listed_first=int(right in learned[:1]),
                listed_among_three=int(right in learned[:3]),
                nearest_first=int(right in nearest[:1]),
                nearest_among_three=int(right in nearest[:3]),
            )
    return figures


def _layers(sums: _Sums, lessons: Sequence[Lesson]) -> Iterator[LayerFigures]:
    mentions = sum(len(lesson.entities) for lesson in lessons)
    events = sum(len(lesson.events) for lesson in lessons)
    relations = sum(len(lesson.relations) for lesson in lessons)
    known = len(lessons) >= least.ARTICLES
    by_hand, rest = keys.MENTION_BY_HAND, keys.REST_OF_MENTION
    yield _figures("mentions", sums.mentions, by_hand, keys.ONE_KEY, mentions, least.MENTIONS, known, rest)
    yield _figures("triggers", sums.triggers, keys.TRIGGER_BY_HAND, keys.ONE_KEY, events, least.EVENTS, known)
    slots = sums.slots
    first = each(slots.first_right, slots.gold)
    with_offers = each(slots.keys(), slots.gold)
    verdict, why = _judged(with_offers, keys.FILLER_BY_HAND, events, least.EVENTS, known)
    share = each(slots.first_right, slots.offered)
    yield LayerFigures("fillers", slots.gold, share, first, None, with_offers, keys.FILLER_BY_HAND, verdict, why)
    by_hand, wrong = keys.RELATION_BY_HAND, keys.WRONG_RELATION
    yield _figures("relations", sums.relations, by_hand, wrong, relations, least.RELATIONS, known)


def _figures(
    layer: str,
    tally: Tally,
    by_hand: float,
    wrong_type: float,
    finished: int,
    needed: int,
    known: bool,
    rest: float = 0.0,
) -> LayerFigures:
    with_it = each(tally.keys(by_hand, wrong_type, rest), tally.gold)
    verdict, why = _judged(with_it, by_hand, finished, needed, known)
    return LayerFigures(
        layer, tally.gold, tally.precision(), tally.recall(), tally.f1(), with_it, by_hand, verdict, why
    )


def _judged(with_it: float | None, by_hand: float, finished: int, needed: int, known: bool) -> tuple[Verdict, str]:
    if not known:
        return "not yet known", f"fewer than {least.ARTICLES} finished articles"
    if finished < needed:
        return "off", f"{finished} finished, {needed} needed"
    if with_it is None or with_it >= by_hand:
        return "off", "saves no keys"
    return "on", f"saves {by_hand - with_it:.2f} keys each"


def _types(lessons: Sequence[Lesson], likely: Counter[str], right: Counter[str]) -> Iterator[TypeFigures]:
    examples = Counter(one.type for lesson in lessons for one in lesson.entities)
    for name, count in sorted(examples.items(), key=lambda pair: (-pair[1], pair[0])):
        is_precise = likely[name] > 0 and right[name] / likely[name] >= least.SURE
        yield TypeFigures(name, count, likely[name], right[name], count >= least.OF_A_TYPE and is_precise)
