"""`annotator adjudicate` through a pseudo-terminal: two layers decided to released gold, keys counted."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotator.project.adjudication.adjudicate_project import made_decisions
from annotator.project.project import Project
from annotator.project.records.export_records import exported
from annotator.store.reading.status import progress
from tests.project.adjudication.test_adjudicate_project import ANA, BEN, put
from tests.project.projects import make_project
from tests.tui.terminal import running

pytestmark = pytest.mark.terminal


@pytest.mark.parametrize(("width", "height"), [(80, 24), (120, 35)])
def test_two_layers_become_gold(tmp_path: Path, width: int, height: int) -> None:
    project = make_project(tmp_path / "p")
    put(project, ANA)
    put(project, BEN)
    people = {"1": "ana", "2": "ben"}
    project.close()
    with running(["adjudicate", "--seed", "3"], tmp_path / "p", (width, height)) as terminal:
        terminal.wait_for("ADJUDICATE")
        terminal.wait_for("boundary")
        terminal.keys("w")
        terminal.wait_for("(ana)")
        digit = next(key for key in people if f"{key} [border guards] (ben)" in terminal.text)
        terminal.keys("w", digit)
        terminal.wait_for("missing")
        terminal.keys(digit)
        terminal.wait_for("nothing is left to decide")
        terminal.keys("u")
        terminal.wait_for("taken back")
        terminal.keys(digit)
        terminal.wait_for("nothing is left to decide")
        terminal.keys("q", "\x11")
        assert terminal.end() == 0
    opened = Project.open(tmp_path / "p")
    (document,) = exported(opened, "gold")
    assert sorted(str(each.text) for each in document.entities.values()) == [
        "Ana Marek", "Orrin", "Selm", "border guards"
    ]  # fmt: skip
    assert [each.status for each in progress(opened.store.rows)] == ["adjudicated"]
    opened.close()


def test_an_answer_of_an_earlier_session_can_be_taken_back_and_given_anew(tmp_path: Path) -> None:
    project = make_project(tmp_path / "p")
    put(project, ANA)
    put(project, BEN)
    project.close()
    with running(["adjudicate", "--seed", "3"], tmp_path / "p", (80, 24)) as terminal:
        terminal.wait_for("boundary")
        terminal.keys("1")
        terminal.wait_for("missing")
        terminal.keys("1")
        terminal.wait_for("nothing is left to decide")
        terminal.keys("\x11")
        assert terminal.end() == 0
    with running(["adjudicate", "--seed", "3"], tmp_path / "p", (80, 24)) as terminal:
        terminal.wait_for("nothing is left to decide")
        terminal.keys("u")
        terminal.wait_for("taken back")
        terminal.keys("2")
        terminal.wait_for("nothing is left to decide")
        terminal.keys("\x11")
        assert terminal.end() == 0
    opened = Project.open(tmp_path / "p")
    first, taken_back, second = (each for each in made_decisions(opened) if each.kind == "missing")
    opened.close()
    assert taken_back.how == "open"
    assert first.chosen != second.chosen
