"""A document under another id: its layers, their logs and undo come along; what it was called stays taken."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotator.errors import InputError, LayerLockedError
from annotator.model.annotation import mention
from annotator.model.edits import add
from annotator.project.articles.add import add_files
from annotator.project.articles.rename import rename_article
from annotator.project.doctor import diagnose
from annotator.project.project import Project
from tests.project.projects import make_project

TEXT = "Ilan Marek met Oskell.\n"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Two articles, one of them labelled by two people."""
    found = make_project(tmp_path / "p")
    for name in ("talks", "other"):
        (tmp_path / f"{name}.txt").write_text(TEXT, encoding="utf-8")
    add_files(found, [tmp_path / "talks.txt", tmp_path / "other.txt"])
    for who in ("mira", "ben"):
        session = found.open_session("talks", who)
        session.apply(add(session.document, mention("T1", "PERSON", TEXT, ((0, 10),))))
        session.apply(add(session.document, mention("T2", "GPE", TEXT, ((15, 21),))))
        session.undo()
        session.close()
    return found


def test_layers_logs_and_undo_come_along(project: Project) -> None:
    rename_article(project, "talks", "border-talks")
    assert project.document_ids() == ["border-talks", "other"]
    for who in ("mira", "ben"):
        session = project.open_session("border-talks", who)
        assert session.document.id == "border-talks"
        assert sorted(session.document.entities) == ["T1"]
        assert session.redo() is not None
        assert sorted(session.document.entities) == ["T1", "T2"]
        session.undo()
        session.undo()
        assert not session.document.entities
        session.close()
    assert diagnose(project.folder) == []


def test_what_is_taken_missing_open_or_no_id_is_refused_and_nothing_changes(project: Project) -> None:
    with pytest.raises(InputError, match="'other' is taken"):
        rename_article(project, "talks", "other")
    with pytest.raises(InputError, match="no document 'talk'"):
        rename_article(project, "talk", "x")
    with pytest.raises(InputError, match="is no id"):
        rename_article(project, "talks", " ")
    with pytest.raises(InputError, match="already"):
        rename_article(project, "talks", "talks")
    session = project.open_session("talks", "ben")
    with pytest.raises(LayerLockedError, match="held by ben"):
        rename_article(project, "talks", "x")
    session.close()
    assert project.document_ids() == ["talks", "other"]


def test_the_old_id_stays_taken_for_other_texts_and_may_be_taken_up_again(project: Project, tmp_path: Path) -> None:
    rename_article(project, "talks", "border-talks")
    (tmp_path / "talks.txt").write_text("Another text.\n", encoding="utf-8")
    with pytest.raises(InputError, match="taken"):
        add_files(project, [tmp_path / "talks.txt"])
    rename_article(project, "border-talks", "talks")
    assert project.document_ids() == ["talks", "other"]
    session = project.open_session("talks", "mira")
    assert sorted(session.document.entities) == ["T1"]
    session.close()
