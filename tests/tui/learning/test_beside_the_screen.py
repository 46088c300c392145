"""The real program with its learner: offers stand on the screen, the two end together, and one alone is no harm."""

from __future__ import annotations

import os
import signal
from pathlib import Path
from time import monotonic, sleep

import pytest

from annotator.suggest.learner_process.client import MODULE
from tests.suggest.learner import taught
from tests.tui.terminal import PATIENCE_S, Terminal, running

pytestmark = [pytest.mark.terminal, pytest.mark.slow]
TEXT = "Oskell blacklisted the Dawn Column.\n\nThe Dawn Column left Tessal for Selm on Monday, the army said.\n"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with two finished articles and a new one."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return taught.project_with(tmp_path / "project", TEXT)


def learner_of(terminal: Terminal) -> int:
    """The number of the process that the screen has started."""
    for each in Path("/proc").iterdir():
        if each.name.isdecimal():
            try:
                is_child = f"\nPPid:\t{terminal.process.pid}\n" in (each / "status").read_text()
                if is_child and MODULE.encode() in (each / "cmdline").read_bytes():
                    return int(each.name)
            except OSError:
                continue
    raise AssertionError("the screen has started no learner")


def wait_until_gone(process_id: int) -> None:
    end_s = monotonic() + PATIENCE_S
    while Path(f"/proc/{process_id}").exists() and monotonic() < end_s:
        sleep(0.05)
    assert not Path(f"/proc/{process_id}").exists()


def opened(terminal: Terminal) -> int:
    """The screen once an offer of the learner stands on the card; the number of its process."""
    terminal.wait_for("LABEL")
    terminal.keys("tab", "shift+tab")
    terminal.wait_for("learner")
    return learner_of(terminal)


def test_what_it_offers_is_taken_and_it_ends_with_the_screen(project: Path) -> None:
    with running(["label", "new"], project, (120, 35)) as terminal:
        process_id = opened(terminal)
        terminal.keys("enter")
        terminal.wait_for("1 mention ")
        terminal.keys("ctrl+c")
        assert terminal.end() == 0
    wait_until_gone(process_id)


def test_labelling_goes_on_without_it(project: Path) -> None:
    with running(["label", "new"], project, (120, 35)) as terminal:
        os.kill(opened(terminal), signal.SIGKILL)
        terminal.wait_for("the learner has stopped")
        terminal.keys("enter")
        terminal.wait_for("1 mention ")
        terminal.wait_for("on disk")
