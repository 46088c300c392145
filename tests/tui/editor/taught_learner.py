"""The learner beside a hand: asked when the screen asks it, by the same question, and heard at once."""

from __future__ import annotations

from collections.abc import Sequence

from annotator.model.canonical import document_of, record_of
from annotator.model.document import Document
from annotator.schema.label_schema import LabelSchema
from annotator.schema.write import schema_text
from annotator.suggest.learner.arguments import ArgumentModel
from annotator.suggest.learner.linear.linear import Linear
from annotator.suggest.learner.mention_features import VERSION
from annotator.suggest.learner_process.messages import Figures, Gold, Known, Weights
from annotator.suggest.learner_process.taught import Taught
from annotator.suggest.offered.source import LEARNER, Source
from annotator.suggest.offered.sources import Sources
from annotator.tui.editor.passes import MENTIONS
from annotator.tui.learning.filler_ranker import FillerRanker
from annotator.tui.learning.question import Question, part_around
from annotator.tui.learning.schedule import PAUSE_S, Schedule
from tests.tui.editor.offered_hand import Learner
from tests.tui.editor.replay import Hand


class Finished:
    """What some finished articles teach, all of it fitted."""

    def __init__(self, documents: Sequence[Document], schema: LabelSchema, figures: Figures | None = None) -> None:
        records = tuple(map(record_of, documents))
        self.taught = Taught(Gold(1, schema_text(schema), records, figures=figures), schema)
        said = [message for messages in self.taught.steps() for message in messages]
        self.figures = next((each.figures for each in said if isinstance(each, Known)), figures or Figures())
        self.ranker = _ranker([each for each in said if isinstance(each, Weights)])


def _ranker(weights: Sequence[Weights]) -> FillerRanker | None:
    """What ranks the fillers of events; None where nothing was learned of them."""
    if not weights:
        return None
    rows = {feature: row for each in weights for feature, row in each.rows.items()}
    return FillerRanker(ArgumentModel(Linear(weights[-1].classes, weights[-1].intercepts, rows)))


class TaughtLearner(Learner):
    """Answers as the process beside the screen does."""

    def __init__(self, finished: Finished) -> None:
        self._finished = finished
        self._schedule: Schedule | None = None
        self.answers = 0
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
        self.answers += 1
        question = Question(document, read.read(MENTIONS), work.state.selection[0], work.session.asked)
        answer = self._finished.taught.answer(
            question.ask(self.answers, part_around(work.text, work.state.selection[0], work.segmenter))
        )
        work.ranker = self._finished.ranker
        source = Source(LEARNER, str(VERSION), document_of(answer.record), frozenset(answer.sure))
        work.take_offers(Sources((source,)))
