"""XML, element by element: with its lines, without a document type, and never as a whole in memory.

A DOCTYPE is refused before anything after it is looked at: entities can name other files, or grow without bound.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers.expat import ExpatError, ParserCreate, XMLParserType

from annotator.disk.bytes_read import counted
from annotator.errors import Finding, FormatError, Place

CHUNK_BYTES = 1 << 16


class XmlElement(Element):
    """An element that knows its line; names are `{namespace}name`, or `name` outside any."""

    line: int = 0


class _RootFoundError(Exception):
    """The root element has begun, so that no DOCTYPE can follow."""


def xml_elements(path: Path, wanted: Collection[str] | None = None) -> Iterator[XmlElement]:
    """Every element of these names that stands in none of them, whole and in order; nothing else is kept.

    Without names these are the elements inside the root.

    Raises:
        FormatError: it cannot be read, is not well-formed, or has a DOCTYPE; with its line.
    """
    building = _Building(path, wanted)
    with _opened(path) as stream, counted(stream):
        while chunk := _next_chunk(stream, path):
            building.feed(chunk)
            yield from building.taken()
        building.feed(b"", is_last=True)
        yield from building.taken()


def refuse_doctype(path: Path) -> None:
    """Look at a file up to its root element, for readers that are not this one.

    Raises:
        FormatError: it cannot be read, its beginning is no XML, or it has a DOCTYPE.
    """
    parser = _parser(path)
    parser.StartElementHandler = _stop
    with _opened(path) as stream, suppress(_RootFoundError):
        while True:
            chunk = _next_chunk(stream, path)
            _parse(parser, chunk, path, is_last=not chunk)
            if not chunk:
                return


def root_name(head: bytes) -> str:
    """The name of the root element that a file begins with, as elements have it; "" where it is no XML."""
    names: list[str] = []

    def found(name: str, _: object) -> None:
        names.append(_named(name))
        raise _RootFoundError

    parser = ParserCreate(namespace_separator="}")
    parser.StartElementHandler = found
    with suppress(ExpatError, _RootFoundError, LookupError, ValueError):
        parser.Parse(head, False)
    return names[0] if names else ""


@lru_cache(1000)
def is_xml_name(name: str) -> bool:
    """Whether an attribute may be called so."""
    try:
        ParserCreate().Parse(f"<a {name}=''/>", True)
    except ExpatError:
        return False
    return " " not in name


class _Building:
    """The elements that are wanted, while a file is fed."""

    def __init__(self, path: Path, wanted: Collection[str] | None) -> None:
        self._path = path
        self._wanted = None if wanted is None else frozenset(wanted)
        self._is_inside_root = False
        self._builder: TreeBuilder | None = None
        self._depth = 0
        self._done: list[XmlElement] = []
        self._parser = _parser(path)
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._characters

    def feed(self, chunk: bytes, *, is_last: bool = False) -> None:
        """Read on."""
        _parse(self._parser, chunk, self._path, is_last=is_last)

    def taken(self) -> list[XmlElement]:
        """The elements that have ended since this was asked last."""
        done, self._done = self._done, []
        return done

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        name = _named(name)
        if self._builder is None:
            if not self._wants(name):
                return
            self._builder = TreeBuilder(element_factory=XmlElement)
        self._depth += 1
        element = self._builder.start(name, {_named(key): value for key, value in attributes.items()})
        element.line = self._parser.CurrentLineNumber  # type: ignore[attr-defined]

    def _wants(self, name: str) -> bool:
        if self._wanted is not None:
            return name in self._wanted
        is_root, self._is_inside_root = not self._is_inside_root, True
        return not is_root

    def _end(self, name: str) -> None:
        if self._builder is None:
            return
        self._depth -= 1
        element = self._builder.end(_named(name))
        if not self._depth:
            self._done.append(element)  # type: ignore[arg-type]
            self._builder = None

    def _characters(self, words: str) -> None:
        if self._builder is not None:
            self._builder.data(words)


def _parser(path: Path) -> XMLParserType:
    parser = ParserCreate(namespace_separator="}")

    def doctype(*_: object) -> None:
        why = "which is refused: entities can name other files, or grow without bound"
        message = f"has a DOCTYPE, {why}; expected XML without one: take it out"
        raise FormatError(Finding(Place(str(path), parser.CurrentLineNumber), "", message, "doctype"))

    parser.StartDoctypeDeclHandler = doctype
    return parser


def _parse(parser: XMLParserType, chunk: bytes, path: Path, *, is_last: bool) -> None:
    try:
        parser.Parse(chunk, is_last)
    except ExpatError as error:
        wrong, _, _ = str(error).partition(": line ")
        message = f"not well-formed XML: {wrong}; expected XML that a parser can read"
        place = Place(str(path), error.lineno, error.offset + 1)
        raise FormatError(Finding(place, "", message, "xml")) from error
    except (LookupError, ValueError) as error:
        message = f"not readable as XML: {error}; expected UTF-8"
        raise FormatError(Finding(Place(str(path), parser.CurrentLineNumber), "", message, "xml")) from error


def _opened(path: Path) -> BinaryIO:
    try:
        return path.open("rb")
    except OSError as error:
        raise _unreadable(path, error) from error


def _next_chunk(stream: BinaryIO, path: Path) -> bytes:
    try:
        return stream.read(CHUNK_BYTES)
    except OSError as error:
        raise _unreadable(path, error) from error


def _unreadable(path: Path, error: OSError) -> FormatError:
    return FormatError(Finding(Place(str(path)), "", f"cannot be read: {error.strerror}", "unreadable"))


def _named(name: str) -> str:
    return f"{{{name}" if "}" in name else name


def _stop(*_: object) -> None:
    raise _RootFoundError
