"""The lists, the sheet and the keys that lead back say the same in every theme, without colours and in vim."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from annotator.project.articles.add import add_files
from annotator.project.project import Project
from tests.tui.terminal import running

pytestmark = pytest.mark.terminal

TEXT = "Oskell blacklisted the Dawn Column. Oskell left Tessal.\n\nIlan Marek led the Selm Brigade near Orrin.\n"
THEMES = [
    {"ANNOTATOR_THEME": "dark"}, {"ANNOTATOR_THEME": "light"}, {"ANNOTATOR_THEME": "terminal"}, {"NO_COLOR": "1"},
    {"TERM": "xterm"},
]  # fmt: skip
STEPS = {
    "label twice": ("g", "o"),
    "what is proposed": ("$", "$"),
    "no to one": ("-",),
    "back in the text": ("escape", "escape"),
    "done?": ("_",),
    "text": ("escape",),
    "same as": ("=",),
    "text again": ("escape",),
    "not a mention": ("-",),
    "end": (",", ">"),
    "back": ("ctrl+o",),
    "trigger walk": ("!", "tab"),
    "left": ("escape", "escape"),
    "painted anew": ("ctrl+l",),
}


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return made(tmp_path / "project")


def made(folder: Path) -> Path:
    opened = Project.create(folder, "2.0.1")
    article = folder / "first.txt"
    article.write_text(TEXT, "utf-8")
    add_files(opened, [article])
    opened.close()
    return folder


def screens(project: Path, environment: dict[str, str]) -> tuple[dict[str, str], bytes]:
    """What every step shows, times left out, and all that was sent."""
    found = {}
    with running(["label", "first"], project, (80, 24), **environment) as terminal:
        terminal.wait_for("LABEL")
        for name, keys in STEPS.items():
            for key in keys:
                terminal.keys(key)
                terminal.read(0.15)
            terminal.wait_for("on disk")
            found[name] = terminal.text
        return found, terminal.bytes


def test_every_theme_says_the_same(project: Path, tmp_path: Path) -> None:
    first, _ = screens(project, THEMES[0])
    assert "proposed in this article: 2" in first["what is proposed"]
    assert "Oskell" in first["what is proposed"]
    assert "DONE" in first["done?"]
    assert "HINT" in first["same as"]
    assert "not a mention" in first["not a mention"]
    assert first["back"] != first["end"]
    for number, environment in enumerate(THEMES[1:]):
        other, sent = screens(made(tmp_path / str(number)), environment)
        for name in STEPS:
            assert other[name] == first[name], (environment, name)
        if "NO_COLOR" in environment:
            assert not re.search(rb"\x1b\[[0-9;]*(3[0-7]|4[0-7]|38|48|9[0-7])[;m]", sent)
            assert b"\x1b[7" in sent or b";7" in sent, "what is selected is reversed"


def test_the_vim_profile_has_them_too(project: Path) -> None:
    config = project / "annotator.toml"
    config.write_text(config.read_text("utf-8") + '\n[keymap]\nprofile = "vim"\n', "utf-8")
    with running(["label", "first"], project) as terminal:
        terminal.wait_for("LABEL")
        terminal.keys("g")
        terminal.wait_for("on disk")
        terminal.keys("escape")
        terminal.wait_for("MOVE")
        terminal.keys("G", "ctrl+o")
        assert "MOVE" in terminal.text
        terminal.keys(",", "J")
        terminal.wait_for("proposed in")
        terminal.keys("escape")
        terminal.read(0.2)
        terminal.keys("_")
        terminal.wait_for("DONE")
        terminal.keys("escape")
        terminal.read(0.2)
        terminal.keys("i")
        terminal.wait_for("LABEL")
        terminal.keys("=")
        terminal.wait_for("HINT")
