"""Python functions as extractors, good and bad."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterable, Iterator
from typing import Any

__version__ = "1.2.3"

Record = dict[str, Any]


def empty(record: Record) -> Record:
    return {"id": record["id"], "entities": [], "relations": [], "events": []}


def noisy(records: Iterable[Record]) -> Iterator[Record]:
    """Prints in every way there is, and reads standard input, which is not its own."""
    for record in records:
        print("to stdout")
        os.write(1, b"to descriptor 1\n")
        os.system("echo from a shell")
        assert sys.stdin.read() == ""
        yield empty(record)


def raises(records: Iterable[Record]) -> Iterator[Record]:
    for record in records:
        yield empty(record)
        raise ValueError("cannot read \x1b[31mthis")


def first_only(records: Iterable[Record]) -> list[Record]:
    return [empty(record) for record in list(records)[:1]]


def backwards(records: Iterable[Record]) -> list[Record]:
    return [empty(record) for record in reversed(list(records))]


def nothing(records: Iterable[Record]) -> None:
    list(records)


def unwritable(records: Iterable[Record]) -> Iterator[Record]:
    for record in records:
        yield empty(record) | {"entities": {1, 2}}


def leaves(records: Iterable[Record]) -> Iterator[Record]:
    yield from map(empty, records)
    raise SystemExit(5)


def half_fails(records: Iterable[Record]) -> Iterator[Record]:
    for record in records:
        yield {"id": record["id"], "error": "too long"} if record["id"] == "d1" else empty(record)


def slow(records: Iterable[Record]) -> Iterator[Record]:
    for record in records:
        time.sleep(0.3)
        yield empty(record)


def one_hangs(records: Iterable[Record]) -> Iterator[Record]:
    for record in records:
        if record["id"] == "d2":
            raise ValueError("d2 is bad")
        yield empty(record)
        time.sleep(600)


no_function = 5
