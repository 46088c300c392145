"""Tables fit the width there is, and lose no cell on the way."""

from __future__ import annotations

import os
from pathlib import Path
from unicodedata import east_asian_width

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.eval.reports.columns import aligned, cells, fitted

words = st.text("abcdefgh", min_size=1, max_size=12)
numbers = st.from_regex(r"0\.\d{4}|\d{1,5}", fullmatch=True)


@st.composite
def tables(draw: st.DrawFn, numbers: st.SearchStrategy[str] = numbers) -> tuple[list[list[str]], int]:
    names, figures = draw(st.integers(0, 4)), draw(st.integers(1, 12))
    header = [f"n{column}" for column in range(names)] + [f"f{column}" for column in range(figures)]
    row = st.tuples(*[words] * names, *[numbers] * figures).map(list)
    return [header, *draw(st.lists(row, min_size=1, max_size=6))], names


@given(tables(), st.integers(70, 120))
def test_a_table_fits_and_keeps_its_figures(table: tuple[list[list[str]], int], width: int) -> None:
    lines, names = table
    shown = fitted(lines, names, width)
    assert max(map(cells, shown.split("\n"))) <= width
    found = shown.split()
    assert all(found.count(cell) >= 1 for line in lines for cell in line[names:])


@given(tables())
def test_a_table_that_fits_stays_as_it_is(table: tuple[list[list[str]], int]) -> None:
    lines, names = table
    assert fitted(lines, names) == fitted(lines, names, 10_000) == aligned(lines, names)


COMPARED = ("layer", "measure", "type", "figure", "left", "right", "delta", "interval", "p", "p boot", "p Holm", "d")
ROW = ("all", "f1", "0.1000", "0.2000", "0.1000", "[+0.0500, +0.1500]", "0.0002", "0.0002", "0.0002", "0.9000")


def test_what_is_the_same_in_every_row_is_told_above() -> None:
    rows = [["entities", name, *ROW] for name in ("strict", "exact", "partial")]
    shown = fitted([COMPARED, *rows], 4, 85).split("\n")
    assert shown[0] == "layer entities, type all, figure f1"
    assert shown[1].split()[:3] == ["measure", "left", "right"]


def test_layers_become_headings_where_that_is_enough() -> None:
    header = ("layer", "measure", "type", "tp", "fp", "fn", "precision", "recall", "f1", "f1 interval")
    figures = ("10", "10", "10", "0.5000", "0.5000", "0.5000", "[0.4000, 0.6000]")
    rows = [
        (layer, name, kind, *figures)
        for layer, name in (("entities", "strict"), ("events", "argument-attached-c"))
        for kind in ("PER", "ORG")
    ]
    shown = fitted([header, *rows], 3, 80)
    assert max(map(len, shown.split("\n"))) <= 80
    assert "\nentities:\n" in shown
    assert "[0.4000, 0.6000]" in shown


def test_wide_letters_take_two_cells() -> None:
    assert (cells("組織"), cells("e\u0301"), cells("ORG")) == (4, 1, 3)
    lines = aligned([["type", "n"], ["組織", "1"], ["ORG", "2"]], 1).split("\n")
    assert len({cells(line) for line in lines}) == 1


@given(tables(st.from_regex(r"0\.[0-9]{4}", fullmatch=True)))
def test_names_are_flush_left_and_figures_flush_right(table: tuple[list[list[str]], int]) -> None:
    lines, names = table
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    starts = [sum(widths[:column]) + 2 * column for column in range(len(widths))]
    shown = [line.ljust(sum(widths) + 2 * len(widths)) for line in aligned(lines, names).split("\n")]
    cut = [[line[start : start + width] for start, width in zip(starts, widths, strict=True)] for line in shown]
    flush = [
        [cell.ljust(width) if column < names else cell.rjust(width) for column, (cell, width) in enumerate(row)]
        for row in ([*zip(line, widths, strict=True)] for line in lines)
    ]
    assert cut == flush


@given(st.text(st.sampled_from("aé漢字ｱ"), max_size=8))
def test_wide_characters_take_two_cells(text: str) -> None:
    assert cells(text) == sum(2 if east_asian_width(each) == "W" else 1 for each in text)
    assert cells(f"{text}\u0301") == cells(text)


GOLDEN = Path(__file__).parent / "goldens" / "columns.txt"


def narrowed() -> str:
    """One table at widths that need more and more to be given up."""
    rows = [
        (layer, name, kind, *ROW)
        for layer, name in (("entities", "strict"), ("events", "argument-attached-classification"))
        for kind in ("PER", "an-uncommonly-long-name-of-a-type", "x" * 22, "x" * 23, "x" * 24)
    ]
    header = ("layer", "measure", "type", "figure", "f1", "left", "right", "delta", "ci", "p", "b", "h", "d")
    return "\n\n".join(f"{width}\n{fitted([header, *rows], 4, width)}" for width in (60, 90, 120, 150, 200)) + "\n"


def test_a_table_is_narrowed_as_it_was_looked_at() -> None:
    if os.environ.get("GOLDEN") == "write":
        GOLDEN.write_text(narrowed(), "utf-8")
    assert narrowed() == GOLDEN.read_text("utf-8")


@pytest.mark.parametrize(("names", "stays"), [(1, 0), (2, 1), (3, 1)])
def test_of_names_that_are_all_the_same_one_stays(names: int, stays: int) -> None:
    titles = ("layer", "measure", "type")[:names]
    same = ("entities", "strict", "PER")[:names]
    figures = ("0.123456789", "0.123456789", "0.123456789")
    shown = fitted([[*titles, "precision", "recall", "f1"], [*same, *figures], [*same, *figures]], names, 40).split(
        "\n"
    )
    told = [f"{title} {name}" for column, (title, name) in enumerate(zip(titles, same, strict=True)) if column != stays]
    assert [titles[stays] in line for line in shown if "f1" in line] == [True]
    assert not told or shown[0] == ", ".join(told)


def test_a_table_without_rows_is_its_header() -> None:
    assert fitted([["layer", "f1"]], 1) == aligned([["layer", "f1"]], 1) == "layer  f1"


@given(st.integers(24, 200), st.integers(40, 120))
def test_names_are_cut_no_more_than_it_takes(length: int, width: int) -> None:
    shown = fitted([["name", "other", "f1"], ["a" * length, "b" * 22, "0.5"], ["c", "d", "0.5"]], 2, width).split("\n")
    widest = max(map(cells, shown))
    # A cut name has as many cells on either side of its dots.
    assert widest == length + 22 + 7 if length + 29 <= width else width - 2 <= widest <= max(width, 51)
