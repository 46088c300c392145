"""Sentences with what is agreed under their words and what each person says of them, between the lines around."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from annotator.agreement.adjudication.merge import Merge
from annotator.agreement.adjudication.row import NOTHING
from annotator.agreement.adjudication.stops import Stop
from annotator.model.document import Document
from annotator.model.spans import Span, Spans, envelope
from annotator.text.cells import CellLine, Measure, cell_line
from annotator.text.visible import visible
from annotator.text.wrap import Row as TextRow
from annotator.text.wrap import Wrapper
from annotator.tui.adjudicate.state import AdjudicationState
from annotator.tui.view.hues import guessed_hue, hue
from annotator.tui.view.lanes import LineLook, Tag, line_rows
from annotator.tui.view.marks import short_type
from annotator.tui.view.runs import StyledRow, fitted

GUTTER = 3
"""Cells left of the text, where the readings' digits stand."""
AROUND = 40
"""Characters of text on either side of a place in a list."""
NEAR_CHARS = 160
"""So far from the sentences a filler may stand and be drawn with them."""
CONTEXT = 6
"""Lines of text above and below a sentence, where there is room."""


@dataclass(frozen=True, slots=True)
class Articles:
    """The merges of the documents, and how types look."""

    merge: Callable[[str], Merge]
    hues: Mapping[str, str] = field(default_factory=dict)
    tags: Mapping[str, str] = field(default_factory=dict)


def passage_rows(
    state: AdjudicationState, stop: Stop, articles: Articles, width: int, measure: Measure, height: int | None = None
) -> list[StyledRow]:
    """The sentences, with what is agreed under their words, and each person's readings where they differ.

    What stands between two of them is dim, `▌` marks the lines of the one in focus. Where all of it is higher than
    `height`, what is in focus is among the rows that are given.
    """
    document = articles.merge(stop.document).document
    text = document.text or ""
    wrapper = Wrapper(text, width - GUTTER - 1, measure)
    spans = _spans(stop, articles.merge(stop.document))
    place = (min(start for start, _ in spans), max(end for _, end in spans))
    in_focus = _in_focus(state, stop)
    rows, top = [fitted([], width, measure)], 0
    line: TextRow | None = wrapper.row_at(place[0])
    while line is not None and line.start < place[1]:
        if _touches(line, in_focus) and not top:
            top = len(rows)
        if any(_touches(line, each) for each in spans):
            mark = "▌" if len(stop.blocks) > 1 and _touches(line, in_focus) else ""
            rows += _line(state, stop, document, articles, line, width, measure, mark)
        elif line.start < line.end:
            rows.append(fitted([(" " * GUTTER + one_line(text[line.start : line.end]), "dim")], width, measure))
        line = wrapper.after(line)
    room = len(rows) if height is None else height
    first = max(0, min(top - 1, len(rows) - room))
    return rows[first : first + room]


def _spans(stop: Stop, merge: Merge) -> list[Span]:
    """The sentences, and what their readings stand on or name near them: with that a reading is drawn in place."""
    spans = [block.span for block in stop.blocks if block.span] or [(0, 0)]
    spans += [each for row in stop.rows for each in row.place]
    start, end = min(start for start, _ in spans), max(end for _, end in spans)
    named = {each.content["target"] for row in stop.rows for each in row.readings if _names_filler(each.content)}
    groups = (merge.sources.groups.by_anchor.get(each) for each in named)
    fillers = [span for group in groups if group for span in merge.sources.spans(group)]
    return spans + [span for span in fillers if start - NEAR_CHARS <= span[0] and span[1] <= end + NEAR_CHARS]


def _names_filler(content: object) -> bool:
    return isinstance(content, dict) and "target" in content


def _touches(line: TextRow, span: Span) -> bool:
    return line.start < span[1] and span[0] < line.next


def _in_focus(state: AdjudicationState, stop: Stop) -> Span:
    """Where the row in focus stands, else the sentence in focus."""
    if state.row is not None and stop.rows[state.row].place:
        return envelope(stop.rows[state.row].place)
    return stop.blocks[state.block].span or (0, 0)


def with_context(
    stop: Stop, articles: Articles, passage: list[StyledRow], room: int, width: int, measure: Measure
) -> list[StyledRow]:
    """The passage between the lines around it, as far as there is room: fillers may stand in another sentence."""
    text = articles.merge(stop.document).document.text or ""
    wrapper = Wrapper(text, width - GUTTER - 1, measure)
    spans = _spans(stop, articles.merge(stop.document))
    place = (min(start for start, _ in spans), max(end for _, end in spans))
    before, after = wrapper.before(wrapper.row_at(place[0])), wrapper.after(wrapper.row_at(max(place[1] - 1, 0)))
    for _ in range(CONTEXT):
        for line, is_above in ((before, True), (after, False)):
            if line is not None and len(passage) < room:
                row = fitted([(" " * GUTTER + one_line(text[line.start : line.end]), "dim")], width, measure)
                passage = [passage[0], row, *passage[1:]] if is_above else [*passage, row]
        before, after = before and wrapper.before(before), after and wrapper.after(after)
    return passage


def _line(
    state: AdjudicationState,
    stop: Stop,
    document: Document,
    articles: Articles,
    line: TextRow,
    width: int,
    measure: Measure,
    mark: str,
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
    rows = [_in_gutter("", row, mark) for row in line_rows(cells, look, width - GUTTER, lanes=True, bus=False)]
    people = state.people.get(stop.document, ())
    for digit, name in enumerate(people, 1):
        tags = _sorted(_reading_tags(stop, name, articles, line, cells))
        if tags:
            drawn = line_rows(cells, LineLook(tags=tags), width - GUTTER, lanes=True, bus=False)[1:]
            rows += [_in_gutter(str(digit), row, mark) for row in drawn]
    return rows


def _sorted(tags_of_readings: list[tuple[Tag, ...]]) -> tuple[Tag, ...]:
    return tuple(sorted((tag for tags in tags_of_readings for tag in tags), key=lambda tag: (tag.cells, tag.id)))


def _in_gutter(digit: str, row: StyledRow, mark: str) -> StyledRow:
    return ((f"{mark or ' '}{digit:<2}", "accent.bold"), *row)


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


def one_line(text: str) -> str:
    """A piece of text for a line of a list: line ends are blanks."""
    return visible(re.sub(r"\s+", " ", text))
