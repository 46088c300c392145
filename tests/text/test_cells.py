from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len, split_text

from annotator.text.cells import cell_line, glyphs, is_plain
from annotator.text.visible import is_safe
from tests.reaching import reached, reaching

PIECES = [
    "a",
    "word ",
    "\t",
    "e\u0301",
    "\u0301",
    "👨\u200d👩\u200d👧",
    "漢字",
    "\u200b",
    "\u202e",
    "قوات",
    "\x1b[2J",
    "🇺🇦",
    "नमस्ते",
    "\u2029",
    "\u0ccd",
    "\ufe0f",
    "🏽",
    "❤\ufe0f",
    "\u1100\u1161",
    "\U000e0041",
    "\u0600",
    "“é\u00a0”",
]
lines = st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=12).map("".join)


@given(lines, st.integers(0, 1000))
def test_every_code_point_is_shown_and_leads_back_to_its_own_cells(text: str, start: int) -> None:
    line = cell_line(text, cell_len, start)
    assert line.span == (start, start + len(text))
    for char in range(start, start + len(text)):
        cell = line.cell_of(char)
        first, last = line.span_at(cell)
        assert first <= char < last
        assert line.char_at(cell) == first
        assert line.cells_of((char, char + 1))[0] == cell


@given(lines)
def test_the_map_agrees_with_what_is_drawn(text: str) -> None:
    line = cell_line(text, cell_len)
    for index, shown in enumerate(line.shown):
        assert cell_len(shown) == line.start_cells[index + 1] - line.start_cells[index]
    assert list(line.start_cells) == sorted(set(line.start_cells))
    whole = line.text()
    assert cell_len(whole) == line.width
    for index, cell in enumerate(line.start_cells[1:], 1):
        assert split_text(whole, cell)[0] == "".join(line.shown[:index])


@reaching(0.5)
@given(lines)
def test_no_control_character_is_drawn(text: str) -> None:
    line = cell_line(text, cell_len)
    reached(line.shown)
    for shown in line.shown:
        assert all(
            is_safe(character) or character == "\u200d" or 0xE0000 < ord(character) < 0xE0080 for character in shown
        )


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("a\tb\tcdef", "cdef"),
        ("cafe\u0301 Selm", "Selm"),
        ("👨\u200d👩\u200d👧\u200d👦 Orrin", "Orrin"),
        ("漢字 Tessal", "Tessal"),
        ("\u200bOskell \u200fMarek", "Marek"),
        ("قوات Varania", "Varania"),
    ],
)
def test_the_six_difficult_cases(text: str, word: str) -> None:
    line = cell_line(text, cell_len)
    start = text.index(word)
    first, last = line.cells_of((start, start + len(word)))
    assert line.text(first, last) == word
    assert [line.char_at(cell) for cell in range(first, last)] == list(range(start, start + len(word)))


def test_both_halves_of_a_wide_character_are_it() -> None:
    line = cell_line("漢x", cell_len)
    assert [line.span_at(cell) for cell in range(4)] == [(0, 1), (0, 1), (1, 2), (2, 2)]


@given(st.text("ab é“”\u00a0ж", max_size=30), st.integers(0, 100))
def test_plain_text_takes_the_short_way_to_the_same_map(text: str, start: int) -> None:
    assert is_plain(text, cell_len)
    line = cell_line(text, cell_len, start)
    assert "".join(line.shown) == "".join(each.shown for each in glyphs(text, cell_len))
    assert list(line.start_chars) == [*(each.start_char for each in glyphs(text, cell_len, start)), start + len(text)]


def test_a_cluster_without_end_is_drawn_short() -> None:
    line = cell_line("a" + "\u0301" * 5000 + "b", cell_len)
    assert (len(line.shown), line.start_chars[1], len(line.shown[0]) < 50) == (2, 5001, True)
