"""The adjudication screen as rows: the place in the article with every reading under its words, then what differs.

A sentence stands once, with what is agreed under it, then a row for each reading, by its digit, only where readings
differ. A question stands as its places one under the other; a chain by its pieces.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from annotator.agreement.adjudication.merge import Merge
from annotator.agreement.adjudication.row import NOTHING, Row
from annotator.agreement.adjudication.stops import Stop
from annotator.model.document import Document
from annotator.model.spans import Span, Spans, envelope
from annotator.text.cells import CellLine, Measure, cell_line
from annotator.text.visible import visible
from annotator.text.wrap import Row as TextRow
from annotator.text.wrap import Wrapper
from annotator.tui.adjudicate.keys import REASONS, help_rows, legend_pairs
from annotator.tui.adjudicate.state import AdjudicationState
from annotator.tui.view.hues import guessed_hue, hue
from annotator.tui.view.lanes import LineLook, Tag, line_rows
from annotator.tui.view.marks import short_type
from annotator.tui.view.runs import Run, StyledRow, cut, fitted

GUTTER = 3
"""Cells left of the text, where the readings' digits stand."""
AROUND = 40
"""Characters of text on either side of a place in a list."""


@dataclass(frozen=True, slots=True)
class Articles:
    """The merges of the documents, how types look, and the lines of the guideline that is asked for."""

    merge: Callable[[str], Merge]
    hues: Mapping[str, str] = field(default_factory=dict)
    tags: Mapping[str, str] = field(default_factory=dict)
    rule: tuple[str, ...] = ()


def adjudication_rows(
    state: AdjudicationState, articles: Articles, size: tuple[int, int], measure: Measure
) -> list[StyledRow]:
    """All rows of the screen, each `size[0]` cells wide."""
    width, height = size
    room = max(height - 3, 0)
    if state.page == "help":
        middle = _help(width, room, measure)
    elif state.page == "rule":
        middle = [fitted([(f"  {visible(line)}", "")], width, measure) for line in articles.rule]
    elif state.page == "list":
        middle = _list(state, width, room, measure)
    elif state.stop is None:
        middle = [_blank(width, measure), fitted([("  nothing is left to decide", "good")], width, measure)]
    else:
        middle = _stop(state, state.stop, articles, (width, room), measure)
    middle = (middle + [_blank(width, measure)] * room)[:room]
    return [_header(state, width, measure), *middle, _status(state, width, measure), _legend(state, width, measure)]


def _blank(width: int, measure: Measure) -> StyledRow:
    return fitted([], width, measure)


def _header(state: AdjudicationState, width: int, measure: Measure) -> StyledRow:
    stop = state.stop
    same = [each for each in state.stops if stop and each.kind == stop.kind]
    place = f"{stop.kind} {same.index(stop) + 1} of {len(same)}" if stop else ""
    name = visible(stop.document) if stop and stop.kind != "question" else ""
    left = f" ADJUDICATE  {name}{'  ' if name else ''}{place}"
    rows = len(stop.rows) if stop else 0
    right = f"{rows} {'row' if rows == 1 else 'rows'}, {rows - len(state.open_rows)} decided  {len(state.stops)} stops "
    gap = " " * max(width - measure(left) - len(right), 1)
    return fitted([(left, "header.bold"), (gap, "header"), (right, "header")], width, measure, "header")


def _stop(
    state: AdjudicationState, stop: Stop, articles: Articles, size: tuple[int, int], measure: Measure
) -> list[StyledRow]:
    width, height = size
    if stop.kind == "question":
        return _question(state, stop, articles, size, measure)
    if stop.kind == "chain":
        return _chain(state, stop.rows[0], articles, width, measure)
    listed = _listed(state, stop, articles, width, measure)
    passage = _passage(state, stop, articles, width, measure) if stop.span else []
    room = max(height - len(listed), 3)
    return [*passage[:room], *listed]


def _listed(state: AdjudicationState, stop: Stop, articles: Articles, width: int, measure: Measure) -> list[StyledRow]:
    """What differs, a line a row: the words, the kind, the readings by their digits."""
    whole = "── 1 2 the whole stop ── ↓ row by row " if state.row is None else "── ↑ the whole stop "
    rows = [fitted([(whole, "dim"), ("─" * max(width - measure(whole), 0), "dim")], width, measure)]
    words = max((min(measure(visible(row.words)), 18) for row in stop.rows), default=0)
    for number, row in enumerate(stop.rows):
        pointer = "▸" if state.row == number else " "
        shown = visible(row.words)
        runs: list[Run] = [
            (f" {pointer} ", "accent.bold"),
            (cut(shown, 18, measure) + " " * max(words - measure(shown), 0) + "  ", "bold" if pointer != " " else ""),
            (f"{_kind(row):<10}", "dim"),
        ]
        runs += _readings(state, row)
        rows.append(fitted(runs, width, measure))
    follow = _follow(stop, articles.merge(stop.document))
    return [*rows, *([fitted([(f"   follow: {visible(follow)}", "dim")], width, measure)] if follow else [])]


