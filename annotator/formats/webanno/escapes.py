"""How texts and values are written into a WebAnno table, and how its cells are divided."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_IN_VALUES = {"\\": "\\\\", "[": "\\[", "]": "\\]", "|": "\\|", "_": "\\_", ";": "\\;", "*": "\\*"}
_NAMED = {"\t": "\\t", "\n": "\\n", "\r": "\\r"}
_IN_TEXTS = _NAMED | {"\f": "\\f", "\b": "\\b", "\\": "\\\\"}
_IN_TEXTS |= {chr(code): f"\\{chr(code)}" for code in range(32) if not 7 < code < 14}
_OF_VALUES = str.maketrans(_IN_VALUES | _NAMED)
_OF_TEXTS = str.maketrans(_IN_TEXTS)
_OF_TOKENS = str.maketrans(_NAMED)
_LETTERS = {"t": "\t", "n": "\n", "r": "\r"}
_TEXT_LETTERS = _LETTERS | {"f": "\f", "b": "\b"}
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_JAVA = re.compile(r"\\(?:u+([0-9a-fA-F]{4})|(.))", re.DOTALL)
_NUMBERED = re.compile(r"((?:\\.|[^\\])*)\[(\d{1,15})\]", re.DOTALL)
_LINK = re.compile(r"((?:\\.|[^\\])*)->(\d{1,15})-(\d{1,15})", re.DOTALL)


class Numbered(NamedTuple):
    """A part of a cell, still escaped, and the number in brackets behind it; 0 where there is none."""

    value: str
    number: int


def escaped_value(value: str) -> str:
    """A value as a cell has it."""
    return "\\->".join(part.translate(_OF_VALUES) for part in value.split("->"))


def unescaped_value(cell: str) -> str:
    """A value of a cell."""
    return _ESCAPE.sub(lambda match: _LETTERS.get(match[1], match[1]), cell) if "\\" in cell else cell


def escaped_text(line: str) -> str:
    """A line of a sentence as it stands behind `#Text=`."""
    return line.translate(_OF_TEXTS)


def unescaped_text(line: str, *, as_java: bool = False) -> str:
    """A line of a sentence; `as_java` for versions up to 3.1, which write characters by their code as Java does."""
    if "\\" not in line:
        return line
    if as_java:
        text = _JAVA.sub(lambda match: chr(int(match[1], 16)) if match[1] else _letter(match[2]), line)
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return _ESCAPE.sub(lambda match: _letter(match[1]), line)


def _letter(letter: str) -> str:
    return _TEXT_LETTERS.get(letter, letter)


def token_cell(surface: str) -> str:
    """A token as its row has it: as it is, but for what would end the cell."""
    return surface.translate(_OF_TOKENS)


def stacked(cell: str) -> list[str]:
    """The parts of a cell, one for each annotation of a layer in this row, still escaped."""
    return _divided(cell, "|")


def linked(part: str) -> list[str]:
    """The parts of a part: one for each link of a slot feature, still escaped."""
    return _divided(part, ";")


def numbered(part: str) -> Numbered:
    """A part without the number in brackets at its end."""
    match = _NUMBERED.fullmatch(part) if part.endswith("]") else None
    return Numbered(match[1], int(match[2])) if match else Numbered(part, 0)


def chained(part: str) -> tuple[str, int, int] | None:
    """The value of a part that ends in `->chain-link`, and both numbers; None where it does not."""
    match = _LINK.fullmatch(part)
    return (match[1], int(match[2]), int(match[3])) if match else None


def _divided(cell: str, separator: str) -> list[str]:
    return cell.split(separator) if "\\" not in cell else list(_divided_slowly(cell, separator))


def _divided_slowly(cell: str, separator: str) -> Iterator[str]:
    start = at = 0
    while at < len(cell):
        if cell[at] == "\\":
            at += 2
            continue
        if cell[at] == separator:
            yield cell[start:at]
            start = at + 1
        at += 1
    yield cell[start:]
