"""What becomes of the learner's answers on the screen, with a learner that is there in name only."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from time import monotonic

import pytest
from msgspec import structs

from annotator.datasets.write import write_records
from annotator.model.canonical import record_of
from annotator.model.edits import add
from annotator.project.project import Project
from annotator.project.records.import_records import import_records
from annotator.suggest.learner.linear.linear import Linear
from annotator.suggest.learner_process.client import MakeAsk, MakeGold
from annotator.suggest.learner_process.messages import Answer, Figures, FromLearner, Known, Weights
from annotator.suggest.offered.source import LEARNER
from annotator.suggest.offered.sources import Sources
from annotator.suggest.worth.offers import Written
from annotator.suggest.worth.plants import Plant
from annotator.tui.documents import Documents
from annotator.tui.editor.audited.held import LogOfPlants
from annotator.tui.editor.editor import Editor
from annotator.tui.editor.passes import MENTIONS
from annotator.tui.learning import learning as module
from annotator.tui.learning.learned_pairs import LearnedPairs
from annotator.tui.learning.learned_things import LearnedThings
from annotator.tui.learning.learning import Learning, asked_for
from tests.suggest.learner import taught
from tests.tui.in_memory import MemorySession, editor
from tests.tui.offering import source

TEXT = taught.gold()[0].text or ""


class NamedProcess:
    """Notes what it is told, and says what a test says."""

    def __init__(self, hear: Callable[[FromLearner], None], lost: Callable[[str], None]) -> None:
        self.hear, self.lost = hear, lost
        self.golds: list[MakeGold] = []
        self.asks: list[MakeAsk] = []
        self.is_ended = False
        processes.append(self)

    def teach(self, make: MakeGold) -> None:
        self.golds.append(make)

    def ask(self, make: MakeAsk) -> None:
        self.asks.append(make)

    def end(self) -> None:
        self.is_ended = True


processes: list[NamedProcess] = []


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """A project of two articles that are finished in gold, the annotator's own layers being empty."""
    monkeypatch.setattr(module, "LearnerProcess", NamedProcess)
    folder = tmp_path / "p"
    folder.mkdir()
    shutil.copy(taught.SCHEMA_FILE, folder / "schema.yaml")
    (folder / "annotator.toml").write_text('schema = "schema.yaml"\nannotator = "mira"\n', "utf-8")
    project = Project.open(folder)
    write_records(taught.gold(), folder / "gold.jsonl")
    import_records(project, folder / "gold.jsonl", "gold")
    return project


class Screen:
    """A learner on the screen; what is to be done soon or later is done when a test says so."""

    def __init__(self, project: Project, work: Editor) -> None:
        self.soon: list[Callable[[], object]] = []
        self.later: list[tuple[float, Callable[[], object]]] = []
        self.learning = Learning(Documents(project), self.soon.append, lambda *each: self.later.append(each))
        self.work = work
        self.process = processes[-1]
        self.learning.begin(work)

    def hear(self, message: FromLearner) -> None:
        self.process.hear(message)
        while self.soon:
            self.soon.pop()()

    def read_on(self, sentences: int) -> None:
        walked = {**self.work.read.walked, MENTIONS: frozenset(range(sentences))}
        self.work.read = replace(self.work.read, walked=walked)
        self.learning.look()


@pytest.fixture
def screen(project: Project) -> Screen:
    return Screen(project, editor(TEXT, taught.schema()))


def answer(*names: str) -> Answer:
    """An answer that proposes the first mentions of these types."""
    entities = [each for each in record_of(taught.gold()[0]).entities if each.type in names]
    scored = tuple(structs.replace(each, score=0.95, coref=None) for each in entities)
    return Answer(
        1, 1, structs.replace(record_of(taught.gold()[0]), entities=scored, relations=(), events=()), ("GPE",)
    )


def test_an_opened_article_is_asked_about_with_gold_of_the_others(screen: Screen) -> None:
    gold = screen.process.golds[0](1)
    assert {each.id for each in gold.documents} == {each.id for each in taught.gold()}
    ask = screen.process.asks[0](1)
    assert ask is not None
    assert ask.record.text == TEXT


