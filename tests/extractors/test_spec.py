"""Spec strings: what each form means, and what is said of one that has none."""

from __future__ import annotations

import shlex
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.errors import UsageError
from annotator.extractors.spec import ExtractorSpec, parse_spec
from tests.reaching import reached, reaching


@pytest.mark.parametrize(
    ("text", "spec"),
    [
        ("package.module:extract", ExtractorSpec("package.module:extract", "module", "package.module", "extract")),
        ("a/b.py:extract", ExtractorSpec("a/b.py:extract", "path", "a/b.py", "extract")),
        ("C:/a/b.py:extract", ExtractorSpec("C:/a/b.py:extract", "path", "C:/a/b.py", "extract")),
        ("file:a b.jsonl", ExtractorSpec("file:a b.jsonl", "stored", "a b.jsonl")),
        ("cmd:./x --y 'a b'", ExtractorSpec("cmd:./x --y 'a b'", "command", "./x", words=("./x", "--y", "a b"))),
        ("cmd:x; rm $HOME", ExtractorSpec("cmd:x; rm $HOME", "command", "x;", words=("x;", "rm", "$HOME"))),
        ("spacy:some_package", ExtractorSpec("spacy:some_package", "registered", "spacy", argument="some_package")),
        ("llm:org/model:7b", ExtractorSpec("llm:org/model:7b", "registered", "llm", argument="org/model:7b")),
        ("model:a b/m", ExtractorSpec("model:a b/m", "registered", "model", argument="a b/m")),
        ("spacy", ExtractorSpec("spacy", "registered", "spacy")),
    ],
)
def test_each_form(text: str, spec: ExtractorSpec) -> None:
    assert parse_spec(text) == spec


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "unknown extractor ''"),
        ("nowhere", "unknown extractor 'nowhere'"),
        ("spacey", "did you mean spacy?"),
        ("cmd:", "names no program"),
        ("cmd:''", "names no program"),
        ("cmd:x 'y", "cannot be split into words: No closing quotation"),
        ("file:", "names no file"),
        ("spacy:", "nothing after the colon"),
        ("model", "names no folder"),
        ("model:", "names no folder"),
        ("module:", "'' is no function's name"),
        ("module:f()", "'f\\(\\)' is no function's name"),
        ("a b:f", "'a b' is no module and no .py file"),
        ("http://localhost:8000/x", "is no function's name"),
        ("x\0:f", "NUL"),
    ],
)
def test_a_wrong_one_is_refused(text: str, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        parse_spec(text)


@given(st.text())
def test_any_text_is_understood_or_refused(text: str) -> None:
    with suppress(UsageError):
        assert parse_spec(text).text == text.strip()


@reaching(0.5)
@given(st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1), min_size=1))
def test_words_are_split_as_a_shell_splits_them(words: list[str]) -> None:
    line = shlex.join(words)
    if line == line.strip():
        reached()
        assert parse_spec(f"cmd:{line}").words == tuple(words)
