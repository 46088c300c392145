"""What is labelled in an article in hand: no open proposal teaches, order and earlier questions change nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from typing import TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from annotator.model.annotation import Event, Relation
from annotator.model.document import Document, by_id
from annotator.suggest.learner.arguments import ArgumentFitting, in_order
from annotator.suggest.learner.reading.lesson import Lesson
from annotator.suggest.learner.relations import NO_RELATION, RelationFitting, RelationModel
from annotator.suggest.learner.stem_memory import StemMemory
from annotator.suggest.learner.trigger_fitting import TriggerFitting
from tests.examples import examples
from tests.suggest.learner import taught

Labelled = TypeVar("Labelled", Event, Relation)
pytestmark = pytest.mark.slow
HERE = replace(taught.lessons()[1], end_char=taught.lessons()[1].reading.sentences[7][0])
"""An article of which seven sentences are labelled."""
EVENTS = tuple(each.id for each in HERE.events)
RELATIONS = tuple(each.id for each in HERE.relations)
LEVELS = tuple(each.id for each in HERE.entities if "level" in each.attributes)
SENTENCES = HERE.reading.sentences[:7]


@cache
def fittings() -> tuple[TriggerFitting, RelationFitting, ArgumentFitting]:
    """What the other article teaches."""
    finished, schema = taught.lessons()[:1], taught.schema()
    return TriggerFitting(finished), RelationFitting(finished, schema), ArgumentFitting(finished, schema)


def learned(lesson: Lesson) -> tuple[StemMemory, object, object]:
    """What an article in hand moves them to."""
    triggers, relations, arguments = fittings()
    return triggers.remembering(lesson).memory, relations.refit(lesson).linear, arguments.refit(lesson).linear


def with_document(document: Document, read: frozenset[int] = frozenset(range(4))) -> Lesson:
    """The article in hand, of which some sentences were read in the passes of events and relations."""
    sentences = tuple(each for number, each in enumerate(SENTENCES) if number in read)
    return replace(HERE, document=document, events_read=sentences, relations_read=sentences)


def opened(annotations: Iterable[Labelled], ids: frozenset[str]) -> Iterator[Labelled]:
    """The annotations, some of them as open proposals."""
    for each in annotations:
        yield structs.replace(each, unconfirmed=("type",)) if each.id in ids else each


@examples(5)
@given(
    st.frozensets(st.sampled_from(EVENTS), max_size=3),
    st.frozensets(st.sampled_from(RELATIONS), max_size=6),
    st.frozensets(st.sampled_from(LEVELS), max_size=6),
)
def test_no_open_proposal_teaches(events: frozenset[str], relations: frozenset[str], levels: frozenset[str]) -> None:
    """An event, a relation or a level that is only proposed teaches what one teaches that is not there."""
    document = HERE.document

    proposed = structs.replace(
        document,
        entities=by_id(
            structs.replace(each, unconfirmed=("level",)) if each.id in levels else each
            for each in document.entities.values()
        ),
        events=by_id(opened(document.events.values(), events)),
        relations=by_id(opened(document.relations.values(), relations)),
    )
    absent = structs.replace(
        document,
        entities=by_id(
            structs.replace(
                each, attributes={name: value for name, value in each.attributes.items() if name != "level"}
            )
            if each.id in levels
            else each
            for each in document.entities.values()
        ),
        events=by_id(each for each in document.events.values() if each.id not in events),
        relations=by_id(each for each in document.relations.values() if each.id not in relations),
    )
    assert learned(with_document(proposed)) == learned(with_document(absent))


@examples(5)
@given(st.lists(st.frozensets(st.integers(0, len(SENTENCES) - 1)), min_size=2, max_size=3))
def test_what_is_learned_hangs_on_the_article_as_it_is_alone(asked: list[frozenset[int]]) -> None:
    first = learned(with_document(HERE.document, asked[0]))
    for each in asked[1:]:
        learned(with_document(HERE.document, each))
    backwards = structs.replace(HERE.document, relations=by_id(list(HERE.document.relations.values())[::-1]))
    assert learned(with_document(backwards, asked[0])) == first


def test_absence_says_something_only_where_the_pass_was() -> None:
    """Nothing is related: in sentences that were read that teaches, elsewhere it says nothing."""
    _, relations, _ = fittings()
    bare = structs.replace(HERE.document, relations=by_id([]))
    whole = relations.model().linear
    assert relations.refit(with_document(bare, frozenset())).linear is whole
    read = relations.refit(with_document(bare, frozenset(range(len(SENTENCES))))).linear
    moved = [name for name, row in read.weights.items() if row != whole.weights.get(name, ())]
    assert moved
    none = read.classes.index(NO_RELATION)
    weights = [[dict(each.weights.get(name, ())).get(none, 0.0) for name in moved] for each in (read, whole)]
    assert sum(weights[0]) > sum(weights[1])


def test_a_relation_between_such_mentions_is_likelier_once_one_was_labelled() -> None:
    """Nearly all that is related in the article is found in it, once it has taught."""
    _, relations, _ = fittings()
    assert HERE.relations
    gold = {(each.head, each.tail): each.type for each in HERE.relations}

    def found(model: RelationModel) -> int:
        links = model.propose(in_order(HERE.entities), HERE.reading, taught.schema())
        return sum(gold.get((each.head, each.tail)) == each.type for each in links)

    assert found(relations.refit(HERE)) > found(relations.model())
