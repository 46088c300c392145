"""The whole screen as rows: header, article beside the inspector or above the card, status line, legend."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

from annotator.model.spans import Span
from annotator.tui.editor.annotate.preselected import shown_on_card
from annotator.tui.editor.confirming import Confirming
from annotator.tui.editor.declaring import Declaring
from annotator.tui.editor.editor import Editor
from annotator.tui.editor.in_view import InView
from annotator.tui.editor.offered.events import shown_events_in
from annotator.tui.editor.offered.mentions import shown_in
from annotator.tui.editor.state import Picking, Reading
from annotator.tui.view import card
from annotator.tui.view.article import ArticleLayout, ArticleView
from annotator.tui.view.bars import Info, header, legend, status
from annotator.tui.view.inspector import inspector_rows
from annotator.tui.view.marks import Marks, marks_of, of_events
from annotator.tui.view.message import rows_of_message
from annotator.tui.view.offered import offer_shown
from annotator.tui.view.panel import item_at, picking_rows, reading_rows
from annotator.tui.view.proposed import PROPOSED_FRAME_ROWS, proposed_rows
from annotator.tui.view.runs import StyledRow, fitted, joined
from annotator.tui.view.scrolling import follow_of
from annotator.tui.view.sheet import sheet_rows
from annotator.tui.view.things import things_rows

INSPECTOR_FROM = 100
"""From this width on the inspector stands at the right; below it, the card under the article."""
BUS_FROM = 30
"""From this height on every line owns a row for the focused event."""


class Layout(NamedTuple):
    """How the screen is divided, in cells; the article starts below the header."""

    width: int
    height: int
    article_width: int
    article_height: int
    inspector: bool
    card: bool

    @property
    def bus(self) -> bool:
        """Whether there is a row for the focused event under each line."""
        return self.height >= BUS_FROM


def layout(width: int, height: int) -> Layout:
    """The division of a screen of this size; small ones lose card and header before the article."""
    inspector = width >= INSPECTOR_FROM
    has_card = not inspector and height >= 10
    side = min(max(width * 3 // 10, 40), 64) if inspector else 0
    rest = 3 + (card.ROWS if has_card else 0)
    return Layout(width, height, max(width - side, 1), max(height - rest, 1), inspector, has_card)


class Page:
    """Draws an editor; remembers what of the article is in view."""

    def __init__(self, hues: Mapping[str, str]) -> None:
        """Draw types in these hues."""
        self.hues = hues
        self.article = ArticleView()

    def lay_out(self, work: Editor, size: tuple[int, int]) -> InView:
        """Scroll to where the editor is; what of the article is in view then."""
        parts = layout(*size)
        lanes = work.state.view == "lanes"
        in_full = self.article.bring_into_view(
            self._article_layout(work),
            _marks(work, with_bus=parts.bus and lanes),
            follow_of(work.context, work.state),
            _article_size(work, parts),
            lanes=lanes,
            bus=parts.bus and lanes,
        )
        return InView(self.article.window, in_full, parts.article_height - PROPOSED_FRAME_ROWS)

    def rows(self, work: Editor, info: Info, size: tuple[int, int]) -> list[StyledRow]:
        """All rows of the screen as `lay_out` left it, each `size[0]` cells wide; changes nothing in the editor."""
        parts = layout(*size)
        middle = self._middle(work, parts)
        context, state = work.context, work.state
        message_rows = rows_of_message(info, context, state, parts.width)
        below = [
            status(info, context, state, parts.width, is_told_above=bool(message_rows)),
            legend(context, state, parts.width),
        ]
        if message_rows:
            # Until the next key, in the place of the card, or of the article's last rows.
            covered = len(message_rows) - (card.ROWS if parts.card else 0)
            blank = [fitted([], parts.width, work.measure)] * -covered
            middle = middle[: len(middle) - max(covered, 0)]
            below = [*blank, *message_rows, *below]
        elif parts.card:
            offer = offer_shown(context, self.hues, state)
            below = [*card.card_rows(context, self.hues, state, parts.width, offer), *below]
        head = header(info, work.letters, self.hues, parts.width, work.measure, of_events=of_events(state))
        return [head, *middle, *below][: parts.height]

    def _middle(self, work: Editor, parts: Layout) -> list[StyledRow]:
        size = parts.article_width, parts.article_height
        mode = work.state.mode
        if isinstance(mode, Picking):
            left = picking_rows(mode, size, work.measure)
        elif isinstance(mode, Reading):
            left = reading_rows(mode, size, work.measure)
        elif isinstance(mode, Confirming):
            left = proposed_rows(mode, size, work.measure)
        elif isinstance(mode, Declaring):
            left = sheet_rows(mode, work.session.document.id, size, work.measure)
        else:
            left = [*self._article(work, parts), *things_rows(work.context, mode, size)]
        if not parts.inspector:
            return left
        side = inspector_rows(
            work.context, self.hues, work.state, parts.width - parts.article_width, parts.article_height
        )
        return [joined(one, other) for one, other in zip(left, side, strict=True)]

    def _article(self, work: Editor, parts: Layout) -> list[StyledRow]:
        lanes = work.state.view == "lanes"
        return self.article.draw(
            self._article_layout(work),
            _marks(work, with_bus=parts.bus and lanes),
            _article_size(work, parts),
            lanes=lanes,
            bus=parts.bus and lanes,
        )

    def _article_layout(self, work: Editor) -> ArticleLayout:
        context, asks = work.context, of_events(work.state)
        return ArticleLayout(
            context.document,
            work.index,
            work.letters,
            self.hues,
            work.wrapper,
            work.measure,
            context.offers,
            lambda span: (*shown_in(context, span), *shown_events_in(context, span, only_sure=not asks)),
        )

    def glyph_at(self, x: int, y: int, size: tuple[int, int]) -> Span | None:
        """The code points of the glyph under a cell of the screen; None where no text is."""
        parts = layout(*size)
        if not 1 <= y <= parts.article_height or x >= parts.article_width:
            return None
        return self.article.glyph_at(x, y - 1)

    def item_at(self, mode: object, y: int, size: tuple[int, int]) -> int | None:
        """The number of the list's item on a row of the screen; None beside the list."""
        parts = layout(*size)
        return item_at(mode, y - 1, parts.article_height) if isinstance(mode, Picking) else None


def _marks(work: Editor, *, with_bus: bool) -> Marks:
    card = shown_on_card(work.context, work.state)
    marks = marks_of(work.session.document, work.session.schema, work.state, card, with_bus=with_bus)
    return replace(marks, related=work.related)


def _article_size(work: Editor, parts: Layout) -> tuple[int, int]:
    """What is left for the article: the list of things stands below it."""
    size = parts.article_width, parts.article_height
    return size[0], size[1] - len(things_rows(work.context, work.state.mode, size))


def text_width(size: tuple[int, int]) -> int:
    """How wide lines of the article are; one cell is left free before the inspector."""
    return layout(*size).article_width - 1


def painted(page: Page, work: Editor, info: Info, size: tuple[int, int]) -> list[StyledRow]:
    """All rows of the screen, after the editor was told what of the article is in view."""
    work.resize(text_width(size))
    work.see(page.lay_out(work, size))
    read = len(work.read.read(work.read.current))
    info = replace(
        info,
        read=read,
        sentences=work.sentence_count,
        unconfirmed=work.index.unconfirmed,
        news=work.messages.news,
    )
    return page.rows(work, info, size)
