"""The screen of disagreements as rows: a list of differences, or one in its article with both readings in place.

What both say stands under the words once; below it, by `1` and `2`, what only one of them says.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice

from annotator.agreement.disagreements import Difference
from annotator.model.annotation import Entity, Event, Relation
from annotator.model.document import Document
from annotator.model.spans import Span, Spans, envelope
from annotator.text.cells import CellLine, Measure, cell_line
from annotator.text.visible import visible
from annotator.text.wrap import Row, Wrapper
from annotator.tui.differences.keys import help_rows, legend_pairs
from annotator.tui.differences.state import DifferencesState, Listed
from annotator.tui.view.hues import guessed_hue, hue
from annotator.tui.view.lanes import LineLook, Tag, line_rows
from annotator.tui.view.line_lists import legend_row, paragraph_rows, window
from annotator.tui.view.marks import short_type
from annotator.tui.view.runs import Run, StyledRow, cut, fitted

GUTTER = 3
"""Cells left of the text, where `1` and `2` stand."""
LINES_BEFORE = 3
"""Lines of text above the difference."""


@dataclass(frozen=True, slots=True)
class Article:
    """The article of a difference as both have it, and how types look."""

    first: Document
    second: Document
    hues: Mapping[str, str] = field(default_factory=dict)
    tags: Mapping[str, str] = field(default_factory=dict)


def difference_rows(
    state: DifferencesState, article: Article | None, size: tuple[int, int], measure: Measure
) -> list[StyledRow]:
    """All rows of the screen, each `size[0]` cells wide."""
    width, height = size
    room = max(height - 3, 0)
    if state.page == "help":
        middle = [
            fitted([(f"  {keys:<26}", "accent.bold"), (words, "")], width, measure) for keys, words in help_rows()
        ]
    elif state.page == "rule":
        middle = paragraph_rows(state.rules_shown, state.typed, state.line, (width, room), measure)
    elif state.here is None or article is None:
        middle = [fitted([("  nobody differs in this", "good")], width, measure)]
    elif state.page == "article":
        middle = _in_article(state.here, article, (width, room), measure)
    else:
        middle = _list(state, width, room, measure)
    middle = (middle + [fitted([], width, measure)] * room)[:room]
    return [_header(state, width, measure), *middle, _status(state, width, measure), _legend(state, width, measure)]


def _header(state: DifferencesState, width: int, measure: Measure) -> StyledRow:
    shown = state.shown
    number = shown.index(state.index) + 1 if state.index in shown else 0
    filters = ", ".join(filter(None, (state.kind, state.type, state.pair)))
    right = f"{f'only {visible(filters)}  ' if filters else ''}{number}/{len(shown)} "
    document = f"  {visible(state.here.difference.document)}" if state.here and state.page == "article" else ""
    left = cut(f" DISAGREEMENTS{document}", max(width - measure(right) - 1, 1), measure)
    blank = " " * max(width - measure(left) - measure(right), 0)
    return fitted([(left, "header.bold"), (blank, "header"), (right, "header")], width, measure, "header")


def _list(state: DifferencesState, width: int, height: int, measure: Measure) -> list[StyledRow]:
    numbers = state.shown
    names = max((min(measure(visible(state.every[each].difference.document)), 14) for each in numbers), default=0)
    pairs = len({state.every[each].pair for each in numbers}) > 1
    rows = []
    for place in window(len(numbers), numbers.index(state.index), height):
        pair, each = state.every[numbers[place]]
        whose = f"{visible(' '.join(pair))}  " if pairs else ""
        name = cut(visible(each.document), 14, measure)
        kind = "same thing" if each.same_thing else each.kind
        runs: list[Run] = [
            (" ▸ " if numbers[place] == state.index else "   ", "accent.bold"),
            (name + " " * max(names - measure(name), 0) + "  ", "dim"),
            (whose, "dim"),
            (f"{kind:<9} ", "dim"),
            (f"{visible(each.type)} ", ""),
            (f"“{visible(each.words)}”", "bold"),
            (f"  {visible(each.first)} | {visible(each.second)}", ""),
        ]
        rows.append(fitted(runs, width, measure))
    return rows


def _in_article(here: Listed, article: Article, size: tuple[int, int], measure: Measure) -> list[StyledRow]:
    width, height = size
    each = here.difference
    follows = "" if each.is_decision else "  (follows from a mention that one does not have)"
    told: list[list[Run]] = [
        [("── ", "dim"), (f"{each.layer} {each.kind} ", "dim"), (visible(each.type), "bold"),
         (f" “{visible(each.words)}”{follows} ", ""), ("─" * width, "dim")],
        *([(f" {number} ", "accent.bold"), (f"{visible(name)}  ", "dim"), (visible(words), "bold")]
          for number, name, words in zip("12", here.pair, (each.first, each.second), strict=True)),
    ]  # fmt: skip
    lines = _lines(each, article, width, height - len(told), measure)
    return [*lines, *(fitted(runs, width, measure) for runs in told)]


def _lines(each: Difference, article: Article, width: int, height: int, measure: Measure) -> list[StyledRow]:
    """The text around a difference, with what both say under it, and what only one does."""
    text = article.first.text or article.second.text or ""
    if not text:
        return [fitted([("  the text is not in the file", "dim")], width, measure)] * height
    wrapper = Wrapper(text, width - GUTTER - 1, measure)
    row = wrapper.row_at(each.start_char)
    for _ in range(LINES_BEFORE):
        row = wrapper.before(row) or row
    rows = [
        line for one in islice(wrapper.rows_from(row), height) for line in _line(each, article, one, width, measure)
    ]
    return (rows + [fitted([], width, measure)] * height)[:height]


def _line(each: Difference, article: Article, row: Row, width: int, measure: Measure) -> list[StyledRow]:
    text = article.first.text or article.second.text or ""
    line = cell_line(text[row.start : row.end], measure, row.start)
    sides = [
        _readings(document, annotation_id, article)
        for document, annotation_id in zip((article.first, article.second), each.ids, strict=True)
    ]
    both = [one for one in sides[0] if one in sides[1]]
    place = [span for document, key in zip((article.first, article.second), each.ids, strict=True)
             for span in _place(document, key)]  # fmt: skip
    marked = tuple(line.cells_of(span) for span in place if span[0] < row.end and row.start < span[1])
    look = LineLook(tags=_tags(both, row, line), selected=marked)
    rows = [((" " * GUTTER, ""), *one) for one in line_rows(line, look, width - GUTTER, lanes=True, bus=False)]
    for number, side in zip("12", sides, strict=True):
        tags = _tags([one for one in side if one not in both], row, line)
        if tags:
            drawn = line_rows(line, LineLook(tags=tags), width - GUTTER, lanes=True, bus=False)[1:]
            rows += [((f" {' ' if at else number} ", "accent.bold"), *one) for at, one in enumerate(drawn)]
    return rows


def _place(document: Document, annotation_id: str | None) -> Spans:
    annotation = document.find(annotation_id or "")
    if isinstance(annotation, Relation):
        return _place(document, annotation.head)
    return annotation.spans if annotation else ()


@dataclass(frozen=True, slots=True)
class _Reading:
    """What is said of some words: equal ones of two people are drawn once."""

    spans: Spans
    words: str
    hue: str
    is_role: bool = False


def _readings(document: Document, in_focus: str | None, article: Article) -> list[_Reading]:
    """The mentions and triggers of a document, and what the annotation in focus says of others."""
    readings = [
        _Reading(each.spans, _short(each, article), hue(article.hues, each) if article.hues else guessed_hue(each.type))
        for each in (*document.entities.values(), *document.events.values())
        if each.spans
    ]
    focus = document.find(in_focus or "")
    if isinstance(focus, Relation):
        ends = ((focus.head, f"{short_type(focus.type)}▸"), (focus.tail, "▸"))
        readings += [_Reading(_place(document, key), visible(words), "event", is_role=True) for key, words in ends]
    elif isinstance(focus, Event):
        readings += [
            _Reading(_place(document, each.target), visible(each.role), "event", is_role=True)
            for each in focus.arguments
        ]
    return readings


def _short(each: Entity | Event, article: Article) -> str:
    return visible(article.tags.get(each.type) or short_type(each.type)[:3])


def _tags(readings: list[_Reading], row: Row, line: CellLine) -> tuple[Tag, ...]:
    tags = [tag for each in readings for tag in _pieces(each, row, line)]
    return tuple(sorted(tags, key=lambda tag: (tag.cells, tag.id)))


def _pieces(each: _Reading, row: Row, line: CellLine) -> Iterator[Tag]:
    first, last = envelope(each.spans) if each.spans else (0, 0)
    for start, end in each.spans:
        cells: Span = line.cells_of((start, end)) if start < row.end and row.start < end else (0, 0)
        if cells[0] < cells[1]:
            yield Tag(
                f"{start}-{end} {each.words}", cells, each.words, each.words[:1].lower(), each.hue,
                opens=start == first and start >= row.start, closes=end == last and end <= row.end,
                focused=each.is_role, role=each.is_role,
            )  # fmt: skip


def _status(state: DifferencesState, width: int, measure: Measure) -> StyledRow:
    chip = f" {state.page.upper()} "
    message = cut(visible(state.message), max(width - len(chip) - 2, 0), measure)
    return fitted([(chip, "chip"), (" ", ""), (message, "bold")], width, measure)


def _legend(state: DifferencesState, width: int, measure: Measure) -> StyledRow:
    pairs = [("Esc", "back")] if state.page in ("rule", "help") else legend_pairs()
    return legend_row(pairs, width, measure)