def _kind(row: Row) -> str:
    return row.part if row.kind == "attribute" else row.kind


def _readings(state: AdjudicationState, row: Row) -> list[Run]:
    """The readings of a row by their digits, the chosen one marked, the others then dim."""
    if row.problem:
        return [(visible(row.problem), "bad"), ("  n nothing, e edit", "dim")]
    answer = state.answers.get(row.key)
    runs: list[Run] = []
    for digit, reading in state.digits(row):
        chosen = answer is not None and (
            reading.content in answer.chosen or (not answer.chosen and not reading.content)
        )
        style = "good.bold" if chosen else "dim" if answer else "bold"
        who = f" ({', '.join(map(visible, reading.by))})" if state.shows_names else ""
        votes = f" ×{len(reading.by)}" if state.shows_votes else ""
        runs += [
            (f"{'✓' if chosen else ' '}{digit} ", "accent.bold"),
            (f"{visible(reading.words)}{who}{votes}  ", style),
        ]
    if answer and answer.how in ("edited", "nothing") and not row.has_nothing:
        runs.append((f"✓ {answer.how}", "good.bold"))
    before = state.earlier.get(row.question)
    if before is not None and answer is None:
        answers = ", ".join(before) or "nothing"
        runs.append((f" before: {visible(answers)}, {state.times.get(row.question, 1)}×", "dim"))
    return runs


def _follow(stop: Stop, merge: Merge) -> str:
    """What is decided along with the rows of a stop: rows that wait for them."""
    groups = {group for row in stop.rows if row.part == "form" for group in row.groups}
    waiting = [row for row, out in merge.rows if out is None and row.waits and groups & set(row.groups)]
    named = [f"{row.part if row.layer == 'events' else row.type} of {row.words}" for row in waiting]
    return ", ".join(dict.fromkeys(named))


def _passage(state: AdjudicationState, stop: Stop, articles: Articles, width: int, measure: Measure) -> list[StyledRow]:
    """The sentence, with what is agreed under its words, and each person's readings where they differ."""
    document = articles.merge(stop.document).document
    text, span = document.text or "", stop.span or (0, 0)
    wrapper = Wrapper(text, width - GUTTER - 1, measure)
    place = envelope_of(stop, span)
    rows = [_blank(width, measure)]
    line: TextRow | None = wrapper.row_at(place[0])
    while line is not None and line.start < place[1]:
        rows += _line(state, stop, document, articles, line, width, measure)
        line = wrapper.after(line)
    return rows


def envelope_of(stop: Stop, span: Span) -> Span:
    """The sentence and what of the readings stands outside of it."""
    places = [row.place for row in stop.rows if row.place]
    ends = [envelope(place) for place in places]
    return min(span[0], *(start for start, _ in ends)), max(span[1], *(end for _, end in ends))


def _line(
    state: AdjudicationState,
    stop: Stop,
    document: Document,
    articles: Articles,
    line: TextRow,
    width: int,
    measure: Measure,
) -> list[StyledRow]:
    text = document.text or ""
    cells = cell_line(text[line.start : line.end], measure, line.start)
    agreed = [
        _tag(each.spans, _short(articles, each.type), hue(articles.hues, each), line, cells)
        for layer in (document.entities, document.events)
        for each in layer.values()
    ]
    focus = state.focus
    selected = tuple(
        cells.cells_of(span) for span in (focus.place if focus else ()) if span[0] < line.end and line.start < span[1]
    )
    look = LineLook(tags=_sorted(agreed), selected=selected)
    rows = [_in_gutter("", row) for row in line_rows(cells, look, width - GUTTER, lanes=True, bus=False)]
    people = state.people.get(stop.document, ())
    for digit, name in enumerate(people, 1):
        tags = _sorted(_reading_tags(stop, name, articles, line, cells))
        if tags:
            drawn = line_rows(cells, LineLook(tags=tags), width - GUTTER, lanes=True, bus=False)[1:]
            rows += [_in_gutter(str(digit), row) for row in drawn]
    return rows


