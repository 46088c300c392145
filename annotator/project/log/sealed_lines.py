"""Lines of JSON that are numbered and each end with a checksum over themselves, so that all damage shows.

A line is `{"line":N,...,"checksum":"..."}`; the checksum is over every byte before it. The last line says that it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import blake2b
from typing import Any, NamedTuple

import orjson

SEAL = b',"checksum":"'
CHECKSUM_CHARS = 32
_TAIL_BYTES = len(SEAL) + CHECKSUM_CHARS + len(b'"}')
END = "end"
"""What the last line says it is."""


class Line(NamedTuple):
    """A whole line of a file: where it stands, 1-based, its number, and what it says."""

    place: int
    number: int
    says: dict[str, Any]
    content: bytes


class Damage(NamedTuple):
    """Something that is not what was written: the line it stands in, a code, and what it is."""

    place: int
    code: str
    message: str


def sealed(lines: Iterable[dict[str, Any]]) -> Iterator[bytes]:
    """Lines as they are written, the last one included."""
    count = 0
    for count, says in enumerate(lines, 1):
        yield _sealed({"line": count} | says)
    yield _sealed({"line": count + 1, "is": END})


def _sealed(says: dict[str, Any]) -> bytes:
    body = orjson.dumps(says)[:-1]
    return body + SEAL + _checksum(body) + b'"}\n'


def _checksum(body: bytes) -> bytes:
    return blake2b(body, digest_size=CHECKSUM_CHARS // 2).hexdigest().encode()


def read_sealed(stream: Iterable[bytes]) -> Iterator[Line | Damage]:
    """The whole lines of a file in order, and between them everything that is torn, changed, missing or repeated."""
    reading = _Reading()
    for place, raw in enumerate(stream, 1):
        yield from reading.take(place, raw)
    if not reading.ended:
        message = "the file ends before its last line: what came after is missing"
        yield Damage(reading.place + 1, "missing", message)


class _Reading:
    """How far a file was read: which number is expected next, and which were seen."""

    def __init__(self) -> None:
        self.place = 0
        self.expected = 1
        self.seen: set[int] = set()
        self.ended = False

    def take(self, place: int, raw: bytes) -> Iterator[Line | Damage]:
        self.place = place
        line = _whole(place, raw)
        if line is None:
            yield _damaged(place, raw)
            self.expected += 1
        elif line.number in self.seen:
            yield Damage(place, "repeated", f"repeats line {line.number}")
        elif self.ended:
            yield Damage(place, "repeated", "stands behind the last line")
        else:
            yield from self._in_order(line)

    def _in_order(self, line: Line) -> Iterator[Line | Damage]:
        if line.number > self.expected:
            last = line.number - 1
            which = f"line {last} is" if last == self.expected else f"lines {self.expected} to {last} are"
            yield Damage(line.place, "missing", f"{which} missing before this one")
        elif self.seen and line.number < max(self.seen):
            yield Damage(line.place, "order", f"line {line.number} stands behind line {max(self.seen)}")
        self.seen.add(line.number)
        self.expected = max(self.seen) + 1
        self.ended = line.says.get("is") == END
        yield line


def _whole(place: int, raw: bytes) -> Line | None:
    if not raw.endswith(b'"}\n'):
        return None
    content = raw[:-1]
    body, seal = content[:-_TAIL_BYTES], content[-_TAIL_BYTES:]
    if seal != SEAL + _checksum(body) + b'"}':
        return None
    try:
        says = orjson.loads(content)
    except orjson.JSONDecodeError:
        return None
    number = says.get("line") if isinstance(says, dict) else None
    return Line(place, number, says, content) if isinstance(number, int) else None


def _damaged(place: int, raw: bytes) -> Damage:
    if not raw.endswith(b"\n"):
        return Damage(place, "torn", f"is torn: it ends after {len(raw)} bytes")
    return Damage(place, "changed", "is not what was written: its checksum differs")
