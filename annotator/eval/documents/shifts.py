"""Predicted offsets that count something else than code points: found out by trying, and said with the way out.

Where mentions say their words, these are looked for at the places that other units give; where they do not, it is
gold's spans that a unit would make of many of them. A sample is looked at: who counts otherwise does so everywhere.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import TypeAlias
from unicodedata import normalize

from annotator.model.annotation import Entity, Trigger
from annotator.model.record import Record
from annotator.model.spans import Spans, surface
from annotator.text.offsets import OFFSETS, offsets_in

SHIFT = "shift"
SAMPLE = 2000
AS_THEY_ARE = "as they are"

READINGS = {
    "counted in UTF-16 units": "read them with --offsets utf16",
    "counted in UTF-8 bytes": "read them with --offsets bytes",
    "taken with inclusive ends": "read them with --offsets inclusive",
    "counted in the NFC form": "the extractor normalised the text (NFC); let it count in the text as it was given",
    "counted in the NFD form": "the extractor normalised the text (NFD); let it count in the text as it was given",
    "a CR LF line end is one character": "the extractor was given the text with LF line ends; let it keep CR LF",
    "the first character is counted as 1": "let the extractor count from 0",
}
"""What offsets may count, as people are told, and the way out."""

Reading: TypeAlias = Callable[[Spans], "str | None"]
"""The words at pieces, in one way of counting; None where there are none."""


def readings(text: str) -> Iterator[tuple[str, Reading]]:
    """The ways of counting that differ from ours in this text, and what each reads."""
    names = iter(READINGS)
    for unit in OFFSETS[1:]:
        convert, name = offsets_in(unit, text), next(names)
        if unit == "inclusive" or not text.isascii():
            yield name, _converted(text, convert)
    others = (normalize("NFC", text), normalize("NFD", text), text.replace("\r\n", "\n"))
    for name, other in zip(names, others, strict=False):
        if other != text:
            yield name, _in(other)
    yield next(reversed(READINGS)), _converted(text, lambda spans: tuple((max(0, a - 1), b - 1) for a, b in spans))


def _converted(text: str, convert: Callable[[Spans], Spans | None]) -> Reading:
    def read(spans: Spans) -> str | None:
        converted = convert(spans)
        return surface(text, converted) if converted else None

    return read


def _in(text: str) -> Reading:
    return lambda spans: surface(text, spans)


class Shifts:
    """Collects what fits in which way of counting, while predictions go by."""

    def __init__(self) -> None:
        """Nothing has gone by yet."""
        self._words: Counter[str] = Counter()
        self._spans: Counter[str] = Counter()
        self._worded = self._wordless = 0

    def look(self, predicted: Record, text: str) -> None:
        """Look at a prediction of which something does not stand in the text."""
        surfaces = [(each.spans, each.text) for each in _mentions(predicted) if each.text and each.spans]
        if self._worded >= SAMPLE or not surfaces:
            return
        self._worded += len(surfaces)
        for name, read in ((AS_THEY_ARE, _in(text)), *readings(text)):
            self._words[name] += sum(read(spans) == words for spans, words in surfaces)

    def look_at_spans(self, gold: Record, predicted: Record, text: str) -> None:
        """Look at mentions that do not say their words, beside gold's."""
        if self._wordless >= SAMPLE:
            return
        spans = [each.spans for each in predicted.entities if each.text is None and each.spans]
        gold_spans = {each.spans for each in gold.entities}
        if not spans or not gold_spans:
            return
        self._wordless += len(spans)
        self._spans[AS_THEY_ARE] += sum(each in gold_spans for each in spans)
        for unit, name in zip(OFFSETS[1:], READINGS, strict=False):
            if unit == "inclusive" or not text.isascii():
                convert = offsets_in(unit, text)
                self._spans[name] += sum(convert(each) in gold_spans for each in spans)
            else:
                self._spans[name] += sum(each in gold_spans for each in spans)

    def warnings(self) -> Counter[tuple[str, str | None, str]]:
        """What seems to be counted, if anything does, as a warning."""
        counts: Counter[tuple[str, str | None, str]] = Counter()
        worded, wordless = "predicted mentions that say their words", "predicted spans that say no words"
        counts += Counter(dict(_warning(self._words, self._worded, worded, "fit", least=1)))
        counts += Counter(dict(_warning(self._spans, self._wordless, wordless, "are gold's", least=2)))
        return counts


def _warning(
    fits: Counter[str], total: int, what: str, verb: str, *, least: int
) -> Iterable[tuple[tuple[str, str | None, str], int]]:
    """A warning where another way of counting fits most of them, and better than ours."""
    best = max(READINGS, key=lambda name: fits[name])
    if fits[best] < max(least, fits[AS_THEY_ARE] + 1) or 2 * fits[best] < total:
        return ()
    message = f"{fits[best]} of {total} {what} {verb} when {best}, {fits[AS_THEY_ARE]} {AS_THEY_ARE}; {READINGS[best]}"
    return (((SHIFT, None, message), fits[best]),)


def _mentions(record: Record) -> Iterator[Entity | Trigger]:
    return chain(record.entities, (event.trigger for event in record.events if event.trigger))