def _sorted(tags_of_readings: list[tuple[Tag, ...]]) -> tuple[Tag, ...]:
    return tuple(sorted((tag for tags in tags_of_readings for tag in tags), key=lambda tag: (tag.cells, tag.id)))


def _in_gutter(digit: str, row: StyledRow) -> StyledRow:
    return ((f" {digit:<2}", "accent.bold"), *row)


def _reading_tags(stop: Stop, name: str, articles: Articles, line: TextRow, cells: CellLine) -> list[tuple[Tag, ...]]:
    """What one person says of the rows of a stop, as tags under the words."""
    reading_tags = []
    merge = articles.merge(stop.document)
    for row in stop.rows:
        reading = next((each for each in row.readings if name in each.by), None)
        content: Any = reading.content if reading else NOTHING
        if isinstance(content, dict) and "spans" in content:
            spans = tuple((start, end) for start, end in content["spans"])
            reading_tags.append(
                _tag(spans, _short(articles, content["type"]), guessed_hue(content["type"]), line, cells)
            )
        elif isinstance(content, dict) and "role" in content:
            target = merge.sources.groups.by_anchor.get(content["target"])
            spans = merge.sources.spans(target) if target else ()
            reading_tags.append(_tag(spans, content["role"], "event", line, cells, role=True))
        elif isinstance(content, dict) and "head" in content:
            for end, mark in (("head", f"{short_type(content['type'])}▸"), ("tail", "▸")):
                group = merge.sources.groups.by_anchor.get(content[end])
                reading_tags.append(
                    _tag(merge.sources.spans(group) if group else (), mark, "event", line, cells, role=True)
                )
    return reading_tags


def _short(articles: Articles, type_name: str) -> str:
    return articles.tags.get(type_name) or short_type(type_name)[:3]


def _tag(
    spans: Spans, words: str, hue_name: str, line: TextRow, cells: CellLine, *, role: bool = False
) -> tuple[Tag, ...]:
    """The tag of something in one line; nothing where it does not stand there."""
    if not spans:
        return ()
    first, last = envelope(spans)
    tags = []
    for start, end in spans:
        if start < line.end and line.start < end:
            place = cells.cells_of((start, end))
            if place[0] < place[1]:
                tags.append(
                    Tag(
                        f"{start}-{end}", place, visible(words), visible(words)[:1].lower(), hue_name,
                        opens=start == first and start >= line.start, closes=end == last and end <= line.end,
                        focused=role, role=role,
                    )
                )  # fmt: skip
    return tuple(tags)


