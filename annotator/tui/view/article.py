"""The article's part of the screen: which lines are in view, how each looks, and which cell shows what."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from annotator.model.annotation import Entity, Event
from annotator.model.document import Document
from annotator.model.spans import Span, envelope
from annotator.suggest.offered.offer import Offer
from annotator.suggest.offered.sources import Sources
from annotator.text.cells import CellLine, Measure, cell_line
from annotator.text.wrap import Row, Wrapper
from annotator.tui.editor.index import AnnotationIndex
from annotator.tui.editor.letters import TypeLetters
from annotator.tui.view.hues import hue
from annotator.tui.view.lanes import OFFERED, OFFERED_SURE, LineLook, ShownHint, Tag, line_rows
from annotator.tui.view.marks import Marks
from annotator.tui.view.runs import StyledRow
from annotator.tui.view.scrolling import Follow, Lines

RELATED = "▸?"
"""What stands behind a tag for which a relation is proposed."""


@dataclass(frozen=True, slots=True)
class ArticleLayout:
    """What an article is drawn from."""

    document: Document
    index: AnnotationIndex
    letters: TypeLetters
    hues: Mapping[str, str]
    wrapper: Wrapper
    measure: Measure
    offers: Sources
    offered: Callable[[Span], Sequence[Offer]]
    """What is offered at a place and not decided; it changes with `offers`, the document and the marks alone."""


class ShownLine(NamedTuple):
    """A line in view: its row of the text, its cells, the screen rows it starts at and takes."""

    row: Row
    line: CellLine
    top: int
    rows: list[StyledRow]


class ArticleView:
    """The lines in view; what has not changed since the last time is not drawn again."""

    def __init__(self) -> None:
        """Nothing is in view yet."""
        self.top_char = 0
        self._followed: Span | None = None
        self._edge = 0
        self.lines: list[ShownLine] = []
        self._cells: dict[Row, CellLine] = {}
        self._drawn: dict[Row, tuple[object, list[StyledRow]]] = {}
        self._offered: dict[Row, tuple[Sequence[Offer], list[Tag]]] = {}
        self._setting: object = None
        self._seen_by: tuple[Document, AnnotationIndex, Sources, Marks, bool] | None = None
        self._filled: object = None
        self._seen: dict[Row, tuple[CellLine, list[StyledRow]]] = {}

    def forget(self) -> None:
        """Draw everything anew the next time."""
        self._cells.clear()
        self._drawn.clear()
        self._offered.clear()
        self._seen_by = None

    @property
    def window(self) -> Span:
        """The span of text in view."""
        return (self.lines[0].row.start, self.lines[-1].row.next) if self.lines else (0, 0)

    def bring_into_view(
        self, layout: ArticleLayout, marks: Marks, follow: Follow, size: tuple[int, int], *, lanes: bool, bus: bool
    ) -> Span:
        """Scroll so that what is followed is in view; the span that is drawn in full. `size` = (width, height)."""
        width, height = size
        setting = (width, lanes, bus, layout.wrapper, layout.hues)
        if setting != self._setting:
            self.forget()
            self._setting = setting

        def height_of(row: Row) -> int:
            return len(self._rows_of(layout, marks, row, width, lanes=lanes, bus=bus)[1])

        lines = Lines(layout.wrapper, height_of)
        edge = follow.edge(self._followed)
        if follow.place != self._followed:
            self._edge = edge
        self._followed = follow.place
        self.top_char = lines.top_for(follow, self._edge, layout.wrapper.row_at(self.top_char).start, height)
        self._fill(layout, marks, size, lanes=lanes, bus=bus)
        ends = [each.row.next for each in self.lines if each.top + len(each.rows) <= height]
        return self.window[0], max(ends, default=self.lines[0].row.next)

    def draw(
        self, layout: ArticleLayout, marks: Marks, size: tuple[int, int], *, lanes: bool, bus: bool
    ) -> list[StyledRow]:
        """The rows of the screen from where it was scrolled to."""
        width, height = size
        if not self._is_filled_for(layout, marks, size, lanes=lanes):
            self._fill(layout, marks, size, lanes=lanes, bus=bus)
        rows = [row for line in self.lines for row in line.rows][:height]
        blank: StyledRow = ((" " * width, ""),)
        if len(self._drawn) > 20 * height:
            self._drawn = {line.row: self._drawn[line.row] for line in self.lines}
            self._cells = {line.row: line.line for line in self.lines}
            self._offered.clear()
        return rows + [blank] * (height - len(rows))

    def _fill(self, layout: ArticleLayout, marks: Marks, size: tuple[int, int], *, lanes: bool, bus: bool) -> None:
        width, height = size
        self.lines = []
        self._filled = (self.top_char, size)
        top = 0
        for row in layout.wrapper.rows_from(layout.wrapper.row_at(self.top_char)):
            if top >= height:
                break
            line, rows = self._rows_of(layout, marks, row, width, lanes=lanes, bus=bus)
            self.lines.append(ShownLine(row, line, top, rows))
            top += len(rows)

    def _rows_of(
        self, layout: ArticleLayout, marks: Marks, row: Row, width: int, *, lanes: bool, bus: bool
    ) -> tuple[CellLine, list[StyledRow]]:
        """One line of the text as it is drawn; looked at once for all that a paint asks of it."""
        if not self._is_seen_by(layout, marks, lanes=lanes):
            self._seen_by, self._seen = (layout.document, layout.index, layout.offers, marks, lanes), {}
        drawn = self._seen.get(row)
        if drawn is None:
            drawn = self._seen[row] = self._drawn_now(layout, marks, row, width, lanes=lanes, bus=bus)
        return drawn

    def _is_seen_by(self, layout: ArticleLayout, marks: Marks, *, lanes: bool) -> bool:
        seen, parts = self._seen_by, (layout.document, layout.index, layout.offers)
        return (
            seen is not None
            and all(one is other for one, other in zip(seen[:3], parts, strict=True))
            and seen[3:] == (marks, lanes)
        )

    def _is_filled_for(self, layout: ArticleLayout, marks: Marks, size: tuple[int, int], *, lanes: bool) -> bool:
        return self._filled == (self.top_char, size) and self._is_seen_by(layout, marks, lanes=lanes)

    def _drawn_now(
        self, layout: ArticleLayout, marks: Marks, row: Row, width: int, *, lanes: bool, bus: bool
    ) -> tuple[CellLine, list[StyledRow]]:
        line = self._line(layout, row)
        look = self._look(layout, marks, row, line)
        drawn = self._drawn.get(row)
        if drawn is None or drawn[0] != look:
            drawn = (look, line_rows(line, look, width, lanes=lanes, bus=bus))
            self._drawn[row] = drawn
        return line, drawn[1]

    def _line(self, layout: ArticleLayout, row: Row) -> CellLine:
        line = self._cells.get(row)
        if line is None:
            line = cell_line((layout.document.text or "")[row.start : row.end], layout.measure, row.start)
            self._cells[row] = line
        return line

    def _look(self, layout: ArticleLayout, marks: Marks, row: Row, line: CellLine) -> LineLook:
        start, end = row.start, row.end
        bus = tuple(
            (line.cell_of(span[0]), words, words[0] == "◆") for span, words in marks.bus if start <= span[0] < end
        )
        return LineLook(
            tags=tuple(self._tags(layout, marks, row, line)),
            selected=_clipped(marks.selection, row, line),
            pending=_clipped(marks.pending, row, line),
            hints=tuple(_hints_in(marks, row, line)),
            bus=bus,
            bus_before=any(span[0] < start for span, _ in marks.bus),
            bus_after=any(span[0] >= end for span, _ in marks.bus),
        )

    def _tags(self, layout: ArticleLayout, marks: Marks, row: Row, line: CellLine) -> list[Tag]:
        tags = []
        for annotation_id in layout.index.touching(row.start, max(row.end, row.start + 1)):
            annotation = layout.document.entities.get(annotation_id) or layout.document.events.get(annotation_id)
            if isinstance(annotation, Entity | Event):
                tags += tags_in(annotation, layout, marks, row, line)
        tags += self._offered_tags(layout, row, line)
        return sorted(tags, key=lambda tag: (tag.cells, tag.id))

    def _offered_tags(self, layout: ArticleLayout, row: Row, line: CellLine) -> list[Tag]:
        """The tags of what is offered in a line; they are the same until something else is offered there."""
        offers = layout.offered((row.start, max(row.end, row.start + 1)))
        known = self._offered.get(row)
        if known is None or known[0] != offers:
            known = offers, [tag for offer in offers for tag in offered_tags(offer, layout, row, line)]
            self._offered[row] = known
        return known[1]

    def glyph_at(self, x: int, y: int) -> Span | None:
        """The code points of the glyph under a cell of the article, or above it in a tag row; None beside the text."""
        for shown in self.lines:
            if shown.top <= y < shown.top + len(shown.rows):
                return shown.line.span_at(x) if x < shown.line.width else None
        return None


def _hints_in(marks: Marks, row: Row, line: CellLine) -> Iterator[ShownHint]:
    """The hints that begin in a line, with the cells of what they stand on."""
    for hint in marks.hints:
        start, end = hint.span
        if row.start <= start < row.end:
            yield ShownHint(line.cells_of((start, min(end, row.end))), hint.text, hint.id, hint.is_later)


def tags_in(annotation: Entity | Event, layout: ArticleLayout, marks: Marks, row: Row, line: CellLine) -> list[Tag]:
    """The pieces of one annotation in one line."""
    first, last = envelope(annotation.spans)
    role = marks.roles.get(annotation.id)
    words = role or tag_words(annotation, layout.letters) + (RELATED if annotation.id in marks.related else "")
    tags = []
    for start, end in annotation.spans:
        if start < row.end and row.start < end:
            cells = line.cells_of((start, end))
            tags.append(
                Tag(
                    id=annotation.id,
                    cells=cells,
                    words=words,
                    key=layout.letters.of_type(annotation.type),
                    hue=hue(layout.hues, annotation),
                    opens=start == first and start >= row.start,
                    closes=end == last and end <= row.end,
                    trigger=isinstance(annotation, Event),
                    focused=annotation.id == marks.focus,
                    role=role is not None,
                )
            )
    return [tag for tag in tags if tag.cells[0] < tag.cells[1]]


def offered_tags(offer: Offer, layout: ArticleLayout, row: Row, line: CellLine) -> list[Tag]:
    """The pieces in one line of what is offered."""
    if not isinstance(offer.annotation, Entity | Event):
        return []
    sign = OFFERED_SURE if offer.is_sure else OFFERED
    return [
        Tag(
            id=f"offered {offer.type} {offer.span}",
            cells=cells,
            words=sign + layout.letters.tag(offer.type),
            key=layout.letters.of_type(offer.type),
            hue=hue(layout.hues, offer.annotation),
            opens=start == offer.span[0] and start >= row.start,
            closes=end == offer.span[1] and end <= row.end,
            trigger=isinstance(offer.annotation, Event),
            offered=True,
        )
        for start, end in offer.spans
        if start < row.end and row.start < end and (cells := line.cells_of((start, end)))[0] < cells[1]
    ]


def tag_words(annotation: Entity | Event, letters: TypeLetters) -> str:
    """The tag of an annotation, with `?` while something about it is proposed and `~` when it is uncertain."""
    signs = ("?" if annotation.unconfirmed else "") + ("~" if annotation.uncertain else "")
    return letters.tag(annotation.type) + signs


def _clipped(spans: tuple[Span, ...], row: Row, line: CellLine) -> tuple[Span, ...]:
    """The cells of the spans that lie in a line."""
    return tuple(
        line.cells_of((start, end))
        for start, end in spans
        if start < row.next and (row.start < end or row.start <= start)
    )
