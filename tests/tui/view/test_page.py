"""Whole screens as marked text, and what holds for all of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from annotator.model.edits import set_field
from annotator.schema.coverage import everything
from annotator.tui.editor.editor import Editor
from annotator.tui.view.bars import Info
from annotator.tui.view.hues import hues_of
from annotator.tui.view.page import Page, painted
from tests.reaching import reached, reaching
from tests.strategies import texts
from tests.tui.in_memory import editor, hint_of, press, select
from tests.tui.view.marked import assert_golden, screen

PENALTIES = (
    "Oskell blacklisted the Dawn Column in May of last year, one of many penalties against Varania’s Border Corps and "
    "pro-Varanian bands in Tessal. Ilan Marek, the head of the Selm Brigade, a wing of the Varanian border guard, was "
    "also blacklisted in June.\n\nThey fought the Northern Lions near Orrin.\n"
)


def labelled() -> Editor:
    """An article with nested mentions, events and relations."""
    work = editor(PENALTIES)
    for words, letter, occurrence in (
        ("Oskell", "g", 0), ("Dawn Column", "o", 0), ("Varania", "g", 0), ("Border Corps", "o", 0), ("Varania", "g", 1),
        ("bands", "o", 0), ("Tessal", "g", 0), ("Ilan Marek", "p", 0), ("Selm Brigade", "o", 0), ("Varanian", "g", 1),
        ("Varanian border guard", "o", 0), ("They", "o", 0), ("June", "d", 0),
    ):  # fmt: skip
        select(work, words, occurrence)
        press(work, letter)
    select(work, "penalties")
    press(work, "!", "a")
    press(work, *hint_of(work, "Oskell"))
    press(work, "space")
    press(work, *hint_of(work, "Border Corps"))
    press(work, "*")
    press(work, *hint_of(work, "bands"), "enter")
    return work


@pytest.mark.parametrize(("width", "height"), [(80, 24), (120, 35)])
def test_a_focused_event(width: int, height: int) -> None:
    assert_golden(f"event-{width}x{height}", screen(labelled(), (width, height)))


@pytest.mark.parametrize(("width", "height"), [(80, 24), (120, 35)])
def test_a_focused_relation(width: int, height: int) -> None:
    work = labelled()
    select(work, "Ilan Marek")
    press(work, ">", "l")
    press(work, hint_of(work, "Selm Brigade"))
    assert_golden(f"relation-{width}x{height}", screen(work, (width, height)))


@pytest.mark.parametrize(("width", "height"), [(80, 24), (120, 35)])
def test_the_sheet_of_what_is_done(width: int, height: int) -> None:
    work = labelled()
    work.session.apply(set_field(work.session.document, "incomplete_for", everything(work.session.schema)))
    select(work, "June")
    press(work, "tab")
    screen(work, (width, height))
    press(work, "_", "v")
    assert_golden(f"done-{width}x{height}", screen(work, (width, height)))


@pytest.mark.parametrize(("width", "height"), [(80, 24), (120, 35)])
def test_the_list_of_things(width: int, height: int) -> None:
    work = labelled()
    select(work, "They")
    screen(work, (width, height))
    press(work, "=")
    assert_golden(f"things-{width}x{height}", screen(work, (width, height)))


@pytest.mark.parametrize(("width", "height"), [(80, 24), (120, 35)])
def test_the_list_of_what_is_proposed(width: int, height: int) -> None:
    work = labelled()
    screen(work, (width, height))
    select(work, "Selm Brigade")
    press(work, "$")
    assert_golden(f"proposed-{width}x{height}", screen(work, (width, height)))


def test_hints_and_slots_and_lists() -> None:
    work = labelled()
    press(work, "space")
    assert_golden("hints-80x24", screen(work, (80, 24)))
    press(work, "escape", "'")
    assert_golden("palette-80x24", screen(work, (80, 24)))
    press(work, "escape", "|")
    assert_golden("plain-80x24", screen(work, (80, 24)))


@given(
    texts(),
    st.integers(1, 130),
    st.integers(1, 40),
    st.sampled_from([(), ("g",), ("space",), ("'",), ("!", "a"), ("|",)]),
)
def test_every_row_is_as_wide_as_the_screen(text: str, width: int, height: int, keys: tuple[str, ...]) -> None:
    work = editor(text)
    press(work, *keys)
    page = Page(hues_of(work.session.schema))
    rows = painted(page, work, Info("title\x1b", "schema"), (width, height))
    assert len(rows) <= height
    for row in rows:
        assert sum(cell_len(run) for run, _ in row) == width or "\u200d" in "".join(run for run, _ in row)


@reaching(0.5)
@given(texts())
def test_no_unsafe_character_is_ever_drawn(text: str) -> None:
    work = editor(text)
    press(work, "g", "#", "\u202e", "enter")
    page = Page(hues_of(work.session.schema))
    for row in painted(page, work, Info(text, text, failure=text), (100, 24)):
        for run, _ in row:
            reached()
            assert all(character >= " " and not "\x7f" <= character <= "\x9f" for character in run)
            assert not set(run) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200b\ufeff\u2028\u2029")


@reaching(0.5)
@given(texts(), st.integers(2, 60))
def test_every_glyph_in_view_is_found_under_its_own_cell(text: str, width: int) -> None:
    work = editor(text)
    page = Page(hues_of(work.session.schema))
    painted(page, work, Info("", ""), (width, 30))
    for shown in page.article.lines:
        for char in range(shown.row.start, shown.row.end):
            cell = shown.line.cell_of(char)
            found = page.glyph_at(cell, shown.top + 1, (width, 30))
            if shown.top + 1 <= 25 and cell < width - 1 and found:
                reached()
                assert found[0] <= char < found[1]


def test_moving_changes_few_cells() -> None:
    from annotator.tui.view.runs import changed_until

    work = labelled()
    page = Page(hues_of(work.session.schema))
    info = Info("Penalties", "full@1.0.0")
    press(work, "home")
    before = painted(page, work, info, (80, 24))
    press(work, "right")
    after = painted(page, work, info, (80, 24))
    changed = sum(changed_until(old, new, cell_len) for old, new in zip(before, after, strict=True))
    assert changed <= 240
