"""The review's screen as rows: what is wrong, then the passage as gold and as the prediction have it.

Gold's words are underlined and tagged `G`, the prediction's stand out and are tagged `P`; where a side says nothing,
a dim tag under the words says that.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice

from annotator.eval.mistakes.mistake import Mistake, Side
from annotator.model.annotation import Entity, Event, Relation
from annotator.model.document import Document
from annotator.model.spans import Spans, envelope
from annotator.text.cells import CellLine, Measure, cell_line
from annotator.text.visible import visible
from annotator.text.wrap import Row, Wrapper
from annotator.tui.review.keys import help_rows, legend_pairs
from annotator.tui.review.state import WORDS, ReviewState
from annotator.tui.view.hues import guessed_hue, hue
from annotator.tui.view.lanes import LineLook, Tag, line_rows
from annotator.tui.view.marks import short_type
from annotator.tui.view.runs import Run, StyledRow, cut, fitted, joined

SIDE_BY_SIDE_FROM = 100
"""From this width on gold and prediction stand side by side; below it, one above the other."""
LINES_BEFORE = 2
"""Lines of text shown above the error where there is room."""


@dataclass(frozen=True, slots=True)
class Pages:
    """The document of the error in focus as both sides have it, and how types look."""

    text: str
    gold: Document
    predicted: Document
    hues: Mapping[str, str] = field(default_factory=dict)
    tags: Mapping[str, str] = field(default_factory=dict)


def review_rows(state: ReviewState, pages: Pages | None, size: tuple[int, int], measure: Measure) -> list[StyledRow]:
    """All rows of the screen, each `size[0]` cells wide."""
    width, height = size
    room = max(height - 6, 0)
    below = [_status(state, width, measure), _legend(state, width, measure)]
    if state.helping:
        middle = _help(width, height - 3, measure)
    elif state.mistake is None or pages is None:
        middle = [fitted([("  no errors: gold and prediction agree", "good")], width, measure)]
    else:
        middle = _summary(state.mistake, pages, width, measure) + _passages(state, pages, (width, room), measure)
    blank = fitted([], width, measure)
    middle = (middle + [blank] * height)[: max(height - 3, 0)]
    return [_header(state, width, measure), *middle, *below][:height]


def _header(state: ReviewState, width: int, measure: Measure) -> StyledRow:
    shown = state.shown
    number = shown.index(state.index) + 1 if state.index in shown else 0
    filters = " ".join(filter(None, (state.layer, state.kind)))
    right = (f"only {filters}  " if filters else "") + f"{state.decided} of {len(shown)} decided "
    left = f" {number}/{len(shown)}  "
    name = visible(state.mistake.document) if state.mistake else ""
    title = cut(name, max(width - len(left) - len(right) - 2, 4), measure)
    blank = " " * max(width - len(left) - measure(title) - len(right), 1)
    return fitted([(left, "header"), (title, "header.bold"), (blank, "header"), (right, "header")], width, measure,
                  "header")  # fmt: skip


def _summary(mistake: Mistake, pages: Pages, width: int, measure: Measure) -> list[StyledRow]:
    """What is wrong, what gold says, what the prediction says."""
    kind = f" {mistake.kind.upper()} "
    first: list[Run] = [(" ", ""), (kind, "hint"), (f" {mistake.layer} ", "bold")]
    rows = [fitted(first, width, measure)]
    for sign, side, document in (("G", mistake.gold, pages.gold), ("P", mistake.predicted, pages.predicted)):
        name = "gold        " if sign == "G" else "prediction  "
        runs: list[Run] = [(f" {sign} ", "accent.bold"), (name, "dim")]
        if side is None:
            runs.append(("nothing", "dim"))
        else:
            words = _words(side, document, pages.text)
            label = visible(side.label)
            runs += [(label, "bold"), ("  ", ""), (cut(words, max(width - measure(label) - 18, 8), measure),
                     "accent.underline" if sign == "G" else "selection")]  # fmt: skip
        rows.append(fitted(runs, width, measure))
    return rows


def _words(side: Side, document: Document, text: str) -> str:
    """The words of a side: of a relation head and tail, of an argument the trigger too; why they have no place."""
    if side.reason:
        return visible(f'"{side.words or "?"}": {side.reason}')
    annotation = document.find(side.ids[0]) if side.ids else None
    if isinstance(annotation, Relation):
        return f"{_end_text(document, annotation.head, text)} → {_end_text(document, annotation.tail, text)}"
    words = _surface(side.spans, text)
    if isinstance(annotation, Event) and len(side.ids) > 1:
        return f"{words} ← ◆{_surface(annotation.spans, text)}"
    return words


def _end_text(document: Document, annotation_id: str, text: str) -> str:
    annotation = document.find(annotation_id)
    return _surface(annotation.spans, text) if isinstance(annotation, Entity | Event) else "?"


def _surface(spans: Spans, text: str) -> str:
    return visible(" … ".join(text[start:end] for start, end in spans))


def _passages(state: ReviewState, pages: Pages, size: tuple[int, int], measure: Measure) -> list[StyledRow]:
    width, height = size
    if width < SIDE_BY_SIDE_FROM:
        upper = (height + 1) // 2
        return _passage(state, pages, "G", (width, upper), measure) + _passage(
            state, pages, "P", (width, height - upper), measure
        )
    half = (width - 1) // 2
    gold = _lines(state, pages, "G", (half, half), height, measure)
    predicted = _lines(state, pages, "P", (width - half - 1, half), height, measure)
    left, right = [_title("G", half, measure)], [_title("P", width - half - 1, measure)]
    for one, other in zip(gold, predicted, strict=True):
        rows = max(len(one), len(other))
        left += _filled(one, rows, half, measure)
        right += _filled(other, rows, width - half - 1, measure)
    bar: StyledRow = (("│", "dim"),)
    both = zip(_filled(left, height, half, measure), _filled(right, height, width - half - 1, measure), strict=True)
    return [joined(joined(one, bar), other) for one, other in both]


def _passage(state: ReviewState, pages: Pages, sign: str, size: tuple[int, int], measure: Measure) -> list[StyledRow]:
    """One side's passage under its title."""
    width, height = size
    lines = _lines(state, pages, sign, (width, width), height, measure)
    rows = [_title(sign, width, measure), *(row for line in lines for row in line)]
    return _filled(rows, height, width, measure)


