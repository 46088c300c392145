"""The lines of a standoff file, each as a value: what it says before anything is looked up.

Kinds by the first letter of the id: `T` text-bound, `E` event, `R` relation, `A` (old: `M`) attribute, `N`
normalisation, `#` note, `*` equivalence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from annotator.errors import Finding, Place
from annotator.model.quoted import quoted
from annotator.model.spans import Spans

Pair: TypeAlias = tuple[str, str]
"""A role, or the name of a relation's end, and an id."""


@dataclass(frozen=True, slots=True)
class TextBound:
    """A `T` line: a type over pieces of the text, with the words it says stand there."""

    id: str
    type: str
    spans: Spans
    surface: str


@dataclass(frozen=True, slots=True)
class EventLine:
    """An `E` line: a type, the id of its trigger, its arguments as written."""

    id: str
    type: str
    trigger: str
    arguments: tuple[Pair, ...]


@dataclass(frozen=True, slots=True)
class RelationLine:
    """An `R` line: a type and its two ends as written."""

    id: str
    type: str
    ends: tuple[Pair, Pair]


@dataclass(frozen=True, slots=True)
class AttributeLine:
    """An `A` or `M` line: an attribute of something, without a value when it is simply there."""

    id: str
    name: str
    target: str
    value: str | None


@dataclass(frozen=True, slots=True)
class LinkLine:
    """An `N` line: an id in an outside resource, and how it is called there."""

    id: str
    name: str
    target: str
    link: str
    label: str


@dataclass(frozen=True, slots=True)
class NoteLine:
    """A `#` line: a note of some kind on something."""

    id: str
    name: str
    target: str
    note: str


@dataclass(frozen=True, slots=True)
class EquivalenceLine:
    """A `*` line: ids that name the same thing."""

    name: str
    members: tuple[str, ...]

    @property
    def id(self) -> str:
        """What all these lines have in place of an id."""
        return "*"


AnnLine: TypeAlias = TextBound | EventLine | RelationLine | AttributeLine | LinkLine | NoteLine | EquivalenceLine

ANNOTATOR_NOTES = "AnnotatorNotes"
"""The kind of note that a person writes; others are a program's."""

EXPECTED = {
    "T": "ID TAB TYPE START END TAB TEXT, several pieces as START END;START END",
    "E": "ID TAB TYPE:TRIGGER ROLE:ID ...",
    "R": "ID TAB TYPE NAME:ID NAME:ID",
    "A": "ID TAB NAME ID [VALUE]",
    "M": "ID TAB NAME ID [VALUE]",
    "N": "ID TAB TYPE ID RESOURCE:ID TAB TEXT",
    "#": "ID TAB TYPE ID TAB TEXT",
    "*": "* TAB TYPE ID ID ...",
}
"""The shape of a line by its first character."""


class LineError(Exception):
    """A line is not of its shape; the message says how."""


def parse_lines(text: str, file: str) -> Iterator[tuple[int, AnnLine | Finding | None]]:
    """Every line with its number: what it says, what is wrong with it, or None for a blank one.

    Lines end at LF; a CR before it belongs to the line's end.
    """
    for number, line in enumerate(text.split("\n"), 1):
        content = line.removesuffix("\r")
        if not content.strip():
            yield number, None
            continue
        try:
            yield number, parse_line(content)
        except LineError as error:
            yield number, Finding(Place(file, number), content.split("\t")[0][:20], str(error), "brat-line")


def parse_line(line: str) -> AnnLine:
    """What one line says.

    Raises:
        LineError: it is not of the shape that its first letter announces.
    """
    kind = line[:1]
    columns = line.split("\t", 2)
    if kind not in EXPECTED or len(columns) < 2 or not (line.startswith("*\t") or re.fullmatch(r".\d+", columns[0])):
        raise LineError(f"{quoted(line)} is no line of a standoff file; expected one of T E R A M N # *, with a number")
    reader = {"T": _text_bound, "E": _event, "R": _relation, "N": _link, "#": _note, "*": _equivalence}
    parsed = reader.get(kind, _attribute)(columns)
    if parsed is None:
        raise LineError(f"{quoted(line)} is no {kind} line; expected {EXPECTED[kind]}")
    return parsed


_PIECES = re.compile(r"(\S+) (\d{1,15} \d{1,15}(?:;\d{1,15} \d{1,15})*)")


def _text_bound(columns: list[str]) -> TextBound | None:
    match = _PIECES.fullmatch(columns[1])
    if match is None or len(columns) < 3:
        return None
    pieces = (piece.split(" ") for piece in match[2].split(";"))
    spans = tuple((int(start), int(end)) for start, end in pieces)
    ends = [end for span in spans for end in span]
    if ends != sorted(ends):
        raise LineError(f"the pieces {match[2]} are not ascending; expected start <= end, one piece after the other")
    return TextBound(columns[0], match[1], spans, columns[2])


def _pairs(words: list[str]) -> tuple[Pair, ...] | None:
    pairs = tuple(tuple(word.rsplit(":", 1)) for word in words)
    return tuple((pair[0], pair[1]) for pair in pairs) if all(len(pair) == 2 and all(pair) for pair in pairs) else None


def _event(columns: list[str]) -> EventLine | None:
    pairs = _pairs(" ".join(columns[1:]).split())
    return EventLine(columns[0], *pairs[0], pairs[1:]) if pairs else None


def _relation(columns: list[str]) -> RelationLine | None:
    words = " ".join(columns[1:]).split()
    pairs = _pairs(words[1:])
    return RelationLine(columns[0], words[0], (pairs[0], pairs[1])) if pairs and len(pairs) == 2 else None


def _attribute(columns: list[str]) -> AttributeLine | None:
    words = " ".join(columns[1:]).rstrip().split(" ", 2)
    if len(words) < 2 or not all(words):
        return None
    return AttributeLine(columns[0], words[0], words[1], words[2] if len(words) > 2 else None)


def _link(columns: list[str]) -> LinkLine | None:
    words = columns[1].split()
    if len(words) != 3:
        return None
    name, target, link = words
    return LinkLine(columns[0], name, target, link, columns[2] if len(columns) > 2 else "")


def _note(columns: list[str]) -> NoteLine | None:
    words = columns[1].split()
    if len(words) != 2:
        return None
    return NoteLine(columns[0], words[0], words[1], columns[2] if len(columns) > 2 else "")


def _equivalence(columns: list[str]) -> EquivalenceLine | None:
    words = " ".join(columns[1:]).split()
    return EquivalenceLine(words[0], tuple(words[1:])) if len(words) > 2 else None
