"""What is in view: the selection with all its rows after every key, and every line of the text page by page."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.model.spans import Span
from annotator.tui.editor.editor import Editor
from annotator.tui.editor.state import Filling, Hinting, Picking, State
from annotator.tui.view.bars import Info
from annotator.tui.view.hues import hues_of
from annotator.tui.view.page import Page, layout, painted
from tests.reaching import reached, reaching
from tests.slow import first_quick
from tests.strategies import texts
from tests.tui.in_memory import editor, press, select

SIZES = [(80, 24), (120, 35), (100, 30), (60, 15), (40, 8), (200, 50)]
SENTENCE = "The U.S. Embassy Guard of Oskell said the Dawn Column and Ilan Marek left Orrin, {} of Tessal, in May. "
LONG = "".join(SENTENCE.format(number) + ("\n\n" if number % 4 == 3 else "") for number in range(60))
KEYS = [
    *("right", "left", "down", "up", "pagedown", "pageup", ")", "(", "tab", "shift+tab", "ctrl+right", "ctrl+left"),
    *("ctrl+home", "ctrl+end", "*", "]", "[", "{", "}", "g", "o", "p", "enter", "space", "escape", "ctrl+z", "ctrl+y"),
    *("backspace", "ctrl+l", "|", "ctrl+o", ">", "!", "a", "f", "j", "home", "end"),
]


def dense() -> Editor:
    """A long article with nested mentions in many lines."""
    work = editor(LONG)
    for occurrence in range(0, 60, 3):
        for words, letter in (("U.S.", "g"), ("U.S. Embassy", "o"), ("U.S. Embassy Guard", "o"), ("Ilan Marek", "p")):
            select(work, words, occurrence)
            press(work, letter)
    press(work, "escape", "ctrl+home")
    return work


class Screen:
    """An editor with its page, painted after every key."""

    def __init__(self, work: Editor, size: tuple[int, int]) -> None:
        self.work, self.size = work, size
        self.page = Page(hues_of(work.session.schema))
        self.paint()

    def paint(self) -> None:
        painted(self.page, self.work, Info("", ""), self.size)

    def press(self, *keys: str) -> None:
        for key in keys:
            self.work.press(key)
            self.paint()

    def is_in_view(self, char: int) -> bool:
        """Whether the line with a code point is drawn with all its rows, or from its first one when it is too high."""
        height = layout(*self.size).article_height
        for line in self.page.article.lines:
            if line.row.start <= char < max(line.row.next, line.row.start + 1):
                return line.top == 0 or line.top + len(line.rows) <= height
        return False


def moved_edge(before: Span, after: State) -> int:
    """The code point that a person looks at after a key."""
    start, end = after.selection
    return max(end - 1, start) if start == before[0] and end != before[1] else start


@pytest.mark.slow
@reaching(0.5)
@given(st.sampled_from(SIZES), st.lists(st.sampled_from(KEYS), min_size=1, max_size=40))
def test_the_selection_is_in_view_after_every_key(size: tuple[int, int], keys: list[str]) -> None:
    shown = Screen(dense(), size)
    for key in keys:
        before = shown.work.state.selection
        shown.press(key)
        mode = shown.work.state.mode
        if mode is None and shown.work.state.selection != before:
            reached()
            assert shown.is_in_view(moved_edge(before, shown.work.state)), key


@pytest.mark.parametrize("size", first_quick(SIZES, 2))
@pytest.mark.parametrize("key", ["down", ")", "pagedown", "tab", "ctrl+right"])
def test_going_down_an_article_never_loses_the_selection(size: tuple[int, int], key: str) -> None:
    shown = Screen(dense(), size)
    for _ in range(60):
        before = shown.work.state.selection
        shown.press(key)
        assert shown.is_in_view(moved_edge(before, shown.work.state))


def pages(shown: Screen, key: str) -> list[Span]:
    """The text that was drawn in full, page by page, until nothing moves any more."""
    seen: list[Span] = []
    for _ in range(400):
        seen.append(shown.work.in_view.in_full)
        before = shown.work.state.selection, seen[-1]
        shown.press(key)
        if (shown.work.state.selection, shown.work.in_view.in_full) == before:
            return seen
    raise AssertionError("it never came to an end")


@pytest.mark.parametrize("size", first_quick(SIZES, 2))
@pytest.mark.parametrize("view", ["lanes", "plain"])
def test_pages_skip_no_line_and_keep_one(size: tuple[int, int], view: str) -> None:
    shown = Screen(dense(), size)
    if view == "plain":
        shown.press("|")
    down = pages(shown, "pagedown")
    assert down[0][0] == 0
    assert down[-1][1] >= len(LONG.rstrip())
    for above, below in pairwise(down):
        assert above[0] <= below[0]
        assert below[0] < above[1] or (size[1] < 10 and not LONG[above[1] : below[0]].strip())
    up = pages(shown, "pageup")
    assert up[-1][0] == 0
    for below, above in pairwise(up):
        assert below[0] < above[1] or not LONG[above[1] : below[0]].strip()


@reaching(0.5)
@given(texts(), st.sampled_from([(80, 24), (30, 8), (120, 35)]))
def test_pages_show_the_whole_of_any_text(text: str, size: tuple[int, int]) -> None:
    shown = Screen(editor(text), size)
    shown.press("ctrl+home")
    covered = shown.work.in_view.in_full[1]
    for _ in range(200):
        before = shown.work.state.selection
        shown.press("pagedown")
        start, end = shown.work.in_view.in_full
        assert not any(map(str.isalnum, text[covered:start]))
        covered = max(covered, end)
        if shown.work.state.selection == before:
            break
    reached(text.strip())
    assert not any(map(str.isalnum, text[covered:]))


@pytest.mark.slow
@pytest.mark.parametrize("size", first_quick(SIZES))
def test_a_long_selection_shows_the_edge_that_moves(size: tuple[int, int]) -> None:
    shown = Screen(dense(), size)
    select(shown.work, "Orrin", 5)
    for _ in range(200):
        shown.press("]")
        assert shown.is_in_view(shown.work.state.selection[1] - 1)
    for _ in range(150):
        shown.press("[")
        assert shown.is_in_view(shown.work.state.selection[1] - 1)
    shown.press("{")
    assert shown.is_in_view(shown.work.state.selection[0])


@pytest.mark.parametrize("size", [(80, 24), (120, 35)])
@pytest.mark.parametrize("keys", [("space",), ("!", "a"), (">", "l")])
def test_with_hints_the_whole_sentence_is_in_view(size: tuple[int, int], keys: tuple[str, ...]) -> None:
    """The end of the sentence was below the edge: a role had no hint for what stands there."""
    work = dense()
    shown = Screen(work, size)
    for occurrence in range(3, 40, 6):
        select(work, "Ilan Marek", occurrence)
        shown.paint()
        shown.press(*keys)
        assert isinstance(work.state.mode, Hinting | Filling)
        start, end = work.context.sentence(work.state.selection)
        assert shown.is_in_view(start)
        assert shown.is_in_view(end - 1)
        shown.press("escape")
        press(work, "ctrl+z")


def test_the_view_moves_while_hints_stand() -> None:
    shown = Screen(dense(), (80, 24))
    select(shown.work, "Ilan Marek", 3)
    shown.press(">", "l")
    before = shown.work.in_view.window
    shown.press("pagedown", "pagedown")
    assert shown.work.in_view.window[0] > before[1] - 200
    mode = shown.work.state.mode
    assert isinstance(mode, Hinting)
    assert mode.subject
    window = shown.work.in_view.window
    assert all(window[0] <= each.span[0] < window[1] for each in mode.targets)


@pytest.mark.parametrize("size", [(80, 24), (120, 35)])
def test_a_key_puts_the_line_into_the_middle(size: tuple[int, int]) -> None:
    shown = Screen(dense(), size)
    shown.press(*["down"] * 40)
    shown.press("ctrl+l")
    height = layout(*size).article_height
    line = next(
        each for each in shown.page.article.lines if each.row.start <= shown.work.state.selection[0] < each.row.next
    )
    assert height // 2 - 8 <= line.top <= height // 2
    shown.press("'", "ctrl+l")
    assert isinstance(shown.work.state.mode, Picking)
