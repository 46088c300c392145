"""Rows about one text by one annotator, brought together: what was accepted becomes one document.

A first pass over the file counts the rows of each text, so that the second one holds only what waits for more.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from contextlib import suppress
from hashlib import blake2b
from typing import NamedTuple

from annotator.errors import FormatError
from annotator.formats.annotation_tools.prodigy.rows import Task, is_pattern
from annotator.formats.json_rows import Row, shaped_as
from annotator.formats.protocol import Report

PATTERNS = (
    "a file of patterns, by which prodigy finds what may be labelled; no text in it is annotated; "
    "expected rows with text and spans, as prodigy db-out writes them"
)


class Answered(NamedTuple):
    """A row, and what it says."""

    row: Row
    task: Task


class Plan:
    """How many rows each text has, by annotator; which texts several annotators have answered."""

    def __init__(self, rows: Iterable[Row]) -> None:
        """Go through the rows once; what is faulty is told by whoever reads them.

        Raises:
            FormatError: these are patterns, and no texts.
        """
        self._rows: Counter[bytes] = Counter()
        self._accepted: Counter[bytes] = Counter()
        self._annotators: dict[bytes, set[str | None]] = defaultdict(set)
        for row in rows:
            if is_pattern(row.value):
                raise row.refused("pattern", PATTERNS, "prodigy-patterns")
            with suppress(FormatError):
                self._count(row)

    def _count(self, row: Row) -> None:
        task = shaped_as(row, Task)
        if task.text is None:
            return
        self._rows[_key(task)] += 1
        self._accepted[_key(task)] += task.accepted
        if task.accepted:
            self._annotators[_digest(task.text)].add(task.annotator)

    def rows_of(self, task: Task) -> int:
        """How many rows there are of this one's text and annotator; 0 where none is accepted."""
        return self._rows[_key(task)] if self._accepted[_key(task)] else 0

    def is_shared(self, task: Task) -> bool:
        """Whether several annotators have answered for the text."""
        return len(self._annotators[_digest(task.text or "")]) > 1

    def tell(self, report: Report) -> None:
        """Say what is brought together and what is not."""
        joined = sum(count > 1 for count in self._accepted.values())
        if joined:
            report.note(
                f"texts that were accepted in several rows: {joined}; each is one document with the spans of all its "
                "rows, the same one as often as it was accepted (annotator check names these)"
            )
        shared = sum(len(each) > 1 for each in self._annotators.values())
        if shared:
            report.note(
                f"texts that several annotators accepted: {shared}; there is a document of each, called ID~ANNOTATOR"
            )


class Groups:
    """The rows of each text, given when its last one has come."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._waiting: dict[tuple[str | None, str | None], list[Answered]] = {}

    def take(self, answered: Answered) -> Iterator[list[Answered]]:
        """The rows of this one's text, where it is the last of them and any is accepted."""
        total = self._plan.rows_of(answered.task)
        key = answered.task.text, answered.task.annotator
        if not total:
            return
        group = self._waiting.setdefault(key, [])
        group.append(answered)
        if len(group) == total:
            yield self._waiting.pop(key)


def _key(task: Task) -> bytes:
    return _digest(f"{task.annotator or ''}\0{task.text}")


def _digest(text: str) -> bytes:
    return blake2b(text.encode("utf-8"), digest_size=16).digest()
