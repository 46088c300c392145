"""The members of a JSON list, or the objects of a file, cut out of a stream as they come, each as its bytes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from annotator.datasets.json_faults import LineFault, line_fault

BOM = b"\xef\xbb\xbf"
CHUNK_BYTES = 1 << 18
HEAD_BYTES = 1 << 12
"""How much of a file shows whether it is a list."""
LONGEST_LINE_BYTES = 1 << 24
"""A longer line is not looked at to its end: it is taken for the whole file."""

_LIST = re.compile(rb"(?:\xef\xbb\xbf)?\s*\[\s*(?:[\[{\]]|$)")

_SIGN = re.compile(rb'"[^"\\]*(?:\\.[^"\\]*)*"|["{}\[\],]', re.DOTALL)
"""A whole string, the quote of one that goes on, or a sign that builds lists and objects."""


class Member(NamedTuple):
    """One member: the line that it begins on, its bytes, or why there are none."""

    line: int
    content: bytes
    fault: LineFault | None = None


def begins_list(head: bytes) -> bool:
    """Whether a file that begins so is one list: of objects or lists, or empty; else a list is what a line holds."""
    return _LIST.match(head) is not None


def is_lines_of_lists(stream: BinaryIO) -> bool:
    """Whether a file has a whole list in its first line and another in a later one; the stream is left anywhere."""
    line = stream.readline(LONGEST_LINE_BYTES).removeprefix(BOM).strip()
    if not (line.startswith(b"[") and line.endswith(b"]")):
        return False
    following = next((each for each in iter(lambda: stream.readline(HEAD_BYTES), b"") if each.strip()), b"")
    return following.lstrip().startswith(b"[")


def members(stream: BinaryIO, *, in_list: bool) -> Iterator[Member]:
    """The members of the one list in a stream; without `in_list`, the objects that follow one another in it.

    They are told apart by brackets, commas and strings alone: whether each is JSON is seen where it is parsed.
    """
    return _Cutter(stream, in_list=in_list).members()


class _Cutter:
    """Goes through a stream with what is not cut yet in a buffer."""

    def __init__(self, stream: BinaryIO, *, in_list: bool) -> None:
        self._stream, self._in_list = stream, in_list
        self._buffer = b""
        self._begun = 0
        self._line = 1
        self._depth = 0
        self._ended = False

    def members(self) -> Iterator[Member]:
        at = 0
        chunk = self._stream.read(max(CHUNK_BYTES, len(BOM))).removeprefix(BOM)
        while chunk:
            self._buffer += chunk
            for sign in _SIGN.finditer(self._buffer, at):
                at = sign.start()
                if sign[0] == b'"':
                    break
                at = sign.end()
                yield from self._taken(sign)
            at -= self._drop()
            chunk = self._stream.read(max(CHUNK_BYTES, len(self._buffer)))
        yield from self._rest()

    def _taken(self, sign: re.Match[bytes]) -> Iterator[Member]:
        """Follow the depth; a member that ends with this sign."""
        character = sign[0]
        if character in (b"{", b"["):
            if self._depth == 0:
                yield from self._between(sign.end() if self._in_list else sign.start())
            self._depth += 1
        elif character in (b"}", b"]"):
            self._depth -= 1
            if self._depth <= 0:
                yield from self._closed(sign)
        elif character == b"," and self._in_list and self._depth == 1:
            yield self._cut(sign.start(), sign.end())

    def _closed(self, sign: re.Match[bytes]) -> Iterator[Member]:
        self._depth = 0
        if not self._in_list:
            yield self._cut(sign.end(), sign.end())
            return
        if self._ended:
            yield self._cut(sign.end(), sign.end())._replace(fault=_stray(sign[0]))
        elif self._buffer[self._begun : sign.start()].strip():
            yield self._cut(sign.start(), sign.end())
        self._begun, self._ended = sign.end(), True

    def _between(self, begun: int) -> Iterator[Member]:
        """What stands before the first sign of the list, or between two objects: blanks, or a fault."""
        before = self._buffer[self._begun : begun].removesuffix(b"[" if self._in_list else b"")
        if before.strip() or self._ended:
            yield self._cut(begun, begun)._replace(fault=_stray(before or b"["))
        self._line += self._buffer.count(b"\n", self._begun, begun)
        self._begun = begun

    def _cut(self, end: int, rest: int) -> Member:
        piece = self._buffer[self._begun : end]
        content = piece.lstrip()
        line = self._line + piece.count(b"\n", 0, len(piece) - len(content))
        self._line += self._buffer.count(b"\n", self._begun, rest)
        self._begun = rest
        return Member(line, content)

    def _drop(self) -> int:
        """Forget what is cut; how many bytes that were."""
        dropped, self._begun = self._begun, 0
        self._buffer = self._buffer[dropped:]
        return dropped

    def _rest(self) -> Iterator[Member]:
        left = self._buffer[self._begun :]
        if self._depth:
            what = "list" if self._in_list else "object"
            message = f"the file ends in the middle of the {what}: it was cut off; restore it or make it again"
            yield self._cut(len(self._buffer), len(self._buffer))._replace(fault=line_fault(message, "cut-off"))
        elif left.strip():
            yield self._cut(len(self._buffer), len(self._buffer))._replace(fault=_stray(left))


def _stray(content: bytes) -> LineFault:
    shown = content.strip()[:40].decode("utf-8", "replace")
    return line_fault(f"not JSON: {shown!r}; expected one list, or objects, and nothing else", "not-json")