def test_a_plant_that_was_taken_is_not_told(project: Project) -> None:
    text, (first, second, *_) = TEXT, record_of(taught.gold()[0]).entities
    work = editor(text, taught.schema())
    work.take_edit(add(work.session.document, first, second), "")
    written = Written("x@1", "entities", first.type, "taken", first.spans, planted=True)
    work.held.take_log(LogOfPlants((Plant(first.id, written, frozenset({(first.type, first.spans)})),)))
    screen = Screen(project, work)
    screen.process.golds[0](1)
    ask = screen.process.asks[0](1)
    assert ask is not None
    assert [each.id for each in ask.record.entities] == [second.id]


def test_what_is_proposed_is_offered_beside_other_sources_in_the_place_of_what_was(screen: Screen) -> None:
    other = source(TEXT, [("Selm", "GPE", 0.7)])
    screen.work.take_offers(Sources((other,)))
    for types in (("GPE", "PERSON"), ("GPE",)):
        screen.hear(answer(*types))
        assert [each.name for each in screen.work.offers.all] == [other.name, LEARNER]
        offered = {each.type for each in screen.work.offers.all[1].document.entities.values()}
        assert offered == set(types)
    sure = [each for each in screen.work.offers.mentions((0, len(TEXT))) if each.is_sure]
    assert sure
    assert {each.type for each in sure} == {"GPE"}


@pytest.mark.slow
def test_weights_rank_fillers_once_all_are_there_until_they_save_nothing(screen: Screen) -> None:
    linear = taught.model().arguments.linear
    names = sorted(linear.weights)
    for part, is_last in ((names[::2], False), (names[1::2], True)):
        rows = {each: linear.weights[each] for each in part}
        screen.hear(Weights(1, "fillers", linear.classes, linear.intercepts, rows, is_last))
        assert (screen.work.ranker is not None) == is_last
    document = taught.gold()[0]
    here = Editor(MemorySession(TEXT, taught.schema(), document), screen.work.keys, screen.work.measure)
    event = next(each for each in document.events.values() if each.arguments and each.spans)
    assert screen.work.ranker is not None
    assert screen.work.ranker.ranked(here.context, event)
    screen.hear(Known(1, Figures(off=("fillers",))))
    assert screen.work.ranker is None


def test_the_things_of_a_mention_are_ordered_until_that_is_no_better(screen: Screen) -> None:
    linear = taught.model().things.linear
    screen.hear(Weights(1, "things", linear.classes, linear.intercepts, linear.weights, is_last=True))
    assert screen.work.thing_ranker is not None
    assert screen.work.ranker is None
    screen.hear(Known(1, Figures(off=("things",))))
    assert screen.work.thing_ranker is None


def test_pairs_are_judged_until_the_relations_that_are_learned_save_nothing(screen: Screen) -> None:
    linear = taught.model().relations.linear
    screen.hear(Weights(1, "relations", linear.classes, linear.intercepts, linear.weights, is_last=True))
    assert isinstance(screen.work.pairs, LearnedPairs)
    assert screen.work.pairs.model == taught.model().relations
    assert (screen.work.ranker, screen.work.thing_ranker) == (None, None)
    screen.hear(Known(1, Figures(off=("relations",))))
    assert screen.work.pairs is None


def test_what_two_layers_weigh_is_not_mixed_and_nothing_learned_ranks_nothing(screen: Screen) -> None:
    linear = taught.model().things.linear
    names = sorted(linear.weights)
    for layer, part, is_last in (("things", names[::2], False), ("fillers", [], True), ("things", names[1::2], True)):
        rows = {each: linear.weights[each] for each in part}
        classes, intercepts = (linear.classes, linear.intercepts) if layer == "things" else ((), ())
        screen.hear(Weights(1, layer, classes, intercepts, rows, is_last))
    assert screen.work.ranker is None
    assert screen.work.thing_ranker == LearnedThings(taught.model().things)


