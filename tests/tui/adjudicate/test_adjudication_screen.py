"""`annotator adjudicate` through a pseudo-terminal: two layers decided to released gold, keys counted."""

from __future__ import annotations

from pathlib import Path

import pytest

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
