"""What is held back and planted is drawn by lot: about the share, the same in whatever order it is looked at."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.model.annotation import Argument, Entity, Event, Relation, Trigger
from annotator.model.document import by_id, new_document
from annotator.model.spans import Span
from annotator.schema.label_schema import EntityType, EventType, LabelSchema, RelationType, Role
from annotator.suggest.offered.lots import Lots, Shares
from annotator.suggest.offered.offer import Offer
from annotator.suggest.offered.source import Source
from annotator.suggest.offered.sources import Sources
from annotator.suggest.offered.withheld import Shown, Withholding
from annotator.suggest.segment.languages import segmenter_for
from tests.examples import examples
from tests.reaching import reached, reaching

SCHEMA = LabelSchema(
    "mini",
    "1.0.0",
    entity_types={
        "HUMAN": EntityType("HUMAN", abstract=True),
        "PERSON": EntityType("PERSON", parent="HUMAN"),
        "LEADER": EntityType("LEADER", parent="PERSON"),
        "ORG": EntityType("ORG"),
        "GPE": EntityType("GPE"),
        "DATE": EntityType("DATE", is_value=True),
    },
    relation_types={"MEMBER_OF": RelationType("MEMBER_OF", ("PERSON",), ("ORG",))},
    event_types={"Meeting": EventType("Meeting", roles=(Role("Who", ("PERSON",)),))},
)
SENTENCE = "Ilan Marek met the Dawn Column in Selm on Monday {:02}. "
LENGTH = len(SENTENCE.format(0))
NAMES = ((0, 10, "PERSON"), (15, 30, "ORG"), (34, 38, "GPE"), (42, 48, "DATE"))
SEGMENTER = segmenter_for("en")


def article(sentences: int, sure: frozenset[str] = frozenset(SCHEMA.entity_types)) -> tuple[str, Sources]:
    """A text of sentences that differ in a number, with all their names, an event and a relation in each."""
    text = "".join(map(SENTENCE.format, range(sentences)))
    entities, events, relations = [], [], []
    for number in range(sentences):
        at = number * LENGTH
        for place, (start, end, name) in enumerate(NAMES):
            entities.append(Entity(f"T{4 * number + place}", name, ((at + start, at + end),), score=0.95))
        person = f"T{4 * number}"
        relations.append(Relation(f"R{number}", "MEMBER_OF", person, f"T{4 * number + 1}", score=0.5))
        events.append(Event(f"E{number}", "Meeting", Trigger(((at + 11, at + 14),)), (Argument("Who", person),)))
    maps = {"entities": by_id(entities), "events": by_id(events), "relations": by_id(relations)}
    return text, Sources((Source("learner", "1", new_document("a", text, **maps), sure),))


def shown(text: str, sources: Sources, shares: Shares, document_id: str = "a") -> Shown:
    return Withholding(Lots(shares, document_id), SCHEMA, SEGMENTER, text).shown(sources)


def sentence_of(offer: Offer) -> int:
    return offer.span[0] // LENGTH


def all_of(offers: Sources, span: Span) -> list[Offer]:
    return [*offers.mentions(span), *offers.events(span), *offers.relations(span)]


def test_nothing_is_changed_where_nobody_asked() -> None:
    text, sources = article(3)
    whole = (0, len(text))
    for offers in (shown(text, sources, Shares()), Shown(sources.all)):
        assert all_of(offers, whole) == all_of(sources, whole)
        assert offers.withheld(whole) == offers.planted(whole) == ()


@pytest.mark.parametrize("share", [0.1, 0.5])
def test_the_shares_are_about_what_was_asked(share: float) -> None:
    drawn = [Lots(Shares(share, share), f"d{n}") for n in range(40)]
    for count in (
        sum(lots.is_unaided(f"Sentence {number}.") for lots in drawn for number in range(100)),
        sum(lots.is_planted((place, place + 4)) for lots in drawn for place in range(0, 2000, 20)),
    ):
        # 4,000 lots: five standard deviations to either side.
        assert abs(count - 4000 * share) < 5 * (4000 * share * (1 - share)) ** 0.5


def test_other_seeds_and_documents_draw_other_lots() -> None:
    places = [(place, place + 9) for place in range(0, 2000, 20)]
    lots = [Lots(Shares(0.5, 0.5, seed), name) for seed in (0, 1) for name in ("a", "b")]
    sentences = [f"Sentence {number}." for number in range(100)]
    assert len({tuple(map(each.is_unaided, sentences)) for each in lots}) == 4
    # Which sentences are unaided says nothing of what is planted.
    assert [lots[0].is_unaided(each) for each in sentences] != [lots[0].is_planted(each) for each in places]


def test_a_sentence_that_stays_keeps_its_lot_wherever_it_stands() -> None:
    sentences = [f"Sentence {number} says\n  that." for number in range(20)]
    lots = Lots(Shares(unaided=0.5), "d")
    drawn = [lots.is_unaided(each) for each in sentences]
    assert {True, False} == set(drawn)
    wrapped_otherwise = [" ".join(each.split()) for each in sentences]
    assert list(map(lots.is_unaided, wrapped_otherwise)) == drawn
    text = " ".join(["One more first.", *wrapped_otherwise])
    shown_now = Withholding(lots, SCHEMA, segmenter_for("en"), text)
    assert [shown_now.is_unaided(text.index(each)) for each in wrapped_otherwise] == drawn


@reaching(0.5)
@examples(30)
@given(st.integers(0, 99), st.data())
def test_whatever_is_looked_at_first_a_place_shows_the_same(seed: int, data: st.DataObject) -> None:
    text, sources = article(6)
    shares = Shares(0.3, 0.3, seed)
    whole = all_of(shown(text, sources, shares), (0, len(text)))
    reached([each for each in whole if each.planted])
    windows = st.tuples(st.integers(0, len(text)), st.integers(1, 80)).map(lambda pair: (pair[0], sum(pair)))
    offers = shown(text, sources, shares)
    for window in data.draw(st.lists(windows, max_size=5)):
        here = all_of(offers, window)
        near = set(map(repr, all_of(sources, window)))
        assert {repr(each) for each in here if not each.planted} <= near
        assert all(each in whole for each in here)
        assert [each for each in whole if each.layer == "entities" and _touches(each.span, window)] == [
            each for each in here if each.layer == "entities"
        ]


def _touches(span: Span, window: Span) -> bool:
    return span[0] < window[1] and window[0] < span[1]


@reaching(0.5)
@examples(30)
@given(st.integers(0, 999))
def test_a_sentence_is_shown_all_its_offers_or_none(seed: int) -> None:
    text, sources = article(8)
    offers, whole = shown(text, sources, Shares(0.5, 0, seed)), (0, len(text))
    here, hidden = all_of(offers, whole), offers.withheld(whole)
    reached(here and hidden)
    assert not {sentence_of(each) for each in here} & {sentence_of(each) for each in hidden}
    assert len(here) + len(hidden) + len({sentence_of(each) for each in hidden}) == len(all_of(sources, whole))


@reaching(0.9)
@examples(30)
@given(st.integers(0, 999))
def test_a_plant_stands_for_a_sure_mention_and_says_something_else(seed: int) -> None:
    text, sources = article(10)
    offers, whole = shown(text, sources, Shares(0, 0.5, seed)), (0, len(text))
    right = {each.spans: each for each in sources.mentions(whole)}
    found = offers.mentions(whole)
    plants = [each for each in found if each.planted]
    reached(plants)
    assert len(found) == len(right)
    assert offers.planted(whole) == tuple(plants)
    for each in found:
        assert each.planted == (right.get(each.spans) != each)
    for each in plants:
        (base,) = (one for one in right.values() if _touches(one.span, each.span))
        assert (each.sources, each.probability, each.is_sure) == (base.sources, base.probability, True)
        assert getattr(each.annotation, "text", None) == text[slice(*each.span)]
        assert base.type != "DATE"
        assert (each.type == base.type) == (each.spans != base.spans)
        assert each.type in {"PERSON", "LEADER", "ORG", "GPE"}
        assert {base.type, each.type} != {"PERSON", "LEADER"}


def test_what_is_not_sure_is_shown_as_it_is() -> None:
    text, sources = article(20, sure=frozenset({"GPE", "LEADER"}))
    plants = shown(text, sources, Shares(0, 1)).planted((0, len(text)))
    assert {each.span[0] % LENGTH for each in plants} == {34}
    # A sign for sure ones at a type that never is sure would give it away.
    assert {each.type for each in plants} == {"LEADER"}
    text, sources = article(20, sure=frozenset({"GPE"}))
    assert shown(text, sources, Shares(0, 1)).planted((0, len(text))) == ()


def test_where_another_source_says_something_else_nothing_is_planted() -> None:
    text, sources = article(1)
    other = Source("x", "1", new_document("a", text, entities=by_id([Entity("T9", "GPE", ((0, 10),))])))
    plants = shown(text, Sources((*sources.all, other)), Shares(0, 1)).planted((0, len(text)))
    assert {each.span[0] for each in plants} & {0, 5} == set()
    assert len(plants) == 2


def test_what_was_answered_is_planted_no_more() -> None:
    text, sources = article(4)
    offers = shown(text, sources, Shares(0, 1))
    plants = offers.planted((0, len(text)))
    assert offers.withholding
    first, *others = plants
    after = replace(offers.withholding, answered=frozenset({first.spans})).shown(sources)
    assert after.planted((0, len(text))) == tuple(others)
    assert len(after.mentions((0, len(text)))) == len(offers.mentions((0, len(text))))
