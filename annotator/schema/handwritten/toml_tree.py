"""TOML as a tree that knows where everything stands: `tomllib` reads the values, a scan of the text finds the places.

The scan may trust that the text is TOML, since `tomllib` has read it already.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Any

from annotator.errors import Finding, FoundError, Place
from annotator.schema.handwritten.node import MAX_CHARS, MAX_DEPTH, Node, Steps

_AT_END = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")
_SPACE = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_KEY_PART = re.compile(r"[ \t]*(?:([A-Za-z0-9_-]+)|(\"(?:[^\"\\\n]|\\.)*\"|'[^'\n]*'))[ \t]*")
_STRING = re.compile(
    r"""
    \"{3} (?:[^\\]|\\.)*? \"{3,5} (?!\")   # as many as two of the quotes at the end belong to the string
    | '{3} .*? '{3,5} (?!')
    | " (?:[^"\\\n]|\\.)* "
    | ' [^'\n]* '
    """,
    re.DOTALL | re.VERBOSE,
)
_BARE = re.compile(r"[^,\]}#\n]+")


def toml_tree(text: str, file: str) -> tuple[Node, list[Finding]]:
    """The tree of a TOML text, and what is wrong with it that still lets it be read on: nothing.

    Raises:
        FoundError: the text is no TOML, or absurdly large or deep.
    """
    import tomllib  # noqa: PLC0415 - a compiled form is read without it

    if len(text) > MAX_CHARS:
        raise _refusal(Place(file), f"the file has {len(text)} characters; at most {MAX_CHARS} are read")
    if text.startswith("\ufeff"):
        raise _refusal(Place(file, 1, 1), "begins with a byte order mark; save the file as UTF-8 without it")
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = _place_of(str(error), text, file)
        raise _refusal(place, f"not TOML: {_AT_END.sub('', str(error))}; expected TOML 1.0") from error
    except RecursionError as error:
        raise _too_deep(Place(file)) from error
    except ValueError as error:
        # `tomllib` lets this one of Python's through; it says no place.
        raise _refusal(_place_of_number(text, file), "a number too large; expected one within +-2**63") from error
    scan = _Scan(text.replace("\r\n", "\n"), file)
    scan.document()
    return _node(values, (), scan), []


def _place_of(message: str, text: str, file: str) -> Place:
    """The place that `tomllib` writes at the end of its message."""
    match = _AT_END.search(message)
    if match and match[1]:
        return Place(file, int(match[1]), int(match[2]))
    last = text.rstrip("\n").rpartition("\n")[2]
    return Place(file, text.rstrip("\n").count("\n") + 1, len(last) + 1)


def _place_of_number(text: str, file: str) -> Place:
    """Where the first number stands that is longer than Python reads."""
    number = re.search(r"[0-9_]{4000,}", text)
    before = text[: number.start()] if number else ""
    return Place(file, before.count("\n") + 1, len(before.rpartition("\n")[2]) + 1)


def _refusal(place: Place, message: str) -> FoundError:
    return FoundError(Finding(place, "", message, "toml"))


def _too_deep(place: Place) -> FoundError:
    return _refusal(place, f"nested more than {MAX_DEPTH} deep; expected a file that a person writes")


def _node(value: Any, steps: Steps, scan: _Scan) -> Node:
    place = scan.values.get(steps) or scan.keys.get(steps) or Place(scan.file, 1, 1)
    if isinstance(value, dict):
        keys = {name: scan.keys[*steps, name] for name in value}
        return Node({name: _node(each, (*steps, name), scan) for name, each in value.items()}, place, keys)
    if isinstance(value, list):
        return Node([_node(each, (*steps, index), scan) for index, each in enumerate(value)], place, {})
    return Node(value, place, {})


class _Scan:
    """The places of all keys and values of a TOML text, by their ways."""

    def __init__(self, text: str, file: str) -> None:
        self.file = file
        self.keys: dict[Steps, Place] = {}
        self.values: dict[Steps, Place] = {}
        self._text = text
        self._at = 0
        self._line_starts = [0, *(match.end() for match in re.finditer("\n", text))]
        self._last_index: dict[Steps, int] = {}

    def document(self) -> None:
        table: Steps = ()
        self._skip_space()
        while self._at < len(self._text):
            if self._text.startswith("[", self._at):
                table = self._header()
            else:
                self._pair(table)
            self._skip_space()

    def _header(self) -> Steps:
        start = self._place()
        is_array = self._text.startswith("[[", self._at)
        self._at += 1 + is_array
        steps = self._key(())
        self._at += 1 + is_array
        if is_array:
            index = self._last_index[steps] = self._last_index.get(steps, -1) + 1
            steps = (*steps, index)
        self.values.setdefault(steps, start)
        return steps

    def _pair(self, table: Steps) -> None:
        steps = self._key(table)
        self._at += 1
        self._value(steps)

    def _key(self, table: Steps) -> Steps:
        """A dotted key; where it leads through an array of tables, into the last of them."""
        steps = table
        while True:
            part = _KEY_PART.match(self._text, self._at)
            assert part is not None
            if len(steps) >= MAX_DEPTH:
                raise _too_deep(self._place())
            if steps in self._last_index:
                steps = (*steps, self._last_index[steps])
            steps = (*steps, part[1] or _unquoted(part[2]))
            self.keys.setdefault(steps, self._place(part.start(1) if part[1] else part.start(2)))
            self._at = part.end()
            if not self._text.startswith(".", self._at):
                return steps
            self._at += 1

    def _value(self, steps: Steps) -> None:
        self._skip_space()
        self.values[steps] = self._place()
        if len(steps) > MAX_DEPTH:
            raise _too_deep(self._place())
        if self._text.startswith(("[", "{"), self._at):
            self._items(steps, is_array=self._text[self._at] == "[")
            return
        match = _STRING.match(self._text, self._at) or _BARE.match(self._text, self._at)
        assert match is not None
        self._at = match.end()

    def _items(self, steps: Steps, *, is_array: bool) -> None:
        self._at += 1
        index = 0
        while True:
            self._skip_space()
            if self._text.startswith(("]", "}"), self._at):
                self._at += 1
                return
            if self._text.startswith(",", self._at):
                self._at += 1
            elif is_array:
                self._value((*steps, index))
                index += 1
            else:
                self._pair(steps)

    def _skip_space(self) -> None:
        match = _SPACE.match(self._text, self._at)
        self._at = match.end() if match else self._at

    def _place(self, at: int | None = None) -> Place:
        at = self._at if at is None else at
        line = bisect_right(self._line_starts, at)
        return Place(self.file, line, at - self._line_starts[line - 1] + 1)


def _unquoted(part: str) -> str:
    import tomllib  # noqa: PLC0415 - as above

    return str(tomllib.loads(f"key = {part}")["key"])
