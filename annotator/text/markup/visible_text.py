"""Visible text as it is put together, block by block, each with its place in the source."""

from __future__ import annotations

from dataclasses import dataclass, field

NONE, CELL, LINE, BLOCK = "", "\t", "\n", "\n\n"
GAPS = (NONE, CELL, LINE, BLOCK)
"""What may stand between two pieces of text, the weaker first."""


@dataclass(frozen=True, slots=True)
class VisibleText:
    """The text that readers see of a source.

    `blocks` are pairs of code point offsets: where a block begins in the text, and where it stands in the source.
    """

    text: str
    blocks: tuple[tuple[int, int], ...] = ()
    title: str = ""
    language: str = ""


@dataclass
class Blocks:
    """Collects it."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    places: list[tuple[int, int]] = field(default_factory=list)
    _gap: str = NONE
    _blank: bool = False

    def part(self, gap: str) -> None:
        """Have at least this gap before what comes next."""
        self._gap = max(self._gap, gap, key=GAPS.index)
        self._blank = False

    def flow(self, text: str, place: int) -> None:
        """Add running text: a run of blanks is one, and none stands at the edge of a block."""
        words = text.split(" ")
        if text[:1] == " ":
            self._blank = True
        inside = " ".join(word for word in words if word)
        if inside:
            self._put((" " if self._blank and not self._gap and self.length else "") + inside, place)
            self._blank = text[-1:] == " "

    def verbatim(self, text: str, place: int) -> None:
        """Add text as it is."""
        if text:
            self._put(text, place)

    def _put(self, text: str, place: int) -> None:
        if self._gap or not self.length:
            self._add(self._gap if self.length else NONE)
            self.places.append((self.length, place))
            self._gap = NONE
        self._add(text)

    def _add(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)

    def finished(self, title: str = "", language: str = "") -> VisibleText:
        """All of it; a text that is not empty ends in a line end."""
        text = "".join(self.parts)
        return VisibleText(text + LINE if text else text, tuple(self.places), title, language)
