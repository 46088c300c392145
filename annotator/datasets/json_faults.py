"""Why a line is not the JSON it should be: one fault with column and hint.

Besides what no parser accepts, these are refused because readers disagree about them: a key twice in one object,
integers beyond +-2**53, a byte order mark, nesting too deep to be written again.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import orjson

from annotator.datasets.json_walk import path_of, walk
from annotator.model.fault import Fault
from annotator.model.quoted import quoted
from annotator.model.spans import LARGEST_INTEGER

UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
LONG_NUMBER = re.compile(rb"[0-9]{16}")
NOT_NUMBERS = ("NaN", "Infinity")


@dataclass(frozen=True, slots=True)
class LineFault:
    """A fault of a line as such: its column, 1-based, 0 where the whole line is meant."""

    column: int
    fault: Fault


def line_fault(message: str, code: str, column: int = 0, path: str = "") -> LineFault:
    """A fault of a line."""
    return LineFault(column, Fault(path, message, code))


def hopeless(line: bytes) -> bool:
    """Whether the file is no text in UTF-8 at all, so that looking at more lines would only repeat it."""
    return line.startswith(UTF16_MARKS) or (b"\0" in line and not line.lstrip().startswith(b"{"))


def undecodable(line: bytes) -> LineFault:
    """Why a line that is not UTF-8 is none."""
    if line.startswith(UTF16_MARKS):
        return line_fault("not UTF-8 but UTF-16, as its first two bytes say; save the file as UTF-8", "encoding", 1)
    try:
        line.decode("utf-8")
    except UnicodeDecodeError as error:
        wrong_byte = f"byte 0x{line[error.start]:02x} at byte {error.start + 1} of the line"
        return line_fault(f"not UTF-8: {wrong_byte}; save the file as UTF-8", "encoding", 0)
    return line_fault("not UTF-8", "encoding")


def unparsable(text: str, reason: str, position: int) -> LineFault:
    """Why a line that is not JSON is none.

    Args:
        text: the line.
        reason: the parser's words.
        position: where it stopped, in characters.
    """
    column = position + 1
    start = text.lstrip()
    if text.startswith("\ufeff"):
        return line_fault("a byte order mark (BOM); save the file as UTF-8 without one", "bom", 1)
    if padding := len(text.rstrip("\n")) - len(text.rstrip("\n").lstrip("\0")):
        message = f"{padding} NUL characters, which a disk leaves that stopped while it wrote"
        return line_fault(f"{message}; restore the file or make it again", "nul", 1)
    if not start.startswith(("{", "[")):
        message = f"not JSON: {quoted(text.rstrip())}; expected one record a line and nothing else"
        return line_fault(f"{message}: logs belong on stderr", "not-json", column)
    if not_number := next((word for word in NOT_NUMBERS if text.startswith(word, position)), None):
        return line_fault(f"{not_number} is not JSON; expected a number, or the key left out", "not-json", column)
    if "unexpected end" in reason:
        return line_fault(_ends_early(text), "cut-off", column)
    if "depth" in reason:
        return line_fault(f"nested deeper than any record is; stopped at column {column}", "depth", column)
    if "surrogate" in reason:
        message = "half a character: an escaped surrogate (\\ud800 to \\udfff) without its other half"
        return line_fault(f"{message}; expected whole characters", "surrogate", column)
    if "infinity" in reason:
        return line_fault("a number too large; expected one within +-2**53", "number", column)
    return line_fault(f"not JSON: {reason}, found {quoted(text[position : position + 20])}", "not-json", column)


def _ends_early(text: str) -> str:
    if not text.endswith("\n"):
        return "the record ends in the middle, without a line end: the file was cut off; restore it or make it again"
    if text.strip() in ("{", "["):
        return "a record over several lines; expected one JSON object a line"
    return "the record ends in the middle of the line; expected one whole JSON object a line"


def not_an_object(value: Any) -> LineFault:
    """Why a line that is JSON is no record."""
    if isinstance(value, list):
        return line_fault("a JSON array; expected one object a line", "not-an-object")
    return line_fault(f"found {quoted(json.dumps(value))}; expected one JSON object a line", "not-an-object")


def says_the_same(line: bytes, written: bytes) -> bool:
    """Whether a JSON text has as many keys as another that was made from it, and no number that readers round.

    Then no key stood twice in it and none was dropped; `contested` need not be asked. Exact, and cheap: between the
    strings of a JSON text, every colon is a key.
    """
    between = _between_strings(line)
    return between.count(b":") == _between_strings(written).count(b":") and not LONG_NUMBER.search(between)


def _between_strings(text: bytes) -> bytes:
    if b"\\" in text:
        text = text.replace(b"\\\\", b"").replace(b'\\"', b"")
    return b"".join(text.split(b'"')[::2])


class _Twice(dict[str, Any]):
    """A JSON object that had a key twice."""

    key = ""


def contested(line: bytes) -> Iterator[LineFault]:
    """The faults of a line that a parser accepts and readers yet disagree about; none when it is only spelt oddly."""
    if _too_deep(orjson.loads(line)):
        yield line_fault("nested deeper than 250 levels; expected a record", "depth")
        return
    suspects: list[object] = []

    def watch_object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        plain = dict(pairs)
        if len(plain) == len(pairs):
            return plain
        suspects.append(marked := _Twice(plain))
        keys = [key for key, _ in pairs]
        marked.key = next(key for key in keys if keys.count(key) > 1)
        return marked

    def watch_integer(digits: str) -> int:
        if len(digits) >= len(str(LARGEST_INTEGER)):
            suspects.append(digits)
        return int(digits)

    value = json.loads(line, object_pairs_hook=watch_object, parse_int=watch_integer)
    if suspects:
        yield from _found(value)


def _found(value: Any) -> Iterator[LineFault]:
    for steps, part in walk(value):
        if isinstance(part, _Twice):
            path = path_of(steps)
            yield line_fault(f"the key {quoted(part.key)} stands twice in one object", "duplicate-key", path=path)
        elif type(part) is int and abs(part) > LARGEST_INTEGER:
            message = f"{part} is beyond +-2**53, where readers round; give it as a string"
            yield line_fault(message, "number", path=path_of(steps))


def _too_deep(value: Any) -> bool:
    try:
        orjson.dumps(value)
    except TypeError:
        return True
    return False
