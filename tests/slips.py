"""Slips of the pen in a file that people write: a misspelt key, a value of the wrong kind, a type that is not there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from annotator.errors import Place
from annotator.schema.handwritten.expectation import Expectation
from annotator.schema.handwritten.file_kind import FileKind
from annotator.schema.handwritten.node import Node, Steps, key_place

MISSPELT, WRONG_KIND, UNKNOWN_TYPE = "xq", "[[]]", '"NONE_SUCH"'
_STRING = re.compile(r'^"(\\.|[^"\\])*"')


@st.composite
def slips(draw: DrawFn, kind: FileKind[Any], text: str) -> tuple[str, int]:
    """A valid text with one slip, and the line of it."""
    place, words = draw(st.sampled_from(list(_possible(kind, text))))
    lines = text.split("\n")
    line, at = lines[place.line - 1], place.column - 1
    rest = line[at:] if words == MISSPELT else _STRING.sub("", line[at:])
    lines[place.line - 1] = line[:at] + words + rest
    return "\n".join(lines), place.line


def _possible(kind: FileKind[Any], text: str) -> Iterator[tuple[Place, str]]:
    root, _ = kind.tree(text, "x")
    lines = text.split("\n")
    expected = Expectation(kind.json_schema())
    for steps, node in _inside(root):
        if not expected.at(steps)._schema:
            continue  # Inside what is unknown itself nothing is judged.
        # The key of an array of tables stands in several lines and is told of once.
        tables = any(isinstance(inner.value, dict) for _, inner in node.inner()) and isinstance(node.value, list)
        if str(steps[-1]) in expected.at(steps[:-1]).keys and not tables:
            yield key_place(root, steps), MISSPELT
        # Put before a word without quotes it would be no list but broken YAML, in which no further slip has a place.
        if isinstance(node.value, str) and _STRING.match(lines[node.place.line - 1][node.place.column - 1 :]):
            yield node.place, WRONG_KIND
        if (len(steps) > 1 and steps[-2] in ("domain", "range")) or (steps[-2:-1] == ("types",) and "roles" in steps):
            yield node.place, UNKNOWN_TYPE


def _inside(node: Node, steps: Steps = ()) -> Iterator[tuple[Steps, Node]]:
    for step, inner in node.inner():
        yield (*steps, step), inner
        yield from _inside(inner, (*steps, step))
