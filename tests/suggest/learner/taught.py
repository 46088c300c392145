"""Small gold for the learner, and what it teaches; fitted once a process."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from annotator.datasets.record import read_documents
from annotator.datasets.write import write_records
from annotator.model.document import Document
from annotator.project.articles.add import add_files
from annotator.project.project import Project
from annotator.project.records.import_records import import_records
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


def project_with(folder: Path, text: str) -> Path:
    """A new project with the two articles finished in gold, and one with a text that is called new."""
    opened = Project.create(folder, "2.0.0")
    write_records(gold(), folder / "gold.jsonl")
    import_records(opened, folder / "gold.jsonl", "gold")
    (folder / "new.txt").write_text(text, "utf-8")
    add_files(opened, [folder / "new.txt"])
    opened.close()
    return folder