def _title(sign: str, width: int, measure: Measure) -> StyledRow:
    title = "── G gold " if sign == "G" else "── P prediction "
    return fitted([(title, "accent.bold"), ("─" * max(width - len(title), 0), "dim")], width, measure)


def _filled(rows: list[StyledRow], height: int, width: int, measure: Measure) -> list[StyledRow]:
    return (rows + [fitted([], width, measure)] * (height - len(rows)))[: max(height, 0)]


def _lines(
    state: ReviewState, pages: Pages, sign: str, widths: tuple[int, int], height: int, measure: Measure
) -> list[list[StyledRow]]:
    """The rows of each line of the text from a little above the error on; both sides break lines alike.

    `widths` are those of the pane and of the narrower one of the two, at which lines are broken.
    """
    mistake = state.mistake
    if not pages.text or mistake is None:
        return [[fitted([("  the text is not in the gold file", "dim")], widths[0], measure)]]
    wrapper = Wrapper(pages.text, widths[1] - 1, measure)
    spans = [span for side in (mistake.gold, mistake.predicted) if side for span in side.spans]
    row = wrapper.row_at(min(spans)[0] if spans else 0)
    for _ in range(max(LINES_BEFORE - state.shift, 0)):
        row = wrapper.before(row) or row
    for _ in range(max(state.shift - LINES_BEFORE, 0)):
        row = wrapper.after(row) or row
    shown = []
    for each in islice(wrapper.rows_from(row), max(height, 0)):
        line = cell_line(pages.text[each.start : each.end], measure, each.start)
        look = _look(mistake, pages, sign, each, line)
        shown.append(line_rows(line, look, widths[0], lanes=True, bus=False))
    return shown


