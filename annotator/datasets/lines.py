"""JSON Lines, line by line: the physical line number, the value, and the faults of a line as such.

The loop is that of `jsonlines`; what it passes over in silence - a byte order mark, a key twice, NaN - is found here.
Lines end at LF only: U+2028, U+2029 and U+0085 are ordinary characters of a string. Blank lines are no records.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import jsonlines
import orjson

from annotator.datasets.json_faults import LineFault, contested, hopeless, not_an_object, undecodable, unparsable


class Line(NamedTuple):
    """One line that is not blank: its number, 1-based, the object it holds, and what is wrong with it."""

    number: int
    value: dict[str, Any]
    faults: tuple[LineFault, ...] = ()


class _Remembered:
    """Lines that pass through, the last one kept."""

    def __init__(self, lines: Iterable[bytes]) -> None:
        self.lines = lines
        self.number = 0
        self.line = b""

    def __iter__(self) -> Iterator[bytes]:
        for line in self.lines:
            self.number += 1
            self.line = line
            yield line


def json_lines(lines: Iterable[bytes]) -> Iterator[Line]:
    """The lines of a JSON Lines file; a faulty one has an empty object and its faults, and reading goes on after it."""
    source = _Remembered(lines)
    reader = jsonlines.Reader(source, loads=orjson.loads)
    while True:
        try:
            value = reader.read(allow_none=True)
        except EOFError:
            return
        except jsonlines.InvalidLineError as error:
            if source.line.isspace():
                continue
            yield Line(source.number, {}, (_invalid(source.line, error),))
            if hopeless(source.line):
                return
            continue
        faults = tuple(_second_look(source.line, value))
        yield Line(source.number, {} if faults else value, faults)  # type: ignore[arg-type]


def _second_look(line: bytes, value: Any) -> Iterator[LineFault]:
    try:
        agreed = orjson.dumps(value, option=orjson.OPT_STRICT_INTEGER) == line.rstrip(b"\r\n")
    except TypeError:
        agreed = False
    if not agreed:
        yield from contested(line, value)
    if not isinstance(value, dict):
        yield not_an_object(value)


def _invalid(line: bytes, error: jsonlines.InvalidLineError) -> LineFault:
    cause = error.__cause__
    if isinstance(cause, orjson.JSONDecodeError):
        return unparsable(line.decode("utf-8"), cause.msg, cause.pos)
    return undecodable(line)
