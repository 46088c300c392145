"""Nothing that is said is cut without a way to read it: a long message wraps, and the list of messages has all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from annotator.suggest.offered.lots import Shares
from annotator.tui.editor.audited.looking import disclosed
from annotator.tui.editor.editor import Editor
from annotator.tui.editor.state import Reading
from annotator.tui.keymap import keymap
from annotator.tui.view.bars import Info
from annotator.tui.view.hues import hues_of
from annotator.tui.view.message import wrapped
from annotator.tui.view.page import Page, painted
from tests.tui.in_memory import ARTICLE, FULL_SCHEMA, MemorySession, editor, in_mode, press, select

LONG = "read-only: held by mira on a-rather-long-name-of-a-machine (process 8887) since 14:02 UTC; document 'raid'"


def lines(message: str, size: tuple[int, int]) -> list[str]:
    work = editor()
    work.state = work.state.say(message)
    return rows_of(work, size)


def rows_of(work: Editor, size: tuple[int, int]) -> list[str]:
    rows = painted(Page(hues_of(FULL_SCHEMA)), work, Info("Raid", "full@1.0.0", entities=1), size)
    return ["".join(text for text, _ in row) for row in rows]


@pytest.mark.parametrize("size", [(80, 24), (120, 35), (40, 12), (60, 9)])
def test_a_message_that_does_not_fit_is_shown_whole_until_the_next_key(size: tuple[int, int]) -> None:
    found = lines(LONG, size)
    assert len(found) == size[1]
    assert " ".join(LONG.split()) in " ".join(" ".join(found).split())


@pytest.mark.parametrize("size", [(80, 24), (120, 35)])
def test_a_short_message_covers_nothing(size: tuple[int, int]) -> None:
    assert "".join(lines("GPE x 3", size)).count("─" * 60) == "".join(lines("", size)).count("─" * 60)


@given(st.text(alphabet="ab 語́ ", max_size=200), st.integers(4, 30))
def test_wrapping_loses_nothing_and_fits(words: str, width: int) -> None:
    found = wrapped(words, width, cell_len)
    assert all(cell_len(each) <= width for each in found)
    assert "".join("".join(found).split()) == "".join(words.split())


def test_the_last_messages_are_listed_whole_the_latest_first() -> None:
    work = editor()
    page = Page(hues_of(FULL_SCHEMA))
    for message in ("first", LONG, "twice", "twice"):
        work.state = work.state.say(message)
        painted(page, work, Info("Raid", "full@1.0.0"), (80, 24))
    select(work, "Oskell")
    press(work, ",", "'")
    said = " ".join(in_mode(work, Reading).lines)
    assert LONG in " ".join(said.split())
    assert said.index("twice  (2 times)") < said.index("read-only") < said.index("first")


@pytest.mark.parametrize("size", [(80, 24), (120, 35)])
def test_news_stand_beside_what_a_key_says_until_they_were_seen(size: tuple[int, int]) -> None:
    work = editor()
    select(work, "Oskell")
    work.messages.hear("the learner has stopped")
    press(work, "z")
    first = "\n".join(rows_of(work, size))
    assert "no type has the letter z" in first
    assert "the learner has stopped" in first
    press(work, "z")
    assert "the learner has stopped" in "\n".join(rows_of(work, size)), "the key may have been on its way"
    press(work, "z")
    assert "the learner has stopped" not in "\n".join(rows_of(work, size))
    press(work, ",", "'")
    assert "the learner has stopped" in in_mode(work, Reading).lines


@pytest.mark.parametrize("shares", [Shares(0.1, 0.02), Shares(0.1, 0.0), Shares(0.0, 0.02)])
def test_what_is_disclosed_stands_whole_on_the_screen_and_in_the_list(shares: Shares) -> None:
    whole = disclosed(shares)
    for size in ((80, 24), (120, 35)):
        work = Editor(MemorySession(ARTICLE, FULL_SCHEMA), keymap(), cell_len, shares=shares)
        assert any(whole in each for each in rows_of(work, size))
        press(work, ",", "'")
        assert whole in " ".join(in_mode(work, Reading).lines)


def test_at_most_fifty_are_kept() -> None:
    work = editor()
    for number in range(60):
        work.messages.note(f"message {number}")
    assert work.messages.latest()[0] == "message 59"
    assert len(work.messages.latest()) == 50


def test_what_a_role_asks_for_never_hides_the_card() -> None:
    """The names of the types that a long role takes stood over the card for as long as the role was asked for."""
    work = editor()
    select(work, "attacked")
    press(work, "!", "s", "1")
    rows = rows_of(work, (80, 24))
    assert any("STATEMENT attacked" in row for row in rows)
    assert any("1 Speaker: PER ORG GPE" in row for row in rows)
    press(work, "2")
    assert any("2 Topic: any event" in row for row in rows_of(work, (80, 24)))
