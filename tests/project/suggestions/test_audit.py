"""The audit of a project reads its log, and gold where that is finished; what was taken back does not count."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from annotator.__main__ import main
from annotator.model.annotation import mention
from annotator.model.coverage import declare_all
from annotator.model.edits import add
from annotator.project.articles.add import add_files
from annotator.project.project import Project
from annotator.project.suggestions.audit import audit_of
from tests.project.projects import make_project

TEXT = "Ilan Marek met Oskell in Selm.\n"


def offered(answer: str, start: int, end: int, type_name: str = "GPE", **more: Any) -> dict[str, Any]:
    return {"source": "x@1", "layer": "entities", "type": type_name, "spans": [[start, end]], "answer": answer, **more}


@pytest.fixture
def project(tmp_path: Path) -> Project:
    made = make_project(tmp_path / "p")
    (tmp_path / "talks.txt").write_text(TEXT, "utf-8")
    add_files(made, [tmp_path / "talks.txt"])
    session = made.open_session("talks", "mira")
    first = add(session.document, mention("T1", "PERSON", TEXT, ((0, 10),)))
    session.apply(first, {"offered": [offered("taken", 0, 10, "PERSON")]})
    second = add(session.document, mention("T2", "GPE", TEXT, ((15, 21),)))
    session.apply(second, {"offered": [offered("taken", 15, 21)]})
    plant = add(session.document, mention("T3", "GPE", TEXT, ((11, 14),)))
    session.apply(plant, {"offered": [offered("taken", 11, 14, planted=True)], "unaided": {"made": 2, "found": 1}})
    taken_back = add(session.document, mention("T4", "GPE", TEXT, ((25, 29),)))
    session.apply(taken_back, {"offered": [offered("taken", 25, 29)]})
    session.undo()
    session.close()
    return made


def gold(project: Project, *, is_finished: bool) -> None:
    session = project.open_session("talks", "gold")
    session.apply(add(session.document, mention("T1", "PERSON", TEXT, ((0, 10),))))
    if is_finished:
        session.apply(declare_all(session.document))
    session.close()


def test_offers_are_judged_by_finished_gold_alone(project: Project) -> None:
    audit = audit_of(project).audit
    assert (audit.offers, audit.planted.count, audit.planted.of) == (3, 1, 1)
    assert (audit.recall_unaided.count, audit.recall_unaided.of) == (1, 2)
    assert audit.too_fast.of == 2
    assert audit.adjudicated.of == 0
    gold(project, is_finished=False)
    assert audit_of(project).audit.adjudicated.of == 0
    assert audit_of(project, "ana").audit.offers == 0


def test_wrong_by_gold_is_what_gold_has_not(project: Project) -> None:
    gold(project, is_finished=True)
    audit = audit_of(project).audit
    assert (audit.adjudicated.count, audit.adjudicated.of) == (1, 1)


def test_the_command_says_it_in_a_sentence(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    folder = str(project.folder)
    project.close()
    assert main(["suggest", "audit", "--project", folder]) == 0
    out = capsys.readouterr().out
    assert out.startswith("1 of 1 planted wrong suggestions were accepted; interval 2 to 100 %\n")
    assert "taken, by source" in out
    assert main(["suggest", "audit", "--project", folder, "--format", "json"]) == 0
    assert '"sentence": "1 of 1 planted' in capsys.readouterr().out
