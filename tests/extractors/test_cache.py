"""Kept predictions: the same text is not extracted twice, and a damaged file never gives a wrong answer."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from annotator.errors import ExtractorError
from annotator.extractors.article import Article
from annotator.extractors.limits import Limits
from annotator.project.predict import Predicting, predict

pytestmark = pytest.mark.slow

EXTRACTOR = """
from pathlib import Path

__version__ = "1"

def extract(records):
    for record in records:
        with Path({log!r}).open("a") as log:
            log.write(record["id"] + "\\n")
        if "bad" in record["text"]:
            yield {{"id": record["id"], "error": "bad text"}}
        else:
            entity = {{"id": "T1", "type": "GPE", "spans": [[0, 4]]}}
            yield {{"id": record["id"], "entities": [entity], "relations": [], "events": []}}
"""

ARTICLES = [Article("d1", "Selm burns", "mini@1.0.0"), Article("d2", "Selm sleeps", "mini@1.0.0")]


class Bench:
    """An extractor that writes down what it was asked, and a cache."""

    def __init__(self, folder: Path) -> None:
        self.log = folder / "log"
        self.source = folder / "extractor.py"
        self.source.write_text(EXTRACTOR.format(log=str(self.log)), "utf-8")
        self.cache = folder / "cache"
        limits = Limits(timeout_s=20, allow_errors=True)
        self.how = Predicting(limits, folder=folder, cache=self.cache)

    def predict(self, articles: list[Article]) -> tuple[list[str], int]:
        """What was asked of the extractor, and how many answers were known."""
        self.log.write_text("", "utf-8")
        predicted = predict("extractor.py:extract", articles, self.how)
        assert all(document.entities["T1"].text == "Selm" for document in predicted.documents)
        assert all(document.extractor and document.extractor.version == "1" for document in predicted.documents)
        assert len(predicted.documents) + len(predicted.failures) == len(articles)
        return self.log.read_text("utf-8").split(), predicted.cached


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path)


def test_the_same_text_is_not_extracted_twice(bench: Bench) -> None:
    assert bench.predict(ARTICLES) == (["d1", "d2"], 0)
    assert bench.predict(ARTICLES) == ([], 2)
    assert bench.predict([replace(ARTICLES[0], id="other")]) == ([], 1)
    assert bench.predict([*ARTICLES, Article("d3", "Selm wakes", "mini@1.0.0")]) == (["d3"], 2)


def test_another_schema_or_another_source_is_asked_again(bench: Bench) -> None:
    bench.predict(ARTICLES)
    assert bench.predict([replace(ARTICLES[0], schema_ref="mini@2.0.0")]) == (["d1"], 0)
    bench.source.write_text(bench.source.read_text("utf-8") + "# changed\n", "utf-8")
    assert bench.predict(ARTICLES) == (["d1", "d2"], 0)


def test_errors_are_not_kept(bench: Bench) -> None:
    bad = [Article("d3", "Selm bad")]
    assert bench.predict(bad) == (["d3"], 0)
    assert bench.predict(bad) == (["d3"], 0)


def test_a_run_that_failed_keeps_nothing(bench: Bench) -> None:
    bench.how = replace(bench.how, limits=Limits(timeout_s=20))
    with pytest.raises(ExtractorError, match="bad text"):
        predict("extractor.py:extract", [*ARTICLES, Article("d3", "Selm bad")], bench.how)
    assert bench.predict(ARTICLES) == (["d1", "d2"], 0)


@pytest.mark.parametrize(
    ("old", "new"), [(b"[0,4]", b"[0,99]"), (b'{"key"', b'"key"'), (b"T1", b"T1\xff"), (b"}", b"")]
)
def test_a_damaged_entry_costs_a_run(bench: Bench, old: bytes, new: bytes) -> None:
    bench.predict(ARTICLES)
    (file,) = bench.cache.iterdir()
    content = file.read_bytes()
    assert old in content
    file.write_bytes(content.replace(old, new))
    assert bench.predict(ARTICLES) == (["d1", "d2"], 0)
    assert bench.predict(ARTICLES) == ([], 2)
