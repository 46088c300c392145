"""The guideline document of a schema: its sections by the types they are about, its paragraphs by names to cite."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from annotator.errors import SchemaError
from annotator.schema.label_schema import LabelSchema
from annotator.text.utf8 import read_utf8

_HEADING = re.compile(r"(#+) +(?:(\d+(?:\.\d+)*)\.? +)?(.+)")
_ITEM = re.compile(r"(\d+)\. +")
_BEGINS = re.compile(r"#|\||[-*+] |\d+\. ")
"""What begins a line that does not go on with the one before."""


class Paragraph(NamedTuple):
    """A paragraph under the name by which it is cited: `§ 2.4` an item of a list, `§ 3 PERSON` by its headings."""

    name: str
    words: str


def guideline_text(schema: LabelSchema, schema_file: Path) -> str:
    """The guideline document of a schema; "" where there is none."""
    names = [schema.guidelines.file] if schema.guidelines else []
    for name in (*names, f"guidelines-{schema.version}.md"):
        try:
            return read_utf8(schema_file.parent / name, SchemaError)
        except SchemaError:
            continue
    return ""


def guideline_section(guidelines: str, name: str) -> list[str]:
    """The paragraphs of a guideline document under the heading that names a type, each on one line."""
    lines = guidelines.split("\n")
    for number, line in enumerate(lines):
        if line.startswith("#") and names_type(line, name):
            level = _level(line)
            after = range(number + 1, len(lines))
            ends = (later for later in after if lines[later].startswith("#") and _level(lines[later]) <= level)
            return _unwrapped(lines[number + 1 : next(ends, len(lines))])
    return []


def _unwrapped(lines: Sequence[str]) -> list[str]:
    """Each paragraph, item, row of a table and heading on one line, for whoever wraps them to another width."""
    found: list[str] = []
    goes_on = False
    for line in lines:
        words = line.strip()
        if goes_on and words and not _BEGINS.match(words):
            found[-1] += f" {words}"
        elif words:
            found.append(line.rstrip())
        goes_on = bool(words) and not words.startswith(("#", "|"))
    return found


def _level(heading: str) -> int:
    return len(heading) - len(heading.lstrip("#"))


def names_type(words: str, name: str) -> bool:
    """Whether a heading, or the name of a paragraph, names a type."""
    return name in words.replace("`", " ").replace(",", " ").split()


def having(every: Sequence[Paragraph], typed: str) -> list[Paragraph]:
    """The paragraphs that have what was typed, in their name or their words."""
    return [each for each in every if typed.casefold() in f"{each.name} {each.words}".casefold()]


def paragraphs(guidelines: str) -> list[Paragraph]:
    """The paragraphs of a guideline document, in its order; headings are none, but name what follows them."""
    return [each for each in _paragraphs(guidelines.split("\n")) if each.words]


def _paragraphs(lines: Sequence[str]) -> Iterator[Paragraph]:
    section, name, words = "", "", [""]
    own = ""
    for line in [*lines, ""]:
        heading, item = _HEADING.fullmatch(line.rstrip()), _ITEM.match(line)
        if heading or item or not line.strip() or line.startswith(("- ", "* ")):
            yield Paragraph(own or name, " ".join(filter(None, words)))
            words, own = [], ""
        if heading:
            section, name = _named(section, len(heading[1]), heading[2] or "", heading[3].strip("` "))
        elif item:
            own = f"§ {section}.{item[1]}" if section else f"{name} {item[1]}"
            words = [line[item.end() :].strip()]
        else:
            words.append(line.strip())


def _named(section: str, level: int, number: str, title: str) -> tuple[str, str]:
    """The number of the section, and what paragraphs below a heading are called."""
    if number:
        return number, f"§ {number}"
    if level > 2 and section:
        return section, f"§ {section} {title}"
    return "", f"§ {title}"
