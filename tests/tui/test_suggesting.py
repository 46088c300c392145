"""Suggesters and languages through the real program: chosen by a project, from another package, for strange texts."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from rich.cells import cell_len

from annotator.datasets.record import read_documents
from annotator.model.spans import Span
from annotator.suggest.choice import Suggesting
from annotator.suggest.english_news.suggester import EnglishNews
from annotator.suggest.segment.languages import segmenter_for
from annotator.suggest.several import Several
from annotator.suggest.suggester import Candidate, DocumentView, Suggester, Suggestion
from annotator.tui.editor.editor import Editor
from annotator.tui.keymap import keymap
from tests.shared import ROOT
from tests.tui.in_memory import ARTICLE, FULL_SCHEMA, MemorySession, press
from tests.tui.terminal import running

pytestmark = pytest.mark.slow

SCHEMA = """\
name: "places"
version: "1.0.0"
entity_types:
  FACILITY: {definition: "a place made by people", key: "f", tag: "FAC"}
"""
STRANGE = "A\x85. B said no.\n\nby\u00a0A. Smith left\u2028Port Selm.\u0600 \u202e!\n"


def project(folder: Path, text: str, settings: str) -> Path:
    """A project with one article."""
    (folder / "schema" / "places").mkdir(parents=True)
    (folder / "schema" / "places" / "1.0.0.yaml").write_text(SCHEMA, "utf-8")
    (folder / "annotator.toml").write_text(f'schema = "schema/places/1.0.0.yaml"\n{settings}', "utf-8")
    (folder / "article.txt").write_text(text, "utf-8", newline="")
    run(folder, "add", "article.txt")
    return folder


def run(folder: Path, *arguments: str, lines: str = "") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "annotator", *arguments]
    return subprocess.run(command, cwd=folder, input=lines, capture_output=True, text=True, encoding="utf-8")


def plugin(site: Path) -> Path:
    """The package of the documentation, installed in a folder."""
    [code] = re.findall(r"```python\n(.*?)```", (ROOT / "docs" / "suggestions.md").read_text("utf-8"), re.DOTALL)
    information = site / "ports-1.0.dist-info"
    information.mkdir(parents=True)
    (site / "ports.py").write_text(code, "utf-8")
    (information / "METADATA").write_text("Metadata-Version: 2.1\nName: ports\nVersion: 1.0\n", "utf-8")
    (information / "entry_points.txt").write_text("[annotator.suggesters]\nports = ports:Ports\n", "utf-8")
    return site


@pytest.mark.terminal
def test_a_suggester_of_another_package_proposes_on_the_screen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", f"{plugin(tmp_path / 'site')}:{ROOT}")
    text = "Wir sahen Port Orrin. Das Schiff lag vor Port Selm."
    folder = project(tmp_path / "p", text, 'language = "de"\nsuggesters = ["ports"]\n')
    with running(["label", "article"], folder) as terminal:
        terminal.wait_for("on disk")
        terminal.keys("f", "f")
        terminal.wait_for("on disk")
        terminal.keys("ctrl+c")
        assert terminal.end() == 0
    run(folder, "export", "-o", "gold.jsonl")
    [document] = read_documents(folder / "gold.jsonl")
    assert sorted(str(each.text) for each in document.entities.values()) == ["Port Orrin", "Port Selm"]


class Raising(Suggester):
    """Does what a package of somebody's may do."""

    name = "raising"

    def candidates(self, view: DocumentView, span: Span) -> Sequence[Suggestion[Candidate]]:
        raise RuntimeError("out of order")


def test_a_suggester_that_fails_ends_nothing_and_is_told_of() -> None:
    served_by = Suggesting(segmenter_for("en"), Several([Raising(), EnglishNews()]))
    work = Editor(MemorySession(ARTICLE, FULL_SCHEMA), keymap({}), cell_len, served_by=served_by)
    assert work.messages.news.all == ("suggester raising failed, off here: RuntimeError: out of order",)
    press(work, "g", "tab", "p")
    assert len(work.session.document.entities) == 2


def test_an_unknown_suggester_is_refused_before_anything_is_opened(tmp_path: Path) -> None:
    folder = project(tmp_path, "We left.", 'suggesters = ["english-new"]\n')
    done = run(folder, "label", "--plain")
    assert done.returncode == 3
    assert "annotator.toml:2:" in done.stderr
    assert "unknown suggester 'english-new'; did you mean english-news?" in done.stderr
    assert not list((folder / ".annotator" / "leases").glob("*.json"))
    assert "annotator.toml:2:1: unknown suggester 'english-new'; did you mean" in run(folder, "doctor").stdout


@pytest.mark.terminal
@pytest.mark.parametrize("language", ["en", "de"])
def test_an_article_that_a_library_cannot_digest_opens_on_the_screen(tmp_path: Path, language: str) -> None:
    folder = project(tmp_path, STRANGE, f'language = "{language}"\n')
    with running(["label", "article"], folder) as terminal:
        terminal.wait_for("on disk")
        terminal.keys("right", ")", ")", "end", "tab")
        terminal.wait_for("Smith left")
        assert "panicked" not in terminal.bytes.decode("utf-8", "replace")
        terminal.keys("ctrl+c")
        assert terminal.end() == 0


def test_an_article_that_a_library_cannot_digest_opens_line_by_line(tmp_path: Path) -> None:
    done = run(project(tmp_path, STRANGE, ""), "label", "--plain", lines="say\nn\n3 FACILITY\nlist\nquit\n")
    assert (done.returncode, done.stderr) == (0, "")
    assert 'T1: mention FACILITY "Smith"' in done.stdout


def test_words_of_japanese_are_those_of_a_model_or_the_way_to_it_is_told(tmp_path: Path) -> None:
    done = run(project(tmp_path, "彼は昨日、東京へ行った。", 'language = "ja"\n'), "label", "--plain", lines="quit\n")
    without = 'words of ja need: pip install "gold-annotator[cjk]"' in done.stdout
    assert without or "words: 1 彼, 2 は, 3 昨日, 4 東京, 5 へ" in done.stdout
