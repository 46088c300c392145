"""Where the characters of one text stand in another that differs from it in blanks alone.

Texts that were put together from tokens have their blanks elsewhere than the article, and some corpora write brackets
and quotes otherwise (`-LRB-`, two accents). Both are passed over; any other difference has no alignment.
"""

from __future__ import annotations

from dataclasses import dataclass

from annotator.model.spans import Span, Spans

ESCAPES = (
    ("-LRB-", ("(",)), ("-RRB-", (")",)), ("-LSB-", ("[",)), ("-RSB-", ("]",)), ("-LCB-", ("{",)), ("-RCB-", ("}",)),
    ("``", ('"', "\u201c", "\u00ab")), ("''", ('"', "\u201d", "\u00bb")), ("`", ("'", "\u2018")), ("'", ("\u2019",)),
    ('"', ("\u201c", "\u201d")), ("...", ("\u2026",)), ("--", ("\u2014", "\u2013")), ("\\/", ("/",)),
    ("\\*", ("*",)),
)  # fmt: skip
"""How corpora of tokens write characters, after the Penn Treebank, and what stands for each in an article."""


@dataclass(frozen=True, slots=True)
class Differs:
    """Where two texts part: the places from which they have no more in common."""

    here: int
    there: int


@dataclass(frozen=True, slots=True)
class Aligned:
    """The start and the end, in the other text, of every character of a text; of a blank, where it would stand."""

    starts: list[int]
    ends: list[int]

    def span(self, span: Span) -> Span:
        """A span of the text in the other one: from its first character that is no blank to its last."""
        start, end = span
        places = [place for place in range(start, end) if self.starts[place] < self.ends[place]]
        if not places:
            at = self.starts[start] if start < len(self.starts) else (self.ends[-1] if self.ends else 0)
            return at, at
        return self.starts[places[0]], self.ends[places[-1]]

    def spans(self, spans: Spans) -> Spans:
        """The pieces of a mention."""
        return tuple(self.span(each) for each in spans)


def aligned(here: str, there: str, *, whole: bool = True) -> Aligned | Differs:
    """Where each character of one text stands in the other, or where they part.

    Unless `whole`, the other text may go on after the end of this one.
    """
    starts, ends = [0] * len(here), [0] * len(here)
    i = j = 0
    while i < len(here):
        if here[i].isspace():
            starts[i] = ends[i] = j
            i += 1
            continue
        while j < len(there) and there[j].isspace():
            j += 1
        mine, theirs = _step(here, i, there, j)
        if not mine:
            return Differs(i, j)
        starts[i : i + mine] = [j] * mine
        ends[i : i + mine] = [j + theirs] * mine
        i, j = i + mine, j + theirs
    rest = next((place for place in range(j, len(there)) if not there[place].isspace()), None)
    return Aligned(starts, ends) if rest is None or not whole else Differs(i, rest)


def _step(here: str, i: int, there: str, j: int) -> tuple[int, int]:
    """How many characters of both say the same at these places; (0, 0) where nothing does."""
    if j < len(there) and here[i] == there[j]:
        return 1, 1
    for escape, meant in ESCAPES:
        for each in meant:
            if here.startswith(escape, i) and there.startswith(each, j):
                return len(escape), len(each)
            if here.startswith(each, i) and there.startswith(escape, j):
                return len(each), len(escape)
    return 0, 0
