"""What an `annotation.conf` says, section by section, macros expanded; nothing interpreted yet.

A line is a type with arguments, `NAME Arg:Type|Type, Arg2?:Type`; its indentation is the hierarchy (a tab or a blank
a level), `!NAME` is abstract, `NAME|SYNONYM` has other names, `<MACRO>=text` is replaced within its section, dashes
are separators, `<OVERLAP>` and other names in angle brackets are rules of brat's editor and not types.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from annotator.errors import Finding, FormatError, Place

SECTIONS = {"entities": "entities", "spans": "entities", "relations": "relations", "events": "events"}
SECTIONS |= {"attributes": "attributes"}
"""The sections of the file by the names that stand in brackets; `spans` is an old word for entities."""

PLACEHOLDERS = ("<ENTITY>", "<EVENT>", "<RELATION>", "<ANY>")
"""What stands for all types of a kind."""

_SECTION = re.compile(r"\[([^\]]*)\]\s*")
_MACRO = re.compile(r"\s*<([^<>]+)>\s*=\s*(.*?)\s*")
_SEPARATOR = re.compile(r"\s*-{3,}\s*")
_ARGUMENT = re.compile(r"(?P<name>[^\s:?*+{}]+)(?P<count>\?|\*|\+|\{\d+(-\d+)?\})?:(?P<types>\S.*)")
_USE = re.compile(r"<[^<>]+>")


@dataclass(frozen=True, slots=True)
class ConfArgument:
    """An argument of a type: its name, how often it may be there, and the names of what may fill it."""

    name: str
    min: int
    max: int | None
    types: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A type's line: its first name, its other names, its parent's name, and its arguments.

    `rules` are arguments in angle brackets, such as `<REL-TYPE>:symmetric-transitive`; `written_arguments` counts
    the arguments before macros were expanded.
    """

    name: str
    place: Place
    synonyms: tuple[str, ...] = ()
    abstract: bool = False
    parent: str | None = None
    depth: int = 0
    arguments: tuple[ConfArgument, ...] = ()
    rules: Mapping[str, str] | None = None
    written_arguments: int = 0


@dataclass(frozen=True, slots=True)
class Section:
    """A section: its types in the order of the file, and how many macros, separators and editor's rules it has."""

    entries: tuple[Entry, ...] = ()
    macros: tuple[str, ...] = ()
    separators: int = 0
    special: tuple[str, ...] = ()


Configuration = Mapping[str, Section]
"""The sections `entities`, `relations`, `events` and `attributes`; what is missing is empty."""


def parse_configuration(text: str, file: str) -> Configuration:
    """The sections of an `annotation.conf`.

    Raises:
        FormatError: lines that are no configuration; with all of them.
    """
    parser = _Parser(file)
    for number, line in enumerate(text.split("\n"), 1):
        parser.line(line.rstrip("\r"), Place(file, number))
    if parser.findings:
        raise FormatError(*parser.findings)
    return {name: parser.section(name) for name in ("entities", "relations", "events", "attributes")}


@dataclass
class _Open:
    """A section being read."""

    entries: list[Entry]
    macros: dict[str, str]
    special: list[str]
    above: list[tuple[int, str]]
    separators: int = 0


class _Parser:
    def __init__(self, file: str) -> None:
        self._file = file
        self._sections: dict[str, _Open] = {}
        self._open: _Open | None = None
        self.findings: list[Finding] = []

    def section(self, name: str) -> Section:
        section = self._sections.get(name)
        if section is None:
            return Section()
        return Section(tuple(section.entries), tuple(section.macros), section.separators, tuple(section.special))

    def line(self, line: str, place: Place) -> None:
        if not line.strip() or line.lstrip().startswith("#"):
            return
        if heading := _SECTION.fullmatch(line):
            self._heading(heading[1], place)
        elif self._open is None:
            self._fault(place, f"{line.strip()!r} stands before the first section; expected [entities]")
        elif _SEPARATOR.fullmatch(line):
            self._open.separators += 1
            self._open.above.clear()
        elif macro := _MACRO.fullmatch(line):
            self._open.macros[macro[1]] = macro[2]
        else:
            self._entry(line, place, self._open)

    def _heading(self, name: str, place: Place) -> None:
        if name not in SECTIONS:
            self._fault(place, f"unknown section [{name}]; expected one of {', '.join(SECTIONS)}")
            self._open = _Open([], {}, [], [])
            return
        self._open = self._sections.setdefault(SECTIONS[name], _Open([], {}, [], []))

    def _entry(self, line: str, place: Place, section: _Open) -> None:
        depth = len(line) - len(line.lstrip())
        word, _, rest = line.strip().replace("\t", " ").partition(" ")
        if _USE.fullmatch(word):
            section.special.append(word)
            return
        names = [name for name in word.lstrip("!").split("|") if name]
        if not names:
            self._fault(place, f"{word!r} has no name; expected a type")
            return
        while section.above and section.above[-1][0] >= depth:
            section.above.pop()
        written = [each.strip() for each in rest.split(",") if each.strip()]
        expanded = [each.strip() for each in self._expanded(rest, section.macros, place).split(",") if each.strip()]
        arguments, rules = self._arguments(expanded, place)
        section.entries.append(
            Entry(
                name=names[0],
                place=place,
                synonyms=tuple(names[1:]),
                abstract=word.startswith("!"),
                parent=section.above[-1][1] if section.above else None,
                depth=len(section.above),
                arguments=tuple(arguments),
                rules=rules,
                written_arguments=len(written),
            )
        )
        section.above.append((depth, names[0]))

    def _expanded(self, text: str, macros: Mapping[str, str], place: Place) -> str:
        """The text with macros replaced, and those inside them; one that names itself is a fault."""
        for _ in range(len(macros) + 1):
            text, count = re.subn(r"<([^<>]+)>", lambda use: macros.get(use[1], use[0]), text)
            if not count or not any(use[1:-1] in macros for use in _USE.findall(text)):
                return text
        self._fault(place, "a macro names itself, directly or through others; expected text that ends")
        return ""

    def _arguments(self, written: list[str], place: Place) -> tuple[list[ConfArgument], dict[str, str]]:
        arguments: list[ConfArgument] = []
        rules: dict[str, str] = {}
        for each in written:
            name, _, value = each.partition(":")
            if _USE.fullmatch(name):
                rules[name] = value
            elif match := _ARGUMENT.fullmatch(each):
                least, most = _limits(match["count"])
                types = tuple(_types(match["types"]))
                arguments.append(ConfArgument(match["name"], least, most, types))
                for unknown in (use for use in types if _USE.fullmatch(use) and use not in PLACEHOLDERS):
                    self._fault(place, f"unknown macro {unknown}; expected one defined in this section")
            else:
                self._fault(place, f"{each!r} is no argument; expected NAME:TYPE|TYPE with ?, *, + or {{2}} after NAME")
        return arguments, rules

    def _fault(self, place: Place, message: str) -> None:
        self.findings.append(Finding(place, "", message, "brat-conf"))


def _types(text: str) -> Iterator[str]:
    seen: set[str] = set()
    for each in (part.strip() for part in text.split("|")):
        if each and each not in seen:
            seen.add(each)
            yield each


def _limits(count: str | None) -> tuple[int, int | None]:
    if count is None:
        return 1, 1
    if count in "?*+":
        return {"?": (0, 1), "*": (0, None), "+": (1, None)}[count]
    least, _, most = count.strip("{}").partition("-")
    return int(least), int(most or least)
