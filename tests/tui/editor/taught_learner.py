"""The learner beside a hand: asked when the screen asks it, by the same question, and heard at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from annotator.model.canonical import document_of, record_of
from annotator.model.document import Document
from annotator.schema.label_schema import LabelSchema
from annotator.schema.write import schema_text
from annotator.suggest.learner import least
from annotator.suggest.learner.arguments import ArgumentModel
from annotator.suggest.learner.mention_features import VERSION
from annotator.suggest.learner.reading.lesson import lessons_of
from annotator.suggest.learner.relations import RelationModel
from annotator.suggest.learner.things import ThingModel
from annotator.suggest.learner_process.messages import Figures, FromLearner, Gold, Weights
from annotator.suggest.learner_process.taught import Taught, figures_of
from annotator.suggest.offered.source import LEARNER, Source
from annotator.suggest.offered.sources import Sources
from annotator.suggest.worth.out_of_fold import out_of_fold
from annotator.tui.learning.filler_ranker import FillerRanker
from annotator.tui.learning.heard_weights import HeardWeights
from annotator.tui.learning.learned_pairs import LearnedPairs
from annotator.tui.learning.learned_things import LearnedThings
from annotator.tui.learning.question import part_around, question_about
from annotator.tui.learning.schedule import PAUSE_S, Schedule
from tests.tui.editor.offered_hand import Learner
from tests.tui.editor.replay import Hand
from tests.tui.observed_program import said_by, weights_of
from tests.tui.through_terminal import Heard


def figures_then(documents: Sequence[Document], schema: LabelSchema) -> Figures | None:
    """What is known out of fold of some finished articles, as the learner computes it; None where they are too few."""
    if len(documents) < least.ARTICLES:
        return None
    return figures_of(out_of_fold(list(lessons_of(documents, schema, None)), schema))


class Finished:
    """What some finished articles teach, all of it fitted, when these figures of theirs are known."""

    def __init__(self, documents: Sequence[Document], schema: LabelSchema, figures: Figures | None) -> None:
        self.documents = tuple(documents)
        self.figures = figures
        self.mentions = sum(len(each.entities) for each in documents)
        records = tuple(map(record_of, documents))
        # Without figures the learner would compute those of three articles and more.
        gold = Gold(1, schema_text(schema), records, figures=figures or Figures())
        self.taught = Taught(gold, schema)
        self.ranker: FillerRanker | None = None
        self.thing_ranker: LearnedThings | None = None
        self.pairs: LearnedPairs | None = None
        self._weights = HeardWeights()
        for messages in self.taught.steps():
            self.hear(messages)

    def hear(self, messages: Iterable[FromLearner]) -> None:
        """Rank by what was said from now on."""
        for each in messages:
            learned = self._weights.hear(each) if isinstance(each, Weights) else None
            if learned and isinstance(each, Weights) and each.layer == "fillers":
                self.ranker = FillerRanker(ArgumentModel(learned)) if learned.classes else None
            elif learned and isinstance(each, Weights) and each.layer == "relations":
                self.pairs = LearnedPairs(RelationModel(learned)) if learned.classes else None
            elif learned:
                self.thing_ranker = LearnedThings(ThingModel(learned)) if learned.classes else None


class TaughtLearner(Learner):
    """Answers as the process beside the screen does."""

    def __init__(self, finished: Finished) -> None:
        self.finished = finished
        self.heard: list[Heard] = []
        """What it said, and when."""
        self._schedule: Schedule | None = None
        self._now_s = 0.0

    def look(self, hand: Hand) -> None:
        """Ask where the screen would, as if every key took long enough for a new question."""
        work = hand.work
        document, read = work.session.document, work.read
        if self._schedule is None:
            self._schedule = Schedule(document, read)
        self._now_s += PAUSE_S
        if self._schedule.note(document, read, self._now_s) is None:
            return
        self._schedule.asked(read, self._now_s)
        # With less to learn from the screen asks nothing.
        if self.finished.mentions + len(document.entities) >= least.MENTIONS:
            self._answer(hand)

    def _answer(self, hand: Hand) -> None:
        work = hand.work
        question = question_about(work)
        part = part_around(work.text, question.place, work.segmenter)
        answer = self.finished.taught.answer(question.ask(len(self.heard) + 1, part))
        self.finished.hear(self.finished.taught.ranking())
        work.ranker, work.thing_ranker = self.finished.ranker, self.finished.thing_ranker
        work.pairs = self.finished.pairs
        source = Source(LEARNER, str(VERSION), document_of(answer.record), frozenset(answer.sure))
        work.take_offers(Sources((source,)))
        self.heard.append(Heard(len(hand.pressed), said_by(source), weights_of(work)))
