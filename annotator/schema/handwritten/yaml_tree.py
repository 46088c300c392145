"""YAML as a tree that knows where everything stands, read from the parser's events.

The reader refuses what makes YAML dangerous or ambiguous, each with `file:line:column`: duplicate keys, anchors and
aliases, tags, more than one document, absurd depth or size, and plain scalars that YAML 1.1 and 1.2 read differently
(`NO`, `1.10`, `12:30`). Memory and time are bounded by the size of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from annotator.errors import Finding, FoundError, Place
from annotator.schema.handwritten.node import MAX_CHARS, MAX_DEPTH, Node, Scalar

MAX_NODES = 15_000
"""What a hostile file of `MAX_CHARS` is held to."""

_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]*)")
_AMBIGUOUS = re.compile(
    r"(?P<boolean>y|n|yes|no|on|off|true|false|null|~)"
    r"|(?P<number>[-+]?(\.?[0-9][0-9_]*[0-9_.,:eExXoa-f+-]*|\.inf|\.nan))",
    re.IGNORECASE,
)


def yaml_tree(text: str, file: str) -> tuple[Node, list[Finding]]:
    """The tree of a YAML text, and what is wrong with it that still lets it be read on.

    Raises:
        FoundError: the text is no YAML, or is one of the things refused.
    """
    from ruamel.yaml import YAML  # noqa: PLC0415 - heavy; a compiled form is read without it
    from ruamel.yaml.error import MarkedYAMLError, YAMLError  # noqa: PLC0415 - as above

    if len(text) > MAX_CHARS:
        raise _refusal(Place(file), f"the file has {len(text)} characters; at most {MAX_CHARS} are read")
    _refuse_deep_brackets(text, file)
    builder = _TreeBuilder(file, YAML(typ="safe", pure=True).parse(text))
    try:
        return builder.document(), builder.findings
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = Place(file, mark.line + 1, mark.column + 1) if mark else Place(file)
        raise _refusal(place, f"not YAML: {error.problem or error.context}; expected YAML 1.2") from error
    except YAMLError as error:
        raise _refusal(Place(file), f"not YAML: {error}; expected YAML 1.2") from error


_BRACKET = re.compile(r"\"(?:[^\"\\\n]|\\.)*\"|#[^\n]*|[\[\]{}]")


def _refuse_deep_brackets(text: str, file: str) -> None:
    """The scanner's time grows with the square of the brackets open at once, so they are counted before it starts."""
    depth = 0
    for match in _BRACKET.finditer(text):
        depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(match.group(), 0)
        if depth > MAX_DEPTH:
            line_start = text.rfind("\n", 0, match.start()) + 1
            place = Place(file, text.count("\n", 0, match.start()) + 1, match.start() - line_start + 1)
            raise _too_deep(place)


def _refusal(place: Place, message: str) -> FoundError:
    return FoundError(Finding(place, "", message, "yaml"))


def _too_deep(place: Place) -> FoundError:
    return _refusal(place, f"nested more than {MAX_DEPTH} deep; expected a file that a person writes")


def _role_of(stack: list[Node], pending: list[tuple[str, Place] | None]) -> str:
    """What the next node is, for messages: a name, a list's value, or the value of a named key."""
    if not stack or isinstance(stack[-1].value, list):
        return "value"
    above = pending[-1]
    return above[0] if above else "name"


class _TreeBuilder:
    """Builds nodes from parser events, with an explicit stack in place of recursion."""

    def __init__(self, file: str, events: Iterator[Any]) -> None:
        self._file = file
        self._events = events
        self.findings: list[Finding] = []
        self._role = "value"

    def document(self) -> Node:
        stack: list[Node] = []
        pending: list[tuple[str, Place] | None] = []
        root: Node | None = None
        for number, event in enumerate(self._events):
            if number > MAX_NODES:
                raise _refusal(self._place(event), f"more than {MAX_NODES} names, values and brackets; expected fewer")
            self._role = _role_of(stack, pending)
            node = self._node(event)
            if node is None:
                if type(event).__name__ in ("MappingEndEvent", "SequenceEndEvent"):
                    stack.pop()
                    pending.pop()
                elif type(event).__name__ == "DocumentStartEvent" and root is not None:
                    raise _refusal(self._place(event), "a second YAML document; expected one in a file")
                continue
            if stack:
                self._attach(stack[-1], pending, node)
            else:
                root = node
            if isinstance(node.value, list | dict):
                if len(stack) >= MAX_DEPTH:
                    raise _refusal(
                        node.place, f"nested more than {MAX_DEPTH} deep; expected a file that a person writes"
                    )
                stack.append(node)
                pending.append(None)
        return root or Node(None, Place(self._file, 1, 1), {})

    def _place(self, event: Any) -> Place:
        return Place(self._file, event.start_mark.line + 1, event.start_mark.column + 1)

    def _node(self, event: Any) -> Node | None:
        kind = type(event).__name__
        place = self._place(event)
        if kind == "AliasEvent" or getattr(event, "anchor", None) is not None:
            raise _refusal(place, "anchors and aliases are refused; write the value out where it is needed")
        if getattr(event, "tag", None) is not None:
            raise _refusal(place, f"the tag {str(event.tag)!r} is refused; expected plain YAML")
        if kind == "ScalarEvent":
            return Node(self._scalar(event, place), place, {})
        if kind == "MappingStartEvent":
            return Node({}, place, {})
        return Node([], place, {}) if kind == "SequenceStartEvent" else None

    def _scalar(self, event: Any, place: Place) -> Scalar:
        text: str = event.value
        if event.style:
            return text
        if text in ("", "null"):
            return None
        if text in ("true", "false"):
            return text == "true"
        if _INTEGER.fullmatch(text) and len(text) < 16:
            return int(text)
        if ambiguous := _AMBIGUOUS.fullmatch(text):
            what = "a boolean or null" if ambiguous["boolean"] else "a number, a time or a date"
            self.findings.append(
                Finding(
                    place, "", f'{text} is read by YAML 1.1 as {what}; quote the {self._role}: "{text}"', "unquoted"
                )
            )
        return text

    def _attach(self, parent: Node, pending: list[tuple[str, Place] | None], node: Node) -> None:
        if isinstance(parent.value, list):
            parent.value.append(node)
            return
        above = pending[-1]
        if above is None:
            pending[-1] = (self._key(node), node.place)
            return
        name, place = above
        assert isinstance(parent.value, dict)
        if name in parent.keys:
            first = parent.keys[name]
            message = f"the key {name!r} stands here a second time, first in line {first.line}; expected once"
            self.findings.append(Finding(place, name, message, "duplicate-key"))
        else:
            parent.value[name] = node
            parent.keys[name] = place
        pending[-1] = None

    def _key(self, node: Node) -> str:
        if isinstance(node.value, str):
            return node.value
        message = f'the key {node.value!r} is no string; quote the name: "{node.value}"'
        if isinstance(node.value, list | dict):
            raise _refusal(node.place, "a list or mapping as a key; expected a name")
        self.findings.append(Finding(node.place, "", message, "unquoted"))
        return str(node.value)
