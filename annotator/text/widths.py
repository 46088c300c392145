"""How many cells a terminal takes for a string: what it has answered itself of each grapheme cluster, else a table.

No table is right everywhere: terminals differ in marks, joined emoji and whatever is newer than they are. They agree on
plain letters, which are therefore never asked about.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import regex

from annotator.text.cells import Measure, glyphs

_AGREED = (
    r"\x00-\x7f\u00a0-\u00ac\u00ae-\u02ff\u0370-\u0482\u048a-\u052f\u1e00-\u1fff"  # Latin, Greek, Cyrillic, no marks
    r"\u2010-\u2027\u2030-\u205e\u20a0-\u20bf\u2190-\u2193\u2400-\u2426\u2500-\u257f"  # signs, arrows, lines
    r"\u25b8\u25c2\u25c6\u25c9\u25cb-\u25cf\u25d0\u2713\u2717\u22ef\u2588"
    r"\u3000-\u3029\u3030\u3041-\u3096\u309b-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uff01-\uff60"
)
_UNSURE = re.compile(f"[^{_AGREED}]")
_CLUSTER = regex.compile(r"\X")


@dataclass(frozen=True, eq=False, slots=True)
class Widths:
    """A measure: `answered` are the widths of clusters as the terminal gave them, `table` knows the rest."""

    table: Measure
    answered: Mapping[str, int] = field(default_factory=dict)

    def __call__(self, text: str) -> int:
        """How many cells a string takes."""
        width = self.answered.get(text)
        if width is not None:
            return width
        if not self.answered or not is_unsure(text):
            return self.table(text)
        return sum(self.answered.get(cluster, self.table(cluster)) for cluster in _CLUSTER.findall(text))


def is_unsure(text: str) -> bool:
    """Whether terminals may differ in how wide they draw some of a text."""
    return not text.isascii() and bool(_UNSURE.search(text))


def pieces(text: str) -> Iterator[tuple[str, bool]]:
    """A text cut after each cluster that terminals may draw in different widths, which is then a piece of its own."""
    start = 0
    for match in _CLUSTER.finditer(text):
        if _UNSURE.search(match.group()):
            if match.start() > start:
                yield text[start : match.start()], False
            yield match.group(), True
            start = match.end()
    if start < len(text):
        yield text[start:], False


def unsure_clusters(text: str, table: Measure) -> Iterator[str]:
    """What of a text terminals may draw in different widths: each glyph once, as it is drawn."""
    if text.isascii():
        return
    clusters: set[str] = set()
    for line in text.split("\n"):
        if is_unsure(line):
            for glyph in glyphs(line, table):
                if glyph.shown not in clusters and is_unsure(glyph.shown):
                    clusters.add(glyph.shown)
                    yield glyph.shown
