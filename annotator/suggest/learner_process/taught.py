"""What gold has taught, and what is proposed by it for the article in hand.

What is labelled in the article moves what finished gold teaches. An answer hangs on gold and question alone, on no
earlier question.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import TypeAlias

from annotator.model.canonical import document_of
from annotator.model.spans import Span
from annotator.schema.label_schema import LabelSchema
from annotator.suggest.learner import least
from annotator.suggest.learner.arguments import ArgumentFitting
from annotator.suggest.learner.mentions import Mention, MentionFitting
from annotator.suggest.learner.reading.lesson import Lesson, lesson_of, lessons_of
from annotator.suggest.learner.reading.source_spans import NOTHING_SAID, SourceName
from annotator.suggest.learner.relations import RelationFitting, RelationModel
from annotator.suggest.learner.things import fit_things_in_steps
from annotator.suggest.learner.trigger_fitting import TriggerFitting
from annotator.suggest.learner.triggers import Trigger
from annotator.suggest.learner_process.messages import Answer, Ask, Figures, FromLearner, Gold, Known
from annotator.suggest.learner_process.other_sources import part_said, said_by_document
from annotator.suggest.learner_process.part import moved
from annotator.suggest.learner_process.proposed import (
    NewLink,
    new_links,
    new_mentions,
    new_triggers,
    record_of_proposals,
)
from annotator.suggest.learner_process.ranking import Ranking
from annotator.suggest.learner_process.weight_parts import weight_parts
from annotator.suggest.worth.out_of_fold import OutOfFold, out_of_fold_in_steps

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
        self._mentions: MentionFitting | None = None
        self._triggers: TriggerFitting | None = None
        self._relations: RelationFitting | None = None
        self._ranking: Ranking | None = None
        self._article: Lesson | None = None
        self._asked: Ask | None = None

    def steps(self) -> Iterator[Said]:
        """Fit what is to be fitted, what is needed first first: after each step what there is to say."""
        return (said or () for said in self._fitted())

    def _fitted(self) -> Iterator[Said | None]:
        if self._is_on("triggers"):
            self._triggers = TriggerFitting(self._lessons)
            self._triggers.model()
            yield self._once_more("triggers")
        if self._is_on("fillers"):
            self._ranking = Ranking(ArgumentFitting(self._lessons, self._schema), self._number)
            yield self.ranking()
        if self._is_on("things") and self._counts["mentions"] >= least.MENTIONS:
            things = yield from fit_things_in_steps(self._lessons, self._schema)
            yield tuple(weight_parts(self._number, "things", things.linear))
        if self._is_on("relations"):
            self._relations = RelationFitting(self._lessons, self._schema)
            yield (*self._of_pairs(self._relations.model()), *self._once_more("relations"))
        if self._figures is None and len(self._lessons) >= least.ARTICLES:
            steps = out_of_fold_in_steps(self._lessons, self._schema, None, self._sources)
            self._figures = figures_of((yield from steps))
            if self._figures.sources:
                self._mentions = None
            yield Known(self._number, self._figures), *self._once_more("")

    def answer(self, ask: Ask) -> Answer:
        """What is proposed for an article by what is fitted so far, and by what is labelled in it."""
        self._asked = ask
        lesson = self._lesson(ask)
        found = record_of_proposals(
            lesson.document, self._new_mentions(lesson), self._new_triggers(lesson), self._new_links(lesson)
        )
        sure = self._figures.sure if self._figures else ()
        return Answer(self._number, ask.number, moved(found, ask.start_char), sure)

    def ranking(self) -> Said:
        """What ranks fillers, by the article that was asked about last; nothing where that was said before."""
        ranking = self._ranking if self._is_on("fillers") else None
        if ranking is None:
            return ()
        if self._asked is None:
            return tuple(ranking.by_gold()) if self._counts["fillers"] >= least.OF_LAYER["fillers"] else ()
        lesson = self._lesson(self._asked)
        return tuple(ranking.inside(lesson)) if self._is_enough("fillers", lesson) else ()

    def _of_pairs(self, model: RelationModel) -> Said:
        """What judges pairs on the screen: as finished gold teaches, where there is enough of it."""
        is_enough = self._counts["relations"] >= least.OF_LAYER["relations"]
        return tuple(weight_parts(self._number, "relations", model.linear)) if is_enough else ()

    def _once_more(self, layer: str) -> Said:
        """The last question answered again, where there is enough of a layer."""
        if self._asked is None or (layer and not self._is_enough(layer, self._lesson(self._asked))):
            return ()
        return (self.answer(self._asked),)

    @cached_property
    def _counts(self) -> Mapping[str, int]:
        return counts_of(self._lessons)

    def _is_enough(self, layer: str, lesson: Lesson) -> bool:
        """Whether so much of a layer is finished, or labelled in the article, that something learned helps."""
        return self._counts[layer] + counts_of((lesson,))[layer] >= least.OF_LAYER[layer]

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

        def sentences(starts: Sequence[int]) -> tuple[Span, ...]:
            here = {each - ask.start_char for each in starts}
            return tuple(each for each in known.reading.sentences if each[0] in here)

        return replace(
            known,
            document=document,
            mentions_complete=ask.asks_all,
            events_complete=ask.asks_all,
            relations_complete=ask.asks_all,
            read=sentences(ask.read),
            events_read=sentences(ask.events_read),
            relations_read=sentences(ask.relations_read),
        )

    def _new_mentions(self, lesson: Lesson) -> Iterator[Mention]:
        knows_what_is_none = bool(self._lessons) or lesson.mentions_complete
        if self._is_on("mentions") and self._is_enough("mentions", lesson) and knows_what_is_none:
            if self._mentions is None:
                self._mentions = MentionFitting(self._lessons, self._figures.sources if self._figures else ())
            # From what gold alone teaches, not from the last time.
            self._mentions.begin()
            yield from new_mentions(self._mentions.refit(lesson), lesson)

    def _new_triggers(self, lesson: Lesson) -> Iterator[Trigger]:
        if self._triggers and self._is_on("triggers") and self._is_enough("triggers", lesson):
            yield from new_triggers(self._triggers.remembering(lesson), lesson)

    def _new_links(self, lesson: Lesson) -> Iterator[NewLink]:
        if self._relations and self._is_on("relations") and self._is_enough("relations", lesson):
            yield from new_links(self._relations.refit(lesson), lesson, self._schema)


def figures_of(known: OutOfFold) -> Figures:
    """What of the figures says what is shown: layers that save no keys are off."""
    off = [each.layer for each in known.layers if each.verdict == "off"]
    if known.things.is_no_better:
        off.append("things")
    sure = tuple(each.type for each in known.types if each.is_sure)
    return Figures(tuple(off), sure, tuple(each.name for each in known.stacking.used))


def counts_of(lessons: Sequence[Lesson]) -> dict[str, int]:
    """How much is decided of what each layer is learned from."""
    mentions, events = sum(len(each.entities) for each in lessons), sum(len(each.events) for each in lessons)
    relations = sum(len(each.relations) for each in lessons)
    return {"mentions": mentions, "triggers": events, "fillers": events, "relations": relations}
