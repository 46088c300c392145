"""Fillers of roles: for an event's role, the mentions near it by how likely they fill it.

Which filler is the best is known far better than whether a role is filled at all: `ranked` is for a slot that a person
is asked about, `fillers` gives what is likely enough to be proposed unasked. What the schema does not admit is out.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from annotator.model.annotation import Entity, Event
from annotator.model.spans import Span
from annotator.schema.label_schema import LabelSchema
from annotator.suggest.learner.linear.examples import Example, Examples
from annotator.suggest.learner.linear.linear import Linear
from annotator.suggest.learner.pairs import Placed, features_of, placed
from annotator.suggest.learner.reading.lesson import Lesson, without_proposals
from annotator.suggest.learner.reading.reading import Reading

NO_ROLE = ""
SHOWN = 0.5
WINDOW = 1
"""How many sentences before and behind its trigger an event is filled from."""


@dataclass(frozen=True, slots=True)
class Filler:
    """A proposed filler: the id of what fills a role, and how likely."""

    role: str
    target: str
    probability: float


@dataclass(frozen=True)
class ArgumentModel:
    """What ranks fillers."""

    linear: Linear

    def shares(
        self, event: Placed, near: Sequence[Placed], reading: Reading, schema: LabelSchema
    ) -> dict[str, Mapping[str, float]]:
        """For each mention near an event, by its id, how likely it has which of the roles that it may have."""
        found: dict[str, Mapping[str, float]] = {}
        for other in near:
            legal = {role.name for role in schema.roles_of(event.type) if schema.admits(role.types, other.type)}
            if legal and self.linear.classes:
                shares = self.linear.shares(features_of(event, other, reading, _alike_between(event, other, near)))
                found[other.id] = {name: share for name, share in shares.items() if name in legal}
        return found

    def ranked(
        self, event: Placed, role: str, near: Sequence[Placed], reading: Reading, schema: LabelSchema
    ) -> list[Filler]:
        """What may fill a role of an event, the likeliest first."""
        shares = self.shares(event, near, reading, schema)
        fillers = [Filler(role, target, roles[role]) for target, roles in shares.items() if role in roles]
        return sorted(fillers, key=lambda each: (-each.probability, each.target))

    def fillers(
        self, event: Placed, near: Sequence[Placed], reading: Reading, schema: LabelSchema, least: float = SHOWN
    ) -> list[Filler]:
        """The likely fillers of an event: each mention in one role, no role fuller than it may be."""
        likeliest = [
            Filler(role, target, shares[role])
            for target, shares in self.shares(event, near, reading, schema).items()
            if shares and shares[role := max(shares, key=lambda name: shares[name])] >= least
        ]
        kept: list[Filler] = []
        for each in sorted(likeliest, key=lambda one: (-one.probability, one.target)):
            most = getattr(schema.role_of(event.type, each.role), "max", None)
            if most is None or sum(one.role == each.role for one in kept) < most:
                kept.append(each)
        return kept


def near_event(event: Placed, mentions: Sequence[Placed], reading: Reading) -> list[Placed]:
    """Of mentions in the order of their places, those within the window of sentences around an event, but itself."""
    if not reading.sentences:
        return []
    number = reading.sentence_of(event.span[0])
    first, last = max(number - WINDOW, 0), min(number + WINDOW, len(reading.sentences) - 1)
    window = reading.sentences[first][0], reading.sentences[last][1]
    return [each for each in in_window(mentions, window) if each.id != event.id]


def in_order(annotations: Iterable[Entity | Event]) -> list[Placed]:
    """Mentions and triggers by place."""
    return sorted(map(placed, annotations), key=_place)


def in_window(mentions: Sequence[Placed], window: Span) -> Sequence[Placed]:
    """Of mentions in the order of their places, those that start in a window; costs what is in it."""
    return mentions[bisect_left(mentions, window[0], key=_start) : bisect_left(mentions, window[1], key=_start)]


def _place(each: Placed) -> tuple[Span, str]:
    return each.span, each.id


def _start(each: Placed) -> int:
    return each.span[0]


def _alike_between(one: Placed, other: Placed, near: Sequence[Placed]) -> int:
    """How many mentions of the other's type stand between."""
    first, second = sorted((one.span, other.span))
    return sum(first[1] <= each.span[0] < second[0] and each.type == other.type for each in near if each != other)


def fit_arguments(lessons: Sequence[Lesson], schema: LabelSchema) -> ArgumentModel:
    """The model that finished documents teach, whose mentions and triggers are given."""
    return ArgumentFitting(lessons, schema).model()


class ArgumentFitting:
    """Finished documents made ready, so that an article in hand teaches besides."""

    def __init__(self, lessons: Sequence[Lesson], schema: LabelSchema) -> None:
        """Take these as finished."""
        self._schema = schema
        self._finished = Examples([one for each in lessons for one in _examples(each, schema)])

    def model(self) -> ArgumentModel:
        """What the finished documents teach."""
        return ArgumentModel(self._finished.whole)

    def refit(self, lesson: Lesson) -> ArgumentModel:
        """What they teach together with what is labelled in a document that is none of them."""
        return ArgumentModel(self._finished.with_more(list(_examples(lesson, self._schema))))


def _examples(lesson: Lesson, schema: LabelSchema) -> Iterator[Example]:
    """The mentions near events of which it is known whether they fill a role, and which."""
    mentions = in_order([*without_proposals(lesson.entities), *without_proposals(lesson.events)])
    for event in lesson.events:
        here = placed(event)
        near = near_event(here, mentions, lesson.reading)
        roles = {each.target: each.role for each in event.arguments}
        is_filled = lesson.has_no_event(here.span[0])
        for other in near:
            is_known = is_filled or other.id in roles
            if is_known and any(schema.admits(role.types, other.type) for role in schema.roles_of(event.type)):
                features = features_of(here, other, lesson.reading, _alike_between(here, other, near))
                yield list(features), roles.get(other.id, NO_ROLE)
