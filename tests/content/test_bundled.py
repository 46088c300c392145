"""The bundled articles, gold and schemas: valid and canonical."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from annotator.datasets.record import check_lines, read_documents
from annotator.datasets.record_bytes import document_bytes
from annotator.errors import Finding
from annotator.schema.judge import judge
from annotator.schema.language import read_schema
from tests.shared import ROOT

SCHEMAS = ROOT / "schema" / "conflict-news"
SAMPLE = ROOT / "datasets" / "conflict-news-sample"
VERSIONS = ("1.0.0", "2.0.0")


def gold(version: str) -> Path:
    return SAMPLE / f"gold-{version}.jsonl"


@pytest.mark.parametrize("version", VERSIONS)
def test_the_gold_keeps_to_its_schema_and_to_the_canonical_bytes(version: str) -> None:
    schema = read_schema(SCHEMAS / f"{version}.yaml")
    documents = list(read_documents(gold(version)))
    assert [found for found in check_lines(gold(version)) if isinstance(found, Finding)] == []
    assert [breach for document in documents for breach in judge(document, schema)] == []
    assert b"".join(map(document_bytes, documents)) == gold(version).read_bytes()


def test_what_the_first_version_could_say_keeps_its_id() -> None:
    first, second = (list(read_documents(gold(version))) for version in VERSIONS)
    for old, new in zip(first, second, strict=True):
        assert {each.id for each in old.annotations()} <= {each.id for each in new.annotations()}
        assert all(new.entities[each.id].spans == each.spans for each in old.entities.values())


@pytest.mark.parametrize("version", VERSIONS)
def test_no_mention_has_blanks_around_it(version: str) -> None:
    for document in read_documents(gold(version)):
        for entity in document.entities.values():
            assert entity.text is not None
            assert entity.text == entity.text.strip()


def test_the_articles_are_like_those_of_the_web() -> None:
    texts = [path.read_bytes().decode() for path in sorted((SAMPLE / "articles").glob("*.txt"))]
    assert not any(text.endswith("\n") for text in texts)
    assert all("\u00a0" in text and "\u2019" in text for text in texts)
    lines = texts[0].split("\n")
    assert any(line and lines.count(line) == 2 for line in lines)


@pytest.mark.parametrize("path", sorted(SCHEMAS.glob("[0-9]*.yaml")), ids=lambda path: path.stem)
def test_released_guidelines_are_the_ones_the_schema_names(path: Path) -> None:
    guidelines = read_schema(path).guidelines
    assert guidelines is not None
    assert hashlib.sha256((path.parent / guidelines.file).read_bytes()).hexdigest() == guidelines.sha256
