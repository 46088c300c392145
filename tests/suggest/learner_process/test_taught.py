"""What a learner answers: nothing below the sizes at which it helps, the same for the same, what is not there yet."""

from __future__ import annotations

import dataclasses
from functools import cache
from itertools import islice

import pytest
from msgspec import structs

from annotator.model.annotation import Event, Trigger
from annotator.model.canonical import record_of
from annotator.model.record import Record
from annotator.model.spans import Span, envelope
from annotator.suggest.learner import least
from annotator.suggest.learner.reading.source_spans import SourceName
from annotator.suggest.learner.steps import Steps
from annotator.suggest.learner_process import taught as module
from annotator.suggest.learner_process.messages import Answer, Ask, Figures, FromLearner, Gold, Known, Said, Weights
from annotator.suggest.learner_process.taught import Taught, figures_of
from annotator.suggest.worth.out_of_fold import LayerFigures, OutOfFold, ThingFigures, TypeFigures
from annotator.suggest.worth.stacking import Stacking
from tests.suggest.learner import taught
from tests.suggest.learner_process.sent import ask, gold, in_hand

pytestmark = pytest.mark.slow
SENTENCES = tuple(start for start, _ in taught.lessons()[0].reading.sentences)
HALF = 1_000
FIGURES = OutOfFold(
    3,
    3,
    (
        LayerFigures("mentions", 9, None, None, None, 1.0, 2.0, "on", ""),
        LayerFigures("triggers", 9, None, None, None, 3.0, 2.0, "off", ""),
        LayerFigures("fillers", 9, None, None, None, 1.0, 2.0, "not yet known", ""),
    ),
    (TypeFigures("GPE", 40, 20, 19, is_sure=True), TypeFigures("LOC", 9, 2, 2, is_sure=False)),
    ThingFigures(),
    Stacking(),
)


@cache
def fitted(what: int = 3, off: tuple[str, ...] = ()) -> tuple[Taught, list[FromLearner]]:
    """A learner that has fitted all there is in so many copies of the bundled articles, and what it has said."""
    return fitted_to(gold(copies=what, off=off))


def fitted_to(what: Gold) -> tuple[Taught, list[FromLearner]]:
    learner = Taught(what, taught.schema())
    return learner, [message for said in learner.steps() for message in said]


def only_one(number: int) -> Gold:
    """Gold of one of the two articles."""
    return structs.replace(gold(), documents=gold().documents[number : number + 1])


def test_everything_is_proposed_once_there_is_enough_of_it() -> None:
    learner, said = fitted()
    record = learner.answer(ask(record=in_hand(HALF))).record
    assert all([record.entities, record.relations, record.events])
    for layer in ("fillers", "things", "relations"):
        assert [each.is_last for each in said if isinstance(each, Weights) and each.layer == layer][-1]


def test_each_layer_has_a_size_of_its_own() -> None:
    """The two bundled articles have enough mentions and events, and too few relations."""
    learner, said = fitted(1)
    record = learner.answer(ask(record=in_hand(HALF))).record
    assert record.entities
    assert record.events
    assert not record.relations
    assert any(isinstance(each, Weights) for each in said)


def test_nothing_is_proposed_below_the_sizes_at_which_it_helps() -> None:
    learner, said = fitted_to(only_one(0))
    record = learner.answer(ask()).record
    assert (record.entities, record.relations, record.events, said) == ((), (), (), [])


def test_what_is_labelled_in_the_article_counts_too() -> None:
    learner, _ = fitted_to(only_one(1))
    whole = in_hand(10_000)
    partly = structs.replace(whole, entities=whole.entities[:-5], relations=())
    assert len(partly.entities) + len(gold().documents[1].entities) >= 100
    assert learner.answer(ask(record=partly)).record.entities


STORY = "They frobbed the bridge. Others frobbed too. Nobody frobbed the mill. In the end they were frobbing."


def story(events: int = 1, read: tuple[int, ...] = (), events_read: tuple[int, ...] = ()) -> Ask:
    """A question about an article in which a word that nobody knows was a trigger, and stands there thrice again."""
    place = STORY.index("frobbed"), STORY.index("frobbed") + len("frobbed")
    made = tuple(Event(f"E{number}", "Conflict.Attack", Trigger((place,), "frobbed")) for number in range(events))
    return Ask(1, Record("in-hand", text=STORY, events=made), read, events_read)


