"""At how many heads of relations the walk stops, by how likely one must be: `python -m tests.suggest.likely_heads`.

Of conflict-wire, each story of the train part judged by what its other stories teach, and development and test by the
whole train part: at each threshold the share of the heads of gold at which the walk stops, and its stops for each.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from annotator.datasets.record import read_documents
from annotator.schema.label_schema import LabelSchema
from annotator.suggest.learner.arguments import in_order
from annotator.suggest.learner.reading.lesson import Lesson, lessons_of
from annotator.suggest.learner.relations import RelationModel, fit_relations
from annotator.tui.editor.move.heads import LIKELY
from tests.shared import ROOT
from tests.tui.editor.key_table import schema_of

FOLDER = ROOT / "datasets" / "conflict-wire"
THRESHOLDS = (0.0, LIKELY, 0.01, 0.02, 0.05, 0.1)


def lessons(part: str) -> list[Lesson]:
    """The articles of a part."""
    documents = list(read_documents(FOLDER / f"{part}.jsonl"))
    return list(lessons_of(documents, schema_of(documents[0]), None))


def judged(lesson: Lesson, model: RelationModel, schema: LabelSchema) -> Iterator[tuple[float, bool]]:
    """For each mention that may be a head how likely its likeliest relation is, and whether gold has one."""
    shares = model.shares(in_order(lesson.entities), lesson.reading, schema)
    heads = {each.head for each in lesson.relations}
    for head in {head for head, _ in shares}:
        yield max(share for (one, _), share in shares.items() if one == head), head in heads


def by_story() -> Iterator[tuple[float, bool]]:
    """The train part."""
    known = sorted(lessons("train"), key=story_of)
    schema = schema_of(known[0].document)
    for story, held_out in groupby(known, key=story_of):
        model = fit_relations([each for each in known if story_of(each) != story], schema)
        for lesson in held_out:
            yield from judged(lesson, model, schema)


def story_of(lesson: Lesson) -> str:
    """The story that an article belongs to."""
    return str(lesson.document.meta["story"])


def other_parts() -> Iterator[tuple[float, bool]]:
    """Development and test, judged by the train part."""
    train = lessons("train")
    schema = schema_of(train[0].document)
    model = fit_relations(train, schema)
    for lesson in (*lessons("development"), *lessons("test")):
        yield from judged(lesson, model, schema)


def row(found: Sequence[tuple[float, bool]], least: float) -> tuple[float, float]:
    """The share of the heads of gold at which the walk stops, and its stops for each head of gold."""
    gold = sum(is_head for _, is_head in found)
    stops = [is_head for share, is_head in found if share >= least]
    return sum(stops) / gold, len(stops) / gold


def table(parts: Sequence[Sequence[tuple[float, bool]]]) -> str:
    """A line for each threshold: of the train part, and of the others."""
    lines = ["likely from  train: found  stops  development, test: found  stops"]
    for least in THRESHOLDS:
        (found, stops), (found_there, stops_there) = (row(each, least) for each in parts)
        lines.append(f"{least:>11}{found:>14.2f}{stops:>7.2f}{found_there:>26.2f}{stops_there:>7.2f}")
    return "\n".join(lines)


if __name__ == "__main__":
    print(table((list(by_story()), list(other_parts()))))
