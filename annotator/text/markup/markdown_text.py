"""The visible text of a Markdown file: CommonMark with tables and strikethrough."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import accumulate

from markdown_it import MarkdownIt
from markdown_it.token import Token

from annotator.text.markup.html_text import visible_html
from annotator.text.markup.visible_text import BLOCK, CELL, LINE, Blocks, VisibleText

FRONT_MATTER = re.compile(r"\A---[ \t]*\r?\n.*?^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)
"""Metadata before the text, between two lines of hyphens."""
GAPS = {
    "paragraph_open": BLOCK, "heading_open": BLOCK, "blockquote_open": BLOCK, "table_open": BLOCK, "hr": BLOCK,
    "bullet_list_open": BLOCK, "ordered_list_open": BLOCK, "bullet_list_close": BLOCK, "ordered_list_close": BLOCK,
    "list_item_open": LINE, "tr_open": LINE, "td_open": CELL, "th_open": CELL,
}  # fmt: skip


def visible_markdown(source: str) -> VisibleText:
    """What a reader sees of a file: no signs of markup, no addresses of links, no metadata before the text."""
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    reader = _Reader(source)
    for token in parser.parse(FRONT_MATTER.sub(lambda match: "\n" * match[0].count("\n"), source)):
        reader.read(token)
    return reader.blocks.finished()


class _Reader:
    def __init__(self, source: str) -> None:
        self.blocks = Blocks()
        self._source = source
        self._lines = list(accumulate((len(line) + 1 for line in source.split("\n")), initial=0))
        self._place = 0

    def read(self, token: Token) -> None:
        if token.map:
            self._place = self._lines[min(token.map[0], len(self._lines) - 1)]
        if token.type in GAPS and not token.hidden:
            self.blocks.part(GAPS[token.type])
        if token.type == "inline":
            self._inline(token)
        elif token.type in ("fence", "code_block"):
            self.blocks.part(BLOCK)
            content = token.content.removesuffix("\n")
            self.blocks.verbatim(content, self._found(content))
            self.blocks.part(BLOCK)
        elif token.type == "html_block":
            self.blocks.part(BLOCK)
            self.blocks.verbatim(visible_html(token.content).text.removesuffix("\n"), self._place)
            self.blocks.part(BLOCK)

    def _inline(self, token: Token) -> None:
        pieces = list(_pieces(token))
        place = self._found(next((each for each in pieces if each.strip()), ""))
        for piece in pieces:
            if piece == "\n":
                self.blocks.part(LINE)
            else:
                self.blocks.flow(piece.replace("\n", " "), place)

    def _found(self, text: str) -> int:
        """Where a text stands from the place of its block on; where it is not literally there, that place."""
        first = text.strip().split("\n", 1)[0][:20]
        found = self._source.find(first, self._place) if first else -1
        return found if found >= 0 else self._place


def _pieces(token: Token) -> Iterator[str]:
    for each in token.children or ():
        if each.type in ("text", "text_special", "code_inline"):
            yield each.content
        elif each.type == "softbreak":
            yield " "
        elif each.type == "hardbreak":
            yield "\n"