def triggers_in(learner: Taught, question: Ask) -> list[str]:
    events = learner.answer(question).record.events
    return [STORY[slice(*each.spans[0])] for each in events]


def test_a_trigger_is_remembered_at_once_and_passing_over_it_counts_where_events_were_looked_for() -> None:
    learner, _ = fitted(1)
    starts = [0, *(STORY.index(each) for each in ("Others", "Nobody"))]
    assert triggers_in(learner, story(0)) == []
    assert triggers_in(learner, story()) == ["frobbed", "frobbed", "frobbing"]
    read_for_mentions = triggers_in(learner, story(read=tuple(starts)))
    assert read_for_mentions == ["frobbed", "frobbed", "frobbing"], "whoever looks for mentions passes no trigger over"
    assert triggers_in(learner, story(events_read=tuple(starts[:2]))) == ["frobbed", "frobbed", "frobbing"]
    assert triggers_in(learner, story(events_read=tuple(starts))) == []


def test_what_the_article_has_counts_towards_the_events_from_which_on_triggers_are_proposed() -> None:
    learner, _ = fitted_to(structs.replace(gold(), documents=()))
    assert triggers_in(learner, story(39)) == []
    assert triggers_in(learner, story(40)) == ["frobbed", "frobbed", "frobbing"]


def test_fillers_are_ranked_by_gold_then_by_the_article_too_and_not_told_twice() -> None:
    learner, said = fitted_to(gold(copies=2))
    assert {each.of_article for each in said if isinstance(each, Weights) and each.layer == "fillers"} == {False}
    whole = record_of(taught.gold()[1])
    learner.answer(Ask(1, structs.replace(whole, id="in-hand")))
    moved = learner.ranking()
    assert {each.of_article for each in moved if isinstance(each, Weights)} == {True}
    assert learner.ranking() == ()


def test_a_layer_that_is_off_is_not_proposed() -> None:
    learner, said = fitted(3, ("mentions", "fillers", "things"))
    record = learner.answer(ask(record=in_hand(HALF))).record
    assert record.relations
    assert record.events
    assert all(each.score is None for each in record.entities), "only the ends of relations stand there"
    assert {each.layer for each in said if isinstance(each, Weights)} == {"relations"}


def test_a_layer_that_saves_no_keys_is_off() -> None:
    learner, said = fitted_to(gold(figures=Figures(off=("triggers", "fillers", "things"), sure=("GPE",))))
    answer = learner.answer(ask())
    assert (answer.record.events, said, answer.sure) == ((), [], ("GPE",))
    assert answer.record.entities


def test_an_answer_hangs_on_no_earlier_question() -> None:
    half = ask(1, in_hand(HALF))
    learner, _ = fitted(1)
    learner.answer(ask(2, in_hand(2 * HALF)))
    assert learner.answer(half) == fitted_to(gold())[0].answer(half)


def test_what_is_labelled_is_not_proposed_nor_crossed() -> None:
    record = in_hand(HALF)
    answer = fitted()[0].answer(ask(record=record))
    there = {envelope(each.spans) for each in record.entities}
    new = [each.spans[0] for each in answer.record.entities if each.score is not None]
    assert new
    assert not there & set(new)
    assert not any(a < c < b < d or c < a < d < b for a, b in there for c, d in new)


def test_relations_join_what_is_labelled_and_not_joined_yet() -> None:
    record = in_hand(HALF)
    answer = fitted()[0].answer(ask(record=record))
    ids = {each.spans: each.id for each in record.entities}
    ends = {each.id: ids.get(each.spans) for each in answer.record.entities}
    pairs = [frozenset((ends[each.head], ends[each.tail])) for each in answer.record.relations]
    assert pairs
    assert not any(None in each for each in pairs)
    assert not set(pairs) & {frozenset((each.head, each.tail)) for each in record.relations}


def test_a_part_of_an_article_is_proposed_for_where_it_stands() -> None:
    learner, _ = fitted(1)
    here = learner.answer(ask()).record
    moved = learner.answer(Ask(2, in_hand(), start_char=HALF)).record
    for layer in ("entities", "events"):
        starts = [each.spans[0][0] for each in getattr(here, layer)]
        assert [each + HALF for each in starts] == [each.spans[0][0] for each in getattr(moved, layer)]