def _question(
    state: AdjudicationState, stop: Stop, articles: Articles, size: tuple[int, int], measure: Measure
) -> list[StyledRow]:
    """A difference that repeats: its readings, then every place with the words around it."""
    width, height = size
    first = stop.rows[0]
    title: list[Run] = [("   ", ""), (f"{first.type} {_kind(first)}  ", "bold")]
    rows = [_blank(width, measure), fitted([*title, *_readings(state, first)], width, measure), _blank(width, measure)]
    names = max(min(measure(visible(row.document)), 16) for row in stop.rows)
    room = max(height - 6, 1)
    at = state.row or 0
    top = max(0, min(at - room // 2, len(stop.rows) - room))
    for number, row in enumerate(stop.rows[top : top + room], top):
        text = articles.merge(row.document).document.text or ""
        start, end = envelope(row.place) if row.place else (0, 0)
        answer = state.answers.get(row.key)
        digit = next((str(one) for one, each in state.digits(row) if answer and each.content in answer.chosen), "")
        mark = f"✓{digit or '0'}" if answer else "  "
        runs: list[Run] = [
            (f" {'▸' if state.row == number else ' '} ", "accent.bold"),
            (f"{mark} ", "good.bold"),
            (f"{cut(visible(row.document), 16, measure):<{names}}  ", "dim"),
            (f"l. {text.count(chr(10), 0, start) + 1:<4} ", "dim"),
            (one_line(text[max(0, start - AROUND) : start]), ""),
            (one_line(text[start:end]), "selection"),
            (one_line(text[end : end + AROUND]), ""),
        ]
        rows.append(fitted(runs, width, measure))
    more = len(stop.rows) - top - room
    rows += [fitted([(f"   {more} more below", "dim")], width, measure)] if more > 0 else []
    hint = f" 1 2 all {len(stop.rows)}   ↓ 1 2 only this one   s not one question: back to their sentences"
    return [*rows, _blank(width, measure), fitted([(hint, "dim")], width, measure)]


def one_line(text: str) -> str:
    """A piece of text for a line of a list: line ends are blanks."""
    return visible(re.sub(r"\s+", " ", text))


def _chain(state: AdjudicationState, row: Row, articles: Articles, width: int, measure: Measure) -> list[StyledRow]:
    """A chain by its pieces: each reading as letters, then what each letter stands for."""
    merge = articles.merge(row.document)
    pieces = sorted({piece for each in row.readings for block in each.content for piece in block})
    first = {piece: merge.sources.groups.by_anchor[piece.rpartition("*")[0]] for piece in pieces}
    ordered = sorted(pieces, key=lambda piece: merge.sources.spans(first[piece]))
    letters = {piece: chr(ord("A") + number) for number, piece in enumerate(ordered[:26])}
    rows = [_blank(width, measure)]
    for digit, reading in state.digits(row):
        blocks = [" ".join(sorted(letters.get(piece, "…") for piece in block)) for block in reading.content]
        chosen = row.key in state.answers and reading.content in state.answers[row.key].chosen
        things = f"{len(blocks)} {'thing' if len(blocks) == 1 else 'things'}"
        who = f" ({', '.join(map(visible, reading.by))})" if state.shows_names else ""
        runs: list[Run] = [
            (f" {'✓' if chosen else ' '}{digit} ", "accent.bold"),
            (" │ ".join(sorted(blocks)), "bold"),
            (f"   {things}{who}", "dim"),
        ]
        rows.append(fitted(runs, width, measure))
    rows.append(_blank(width, measure))
    text = merge.document.text or ""
    for piece in ordered:
        start, end = envelope(merge.sources.spans(first[piece]))
        runs = [
            (f"   {letters.get(piece, '…')} ", "accent.bold"),
            (f"{piece.rpartition('*')[2]:>3}×  ", "dim"),
            (f"l. {text.count(chr(10), 0, start) + 1:<4} {one_line(text[max(0, start - AROUND) : start])}", ""),
            (one_line(text[start:end]), "selection"),
            (one_line(text[end : end + AROUND]), ""),
        ]
        rows.append(fitted(runs, width, measure))
    return rows


def _list(state: AdjudicationState, width: int, height: int, measure: Measure) -> list[StyledRow]:
    top = max(0, min(state.list_index - height // 2, len(state.stops) - height))
    rows = []
    for number, stop in enumerate(state.stops[top : top + height], top):
        pointer = "▸" if number == state.list_index else " "
        kinds = ", ".join(dict.fromkeys(_kind(row) for row in stop.rows))
        words = ", ".join(dict.fromkeys(visible(row.words) for row in stop.rows))
        runs: list[Run] = [
            (f" {pointer} ", "accent.bold"),
            (f"{stop.kind:<9}", "dim"),
            (f"{cut(visible(stop.document), 16, measure):<17}", ""),
            (f"{len(stop.rows):>2}  {kinds}: ", "dim"),
            (words, "bold" if pointer == "▸" else ""),
        ]
        rows.append(fitted(runs, width, measure))
    return rows


def _help(width: int, height: int, measure: Measure) -> list[StyledRow]:
    rows = [fitted([(f" {keys:<17}", "accent.bold"), (words, "")], width, measure) for keys, words in help_rows()]
    return rows[:height]


def _status(state: AdjudicationState, width: int, measure: Measure) -> StyledRow:
    if state.asking == "note":
        return fitted([(" NOTE ", "chip"), (f" {visible(state.note)}▏", "bold")], width, measure)
    if state.asking == "reason":
        shown = "  ".join(f"{key} {words}" for key, words in REASONS.items())
        return fitted([(" REASON ", "chip"), (f" {shown}", "bold")], width, measure)
    chip = " LIST " if state.page == "list" else " DECIDE "
    room = max(width - len(chip) - 2, 0)
    return fitted([(chip, "chip"), (" ", ""), (cut(visible(state.message), room, measure), "bold")], width, measure)


def _legend(state: AdjudicationState, width: int, measure: Measure) -> StyledRow:
    pairs = [("Enter", "go there"), ("any other key", "back")] if state.page == "list" else legend_pairs()
    pairs = [("any key", "back")] if state.page in ("help", "rule") else pairs
    runs: list[Run] = [(" ", "")]
    used = 1
    for key, words in pairs:
        if used + measure(f"{key} {words}") > width:
            break
        runs += [(key, "accent.bold"), (f" {words}  ", "dim")]
        used += measure(f"{key} {words}") + 2
    return fitted(runs, width, measure)
