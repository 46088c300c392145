"""What threads hand over is done between two lines, in order; the learner's offers reach plain mode so."""

from __future__ import annotations

import subprocess
import sys
from functools import partial
from pathlib import Path
from threading import Thread
from time import monotonic

import pytest

from annotator.tui.plain.between_lines import BetweenLines
from tests.suggest.learner import taught
from tests.tui.terminal import PATIENCE_S

TEXT = "Oskell blacklisted the Dawn Column.\n"


def test_nothing_is_done_before_it_is_asked_for_and_then_all_in_order() -> None:
    between = BetweenLines()
    done: list[int] = []

    def hand_over() -> None:
        for number in range(3):
            between.soon(partial(done.append, number))

    thread = Thread(target=hand_over)
    thread.start()
    thread.join()
    assert done == []
    between.do_all()
    assert done == [0, 1, 2]


def test_what_is_for_later_waits() -> None:
    between = BetweenLines()
    done: list[str] = []
    between.later(0.02, lambda: done.append("late"))
    between.do_all()
    assert done == []
    end_s = monotonic() + PATIENCE_S
    while not done and monotonic() < end_s:
        between.do_all()
    assert done == ["late"]


@pytest.mark.slow
def test_the_learner_offers_in_plain_mode_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    folder = taught.project_with(tmp_path / "project", TEXT)
    command = [sys.executable, "-m", "annotator", "label", "new", "--plain"]
    with subprocess.Popen(command, cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin
        assert process.stdout
        end_s = monotonic() + PATIENCE_S
        line = ""
        while "learner" not in line:
            assert monotonic() < end_s
            process.stdin.write("offers\n")
            process.stdin.flush()
            line = process.stdout.readline()
        process.stdin.write("take 1\nquit\n")
        process.stdin.close()
        assert "GPE" in process.stdout.read()
    assert process.returncode == 0
