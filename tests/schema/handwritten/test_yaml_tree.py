"""Bounds of a YAML file: what is just within them is read, what is just beyond is refused with its place."""

from __future__ import annotations

import pytest

from annotator.errors import FoundError
from annotator.schema.handwritten import yaml_tree as yaml_tree_module
from annotator.schema.handwritten.node import MAX_CHARS, MAX_DEPTH
from annotator.schema.handwritten.yaml_tree import MAX_NODES, yaml_tree

MOST = 100
EVENTS_AROUND = 6
"""Of a file of one flat list: stream, document and list, each begun and ended."""


def nested(depth: int) -> str:
    return "[" * depth + "]" * depth


def test_as_deep_as_a_person_writes() -> None:
    assert yaml_tree(nested(MAX_DEPTH), "f")[0].plain() is not None
    with pytest.raises(FoundError, match=rf"^f:1:{MAX_DEPTH + 1}: .*nested more than {MAX_DEPTH} deep"):
        yaml_tree(nested(MAX_DEPTH + 1), "f")
    deep = "\n".join(f"{'  ' * level}a:" for level in range(MAX_DEPTH))
    assert yaml_tree(f"{deep} 1\n", "f")[0].plain()
    with pytest.raises(FoundError, match=f"nested more than {MAX_DEPTH} deep"):
        yaml_tree(f"{deep}\n{'  ' * MAX_DEPTH}b: 1\n", "f")


def test_brackets_in_strings_and_comments_are_not_counted() -> None:
    lines = "".join(f'- "{nested(3)}[[" # [[[ {{\n' for _ in range(MAX_DEPTH + 20))
    assert len(yaml_tree(lines, "f")[0].plain()) == MAX_DEPTH + 20
    side_by_side = "- [a]\n- {b: c}\n" * (MAX_DEPTH + 20)
    assert len(yaml_tree(side_by_side, "f")[0].plain()) == 2 * (MAX_DEPTH + 20)


def test_as_many_values_as_a_large_schema_has(monkeypatch: pytest.MonkeyPatch) -> None:
    """With a smaller bound than the program's, which is 15,000."""
    assert MAX_NODES == 15_000
    monkeypatch.setattr(yaml_tree_module, "MAX_NODES", MOST)
    fits = "[" + "a," * (MOST + 1 - EVENTS_AROUND) + "]"
    assert len(yaml_tree(fits, "f")[0].plain()) == MOST + 1 - EVENTS_AROUND
    with pytest.raises(FoundError, match=f"more than {MOST} names"):
        yaml_tree(fits.replace("[", "[a,"), "f")


def test_as_many_characters_as_are_read_in_a_second() -> None:
    fits = "a: b" + "\n#".ljust(MAX_CHARS - 4, "x")
    assert len(fits) == MAX_CHARS
    assert yaml_tree(fits, "f")[0].plain() == {"a": "b"}
    with pytest.raises(FoundError, match=f"{MAX_CHARS:,}|{MAX_CHARS}"):
        yaml_tree(fits + "x", "f")


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("a: 1\na: 2\n", 2, 1),
        ("a: &x 1\n", 1, 4),
        ("- b\n- !t c\n", 2, 3),
        ("a: b\n---\nc: d\n", 2, 1),
        ("a:\n  - [1\n", 3, 1),
    ],
)
def test_a_fault_has_its_place(text: str, line: int, column: int) -> None:
    try:
        findings = yaml_tree(text, "f")[1]
    except FoundError as error:
        findings = list(error.findings)
    assert (findings[0].place.line, findings[0].place.column) == (line, column)
