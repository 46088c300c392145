"""What a project holds back of suggestions is held back when an article is opened; never in the adjudicated layer."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotator.model.annotation import mention
from annotator.model.coverage import declare_all
from annotator.model.edits import add
from annotator.project.articles.add import add_files
from annotator.project.project import Project
from annotator.project.suggestions.audit import audit_of
from annotator.suggest.offered.lots import Shares
from annotator.tui.documents import Documents
from annotator.tui.keymap import keymap
from tests.project.planted import offered
from tests.project.projects import make_project

TEXT = "Ilan Marek met Oskell in Selm.\n"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    made = make_project(tmp_path / "p", config="[suggest]\nunaided = 0.2\nplanted = 0.1\nseed = 7\n")
    (tmp_path / "talks.txt").write_text(TEXT, "utf-8")
    add_files(made, [tmp_path / "talks.txt"])
    return made


def test_a_layer_of_ones_own_is_opened_by_the_shares_of_the_project(project: Project) -> None:
    work = Documents(project).editor("talks", keymap(), len)
    assert work.held.shares == Shares(0.2, 0.1, 7)
    assert work.state.message == "a few suggestions are planted wrong, some sentences have none: read each"
    work.session.close()


def test_nothing_is_held_back_in_gold(project: Project) -> None:
    work = Documents(project, "gold").editor("talks", keymap(), len)
    assert not work.held
    assert work.state.message == ""
    work.session.close()


def test_what_the_log_says_of_plants_is_taken_over_and_they_are_lifted_by_whoever_declares(project: Project) -> None:
    session = project.open_session("talks", "mira")
    plant = mention("T1", "ORG", TEXT, ((15, 21),))
    session.apply(add(session.document, plant), offered("ORG", plant.spans, planted=True))
    session.close()
    documents = Documents(project)
    work = documents.editor("talks", keymap(), len)
    work.held.take_log(documents.log_of_plants("talks"))
    assert work.held.answered_places == {plant.spans}
    for key in ("_", "m", "r", "e"):
        work.press(key)
    assert not work.session.document.entities
    assert not work.session.document.incomplete_for
    work.session.close()
    audit = audit_of(project).audit
    assert (audit.planted.count, audit.planted.of) == (1, 1)


def test_what_a_declaration_keeps_is_read_until_it_is_taken_back(project: Project) -> None:
    session = project.open_session("talks", "mira")
    hidden = offered("GPE", ((15, 21),), "refused", shown=False)
    session.apply(declare_all(session.document), {**hidden, "unaided": {"made": 2, "found": 1}})
    session.flush()
    audit = audit_of(project).audit
    assert (audit.recall_unaided.of, audit.anchored.unaided.of) == (2, 1)
    session.undo()
    session.flush()
    assert (audit_of(project).audit.recall_unaided.of, audit_of(project).audit.offers) == (0, 0)
    session.close()
