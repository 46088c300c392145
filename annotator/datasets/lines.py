"""JSON Lines, read and written by `jsonlines` line by line, with our own decoders and encoders.

Reading gives the physical line number, its bytes, and the object in it or why there is none. Lines end at LF only:
U+2028, U+2029 and U+0085 are ordinary characters of a string. Blank lines are no records. What every parser passes
over in silence, such as a key that stands twice, is not looked for here but by `json_faults.contested`, for which a
line keeps its bytes.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any, NamedTuple

import jsonlines
import orjson

from annotator.datasets.json_faults import LineFault, hopeless, not_an_object, undecodable, unparsable

AT_ONCE = 100
"""How many lines are handed to `jsonlines` together: one by one takes a tenth longer."""


class Line(NamedTuple):
    """One line that is not blank: its number, 1-based, its bytes, what was read from it or why it holds no object."""

    number: int
    content: bytes
    value: Any
    fault: LineFault | None = None


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


def json_lines(lines: Iterable[bytes], decode: Callable[[bytes], Any] | None = None) -> Iterator[Line]:
    """The lines of a JSON Lines file; a faulty one has an empty object and its fault, and reading goes on after it.

    Args:
        lines: the file's lines, as bytes.
        decode: what may make a value of a line without further ado; where it gives None, the line is parsed as JSON.
    """
    source = _Remembered(lines)

    def loads(_: str | bytes) -> Any:
        # The bytes themselves are parsed: the string that jsonlines offers has lost a byte order mark, and is slower.
        value = decode(source.line) if decode else None
        return orjson.loads(source.line) if value is None else value

    reader = jsonlines.Reader(source, loads=loads)
    while True:
        try:
            value: Any = reader.read(allow_none=True)
        except EOFError:
            return
        except jsonlines.InvalidLineError as error:
            if not source.line.isspace():
                yield Line(source.number, source.line, {}, _invalid(source.line, error))
            if hopeless(source.line):
                return
            continue
        if value is None or isinstance(value, list | str | int | float):
            yield Line(source.number, source.line, {}, not_an_object(value))
        else:
            yield Line(source.number, source.line, value)


def written(values: Iterable[Any], encode: Callable[[Any], bytes]) -> bytes:
    """The bytes of a JSON Lines file that holds these values."""
    content = io.BytesIO()
    writer = jsonlines.Writer(content, dumps=lambda several: b"\n".join(map(encode, several)))
    rest = iter(values)
    while several := list(islice(rest, AT_ONCE)):
        writer.write(several)
    return content.getvalue()


def _invalid(line: bytes, error: jsonlines.InvalidLineError) -> LineFault:
    cause = error.__cause__
    if isinstance(cause, orjson.JSONDecodeError):
        return unparsable(line.decode("utf-8"), cause.msg, cause.pos)
    return undecodable(line)
