"""The fields of a YAML mapping, taken out one by one; what is wrong or left over becomes a finding.

A fault never stops the reading, so that one run reports all of them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import TypeVar

from annotator.errors import Finding, Place
from annotator.model.annotation import Value
from annotator.schema.handwritten.node import Node

Choice = TypeVar("Choice", bound=str)


@dataclass
class Reader:
    """Collects the findings of one file."""

    findings: list[Finding] = field(default_factory=list)

    def fields(self, node: Node, path: str) -> Fields:
        """The fields of a node that should be a mapping."""
        if not isinstance(node.value, dict):
            self.fault(node.place, path, f"expected a mapping, found {describe(node)}")
            return Fields(self, Node({}, node.place, {}), path)
        return Fields(self, node, path)

    def fault(self, place: Place, path: str, message: str) -> None:
        """Remember one fault."""
        self.findings.append(Finding(place, path, message, "schema"))


def describe(node: Node) -> str:
    """What a node is, for a message."""
    if isinstance(node.value, dict):
        return "a mapping"
    if isinstance(node.value, list):
        return "a list"
    return "nothing" if node.value is None else repr(node.value)


class Fields:
    """The fields of one mapping; each method takes one out."""

    def __init__(self, reader: Reader, node: Node, path: str) -> None:
        """Read from `node`, whose value is a mapping; `path` names it in messages."""
        self._reader = reader
        self._node = node
        self._path = path
        self._taken: list[str] = []

    def fault(self, name: str, message: str) -> None:
        """Report a fault of one field, or of the mapping itself with an empty name."""
        place = self._node.keys.get(name, self._node.place)
        self._reader.fault(place, self._join(name), message)

    def names_inside(self) -> list[str]:
        """The keys that are there, in the file's order."""
        return list(self._node.keys)

    def each_known(self, name: str, found: Iterable[str], known: Sequence[str]) -> None:
        """Report every word of a list that is none of the known ones."""
        for each in found:
            if each not in known:
                close = get_close_matches(each, known, 1)
                hint = f"; did you mean {close[0]}?" if close else f"; expected one of {', '.join(known)}"
                self.fault(name, f"unknown name {each!r}{hint}")

    def done(self) -> None:
        """Report every field that nobody asked for."""
        for name, place in self._node.keys.items():
            if name not in self._taken:
                close = get_close_matches(name, self._taken, 1)
                hint = f"; did you mean {close[0]}?" if close else f"; expected one of {', '.join(self._taken)}"
                self._reader.fault(place, self._join(name), f"unknown key {name!r}{hint}")

    def text(self, name: str) -> str:
        """A string; "" when absent."""
        node = self._take(name)
        if node is None or node.value is None:
            return ""
        return self._string(node, name)

    def name(self, name: str) -> str:
        """A non-empty string that must be there."""
        found = self.text(name)
        if not found and not any(each.path == name for each in self._reader.findings):
            self.fault(name, f"missing; expected the key {name!r} with a non-empty string")
        return found

    def matching(self, name: str, pattern: re.Pattern[str], expected: str) -> str:
        """A string that must be there and match."""
        found = self.text(name)
        if not pattern.fullmatch(found):
            self.fault(name, f"{found!r} is not legal; expected {expected}")
        return found

    def one_of(self, name: str, choices: tuple[str, ...], default: str) -> str:
        """One of some words; the default when absent."""
        found = self.text(name) or default
        if found not in choices:
            self.fault(name, f"{found!r} is not legal; expected one of {', '.join(filter(None, choices))}")
            return default
        return found

    def flag(self, name: str) -> bool:
        """A boolean; false when absent."""
        node = self._take(name)
        if node is None or node.value is None:
            return False
        if not isinstance(node.value, bool):
            self._reader.fault(node.place, self._join(name), f"expected true or false, found {describe(node)}")
            return False
        return node.value

    def count(self, name: str) -> int | None:
        """A whole number of at least 0; None when absent."""
        node = self._take(name)
        if node is None or node.value is None:
            return None
        if not isinstance(node.value, int) or isinstance(node.value, bool) or node.value < 0:
            self._reader.fault(node.place, self._join(name), f"expected a whole number >= 0, found {describe(node)}")
            return None
        return node.value

    def value(self, name: str) -> Value | None:
        """A scalar of any kind; None when absent."""
        node = self._take(name)
        if node is None or node.value is None:
            return None
        if isinstance(node.value, list | dict):
            self._reader.fault(node.place, self._join(name), f"expected a single value, found {describe(node)}")
            return None
        return node.value  # type: ignore[return-value]

    def values(self, name: str) -> tuple[Value, ...]:
        """A list of scalars; empty when absent."""
        return tuple(
            each.value  # type: ignore[misc]
            for each in self._items(name)
            if each.value is not None and not isinstance(each.value, list | dict)
        )

    def names(self, name: str) -> tuple[str, ...]:
        """A list of different strings; empty when absent."""
        found = self.texts(name)
        for each in sorted(each for each, times in Counter(found).items() if times > 1):
            self.fault(name, f"{each!r} stands in the list twice; expected once")
        return tuple(dict.fromkeys(found))

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of strings; empty when absent."""
        return tuple(self._string(each, name) for each in self._items(name))

    def mapping(self, name: str) -> Fields | None:
        """The fields of a nested mapping; None when absent."""
        node = self._take(name)
        if node is None or node.value is None:
            return None
        return self._reader.fields(node, self._join(name))

    def mappings(self, name: str) -> Iterator[tuple[str, Fields]]:
        """The named mappings of a section, such as types by name; a name without a body has no fields."""
        section = self.mapping(name)
        if section is None or not isinstance(section._node.value, dict):
            return
        for key, node in section._node.value.items():
            body = Node({}, node.place, {}) if node.value is None else node
            yield key, self._reader.fields(body, self._join(name, key))

    def mapping_list(self, name: str) -> Iterator[Fields]:
        """The mappings of a list."""
        for index, node in enumerate(self._items(name)):
            yield self._reader.fields(node, f"{self._join(name)}[{index}]")

    def _take(self, name: str) -> Node | None:
        self._taken.append(name)
        value = self._node.value
        return value.get(name) if isinstance(value, dict) else None

    def _items(self, name: str) -> list[Node]:
        node = self._take(name)
        if node is None or node.value is None:
            return []
        if not isinstance(node.value, list):
            self._reader.fault(node.place, self._join(name), f"expected a list, found {describe(node)}")
            return []
        return node.value

    def _string(self, node: Node, name: str) -> str:
        if isinstance(node.value, str):
            return node.value
        self._reader.fault(node.place, self._join(name), f"expected a string, found {describe(node)}; quote it")
        return ""

    def _join(self, *names: str) -> str:
        return ".".join(filter(None, (self._path, *names)))