def test_a_sentence_that_was_read_teaches_what_is_no_mention() -> None:
    learner, _ = fitted(1)
    unread = learner.answer(ask()).record.entities
    read = learner.answer(Ask(2, in_hand(), SENTENCES)).record.entities
    assert len(read) < len(unread) / 2


def test_what_is_not_asked_for_is_no_sign_that_nothing_is_there() -> None:
    learner, _ = fitted(1)
    partly_asked = learner.answer(Ask(1, in_hand(), SENTENCES, asks_all=False))
    assert partly_asked.record == learner.answer(ask()).record


def test_nothing_is_proposed_where_nothing_says_what_is_no_mention() -> None:
    """Nothing is finished, and the article is labelled for some types alone."""
    learner, _ = fitted_to(structs.replace(gold(), documents=()))
    half = in_hand(HALF)
    often = tuple(structs.replace(each, id=f"{each.id}-{copy}") for copy in range(5) for each in half.entities)
    record = structs.replace(half, entities=often, relations=())
    assert len(record.entities) >= 100
    assert learner.answer(Ask(1, record, SENTENCES[:2])).record.entities
    assert learner.answer(Ask(2, record, SENTENCES[:2], asks_all=False)).record.entities == ()


def test_figures_are_computed_step_by_step_where_they_are_not_known(monkeypatch: pytest.MonkeyPatch) -> None:
    def in_steps(*_: object) -> Steps[OutOfFold]:
        yield from (None, None)
        return FIGURES

    monkeypatch.setattr(module, "out_of_fold_in_steps", in_steps)
    small = gold(copies=2, figures=None, off=least.LAYERS)
    learner = Taught(small, taught.schema())
    learner.answer(ask(7))
    steps = learner.steps()
    assert list(islice(steps, 2)) == [(), ()]
    known, answer = next(steps)
    assert known == Known(1, Figures(off=("triggers",), sure=("GPE",)))
    assert isinstance(answer, Answer)
    assert (answer.number, answer.sure) == (7, ("GPE",))


def test_with_sources_that_help_it_proposes_what_they_alone_find() -> None:
    """A word that no rule finds and nobody has labelled, in the article in hand."""
    what = gold(figures=Figures(sources=("s",)))
    said = tuple(
        Said(each.id, "s", "1", tuple((*one.spans[0], one.type) for one in each.entities if len(one.spans) == 1))
        for each in what.documents
    )
    start = (in_hand().text or "").index("outside the")
    new = (start, start + len("outside"))
    here = Said("in-hand", "s", "1", ((*new, "GPE"),))
    assert (new, "GPE") in found_by(structs.replace(what, said=said, said_here=(here,)))
    not_asked_here = found_by(structs.replace(what, said=said))
    assert not_asked_here == found_by(gold())
    assert (new, "GPE") not in not_asked_here


def found_by(what: Gold) -> set[tuple[Span, str]]:
    record = Taught(what, taught.schema()).answer(ask()).record
    return {(each.spans[0], each.type) for each in record.entities if each.score is not None}


def test_sources_are_known_to_help_once_the_figures_are(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []

    def in_steps(*given: object) -> Steps[OutOfFold]:
        asked.append(given[-1])
        yield None
        return dataclasses.replace(FIGURES, stacking=Stacking(used=(SourceName("s", "1"),)))

    monkeypatch.setattr(module, "out_of_fold_in_steps", in_steps)
    small = gold(copies=2, figures=None, off=("mentions", "triggers", "fillers", "relations"))
    said = (Said(small.documents[0].id, "s", "1", ()),)
    *_, (known,) = Taught(structs.replace(small, said=said), taught.schema()).steps()
    assert isinstance(known, Known)
    assert known.figures.sources == ("s",)
    assert asked == [(SourceName("s", "1"),)]


def test_layers_are_off_that_save_nothing_not_those_of_which_nothing_is_known() -> None:
    assert figures_of(FIGURES) == Figures(off=("triggers",), sure=("GPE",))
    for learned, off in ((5, ("triggers",)), (4, ("triggers", "things")), (3, ("triggers", "things"))):
        things = ThingFigures(asked=9, listed_first=learned, nearest_first=4)
        assert figures_of(dataclasses.replace(FIGURES, things=things)).off == off
