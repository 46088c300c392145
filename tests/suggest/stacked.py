"""What the learner gains by a source, and by a tagger, on `conflict-wire`: `python -m tests.suggest.stacked`.

The source is simulated from gold: it finds three of four strings, gives three of four of these their type, and always
errs in the same way; a tenth of what it says is nothing at all. Where there are no rules the articles are read as if
they were in another language.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from functools import partial

from msgspec.structs import replace

from annotator.datasets.record import read_documents
from annotator.model.document import Document
from annotator.model.spans import Span
from annotator.schema.compiled import load_schema
from annotator.suggest.learner.mentions import fit_mentions
from annotator.suggest.learner.reading.lesson import Lesson, lessons_of
from annotator.suggest.learner.tagger.fitting import with_tagger
from annotator.suggest.worth.keys import Tally
from annotator.suggest.worth.replay import compared, static_mentions
from tests.shared import ROOT

FOUND, RIGHT, SPURIOUS = 0.75, 0.75, 0.1
SIZES = (2, 4, 8, 12)
SCHEMA = load_schema(ROOT / "schema" / "conflict-news" / "2.1.0.yaml")


def said_of(document: Document) -> dict[Span, str]:
    """What the source says of a document."""
    text, types, said = document.text or "", sorted(SCHEMA.entity_types), {}
    mentions = [each for each in document.entities.values() if len(each.spans) == 1]
    for each in mentions:
        draw = random.Random(f"{each.text} {each.type}")
        if draw.random() < FOUND:
            said[each.spans[0]] = each.type if draw.random() < RIGHT else draw.choice(types)
    draw = random.Random(document.id)
    for _ in range(int(SPURIOUS * len(mentions))):
        start = text.find(" ", draw.randrange(len(text))) + 1
        end = text.find(" ", start)
        if start < end:
            said.setdefault((start, end), draw.choice(types))
    return dict(sorted(said.items()))


def part(name: str, language: str = "en") -> list[Lesson]:
    """The articles of a part of the data set, with what the source says, read as in a language."""
    file = ROOT / "datasets" / "conflict-wire" / f"{name}.jsonl"
    documents = [replace(each, meta={**each.meta, "language": language}) for each in read_documents(file, loose=True)]
    return lessons_of(documents, SCHEMA, None, said={each.id: {"simulated": said_of(each)} for each in documents})


def f1(lessons: Sequence[Lesson], tally_of: Callable[[Lesson], Tally]) -> float:
    """F1 of mentions over articles."""
    total = Tally()
    for each in lessons:
        total += tally_of(each)
    return total.f1() or 0.0


def as_it_is(lesson: Lesson) -> Tally:
    """The source without any learner."""
    gold = {each.spans[0]: each.type for each in lesson.entities if len(each.spans) == 1}
    return compared(gold, lesson.reading.said["simulated"], lesson)


def main() -> None:
    """Print a line for each number of articles."""
    train, test = part("train"), part("test")
    print(f"the source as it is: {f1(test, as_it_is):.2f}")
    print("mentions  without  with")
    for count in SIZES:
        model = fit_mentions(train[:count], ("simulated",))
        mentions = sum(len(each.entities) for each in train[:count])
        without, stacked = (f1(test, partial(static_mentions, one)) for one in (model.alone(), model))
        print(f"{mentions:8}  {without:7.2f}  {stacked:4.2f}")
    print("mentions  rules  without tagger  with it")
    for language, rules in (("en", "yes"), ("de", "no")):
        train, test = part("train", language), part("test", language)
        for count in SIZES:
            tagging = with_tagger(train[:count])
            plain, tagged = fit_mentions(train[:count]), fit_mentions(tagging.lessons, (), tagging.tagger)
            mentions = sum(len(each.entities) for each in train[:count])
            without, heard = (f1(test, partial(static_mentions, one)) for one in (plain, tagged))
            print(f"{mentions:8}  {rules:>5}  {without:14.2f}  {heard:7.2f}")


if __name__ == "__main__":
    main()
