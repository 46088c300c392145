"""A hand that takes what is offered labels what gold says, byte for byte, whatever is offered."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from annotator.datasets.record import read_documents
from annotator.model.annotation import Entity
from annotator.model.canonical import record_of, to_bytes
from annotator.model.document import Document, by_id, new_document
from annotator.model.order import ordered_entities
from annotator.schema.language import read_schema
from annotator.suggest.offered.source import Source
from annotator.suggest.offered.sources import Sources
from annotator.suggest.worth.keys import Tally
from tests.examples import examples
from tests.shared import ROOT
from tests.tui.editor.offered_hand import Learner, OfferedHand
from tests.tui.editor.replay import Hand

pytestmark = pytest.mark.slow

SCHEMA = read_schema(ROOT / "schema" / "conflict-news" / "2.0.0.yaml")
[HELD_OUT] = read_documents(Path(__file__).with_name("held_out.jsonl"))
MENTIONS = replace(HELD_OUT, relations=by_id([]), events=by_id([]))
RELATIONS = replace(
    HELD_OUT, relations=by_id(replace(each, evidence=()) for each in HELD_OUT.relations.values()), events=by_id([])
)


class Saying(Learner):
    """Offers the same, from the first key on."""

    def __init__(self, said: Iterable[Entity]) -> None:
        document = new_document(HELD_OUT.id, HELD_OUT.text or "", entities=by_id(said))
        self._source = Source("learner", "1", document, frozenset(SCHEMA.entity_types))

    def look(self, hand: Hand) -> None:
        if not hand.work.offers:
            hand.work.take_offers(Sources((self._source,)))


def said_with_faults(seed: int, share: float) -> list[Entity]:
    """What gold says of mentions, some of it left out, under another type, or joined by what is none."""
    random, types = Random(seed), sorted(SCHEMA.entity_types)
    said = []
    for each in ordered_entities(MENTIONS):
        score = random.choice((0.6, 0.95))
        if random.random() >= share:
            name = random.choice(types) if random.random() < share else each.type
            said.append(Entity(each.id, name, each.spans, each.text, score=score))
        if random.random() < share:
            [span] = each.spans
            place = (span[0], span[1] + 1)
            said.append(Entity(f"{each.id}x", random.choice(types), (place,), "x", score=score))
    return said


def labelled(hand: Hand) -> bytes:
    """What the hand has labelled, under the ids and things of gold; a relation keeps the evidence that gold has."""
    names = {made: gold for gold, made in hand.ids.items()}
    things = {made: gold for gold, made in hand.chains.items()}
    made = hand.work.session.document
    entities = [replace(each, id=names[each.id], coref=things.get(each.coref or "")) for each in made.entities.values()]
    relations = [
        replace(each, id=names[each.id], head=names[each.head], tail=names[each.tail], evidence=())
        for each in made.relations.values()
    ]
    return as_bytes(replace(HELD_OUT, entities=by_id(entities), relations=by_id(relations), events=by_id([])))


def as_bytes(document: Document) -> bytes:
    return to_bytes(record_of(document))


def by_hand(said: Iterable[Entity], *, by_sentence: bool) -> OfferedHand:
    hand = OfferedHand(MENTIONS, SCHEMA, Saying(said), by_sentence=by_sentence)
    hand.annotate()
    return hand


@examples(4)
@given(st.integers(0, 10**6), st.sampled_from((0.0, 0.2, 0.5)), st.booleans())
def test_whatever_is_offered_gold_comes_out(seed: int, share: float, by_sentence: bool) -> None:
    hand = by_hand(said_with_faults(seed, share), by_sentence=by_sentence)
    assert labelled(hand) == as_bytes(MENTIONS)


def test_what_is_offered_rightly_costs_fewer_keys_by_sentence_than_one_at_a_time_than_by_hand() -> None:
    said = [replace(each, score=0.95) for each in said_with_faults(1, 0.0)]
    without, one, sentence = (
        len(by_hand(offers, by_sentence=together).pressed)
        for offers, together in (((), False), (said, False), (said, True))
    )
    assert sentence < one < without


def test_what_came_of_offers_is_counted_once() -> None:
    said = [*said_with_faults(1, 0.0), Entity("X", "GPE", ((0, 4),), "x", score=0.6)]
    hand = by_hand(said, by_sentence=False)
    assert hand.tally == Tally(len(said) - 1, len(said) - 1, 0, 1, hand.tally.sentences)
    assert 0 < hand.taken <= len(said)
