"""The tree of a TOML text holds what `tomllib` reads, and every place in it is where the thing stands."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from annotator.errors import FoundError, Place
from annotator.schema.handwritten.node import MAX_CHARS, Node
from annotator.schema.handwritten.toml_tree import toml_tree
from tests.examples import examples

KEYS = st.sampled_from(["a", "b-1", "key", "two words", 'quo"ted', "ä", "dot.ted", ""])
STRINGS = ["", "x", "a # no comment", 'say "no"', "back\\slash", "it's", "[", "}", "a = 1"]
SCALARS = st.sampled_from([*STRINGS, 1, -2.5, True, False])
VALUES: st.SearchStrategy[Any] = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3), max_leaves=8
)


def plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: plain(each) for name, each in value.items()}
    return tuple(plain(each) for each in value) if isinstance(value, list) else value


@st.composite
def written(draw: DrawFn, value: Any) -> str:
    """A value in one of the ways in which TOML writes it."""
    if isinstance(value, str):
        ways = [json.dumps(value, ensure_ascii=False), '"""' + json.dumps(value)[1:-1] + '"""']
        ways += [f"'{value}'", f"'''{value}'''"] if "'" not in value else []
        return draw(st.sampled_from(ways))
    if isinstance(value, list):
        space = draw(st.sampled_from(["", " ", "\n  ", " # ] comment\n"]))
        return "[" + "".join(f"{space}{draw(written(each))}{space}," for each in value) + space + "]"
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key(draw, name)} = {draw(written(each))}" for name, each in value.items()) + " }"
    return json.dumps(value)


def key(draw: Any, name: str) -> str:
    if name and name.isascii() and name.replace("-", "").isalnum() and draw(st.booleans()):
        return name
    return json.dumps(name, ensure_ascii=False)


@st.composite
def texts(draw: DrawFn) -> str:
    """A TOML document: pairs, tables, dotted keys and arrays of tables, with comments and blank lines."""
    lines = [f"{key(draw, name)} = {draw(written(draw(VALUES)))}" for name in draw(st.lists(KEYS, unique=True))]
    for number in range(draw(st.integers(0, 3))):
        kind = draw(st.sampled_from(["table", "array", "dotted"]))
        if kind == "array":
            lines += [f"[[ list{number}.{key(draw, 'ä')} ]]  # one", "x.y = 1", f"[list{number}.{key(draw, 'ä')}.in]"]
            lines += [f"[[list{number}.ä]]".replace("ä", '"ä"'), "x.z = [ ]"]
        else:
            lines.append(f"[t{number}.{key(draw, draw(KEYS))}]" if kind == "table" else f"[d{number}]\nin.side.it = 1")
        lines += [f"{key(draw, name)} = {draw(written(draw(VALUES)))}" for name in draw(st.lists(KEYS, unique=True))]
    blank = draw(st.sampled_from(["\n", "\n\n", "  # a [comment] = 1\n", "\r\n"]))
    return blank.join(lines)


def keys_of(node: Node) -> Iterator[tuple[str, Place]]:
    yield from node.keys.items()
    for _, inner in node.inner():
        yield from keys_of(inner)


def values_of(node: Node) -> Iterator[Node]:
    for _, inner in node.inner():
        yield inner
        yield from values_of(inner)


@examples(200)
@given(texts())
def test_the_tree_is_what_the_text_says_and_knows_where(text: str) -> None:
    root, findings = toml_tree(text, "x.toml")
    assert findings == []
    assert root.plain() == plain(tomllib.loads(text))
    lines = text.replace("\r\n", "\n").split("\n")
    for name, place in keys_of(root):
        assert lines[place.line - 1][place.column - 1 :].startswith((name or '"', json.dumps(name, ensure_ascii=False)))
    for node in values_of(root):
        here = lines[node.place.line - 1][node.place.column - 1 :]
        if isinstance(node.value, bool | int | float):
            assert here.startswith(json.dumps(node.value))
        elif isinstance(node.value, str):
            assert here[0] in "\"'"


@pytest.mark.parametrize(
    ("text", "line", "column", "words"),
    [
        ("a = ?", 1, 5, "Invalid value"),
        ("a = 1\nb = [1,\n", 2, 8, "not TOML"),
        ("a = 1\na = 2\n", 2, 6, "not TOML"),
        ('[x]\na = "\n"', 2, 6, "not TOML"),
        ("\ufeffa = 1", 1, 1, "byte order mark"),
        ("a = " + "[" * 50 + "]" * 50, 1, 45, "deep"),
        ("a = " + "[" * 20_000, 0, 0, "deep"),
        (".".join("a" * 60) + " = 1", 1, 81, "deep"),
        ("a = '" + "x" * 200_000 + "'", 0, 0, "characters"),
    ],
)
def test_what_is_no_toml_is_named_with_its_place(text: str, line: int, column: int, words: str) -> None:
    with pytest.raises(FoundError, match=words) as caught:
        toml_tree(text, "x.toml")
    place = caught.value.findings[0].place
    assert (place.line, place.column) == (line, column)


def test_dates_keep_their_place() -> None:
    root, _ = toml_tree("day = 2031-05-12  # not a string\nat = 1979-05-27 07:32:00\n", "x.toml")
    day = root.child("day")
    assert day is not None
    assert (day.place.line, day.place.column) == (1, 7)


def test_as_many_characters_as_a_person_writes() -> None:
    fits = 'a = "b" #'.ljust(MAX_CHARS, "x")
    assert toml_tree(fits, "f")[0].plain() == {"a": "b"}
    with pytest.raises(FoundError, match=f"has {MAX_CHARS + 1} characters; at most {MAX_CHARS} are read"):
        toml_tree(fits + "x", "f")