def _look(mistake: Mistake, pages: Pages, sign: str, row: Row, line: CellLine) -> LineLook:
    own, other = (mistake.gold, mistake.predicted) if sign == "G" else (mistake.predicted, mistake.gold)
    document = pages.gold if sign == "G" else pages.predicted
    focus = _focus(own, document)
    tags = [tag for each in _mentions(document) for tag in _tags(each, focus, pages, sign, row, line)]
    marked = tuple(line.cells_of(span) for span in (own.spans if own else ()) if _touches(span, row))
    if own is None and other is not None:
        absent = "G nothing here" if sign == "G" else "P nothing here"
        tags += [_tag("", line.cells_of(span), absent, "dim") for span in other.spans[:1] if _touches(span, row)]
    return LineLook(
        tags=tuple(sorted(tags, key=lambda tag: (tag.cells, tag.id))),
        pending=marked if sign == "G" else (),
        selected=marked if sign == "P" else (),
    )


def _mentions(document: Document) -> Iterator[Entity | Event]:
    yield from document.entities.values()
    yield from document.events.values()


def _focus(side: Side | None, document: Document) -> Mapping[str, str]:
    """What stands under each annotation that the error is about, by id."""
    if side is None or not side.ids:
        return {}
    annotation = document.find(side.ids[0])
    if isinstance(annotation, Relation):
        return {annotation.tail: "▸", annotation.head: f"{visible(short_type(annotation.type))}▸"}
    if isinstance(annotation, Event) and len(side.ids) > 1:
        role = side.label.removesuffix(f" of {side.type}")
        return {side.ids[0]: f"◆{visible(short_type(side.type))}", side.ids[1]: visible(role)}
    sign = "◆" if isinstance(annotation, Event) else ""
    return {side.ids[0]: f"{sign}{visible(short_type(side.type))}"}


def _tags(
    each: Entity | Event, focus: Mapping[str, str], pages: Pages, sign: str, row: Row, line: CellLine
) -> Iterator[Tag]:
    if not each.spans:
        return
    first, last = envelope(each.spans)
    role = focus.get(each.id)
    tag = visible(pages.tags.get(each.type) or short_type(each.type)[:3])
    for start, end in each.spans:
        if start < row.end and row.start < end:
            tags = Tag(
                id=each.id,
                cells=line.cells_of((start, end)),
                words=f"{sign} {role}" if role else tag,
                key=tag[:1].lower(),
                hue=hue(pages.hues, each) if pages.hues or isinstance(each, Event) else guessed_hue(each.type),
                opens=start == first and start >= row.start,
                closes=end == last and end <= row.end,
                trigger=isinstance(each, Event),
                focused=role is not None,
                role=role is not None,
            )
            if tags.cells[0] < tags.cells[1]:
                yield tags


def _tag(annotation_id: str, cells: tuple[int, int], words: str, hue_name: str) -> Tag:
    return Tag(annotation_id, cells, words, "", hue_name, focused=True, role=True)


def _touches(span: tuple[int, int], row: Row) -> bool:
    return span[0] < row.end and row.start < span[1]


def _status(state: ReviewState, width: int, measure: Measure) -> StyledRow:
    if state.asking:
        words = "make gold say what the prediction says?  y yes, any other key no"
        return fitted([(" MEND? ", "chip"), (" ", ""), (words, "bold")], width, measure)
    verdict = state.verdict(state.mistake) if state.mistake else None
    label = f"● {WORDS[verdict]}" if verdict else "○ not decided"
    runs: list[Run] = [(" REVIEW ", "chip"), (f" {label}  ", "good" if verdict else "dim")]
    message = cut(visible(state.message), max(width - len(label) - 12, 0), measure)
    return fitted([*runs, (message, "bold")], width, measure)


def _legend(state: ReviewState, width: int, measure: Measure) -> StyledRow:
    pairs = [("y", "mend gold"), ("any other key", "leave gold")] if state.asking else legend_pairs()
    runs: list[Run] = [(" ", "")]
    used = 1
    for key, words in pairs:
        if used + measure(f"{key} {words}") > width:
            break
        runs += [(key, "accent.bold"), (f" {words}  ", "dim")]
        used += measure(f"{key} {words}") + 2
    return fitted(runs, width, measure)


def _help(width: int, height: int, measure: Measure) -> list[StyledRow]:
    rows = [fitted([(" keys", "bold"), ("   any key leaves", "dim")], width, measure)]
    rows += [fitted([(f"  {keys:<26}", "accent.bold"), (words, "")], width, measure) for keys, words in help_rows()]
    return rows[:height]
