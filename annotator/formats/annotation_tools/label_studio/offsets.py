"""Where regions stand: Label Studio counts UTF-16 code units, as JavaScript does; programs that write it may not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from annotator.formats.annotation_tools.label_studio.task import Result
from annotator.formats.json_rows import Row
from annotator.formats.protocol import Report
from annotator.model.quoted import quoted
from annotator.model.spans import Spans, surface
from annotator.text.offsets import Converting, Offsets, offsets_in

OTHER_UNIT = "offsets of some annotations count code points, as their words show, and not UTF-16 as Label Studio does"


class Region(NamedTuple):
    """A stretch that a result marks, as it is counted there, and the words that it says stand there."""

    start: int
    end: int
    words: str | None


def region_of(result: Result) -> Region | None:
    """The region of a result in a text; None where it is none, or is only known by its place in HTML."""
    said = result.value
    overall = said.get("globalOffsets")
    start, end = (
        (overall.get("start"), overall.get("end"))
        if isinstance(overall, dict)
        else (said.get("start"), said.get("end"))
    )
    if type(start) is not int or type(end) is not int or start < 0 or end < start:
        return None
    words = said.get("text")
    return Region(start, end, words if isinstance(words, str) else None)


class Places:
    """Puts regions on a text, in the unit that fits the words of all of them."""

    def __init__(self, text: str, regions: Iterable[Region], report: Report) -> None:
        self._text = text
        known = list(regions)
        unit: Offsets = "utf16"
        has_words = any(each.words is not None for each in known)
        if has_words and not text.isascii() and not self._fit(known, unit) and self._fit(known, "chars"):
            unit = "chars"
            report.note(OTHER_UNIT)
        self._convert = offsets_in(unit, text)

    def spans(self, row: Row, path: str, region: Region) -> Spans:
        """Where a region stands, in code points.

        Raises:
            FormatError: nothing stands there, or other words.
        """
        spans = self._there(region)
        if spans is None:
            message = f"{region.start} to {region.end} does not stand in the text of {len(self._text)} characters"
            raise row.refused(path, f"{message}; expected offsets in UTF-16 code units", "span")
        if not _says(self._text, spans, region.words):
            found = quoted(surface(self._text, spans))
            message = f"{region.start} to {region.end} is {found} in the text, but {quoted(region.words or '')} is said"
            raise row.refused(path, f"{message}; expected offsets in UTF-16 code units of this text", "surface")
        return spans

    def _there(self, region: Region) -> Spans | None:
        return self._convert(((region.start, region.end),))

    def fits(self, region: Region) -> bool:
        """Whether a region stands in the text, with its words."""
        spans = self._there(region)
        return spans is not None and _says(self._text, spans, region.words)

    def _fit(self, regions: Sequence[Region], unit: Offsets) -> bool:
        convert: Converting = offsets_in(unit, self._text)
        placed = [(convert(((each.start, each.end),)), each.words) for each in regions]
        return all(spans is not None and _says(self._text, spans, words) for spans, words in placed)


def _says(text: str, spans: Spans, words: str | None) -> bool:
    """Whether these words stand there; blanks count alike, and so do line ends, written as a backslash and n."""
    there = surface(text, spans)
    return words is None or words == there or words.replace("\\n", "\n").split() == there.split()
