"""Header, status line, rule and sheet at 80 columns: twelve types and all counts, nothing cut without a sign."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from annotator.schema.label_schema import EntityType, LabelSchema
from annotator.schema.language import read_schema
from annotator.text.visible import visible
from annotator.tui.editor.declaring import Declaring, PartRow
from annotator.tui.editor.editor import Editor
from annotator.tui.editor.letters import type_letters
from annotator.tui.view.bars import Info, header
from annotator.tui.view.hues import hues_of
from annotator.tui.view.page import Page, painted
from annotator.tui.view.runs import StyledRow, both_ends, cut
from annotator.tui.view.sheet import sheet_rows
from tests.strategies import texts
from tests.tui.in_memory import FULL_SCHEMA, editor, press, select

ROOT = Path(__file__).parents[3]
NEWS = read_schema(ROOT / "schema" / "conflict-news" / "2.0.1.yaml")


def text_of(row: StyledRow) -> str:
    return "".join(text for text, _ in row)


def screen(work: Editor, size: tuple[int, int], **said: int) -> list[str]:
    info = Info("harrow-raid", "news@2.0.1", **said)  # type: ignore[arg-type]
    return [text_of(row) for row in painted(Page(hues_of(work.session.schema)), work, info, size)]


def test_twelve_types_stand_in_eighty_columns() -> None:
    letters = type_letters(NEWS)
    row = text_of(header(Info("harrow-raid", "x", number=3, count=20), letters, hues_of(NEWS), 80, cell_len))
    assert len(row) == 80
    shown = [word for word in row.split() if word[0] in letters.entities and word[1:].isupper()]
    assert len(shown) >= 12
    assert shown == [letter + letters.tag(name) for letter, name in letters.entities.items()][: len(shown)]
    left = len(letters.entities) - len(shown)
    assert row.rstrip().endswith(f"'{left}") == bool(left)
    assert "harrow" in row


@given(st.integers(1, 200), st.integers(1, 26), texts())
def test_the_header_says_how_many_types_it_leaves_out(width: int, count: int, title: str) -> None:
    schema = LabelSchema(
        "many", "1.0.0", entity_types={f"T{number:02}x": EntityType(f"T{number:02}x") for number in range(count)}
    )
    letters = type_letters(schema)
    row = header(Info(title, "x"), letters, hues_of(schema), width, cell_len)
    assert sum(cell_len(text) for text, _ in row) == width
    tags = [text for text, _ in row if text.strip() in letters.tags.values()]
    if tags and width > 30:
        left = text_of(row).rstrip().rpartition("'")[2]
        assert len(tags) + (int(left) if left.isdigit() else 0) == count


def test_while_events_are_made_the_header_shows_their_letters() -> None:
    work = editor("Oskell attacked Tessal. They attacked again.", FULL_SCHEMA)
    assert "gGPE" in screen(work, (80, 24))[0]
    select(work, "attacked")
    press(work, "!")
    top = screen(work, (80, 24))[0]
    assert "aATK" in top
    assert "gGPE" not in top


@pytest.mark.parametrize("size", [(80, 24), (120, 35), (100, 30)])
def test_all_counts_stand_on_the_screen(size: tuple[int, int]) -> None:
    work = editor("Oskell attacked Tessal. They attacked again.")
    select(work, "Oskell")
    press(work, "g")
    shown = "\n".join(screen(work, size, entities=1, relations=2, events=64))
    assert work.index.unconfirmed == 1
    assert " 1? " in shown
    assert "0/2 read" in shown or "1/2 read" in shown
    assert "1 mention " in shown
    assert "0 relations" in shown or "2 relations" in shown


@given(st.lists(st.from_regex(r"[A-Z][A-Za-z_]{2,12}", fullmatch=True), unique=True, min_size=2, max_size=60))
def test_no_two_types_have_one_tag(names: list[str]) -> None:
    written = EntityType("written", tag="DRU")
    schema = LabelSchema("t", "1.0.0", entity_types={"written": written} | {name: EntityType(name) for name in names})
    tags = [type_letters(schema).tag(name) for name in schema.entity_types]
    assert len({tag.upper() for tag in tags}) == len(tags)
    assert all(len(tag) <= 3 for tag in tags)


def test_tags_that_are_made_up_tell_the_words_of_a_name() -> None:
    names = ("Drug", "DrugClass", "DrugDose", "DrugRoute", "Organ", "Organism", "Organisation")
    schema = LabelSchema("t", "1.0.0", entity_types={name: EntityType(name) for name in names})
    letters = type_letters(schema)
    assert [letters.tag(name) for name in names[:4]] == ["DRU", "DRC", "DRD", "DRR"]


@given(texts(), st.integers(8, 60))
def test_what_is_cut_in_the_middle_keeps_both_ends(text: str, cells: int) -> None:
    words = " ".join(text.split())
    shown = both_ends(visible(words), cells, cell_len)
    assert cell_len(shown) <= cells
    if cell_len(visible(words)) > cells:
        assert "…" in shown


def test_a_long_selection_says_how_it_ends() -> None:
    work = editor("First words of it. " + "More of the same. " * 40 + "And the last words.")
    select(work, "First")
    for _ in range(60):
        press(work, "]")
    card = "\n".join(screen(work, (80, 24)))
    start, end = work.state.selection
    assert "First words of it. More" in card
    assert work.text[end - 10 : end] in card
    assert f"{end - start} characters" in card
    wide = "\n".join(screen(work, (120, 35)))
    assert work.text[end - 10 : end] in wide


@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_the_sheet_says_everything_at_any_width(width: int) -> None:
    names = ("mentions", "values", "relations", "events")
    rows = tuple(
        PartRow(name, (), read=20, sentences=38, open=4, unconfirmed=3, wrong=2, gap=(0, 5), can_close=True)
        for name in names
    )
    shown = sheet_rows(Declaring(rows), "harrow-raid", (width, 30), cell_len)
    said = " ".join(" ".join(text_of(row) for row in shown).split())
    assert "12 unconfirmed" in said
    for name in names:
        assert f"{name}: 18 sentences not read" in said
    assert "done: mentions, values, relations, events" in said
    assert all(sum(cell_len(text) for text, _ in row) == width for row in shown)


def test_what_is_proposed_says_so_on_two_letters() -> None:
    work = editor("He left. US units left.")
    select(work, "US")
    press(work, "g")
    row = next(row for row in screen(work, (80, 24)) if row.lstrip().startswith("g?"))
    assert row.index("g?") == "He left. US".index("US")


def test_cutting_keeps_what_fits() -> None:
    assert both_ends("short", 10, cell_len) == "short"
    assert cut("abcdefghij", 5, cell_len) == "abcd…"
