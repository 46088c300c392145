"""A document whose text only some annotators have taken is left out and named; the others go on."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from annotator.errors import InputError
from annotator.eval.options import ScoreOptions
from annotator.model.annotation import Entity
from annotator.model.document import Document, by_id, new_document
from annotator.project.adjudication.adjudicate_project import Adjudication
from annotator.project.adjudication.unlike import unlike, unlike_in
from annotator.project.agreement.agree_files import agree_files
from annotator.project.articles.add import remove_articles
from annotator.project.articles.text_changed import reanchor, reanchoring, spans_of
from annotator.project.doctor import diagnose
from annotator.project.project import Project
from annotator.project.team.status import team_status
from tests.project.adjudication.test_adjudicate_project import put
from tests.project.projects import make_project

TEXT = "Selm fell."


def said(document_id: str, name: str) -> Document:
    selm = Entity("T1", "GPE", ((0, 4),), "Selm")
    return new_document(document_id, TEXT, schema_ref="mini@1.0.0", annotator=name, entities=by_id([selm]))


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A project of two articles and two annotators, of whom one has taken the changed text of the first."""
    opened = make_project(tmp_path / "p")
    for document_id in ("a", "b"):
        for name in ("ana", "ben"):
            put(opened, said(document_id, name))
    take(opened, "ana")
    return opened


def take(project: Project, name: str) -> None:
    session = project.open_session("a", name)
    new_text = f"At last {TEXT}"
    session.apply(reanchoring(session.document, new_text, reanchor(TEXT, new_text, spans_of(session.document))))
    session.close()


def test_layers_of_another_text_or_schema_are_unlike() -> None:
    ana, ben = said("a", "ana"), said("a", "ben")
    assert unlike({"ana": ana, "ben": ben}) is None
    migrated = replace(ben, schema_ref="mini@2.0.0")
    assert str(unlike({"ana": ana, "ben": migrated})).endswith("annotator schema migrate")
    assert "ana and ben have another schema (mini@1.0, mini@2.0)" in str(unlike({"ana": ana, "ben": migrated}))


@pytest.mark.slow
def test_what_can_be_held_together_goes_on(project: Project) -> None:
    adjudication = Adjudication(project)
    assert list(adjudication.layers) == ["b"]
    assert "left out: a: ana and ben have another text (" in adjudication.state.text()
    assert [each["document"] for each in adjudication.state.to_plain()["left_out"]] == ["a"]
    with pytest.raises(InputError, match=r"document 'a': ana and ben have another text .*; not everybody has taken"):
        Adjudication(project, ["a"])
    agreement = agree_files([], ScoreOptions(layers=("entities",)), project=project.folder)
    assert (agreement.documents, [each.document for each in agreement.left_out]) == (1, ["a"])


@pytest.mark.slow
def test_whoever_leads_is_told(project: Project) -> None:
    assert list(team_status(project).unlike) == ["a"]
    (diagnosis,) = [each for each in diagnose(project.folder) if each.code == "unlike-layers"]
    assert str(diagnosis).startswith("document 'a': ana and ben have another text")
    take(project, "ben")
    assert (unlike_in(project), list(Adjudication(project).layers)) == ({}, ["a", "b"])


@pytest.mark.slow
def test_where_nothing_else_is_left_the_reason_is_said(project: Project) -> None:
    remove_articles(project, ["b"])
    with pytest.raises(InputError, match="nothing to adjudicate; a: ana and ben have another text"):
        Adjudication(project)
    assert team_status(project).decisions_open == 0
