"""Line ends in a format of lines: brat cuts a mention where a line of the text ends, and one line holds one line."""

from __future__ import annotations

import re
from collections.abc import Iterator

from annotator.model.spans import Span, Spans

ENDS = "\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
"""What ends a line for one reader of brat or another: those that Python's `str.splitlines` knows."""

_ENDS_A_FIELD_OR_LINE = re.compile(f"[\t{ENDS}]")


def one_line(text: str) -> str:
    """A text in which a blank stands for each character that ends a field or a line."""
    return _ENDS_A_FIELD_OR_LINE.sub(" ", text)


def cut(text: str, spans: Spans) -> Spans:
    """A mention's pieces as brat has them: each on one line, without the blanks beside a line end."""
    return tuple(piece for span in spans for piece in _lines_of(text, span))


def _lines_of(text: str, span: Span) -> Iterator[Span]:
    start, end = span
    lines = re.finditer(r"[^\r\n]+", text[start:end]) if "\n" in text[start:end] else ()
    pieces = []
    for match in lines:
        line = match.group()
        left, right = len(line) - len(line.lstrip()), len(line.rstrip())
        if left < right:
            pieces.append((start + match.start() + left, start + match.start() + right))
    yield from pieces or [span]


def joined(text: str, spans: Spans) -> Spans:
    """A mention with those pieces made one between which nothing but blanks with a line end stands."""
    whole = [spans[0]]
    for start, end in spans[1:]:
        between = text[whole[-1][1] : start]
        if between.isspace() and ("\n" in between or "\r" in between):
            whole[-1] = (whole[-1][0], end)
        else:
            whole.append((start, end))
    return tuple(whole)
