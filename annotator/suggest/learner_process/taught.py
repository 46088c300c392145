"""What gold has taught, and what is proposed by it for the article in hand.

An answer hangs on gold and question alone, on no earlier question.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator
from dataclasses import replace
from typing import TypeAlias

from annotator.model.canonical import document_of
from annotator.schema.label_schema import LabelSchema
from annotator.suggest.learner import least
from annotator.suggest.learner.arguments import fit_arguments
from annotator.suggest.learner.linear.linear import Linear
from annotator.suggest.learner.mentions import Mention, MentionFitting
from annotator.suggest.learner.reading.lesson import Lesson, lesson_of, lessons_of
from annotator.suggest.learner.reading.source_spans import NOTHING_SAID, SourceName
from annotator.suggest.learner.relations import RelationModel, fit_relations
from annotator.suggest.learner.steps import Result, Steps
from annotator.suggest.learner.things import fit_things_in_steps
from annotator.suggest.learner.triggers import TriggerModel, fit_triggers
from annotator.suggest.learner_process.messages import Answer, Ask, Figures, FromLearner, Gold, Known, Weights
from annotator.suggest.learner_process.other_sources import part_said, said_by_document
from annotator.suggest.learner_process.part import moved
from annotator.suggest.learner_process.proposed import new_links, new_mentions, new_triggers, record_of_proposals
from annotator.suggest.worth.out_of_fold import OutOfFold, out_of_fold_in_steps

ROWS = 1_000
"""Features whose weights are sent at once, so that whoever reads them is not kept long."""

Said: TypeAlias = tuple[FromLearner, ...]


class Taught:
    """Gold, what is fitted to it so far, and the article that was asked about last."""

    def __init__(self, gold: Gold, schema: LabelSchema) -> None:
        """Read the gold; it is fitted by `steps`."""
        self._number = gold.number
        self._schema = schema
        self._language = gold.language
        self._unwanted = gold.off
        self._figures = gold.figures
        self._sources = tuple(sorted({SourceName(each.source, each.version) for each in gold.said}))
        self._said_here = gold.said_here
        said = said_by_document(gold.said)
        self._lessons = lessons_of(map(document_of, gold.documents), schema, gold.language, said=said)
        self._counts = (
            sum(len(each.entities) for each in self._lessons),
            sum(len(each.events) for each in self._lessons),
            sum(len(each.relations) for each in self._lessons),
        )
        self._mentions: MentionFitting | None = None
        self._triggers: TriggerModel | None = None
        self._relations: RelationModel | None = None
        self._article: Lesson | None = None
        self._asked: Ask | None = None

    def steps(self) -> Iterator[Said]:
        """Fit what is to be fitted, what is needed first first: after each step what there is to say."""
        _, events, relations = self._counts
        if self._is_on("triggers") and events >= least.EVENTS:
            self._triggers = fit_triggers(self._lessons)
            yield self._once_more()
        if self._is_on("fillers") and events >= least.EVENTS:
            yield tuple(_weights(self._number, "fillers", fit_arguments(self._lessons, self._schema).linear))
        if self._is_on("things") and self._counts[0] >= least.MENTIONS:
            things = yield from _with_nothing_said(fit_things_in_steps(self._lessons, self._schema))
            yield tuple(_weights(self._number, "things", things.linear))
        if self._is_on("relations") and relations >= least.RELATIONS:
            self._relations = fit_relations(self._lessons, self._schema)
            yield self._once_more()
        if self._figures is None and len(self._lessons) >= least.ARTICLES:
            steps = out_of_fold_in_steps(self._lessons, self._schema, None, self._sources)
            self._figures = figures_of((yield from _with_nothing_said(steps)))
            if self._figures.sources:
                self._mentions = None
            yield Known(self._number, self._figures), *self._once_more()

    def answer(self, ask: Ask) -> Answer:
        """What is proposed for an article by what is fitted so far; for mentions that is fitted anew."""
        self._asked = ask
        lesson = self._lesson(ask)
        triggers = self._triggers if self._is_on("triggers") else None
        relations = self._relations if self._is_on("relations") else None
        found = record_of_proposals(
            lesson.document,
            self._new_mentions(lesson),
            new_triggers(triggers, lesson) if triggers else (),
            new_links(relations, lesson, self._schema) if relations else (),
        )
        sure = self._figures.sure if self._figures else ()
        return Answer(self._number, ask.number, moved(found, ask.start_char), sure)

    def _once_more(self) -> Said:
        return (self.answer(self._asked),) if self._asked else ()

    def _is_on(self, layer: str) -> bool:
        return layer not in self._unwanted and (self._figures is None or layer not in self._figures.off)

    def _lesson(self, ask: Ask) -> Lesson:
        """The article in hand; its text is read once."""
        document = document_of(moved(ask.record, -ask.start_char))
        known = self._article
        if known is None or (known.document.text, known.document.meta) != (document.text, document.meta):
            said = said_by_document(self._said_here).get(document.id, NOTHING_SAID)
            known = self._article = lesson_of(
                document, self._schema, self._language, part_said(said, ask.start_char, len(document.text or ""))
            )
        read = {each - ask.start_char for each in ask.read}
        return replace(
            known,
            document=document,
            mentions_complete=ask.asks_all,
            read=tuple(each for each in known.reading.sentences if each[0] in read),
        )

    def _new_mentions(self, lesson: Lesson) -> Iterator[Mention]:
        knows_what_is_none = bool(self._lessons) or lesson.mentions_complete
        is_enough = self._counts[0] + len(lesson.entities) >= least.MENTIONS
        if self._is_on("mentions") and is_enough and knows_what_is_none:
            if self._mentions is None:
                self._mentions = MentionFitting(self._lessons, self._figures.sources if self._figures else ())
            # From what gold alone teaches, not from the last time.
            self._mentions.begin()
            yield from new_mentions(self._mentions.refit(lesson), lesson)


def _with_nothing_said(steps: Steps[Result]) -> Generator[Said, None, Result]:
    while True:
        try:
            next(steps)
        except StopIteration as end:
            result: Result = end.value
            return result
        yield ()


def figures_of(known: OutOfFold) -> Figures:
    """What of the figures says what is shown: layers that save no keys are off."""
    off = [each.layer for each in known.layers if each.verdict == "off"]
    if known.things.is_no_better:
        off.append("things")
    sure = tuple(each.type for each in known.types if each.is_sure)
    return Figures(tuple(off), sure, tuple(each.name for each in known.stacking.used))


def _weights(number: int, layer: str, linear: Linear) -> Iterator[Weights]:
    features = sorted(linear.weights)
    starts = range(0, max(len(features), 1), ROWS)
    for start in starts:
        rows = {each: linear.weights[each] for each in features[start : start + ROWS]}
        yield Weights(number, layer, linear.classes, linear.intercepts, rows, start == starts[-1])
