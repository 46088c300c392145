"""The line of progress: on a terminal's stderr alone, only for long work, with the rate and what is left."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from annotator.cli import progress
from annotator.cli.progress import Progress, Watched, clock, progress_text
from annotator.datasets.record import read_records
from annotator.disk.bytes_read import read_bytes
from annotator.formats.text_lines import text_lines
from annotator.formats.xml_reading import xml_elements


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def a_terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """A terminal as stderr, on which the line shows at once; called in the test, whose capture is set up by then."""
    screen = Terminal()
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setattr(progress, "SHOWN_AFTER_S", 0.0)
    monkeypatch.setattr(progress, "DRAWN_EVERY_S", 0.0)
    return screen


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("documents", 30, 300, 10.0), "documents: 30 of 300, 3/s, 1:30 left"),
        (("documents", 5000, None, 10.0), "documents: 5000, 500/s"),
        (("read", 2.4, 120, 2.0, " MiB"), "read: 2 of 120 MiB, 1.2 MiB/s, 1:38 left"),
        (("documents", 0, 300, 0.0), "documents: 0 of 300, 0/s"),
        (("documents", 300, 300, 10.0), "documents: 300 of 300, 30/s"),
    ],
)
def test_the_line_has_rate_and_remaining_time(words: tuple[str, float, float | None, float], expected: str) -> None:
    assert progress_text(*words) == expected
    assert clock(3661) == "1:01:01"


def test_a_counter_draws_and_wipes(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = a_terminal(monkeypatch)
    with Progress("documents") as count:
        count(1, 4)
        count(2, 4)
    assert "documents: 2 of 4" in terminal.getvalue()
    assert terminal.getvalue().endswith("\r\x1b[K")


@pytest.mark.slow
def test_reading_is_watched_and_then_computing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    terminal = a_terminal(monkeypatch)
    file = tmp_path / "a.jsonl"
    file.write_text("".join(f'{{"id": "d{number}"}}\n' for number in range(100_000)), "utf-8")
    with Watched([file]):
        records = read_records(file, loose=True)
        next(records)
        while "read: " not in terminal.getvalue():
            pass
        list(records)
        while "computing, 0:0" not in terminal.getvalue():
            pass
    assert " left" in terminal.getvalue()


def test_short_work_and_pipes_see_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    pipe, screen = io.StringIO(), Terminal()
    for stream in (pipe, screen):
        monkeypatch.setattr(sys, "stderr", stream)
        with Progress("documents") as count, Watched([]):
            count(1, 2)
        assert stream.getvalue() == ""


def test_lines_and_xml_of_other_tools_count_as_they_are_read(tmp_path: Path) -> None:
    lines, page = tmp_path / "a.txt", tmp_path / "a.xml"
    lines.write_text("x\n" * 1000)
    page.write_text(f"<a>{'<b/>' * 1000}</a>")
    before = read_bytes()
    assert len(list(text_lines(lines))) == 1000
    assert read_bytes() - before == lines.stat().st_size
    assert len(list(xml_elements(page, ["b"]))) == 1000
    assert read_bytes() - before == lines.stat().st_size + page.stat().st_size


def test_a_folder_is_as_large_as_its_files(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a").write_bytes(b"12345")
    (tmp_path / "b").write_bytes(b"123")
    assert [progress._size(each) for each in (tmp_path, tmp_path / "b", tmp_path / "none")] == [8, 3, 0]
