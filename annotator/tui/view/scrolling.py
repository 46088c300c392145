"""Where the article is scrolled to: what a key was about is in view with all its rows, and no line is jumped over."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from annotator.model.annotation import Entity, Event
from annotator.model.spans import Span, envelope
from annotator.text.wrap import Row, Wrapper
from annotator.tui.editor.context import Context, anchor
from annotator.tui.editor.state import Filling, Hinting, Put, State

CONTEXT_ROWS = 4
"""How many rows of the screen stay in view above a place that was gone to upwards."""


class Follow(NamedTuple):
    """What is to be in view: `place` by the edge that moved, `around` as a whole where it fits.

    `put` says where on the screen, for keys that mean a part of it.
    """

    place: Span
    around: Span
    put: Put = ""

    def edge(self, before: Span | None) -> int:
        """The code point of the edge that moved, seen from the place followed before."""
        start, end = self.place
        if before is not None and before[0] == start and before[1] != end:
            return max(end - 1, start)
        return start


def follow_of(context: Context, state: State) -> Follow:
    """What a state wants in view: with hints the whole sentence they stand in, else the selection."""
    mode = state.mode
    if not isinstance(mode, Hinting | Filling):
        return Follow(state.selection, state.selection, state.put)
    if mode.reach.look:
        return Follow(mode.reach.look, mode.reach.look, state.put)
    subject = context.card(mode.subject if isinstance(mode, Hinting) else mode.frame.subject)
    place = (anchor(context.document, subject) if subject else None) or state.selection
    if isinstance(subject, Entity | Event) and subject.spans:
        place = envelope(subject.spans)
    start, end = context.sentence(place)
    return Follow(place, (start, max(end, place[1])), state.put)


class Lines:
    """The rows of a text with how high each is drawn."""

    def __init__(self, wrapper: Wrapper, height_of: Callable[[Row], int]) -> None:
        """Rows of the screen by row of the text."""
        self._wrapper = wrapper
        self._height_of = height_of

    def shown(self, top_char: int, height: int) -> Span:
        """The code points whose rows are drawn in full from a top on; at least those of the first row."""
        top = self._wrapper.row_at(top_char)
        used, end = 0, top.next
        for row in self._wrapper.rows_from(top):
            used += self._height_of(row)
            if used > height:
                break
            end = row.next if row.next > row.start else row.next + 1
        return top.start, end

    def top_for(self, follow: Follow, edge: int, top_char: int, height: int) -> int:
        """The code point at which the screen starts so that it shows what is followed."""
        first, last = self._block(follow, edge, height)
        start, end = self.shown(top_char, height)
        if not follow.put and start <= first.start and last.start < end:
            return top_char
        block = sum(map(self._height_of, self._rows(first, last)))
        room = max(height - block, 0)
        if follow.put == "top":
            return first.start
        if follow.put == "bottom":
            return self._above(first, room)
        if follow.put == "middle":
            return self._above(first, room // 2)
        return self._above(first, min(room, CONTEXT_ROWS if first.start < top_char else height // 3))

    def _block(self, follow: Follow, edge: int, height: int) -> tuple[Row, Row]:
        """The first and last row that are to be in view: of all that is meant where it fits, else of the edge."""
        first = self._wrapper.row_at(follow.around[0])
        last = self._wrapper.row_at(max(follow.around[1] - 1, follow.around[0]))
        used = 0
        for row in self._rows(first, last):
            used += self._height_of(row)
            if used > height:
                row = self._wrapper.row_at(edge)
                return row, row
        return first, last

    def _rows(self, first: Row, last: Row) -> Iterator[Row]:
        for row in self._wrapper.rows_from(first):
            if row.start > last.start:
                return
            yield row

    def _above(self, row: Row, room: int) -> int:
        """Where the screen starts with so many rows above one, none of them drawn in part."""
        while (previous := self._wrapper.before(row)) is not None:
            room -= self._height_of(previous)
            if room < 0:
                break
            row = previous
        return row.start
