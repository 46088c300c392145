"""Reopening an article goes on where it was left, with what was read; a file that is no good changes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotator.suggest.offered.lots import Shares
from annotator.tui.resume import Resume, reading_folder
from tests.tui.editor.audited.auditing import at, audited, letter, right
from tests.tui.in_memory import editor, press, select, selected

TEXT = "Oskell met Ilan Marek. The Selm Brigade left.\n"


@pytest.fixture(autouse=True)
def state_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


def test_the_last_selection_and_what_was_read_come_back(tmp_path: Path) -> None:
    work = editor(TEXT)
    select(work, "Oskell")
    press(work, "g", "p")
    assert selected(work) == "Selm Brigade"
    Resume(tmp_path, "mira").keep(work)
    again = editor(TEXT)
    Resume(tmp_path, "mira").take_up(again)
    assert selected(again) == "Selm Brigade"
    assert again.read.walked == work.read.walked
    assert again.read.walked["mentions"] == {0}


@pytest.mark.parametrize("other", ["jon", "folder", "text"])
def test_another_annotator_project_or_text_begins_at_the_top(other: str, tmp_path: Path) -> None:
    work = editor(TEXT)
    select(work, "Selm Brigade")
    Resume(tmp_path, "mira").keep(work)
    again = editor(TEXT + "It fell.\n" if other == "text" else TEXT)
    Resume(tmp_path / "other" if other == "folder" else tmp_path, "jon" if other == "jon" else "mira").take_up(again)
    assert selected(again) == "Oskell"


@pytest.mark.parametrize("content", [b"", b"{}", b"[]", b"null", b"\xff", b'{"version": 1, "selection": [0]}', b"7"])
def test_a_file_that_is_no_good_is_as_if_it_were_not_there(content: bytes, tmp_path: Path) -> None:
    work = editor(TEXT)
    Resume(tmp_path, "mira").keep(work)
    folder = reading_folder()
    assert folder is not None
    (file,) = folder.iterdir()
    file.write_bytes(content)
    Resume(tmp_path, "mira").take_up(work)
    assert selected(work) == "Oskell"


def test_a_folder_that_cannot_be_written_disturbs_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    Resume(tmp_path, "mira").keep(editor(TEXT))


def test_what_was_hidden_in_sentences_that_were_labelled_since_is_known_the_next_time(tmp_path: Path) -> None:
    shares = Shares(unaided=0.5, seed=3)
    work = audited(shares)
    hidden = next(spans for spans in right() if work.context.is_unaided(spans[0][0]))
    press(at(work, hidden[0]), letter(work, right()[hidden]))
    noted = {start: each for start, each in work.held.hidden.items() if each}
    assert noted
    Resume(tmp_path, "mira").keep(work)
    again = audited(shares, work.session)
    Resume(tmp_path, "mira").take_up(again)
    assert {start: each for start, each in again.held.hidden.items() if each} == noted
    folder = reading_folder()
    assert folder is not None
    (file,) = folder.iterdir()
    file.write_bytes(file.read_bytes().replace(b'"shown": false', b'"shown": 7'))
    broken = audited(shares, work.session)
    Resume(tmp_path, "mira").take_up(broken)
    assert not broken.held.hidden
