"""Relations: ordered pairs of mentions of a sentence, judged by what they are and what stands between."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from annotator.schema.label_schema import LabelSchema
from annotator.suggest.learner.arguments import in_order, in_window
from annotator.suggest.learner.linear.examples import Example, Examples
from annotator.suggest.learner.linear.linear import Linear
from annotator.suggest.learner.pairs import Placed, features_of
from annotator.suggest.learner.reading.lesson import Lesson, without_proposals
from annotator.suggest.learner.reading.reading import Reading

NO_RELATION = ""
SHOWN = 0.3
"""A wrong relation costs two keys, a right one saves several."""

MOST_APART = 12
"""How many mentions may stand between the two."""


@dataclass(frozen=True, slots=True)
class Link:
    """A proposed relation: its type, the ids of head and tail, and how likely."""

    type: str
    head: str
    tail: str
    probability: float


@dataclass(frozen=True)
class RelationModel:
    """What finds relations."""

    linear: Linear

    def propose(
        self, mentions: Sequence[Placed], reading: Reading, schema: LabelSchema, least: float = SHOWN
    ) -> list[Link]:
        """The likely relations between mentions in the order of their places; two are related once at most.

        None where only what is related was learned: then everything would be.
        """
        if NO_RELATION not in self.linear.classes:
            return []
        best: dict[tuple[str, str], Link] = {}
        for head, tail, between in _pairs(mentions, reading, schema):
            link = self._judged(head, tail, between, reading, schema)
            ends = (min(head.id, tail.id), max(head.id, tail.id))
            if link and link.probability >= least and (ends not in best or best[ends].probability < link.probability):
                best[ends] = link
        return list(best.values())

    def shares(self, mentions: Sequence[Placed], reading: Reading, schema: LabelSchema) -> dict[tuple[str, str], float]:
        """For each ordered pair of a sentence that some relation may join, by its ids, how likely any does."""
        found = {}
        for head, tail, between in _pairs(mentions, reading, schema):
            shares = self.linear.shares(features_of(head, tail, reading, between))
            legal = schema.legal_relations(head.type, tail.type)
            found[head.id, tail.id] = sum(shares.get(each.name, 0.0) for each in legal)
        return found

    def _judged(self, head: Placed, tail: Placed, between: int, reading: Reading, schema: LabelSchema) -> Link | None:
        shares = self.linear.shares(features_of(head, tail, reading, between))
        legal = [each.name for each in schema.legal_relations(head.type, tail.type) if each.name in shares]
        if not legal:
            return None
        name = max(legal, key=lambda each: shares[each])
        if schema.relation_types[name].symmetric and tail.span < head.span:
            head, tail = tail, head
        return Link(name, head.id, tail.id, shares[name])


def _pairs(mentions: Sequence[Placed], reading: Reading, schema: LabelSchema) -> Iterator[tuple[Placed, Placed, int]]:
    """The ordered pairs of a sentence that some relation may join, with how many mentions stand between."""
    for sentence in reading.sentences:
        here = in_window(mentions, sentence)
        for number, one in enumerate(here):
            for between, other in enumerate(here[number + 1 : number + 2 + MOST_APART]):
                for head, tail in ((one, other), (other, one)):
                    if (head.type, tail.type) in schema.related_types:
                        yield head, tail, between


def fit_relations(lessons: Sequence[Lesson], schema: LabelSchema) -> RelationModel:
    """The model that finished documents teach, whose mentions are given."""
    return RelationFitting(lessons, schema).model()


class RelationFitting:
    """Finished documents made ready, so that an article in hand teaches besides."""

    def __init__(self, lessons: Sequence[Lesson], schema: LabelSchema) -> None:
        """Take these as finished."""
        self._schema = schema
        self._finished = Examples([one for each in lessons for one in _examples(each, schema)])

    def model(self) -> RelationModel:
        """What the finished documents teach."""
        return RelationModel(self._finished.whole)

    def refit(self, lesson: Lesson) -> RelationModel:
        """What they teach together with what is labelled in a document that is none of them."""
        return RelationModel(self._finished.with_more(list(_examples(lesson, self._schema))))


def _examples(lesson: Lesson, schema: LabelSchema) -> Iterator[Example]:
    """The pairs of mentions of which it is known whether they are related, and how."""
    types = {(each.head, each.tail): each.type for each in lesson.relations}
    for head, tail, between in _pairs(in_order(without_proposals(lesson.entities)), lesson.reading, schema):
        name = types.get((head.id, tail.id)) or _turned(types, head, tail, schema)
        if name or lesson.has_no_relation(head.span[0]):
            yield list(features_of(head, tail, lesson.reading, between)), name or NO_RELATION


def _turned(types: dict[tuple[str, str], str], head: Placed, tail: Placed, schema: LabelSchema) -> str | None:
    """The type of a symmetric relation that leads the other way."""
    name = types.get((tail.id, head.id))
    declared = schema.relation_types.get(name) if name else None
    return name if declared and declared.symmetric else None
