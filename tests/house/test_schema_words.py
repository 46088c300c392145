"""What attributes are called and may hold is the schema's affair: no module of the screen or of text says it."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from annotator.project.schemas.schema_files import version_files
from annotator.schema.language import read_schema
from tests.shared import ROOT

OWN_WORDS = {"kind"}
"""What the program itself calls something by the same word."""


def schema_words() -> set[str]:
    """The names and values of all attributes of the bundled schemas."""
    words: set[str] = set()
    for file in version_files(ROOT):
        schema = read_schema(file)
        for each in schema.types():
            for attribute in schema.attributes_of(each.name):
                words |= {attribute.name, *attribute.values}
    return words - OWN_WORDS


def strings(module: ast.Module) -> Iterator[tuple[int, str]]:
    for node in ast.walk(module):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.lineno, node.value


@pytest.mark.parametrize("folder", ["tui", "text"])
def test_no_module_knows_a_word_of_a_schema(folder: str) -> None:
    words = schema_words()
    assert {"level", "realis", "modality", "source", "NAM", "THREATENED"} <= words
    found = [
        f"{path.relative_to(ROOT)}:{line}: {word}"
        for path in sorted((ROOT / "annotator" / folder).rglob("*.py"))
        for line, word in strings(ast.parse(path.read_text("utf-8")))
        if word in words
    ]
    assert found == []


@pytest.mark.parametrize("folder", ["tui", "text"])
def test_no_module_names_a_language(folder: str) -> None:
    found = [
        f"{path.relative_to(ROOT)}:{line}"
        for path in sorted((ROOT / "annotator" / folder).rglob("*.py"))
        for line, word in strings(ast.parse(path.read_text("utf-8")))
        if word in ("en", "english-news")
    ]
    assert found == []


def test_the_words_are_found_where_they_belong() -> None:
    claims = (ROOT / "annotator" / "suggest" / "english_news" / "claims.py").read_text("utf-8")
    assert {"modality", "realis"} <= {word for _, word in strings(ast.parse(claims))}
