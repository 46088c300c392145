"""How brat shows things: keys of `kb_shortcuts.conf`, labels and colours of `visual.conf`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from annotator.errors import Finding, FormatError, Place

DEFAULTS = ("SPAN_DEFAULT", "ARC_DEFAULT", "ATTRIBUTE_DEFAULT")
"""Names in `visual.conf` that are no types."""


@dataclass(frozen=True, slots=True)
class Looks:
    """Per type: its key, its label in full, its colour; all as brat wrote them."""

    keys: Mapping[str, str] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)
    colors: Mapping[str, str] = field(default_factory=dict)


def parse_looks(visual: str, visual_file: str, shortcuts: str, shortcuts_file: str) -> Looks:
    """The looks that the texts of the two files give; an empty text gives none.

    Raises:
        FormatError: a line of the shortcuts is not a key and a name.
    """
    sections = dict(_sections(visual, visual_file))
    return Looks(
        dict(_keys(shortcuts, shortcuts_file)),
        dict(_labels(sections.get("labels", []))),
        dict(_colors(sections.get("drawing", []))),
    )


def _lines(text: str) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip() and not line.lstrip().startswith("#"):
            yield number, line.strip()


def _sections(text: str, file: str) -> Iterator[tuple[str, list[str]]]:
    section: list[str] | None = None
    for number, line in _lines(text):
        if heading := re.fullmatch(r"\[([^\]]*)\]", line):
            section = []
            yield heading[1], section
        elif section is None:
            message = f"{line!r} stands before the first section; expected [labels] or [drawing]"
            raise FormatError(Finding(Place(file, number), "", message, "brat-conf"))
        else:
            section.append(line)


def _keys(text: str, file: str) -> Iterator[tuple[str, str]]:
    for number, line in _lines(text):
        words = line.split()
        if len(words) != 2 or len(words[0]) != 1:
            message = f"{line!r} is no shortcut; expected one character and a type's name"
            raise FormatError(Finding(Place(file, number), "", message, "brat-conf"))
        yield words[1], words[0]


def _labels(lines: list[str]) -> Iterator[tuple[str, str]]:
    for line in lines:
        names = [name.strip() for name in line.split("|") if name.strip()]
        if len(names) > 1:
            yield names[0], names[1]


def _colors(lines: list[str]) -> Iterator[tuple[str, str]]:
    for line in lines:
        name, _, rest = line.replace("\t", " ").partition(" ")
        values = dict(part.strip().partition(":")[::2] for part in rest.split(","))
        color = values.get("bgColor") or values.get("color")
        if color and name not in DEFAULTS and re.fullmatch(r"#[0-9A-Fa-f]{3}|#[0-9A-Fa-f]{6}|[A-Za-z]+", color):
            yield name, color
