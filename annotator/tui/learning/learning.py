"""The learner beside the screen: asked as an article is labelled, its answers become offers in the editor.

It learns from finished gold and from the annotator's own layers alone, of the open article from what is labelled in
this layer. It is started once there is enough to learn from, and ends with the screen.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from time import monotonic

from msgspec.structs import replace

from annotator.model.canonical import document_of
from annotator.model.document import Document, by_id
from annotator.project.suggestions.live_gold import keep_figures, live_gold
from annotator.suggest.learner import least
from annotator.suggest.learner.arguments import ArgumentModel
from annotator.suggest.learner.linear.linear import Linear
from annotator.suggest.learner.mention_features import VERSION
from annotator.suggest.learner.relations import RelationModel
from annotator.suggest.learner.things import ThingModel
from annotator.suggest.learner_process.client import LearnerProcess
from annotator.suggest.learner_process.messages import Answer, Ask, FromLearner, Gold, Known, Weights
from annotator.suggest.offered.source import LEARNER, Source
from annotator.suggest.offered.sources import Sources
from annotator.tui.documents import Documents
from annotator.tui.editor.editor import Editor
from annotator.tui.learning import judged_ahead
from annotator.tui.learning.filler_ranker import FillerRanker
from annotator.tui.learning.heard_weights import HeardWeights
from annotator.tui.learning.judged_ahead import JudgedAhead
from annotator.tui.learning.learned_pairs import LearnedPairs
from annotator.tui.learning.learned_things import LearnedThings
from annotator.tui.learning.question import Question, part_around, question_about
from annotator.tui.learning.schedule import Schedule

Soon = Callable[[Callable[[], object]], None]
Later = Callable[[float, Callable[[], object]], object]


class Learning:
    """The learner of one screen, article after article."""

    def __init__(self, documents: Documents, soon: Soon, later: Later) -> None:
        """`soon` does something in the app's thread and paints, `later` the same after some seconds, unpainted."""
        self._documents = documents
        self._soon = soon
        self._later = later
        self._process = LearnerProcess(self._hear, self._lost)
        self._article: _Article | None = None

    def begin(self, work: Editor) -> None:
        """Follow an article that was opened; to be called once it stands on the screen."""
        self._article = None
        if not self._documents.project.config.suggest.learner or work.session.read_only or not work.text:
            return
        self._article = article = _Article(work, self._documents, self._soon)
        self._process.teach(article.make_gold)
        self.look()

    def look(self) -> None:
        """Ask where it is time to; to be called after every key, and costs nothing then."""
        article = self._article
        if article is None or not article.work.complete:
            return
        self._judge_soon(article)
        wait_s = article.schedule.note(article.work.session.document, article.work.read, monotonic())
        if wait_s is None or article.is_waiting:
            return
        if wait_s > 0:
            article.is_waiting = True
            self._later(wait_s, partial(self._look_again, article))
            return
        article.schedule.asked(article.work.read, monotonic())
        self._process.ask(partial(article.make_ask, article.question()))

    def _judge_soon(self, article: _Article) -> None:
        if not article.is_judging and article.ahead.is_due():
            article.is_judging = True
            self._later(judged_ahead.PAUSE_S, partial(self._judge, article))

    def _judge(self, article: _Article) -> None:
        article.is_judging = False
        if article is self._article:
            article.ahead.judge()
            self._judge_soon(article)

    def _look_again(self, article: _Article) -> None:
        article.is_waiting = False
        if article is self._article:
            self.look()

    def end(self) -> None:
        """End the learner."""
        self._article = None
        self._process.end()

    def _hear(self, message: FromLearner) -> None:
        article = self._article
        if article is not None:
            article.hear(message)

    def _lost(self, reason: str) -> None:
        article = self._article
        if article is not None:
            message = f"the learner has stopped, so it suggests nothing more; all labels are safe ({reason})"
            self._soon(lambda: article.say(message))


class _Article:
    """One open article, what the learner was told of it, and what it has answered."""

    def __init__(self, work: Editor, documents: Documents, soon: Soon) -> None:
        self.work = work
        self.schedule = Schedule(work.session.document, work.read)
        self.is_waiting = self.is_judging = False
        self.ahead = JudgedAhead(work)
        self._documents = documents
        self._soon = soon
        self._gold: Gold | None = None
        self._mentions = 0
        self._weights = HeardWeights()

    def question(self) -> Question:
        """The article as it is now."""
        return question_about(self.work)

    def make_gold(self, number: int) -> Gold:
        """What to learn from; reads the store."""
        project = self._documents.project
        annotator = self._documents.annotator or project.annotator
        gold = live_gold(project, annotator, self.work.session.document.id, number, project.config.suggest.learner_off)
        self._gold = gold
        self._mentions = sum(len(each.entities) for each in gold.documents)
        return gold

    def make_ask(self, question: Question, number: int) -> Ask | None:
        """What to ask; nothing while there is not enough to learn from."""
        if self._mentions + len(question.document.entities) < least.MENTIONS:
            return None
        segmenter = self.work.segmenter
        return question.ask(number, part_around(question.document.text or "", question.place, segmenter))

    def hear(self, message: FromLearner) -> None:
        """Take over what the learner says; called in a thread."""
        if isinstance(message, Answer):
            self._take(message)
        elif isinstance(message, Weights):
            self._rank_by(message)
        elif isinstance(message, Known):
            if self._gold:
                keep_figures(self._documents.project, self._gold, message.figures)
            for layer in message.figures.off:
                self._soon(partial(self._rank, layer, None))

    def _take(self, answer: Answer) -> None:
        found = asked_for(document_of(answer.record), self.work.session.asked)
        source = Source(LEARNER, str(VERSION), found, frozenset(answer.sure)).ready()
        self._soon(lambda: self._take_source(source))

    def _take_source(self, source: Source) -> None:
        others = (each for each in self.work.offers.all if each.name != LEARNER)
        self.work.take_offers(Sources((*others, source)))

    def _rank_by(self, weights: Weights) -> None:
        learned = self._weights.hear(weights)
        if learned:
            self._soon(partial(self._rank, weights.layer, learned))

    def _rank(self, layer: str, learned: Linear | None) -> None:
        """Rank by what was learned of a layer from now on; by nothing, where nothing is known of it."""
        if layer == "fillers":
            self.work.ranker = FillerRanker(ArgumentModel(learned)) if learned and learned.classes else None
        elif layer == "things":
            self.work.thing_ranker = LearnedThings(ThingModel(learned)) if learned and learned.classes else None
        elif layer == "relations":
            self.work.pairs = LearnedPairs(RelationModel(learned)) if learned and learned.classes else None

    def say(self, message: str) -> None:
        """Say something in the status line."""
        self.work.messages.hear(message)


def asked_for(found: Document, asked: tuple[str, ...]) -> Document:
    """Of what is proposed only the types that a layer was asked for, all where it was asked for all."""
    if not asked:
        return found
    return replace(
        found,
        # Without a score it is the end of a relation, and labelled already.
        entities=by_id(each for each in found.entities.values() if each.score is None or each.type in asked),
        relations=by_id(each for each in found.relations.values() if each.type in asked),
        events=by_id(each for each in found.events.values() if each.type in asked),
    )
