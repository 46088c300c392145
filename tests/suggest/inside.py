"""What learning inside the open article gains: `python -m tests.suggest.inside [--finished 1 3 18] [--articles 20]`.

The articles of `conflict-wire` in ten folds: each is replayed by a learner that has seen so many articles of other
folds. Its second half is gone through in blocks of three sentences: what stands before a block is labelled and read,
what is proposed in it is compared with gold. `finished` is the learner that learns nothing inside, `memory` remembers
besides which stems were triggers in the article, `inside` is moved by all that is labelled in it. Triggers and
relations are F1; of fillers it is the share of roles whose first offer is right, mentions and triggers being given.
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from random import Random

from msgspec import structs

from annotator.datasets.record import read_documents
from annotator.model.document import by_id
from annotator.model.spans import Span
from annotator.schema.compiled import load_schema
from annotator.suggest.learner.arguments import ArgumentFitting, ArgumentModel
from annotator.suggest.learner.reading.lesson import Lesson, lessons_of
from annotator.suggest.learner.relations import RelationFitting, RelationModel
from annotator.suggest.learner.trigger_fitting import TriggerFitting, examples_of
from annotator.suggest.learner.triggers import TriggerModel
from annotator.suggest.worth.folds import folds_of
from annotator.suggest.worth.keys import Slots, Tally
from annotator.suggest.worth.replay import blocks, compared, replayed_relations, replayed_slots
from tests.shared import ROOT

SCHEMA = load_schema(ROOT / "schema" / "conflict-news" / "2.1.0.yaml")
PARTS = ("train", "development", "test")
SIZES = (1, 3, 5, 10, 18)
FINISHED, MEMORY, INSIDE = "finished", "memory", "inside"
COLUMNS = (
    ("triggers", FINISHED),
    ("triggers", MEMORY),
    ("triggers", INSIDE),
    ("relations", FINISHED),
    ("relations", INSIDE),
    ("fillers", FINISHED),
    ("fillers", INSIDE),
)


def articles() -> list[Lesson]:
    """The articles of the data set."""
    files = (ROOT / "datasets" / "conflict-wire" / f"{part}.jsonl" for part in PARTS)
    return lessons_of((each for file in files for each in read_documents(file, loose=True)), SCHEMA, None)


@dataclass(frozen=True)
class Learner:
    """What finished articles teach."""

    triggers: TriggerFitting
    relations: RelationFitting
    arguments: ArgumentFitting


def learner_of(finished: Sequence[Lesson]) -> Learner:
    return Learner(TriggerFitting(finished), RelationFitting(finished, SCHEMA), ArgumentFitting(finished, SCHEMA))


@dataclass
class Sums:
    """What came of it, by column."""

    tallies: dict[tuple[str, str], Tally]
    slots: dict[tuple[str, str], Slots]

    def figure(self, column: tuple[str, str]) -> float:
        """F1, or the share of first offers that were right."""
        if column[0] == "fillers":
            return self.slots[column].first_right / max(self.slots[column].gold, 1)
        return self.tallies[column].f1() or 0.0


def measured(lessons: Sequence[Lesson], finished: int, held: int) -> Sums:
    """The sums over so many articles, each after so many finished ones of other folds, drawn by its name."""
    sums = Sums(dict.fromkeys(COLUMNS, Tally()), dict.fromkeys(COLUMNS, Slots()))
    done = 0
    for here, others in folds_of(lessons):
        draw = Random(here[0].document.id)
        drawn = others if finished >= len(others) else draw.sample(others, finished)
        learner = learner_of(sorted(drawn, key=lambda each: each.document.id))
        for lesson in here:
            if done < held:
                done += 1
                replay(learner, lesson, sums)
    return sums


def replay(learner: Learner, lesson: Lesson, sums: Sums) -> None:
    """Add what comes of the second half of an article."""
    for block in blocks(lesson):
        if block[0] >= len(lesson.reading.text) // 2:
            before, here = replace(lesson, end_char=block[0]), only_in(lesson, block)
            for way, triggers in trigger_models(learner.triggers, before):
                sums.tallies["triggers", way] += found_triggers(triggers, here, block)
            for way, relations in relation_models(learner.relations, before):
                sums.tallies["relations", way] += replayed_relations(relations, here, SCHEMA)
            for way, arguments in argument_models(learner.arguments, before):
                sums.slots["fillers", way] += first_fillers(arguments, lesson, block)


def trigger_models(fitting: TriggerFitting, before: Lesson) -> Iterator[tuple[str, TriggerModel]]:
    remembering = fitting.remembering(before)
    yield FINISHED, fitting.model()
    yield MEMORY, remembering
    more = list(examples_of(before, fitting.memory))
    yield INSIDE, replace(remembering, linear=fitting.finished.with_more(more)) if fitting.is_judging else remembering


def relation_models(fitting: RelationFitting, before: Lesson) -> Iterator[tuple[str, RelationModel]]:
    yield FINISHED, fitting.model()
    yield INSIDE, fitting.refit(before)


def argument_models(fitting: ArgumentFitting, before: Lesson) -> Iterator[tuple[str, ArgumentModel]]:
    yield FINISHED, fitting.model()
    yield INSIDE, fitting.refit(before)


def is_in(span: Span, block: Span) -> bool:
    return block[0] <= span[0] < block[1]


def only_in(lesson: Lesson, block: Span) -> Lesson:
    """The article with what is labelled in a block alone."""
    document = lesson.document
    entities = [each for each in lesson.entities if is_in(each.spans[0], block)]
    there = {each.id for each in entities}
    relations = [each for each in lesson.relations if {each.head, each.tail} <= there]
    return replace(lesson, document=structs.replace(document, entities=by_id(entities), relations=by_id(relations)))


def found_triggers(model: TriggerModel, lesson: Lesson, block: Span) -> Tally:
    gold = {each.spans[0]: each.type for each in lesson.events if len(each.spans) == 1 and is_in(each.spans[0], block)}
    proposed = {each.span: each.type for each in model.propose(lesson.reading, lesson.stem) if is_in(each.span, block)}
    return compared(gold, proposed, lesson)


def first_fillers(model: ArgumentModel, lesson: Lesson, block: Span) -> Slots:
    """The roles of a block's events; what fills them may stand in the sentence before or behind."""
    events = [each for each in lesson.events if is_in(each.spans[0], block)]
    return replayed_slots(model, lesson, SCHEMA, events)


def main(arguments: Sequence[str]) -> None:
    """Print a line for each number of finished articles."""
    parser = ArgumentParser(prog="python -m tests.suggest.inside")
    parser.add_argument("--finished", type=int, nargs="+", default=SIZES)
    parser.add_argument("--articles", type=int, default=20)
    options = parser.parse_args(arguments)
    lessons = articles()
    per_layer = Counter(layer for layer, _ in COLUMNS)
    print(" " * 8 + "".join(f"  {layer:<{10 * count - 2}}" for layer, count in per_layer.items()).rstrip())
    print("finished" + "".join(f"  {way:>8}" for _, way in COLUMNS))
    for finished in options.finished:
        sums = measured(lessons, finished, options.articles)
        print(f"{finished:8}" + "".join(f"  {sums.figure(column):8.3f}" for column in COLUMNS), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