def test_weights_of_the_article_stand_over_those_of_gold(screen: Screen, monkeypatch: pytest.MonkeyPatch) -> None:
    known: list[Linear] = []
    monkeypatch.setattr(module, "FillerRanker", lambda model: known.append(model.linear))
    old, new, other = ((0, 1.0),), ((0, 2.0),), ((1, 3.0),)
    screen.hear(Weights(1, "fillers", ("a", "b"), (0.0, 0.0), {"x": old, "y": old}, is_last=True))
    screen.hear(Weights(1, "fillers", ("a", "b"), (0.0, 0.0), {"y": new}, is_last=False, of_article=True))
    screen.hear(Weights(1, "fillers", ("a", "b"), (0.0, 0.0), {"z": other}, is_last=True, of_article=True))
    screen.hear(Weights(1, "fillers", ("a", "b"), (0.0, 0.0), {}, is_last=True, of_article=True))
    assert [each.weights for each in known] == [
        {"x": old, "y": old},
        {"x": old, "y": new, "z": other},
        {"x": old, "y": old},
    ]


def test_figures_are_kept_for_the_next_time(screen: Screen) -> None:
    assert screen.process.golds[0](1).figures is None
    screen.hear(Known(1, Figures(sure=("GPE",))))
    assert screen.process.golds[0](2).figures == Figures(sure=("GPE",))


def test_a_lost_learner_is_told_of_in_the_status_line(screen: Screen) -> None:
    screen.process.lost("its process ended with status -9")
    screen.soon.pop()()
    assert screen.work.messages.news.all == (
        "the learner has stopped, so it suggests nothing more; all labels are safe (its process ended with status -9)",
    )


def test_it_is_asked_again_after_three_sentences_and_not_sooner_than_after_two_seconds(
    screen: Screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen.read_on(2)
    assert (len(screen.process.asks), screen.later) == (1, [])
    screen.read_on(3)
    screen.read_on(3)
    assert len(screen.process.asks) == 1
    ((wait_s, look_again),) = screen.later
    assert 0 < wait_s <= 2
    now_s = monotonic()
    monkeypatch.setattr(module, "monotonic", lambda: now_s + 3)
    look_again()
    assert len(screen.process.asks) == 2
    ask = screen.process.asks[1](2)
    assert ask is None, "its gold was not made: there is too little to learn from"


def test_another_article_is_another_gold_and_what_was_put_off_is_not_asked(screen: Screen) -> None:
    screen.read_on(3)
    ((_, look_again),) = screen.later
    screen.learning.begin(editor(TEXT, taught.schema()))
    assert (len(screen.process.golds), len(screen.process.asks)) == (2, 2)
    look_again()
    assert len(screen.process.asks) == 2
    screen.learning.end()
    screen.learning.look()
    assert screen.process.is_ended
    assert len(screen.process.asks) == 2


@pytest.mark.parametrize("why", ["off", "read only", "no text", "being read"])
def test_nothing_is_asked_where_nothing_could_be_taken(project: Project, why: str) -> None:
    work = editor("" if why == "no text" else TEXT, taught.schema())
    if why == "off":
        (project.folder / "annotator.toml").write_text('schema = "schema.yaml"\n[suggest]\nlearner = false\n', "utf-8")
        project = Project.open(project.folder)
    if why == "read only":
        work.session.read_only = "ana has it open"
    if why == "being read":
        work._complete = False
    screen = Screen(project, work)
    screen.read_on(9)
    assert screen.process.asks == []


def test_a_layer_that_is_asked_for_some_types_is_offered_no_others() -> None:
    document = taught.gold()[0]
    found = asked_for(document, ("GPE", "Conflict.Attack"))
    assert {each.type for each in found.events.values()} <= {"Conflict.Attack"}
    assert len(found.entities) == len(document.entities), "without a score they are the ends of relations"
    scored = answer("GPE", "PERSON").record
    assert asked_for(document, ()) is document
    assert {each.type for each in scored.entities} == {"GPE", "PERSON"}
