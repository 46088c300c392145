"""The visible text of an HTML page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html.parser import HTMLParser
from itertools import accumulate

from annotator.text.markup.visible_text import BLOCK, CELL, LINE, Blocks, VisibleText


def _named(words: str) -> frozenset[str]:
    return frozenset(words.split())


UNSEEN = _named("script style noscript template svg iframe object audio video canvas")
"""Elements of which nothing is read as text."""
BLOCKS = _named(
    "address article aside blockquote body details dialog div dl fieldset figcaption figure footer form h1 h2 h3 h4 h5 "
    "h6 header hgroup hr html main nav ol p pre section summary table ul"
)
LINES = _named("br caption dd dt legend li option tr")
CELLS = _named("td th")
VOID = _named("area base br col embed hr img input link meta source track wbr")
"""Elements without an end."""

_BLANKS = re.compile(r"[ \t\n\r\f]+")
_UNDISPLAYED = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)

Attributes = Sequence[tuple[str, str | None]]


def visible_html(source: str) -> VisibleText:
    """What a reader sees of a page: no markup, no scripts; character references are the characters.

    Blanks are as a browser shows them; paragraphs have an empty line between them, rows and items a line end, cells a
    tab. The title and the language of the page are told apart.
    """
    reader = _Reader(source)
    reader.feed(source)
    reader.close()
    title = " ".join("".join(reader.title).split())
    return reader.blocks.finished(title, reader.language)


class _Reader(HTMLParser):
    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks = Blocks()
        self.title: list[str] = []
        self.language = ""
        self._lines = list(accumulate((len(line) + 1 for line in source.split("\n")), initial=0))
        self._unseen: list[str] = []
        self._pre = 0
        self._in_title = False

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        if self._unseen:
            self._unseen += [tag] if tag == self._unseen[0] and tag not in VOID else []
            return
        given = dict(attrs)
        if tag == "html":
            self.language = given.get("lang") or ""
        self._in_title |= tag == "title"
        if tag not in VOID and (tag in UNSEEN or _is_hidden(given)):
            self._unseen.append(tag)
            return
        self._pre += tag in ("pre", "textarea")
        self._part(tag)

    def handle_startendtag(self, tag: str, attrs: Attributes) -> None:
        if not self._unseen:
            self._part(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._unseen:
            if tag == self._unseen[0]:
                self._unseen.pop()
            return
        self._in_title &= tag != "title"
        self._pre = max(0, self._pre - (tag in ("pre", "textarea")))
        if tag not in CELLS:
            self._part(tag)

    def _part(self, tag: str) -> None:
        if tag in BLOCKS:
            self.blocks.part(BLOCK)
        elif tag in LINES:
            self.blocks.part(LINE)
        elif tag in CELLS:
            self.blocks.part(CELL)

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.title.append(data)
            return
        if self._unseen:
            return
        line, column = self.getpos()
        place = self._lines[line - 1] + column
        if self._pre:
            self.blocks.verbatim(data.replace("\r\n", "\n"), place)
            return
        before = len(data) - len(data.lstrip(" \t\n\r\f"))
        self.blocks.flow(_BLANKS.sub(" ", data), place + before)


def _is_hidden(given: dict[str, str | None]) -> bool:
    return (
        "hidden" in given or given.get("aria-hidden") == "true" or bool(_UNDISPLAYED.search(given.get("style") or ""))
    )
