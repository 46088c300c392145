"""Blank lines of a JSON Lines file: readers pass over them, and `check` reports them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from annotator.errors import Finding, Level, Place


class BlankLines:
    """Lines that pass through to a reader; of the blank ones it is remembered where they were.

    A run of blank lines is one finding where a record follows, one warning at the end of the file. A file that holds
    nothing else has no record, which is a finding; one without any line has nothing wrong.
    """

    def __init__(self, name: str, lines: Iterable[bytes]) -> None:
        """Look at the lines of the file of this name."""
        self._name = name
        self._lines = lines
        self._runs: list[tuple[int, int]] = []
        self._any_other = False

    def __iter__(self) -> Iterator[bytes]:
        for number, line in enumerate(self._lines, 1):
            if not line.isspace():
                self._any_other = True
            elif self._runs and self._runs[-1][1] == number - 1:
                self._runs[-1] = (self._runs[-1][0], number)
            else:
                self._runs.append((number, number))
            yield line

    def passed(self) -> Iterator[Finding]:
        """The blank lines before the line that was read last, which is not blank; each is said once."""
        yield from self._findings("expected one record a line, and nothing between", "finding")

    def at_end(self) -> Iterator[Finding]:
        """What is wrong with the end of the file."""
        if self._any_other:
            yield from self._findings("expected the file to end with its last record", "warning")
        elif self._runs:
            yield Finding(Place(self._name, 1), "", "the file has blank lines and no record", "no-record")

    def _findings(self, expected: str, level: Level) -> Iterator[Finding]:
        for first, last in self._runs:
            lines = "a blank line" if first == last else f"{last - first + 1} blank lines"
            yield Finding(Place(self._name, first), "", f"{lines}; {expected}", "blank-line", level)
        self._runs.clear()
