"""A line of JSON as a tree; everything in it stands at the line's beginning, and its path tells the rest."""

from __future__ import annotations

import json
from typing import Any

from annotator.errors import Finding, FoundError, Place
from annotator.schema.handwritten.node import Node


def json_tree(text: str, file: str) -> tuple[Node, list[Finding]]:
    """The tree of a JSON text, and the keys that stand in it twice.

    Raises:
        FoundError: the text is no JSON.
    """
    place = Place(file, 1)
    findings: list[Finding] = []

    def mapping(pairs: list[tuple[str, Any]]) -> Node:
        value = {name: _node(each, place) for name, each in pairs}
        if len(value) < len(pairs):
            names = [name for name, _ in pairs]
            twice = next(name for name in names if names.count(name) > 1)
            findings.append(Finding(place, twice, f"the key {twice!r} stands twice; expected once", "duplicate-key"))
        return Node(value, place, dict.fromkeys(value, place))

    try:
        return _node(json.loads(text, object_pairs_hook=mapping), place), findings
    except json.JSONDecodeError as error:
        message = f"not JSON: {error.msg}; expected one JSON object in a line"
        raise FoundError(Finding(Place(file, 1, error.colno), "", message, "json")) from error
    except ValueError as error:
        message = "a number too large; expected one within +-2**53"
        raise FoundError(Finding(place, "", message, "number")) from error
    except RecursionError as error:
        raise FoundError(Finding(place, "", "nested too deep; expected one JSON object in a line", "json")) from error


def _node(value: Any, place: Place) -> Node:
    if isinstance(value, Node):
        return value
    if isinstance(value, list):
        return Node([_node(each, place) for each in value], place, {})
    return Node(value, place, {})
