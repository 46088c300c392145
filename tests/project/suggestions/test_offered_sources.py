"""What is kept of an extractor is offered while it holds for text and schema, and no longer."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotator.model.annotation import mention
from annotator.model.document import Document, by_id, new_document
from annotator.project.articles.add import add_files
from annotator.project.project import Project
from annotator.project.suggestions.offered_sources import fresh_runs, offered_sources
from annotator.store.database.transaction import writing
from annotator.store.tables.predictions import keep_predictions
from tests.project.projects import make_project

TEXT = "Mara left Tessal."


@pytest.fixture
def project(tmp_path: Path) -> Project:
    made = make_project(tmp_path / "p")
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    add_files(made, [tmp_path / "a.txt"])
    return made


def keep(project: Project, extractor: str, schema_ref: str) -> Document:
    said = new_document(
        "a", TEXT, schema_ref=schema_ref, entities=by_id([mention("T1", "PERSON", TEXT, ((0, 4),), score=0.75)])
    )
    with writing(project.store.writable(), project.store.location) as transaction:
        keep_predictions(transaction, said, extractor, "1", "2031-05-01T00:00:00Z")
    return said


def test_each_extractor_is_a_source(project: Project) -> None:
    said = keep(project, "model:first", project.schema.ref)
    keep(project, "llm:small", project.schema.ref)
    sources = offered_sources(project, said, fresh_runs(project, "a"))
    assert [(each.name, each.version) for each in sources] == [("llm:small", "1"), ("model:first", "1")]
    [offer] = sources[0].touching((0, 4))
    assert (offer.type, offer.probability, offer.is_sure) == ("PERSON", 0.75, False)


def test_what_was_said_under_another_schema_is_not_offered(project: Project) -> None:
    keep(project, "model:first", "other@1.0.0")
    assert fresh_runs(project, "a") == ()
    assert fresh_runs(project, "nowhere") == ()
