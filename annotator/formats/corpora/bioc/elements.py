"""What stands in the elements of BioC: infons, offsets, ids; each fault with its line."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from xml.etree.ElementTree import Element

from annotator.errors import Finding, FormatError, Place
from annotator.model.canonical import record_of
from annotator.model.document import Document
from annotator.model.faults import errors
from annotator.model.quoted import quoted

NAME = "bioc"


def fault(path: Path, element: Element, message: str) -> FormatError:
    """The error that something of an element is wrong."""
    return FormatError(Finding(Place(str(path), getattr(element, "line", 0)), element.tag, message, NAME))


def judged(document: Document, path: Path, element: Element) -> Document:
    """The document, where it is a record that readers take.

    Raises:
        FormatError: it is none, such as with an event that is an argument of itself.
    """
    faults = list(errors(record_of(document), loose=True))
    if faults:
        place = Place(str(path), getattr(element, "line", 0))
        raise FormatError(*(Finding(place, each.path, each.message, each.code) for each in faults))
    return document


def infons_of(element: Element) -> dict[str, str | list[str]]:
    """The infons of an element by key; one that stands several times has a list."""
    found: dict[str, list[str]] = defaultdict(list)
    for each in element.findall("infon"):
        found[each.get("key", "")].append(each.text or "")
    return {key: values[0] if len(values) == 1 else values for key, values in found.items()}


def words_in(element: Element, name: str) -> str | None:
    """The words of a child; None where there is no such child."""
    child = element.find(name)
    return None if child is None else child.text or ""


def offset_of(path: Path, element: Element) -> int:
    """The offset that a passage or sentence states.

    Raises:
        FormatError: it states none, or no number.
    """
    return number(path, element, words_in(element, "offset"), "an <offset>")


def number(path: Path, element: Element, said: str | None, what: str) -> int:
    """A whole number from 0 on.

    Raises:
        FormatError: it is none.
    """
    plain = (said or "").strip()
    if not (plain.isascii() and plain.isdecimal() and len(plain) < 16):
        raise fault(path, element, f"{quoted(said or '')} is no place; expected {what} that is a number from 0 on")
    return int(plain)
