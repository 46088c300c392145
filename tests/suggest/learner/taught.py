"""Small gold for the learner, and what it teaches; fitted once a process."""

from __future__ import annotations

from functools import cache

from annotator.datasets.record import read_documents
from annotator.model.document import Document
from annotator.schema.label_schema import LabelSchema
from annotator.schema.language import read_schema
from annotator.suggest.learner.model import Model, fit_model
from annotator.suggest.learner.reading.lesson import Lesson, lessons_of
from tests.shared import ROOT

SCHEMA_FILE = ROOT / "schema" / "conflict-news" / "2.0.0.yaml"
GOLD = ROOT / "datasets" / "conflict-news-sample" / "gold-2.0.0.jsonl"


@cache
def schema() -> LabelSchema:
    return read_schema(SCHEMA_FILE)


@cache
def gold() -> tuple[Document, ...]:
    return tuple(read_documents(GOLD))


@cache
def lessons() -> tuple[Lesson, ...]:
    return tuple(lessons_of(gold(), schema(), None))


@cache
def model() -> Model:
    """What the two bundled articles teach."""
    return fit_model(lessons(), schema())
