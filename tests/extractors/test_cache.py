"""Kept predictions: the same text is not extracted twice, and a damaged file never gives a wrong answer."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from annotator.errors import ExtractorError, WrongAnswerError
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


def test_the_memory_of_the_run_that_filled_the_cache_is_told_with_what_comes_from_it(bench: Bench) -> None:
    first = predict("extractor.py:extract", ARTICLES, bench.how)
    again = predict("extractor.py:extract", ARTICLES, bench.how)
    assert (again.cached, again.peak_bytes) == (2, first.peak_bytes)
    assert first.peak_bytes


def test_another_schema_or_another_source_is_asked_again(bench: Bench) -> None:
    bench.predict(ARTICLES)
    assert bench.predict([replace(ARTICLES[0], schema_ref="mini@2.0.0")]) == (["d1"], 0)
    bench.source.write_text(bench.source.read_text("utf-8") + "# changed\n", "utf-8")
    assert bench.predict(ARTICLES) == (["d1", "d2"], 0)


def test_errors_are_not_kept(bench: Bench) -> None:
    some = [ARTICLES[0], Article("d3", "Selm bad")]
    assert bench.predict(some) == (["d1", "d3"], 0)
    assert bench.predict(some) == (["d3"], 1)


def test_a_run_that_failed_keeps_what_was_finished(bench: Bench) -> None:
    bench.how = replace(bench.how, limits=Limits(timeout_s=20))
    with pytest.raises(ExtractorError, match="bad text"):
        predict("extractor.py:extract", [*ARTICLES, Article("d3", "Selm bad")], bench.how)
    assert bench.predict(ARTICLES) == ([], 2)


@pytest.mark.parametrize("last", ['{"id": "d1"}', "no JSON", '{"id": "d9"}'])
def test_an_extractor_that_contradicts_itself_is_not_believed(last: str, bench: Bench, tmp_path: Path) -> None:
    program = tmp_path / "program"
    lines = [json.dumps({"id": each.id}) for each in ARTICLES]
    echo = "\n".join(f"echo '{line}'" for line in [*lines, last])
    program.write_text(f"#!/bin/sh\ncat > /dev/null\n{echo}\n", "utf-8")
    program.chmod(0o755)
    with pytest.raises(WrongAnswerError):
        predict("cmd:./program", ARTICLES, bench.how)
    assert [line for file in bench.cache.iterdir() for line in file.read_bytes().splitlines()] == []


KILLED = """
import os, signal

def extract(records):
    for number, record in enumerate(records):
        if number == 2 and not os.path.exists({marker!r}):
            open({marker!r}, "w").close()
            os.kill(os.getpid(), signal.SIGKILL)
        yield {{"id": record["id"]}}
"""


def test_what_was_finished_is_there_after_a_kill(bench: Bench, tmp_path: Path) -> None:
    (tmp_path / "killed.py").write_text(KILLED.format(marker=str(tmp_path / "marker")), "utf-8")
    articles = [Article(f"d{number}", f"Selm {number}") for number in range(4)]
    with pytest.raises(ExtractorError, match="SIGKILL"):
        predict("killed.py:extract", articles, bench.how)
    assert predict("killed.py:extract", articles, bench.how).cached == 2
    assert predict("killed.py:extract", articles, bench.how).cached == 4


def test_a_bench_that_is_killed_goes_on_where_it_was(bench: Bench, tmp_path: Path) -> None:
    slow = EXTRACTOR.format(log=str(bench.log)).replace("for record in records:", "for record in records:\n" + SLEEP)
    bench.source.write_text(slow, "utf-8")
    records = [{"id": f"d{number}", "text": f"Selm {number}"} for number in range(6)]
    (tmp_path / "gold.jsonl").write_text("".join(json.dumps(each) + "\n" for each in records), "utf-8")
    suite = 'gold = "gold.jsonl"\n[[extractor]]\nname = "slow"\nspec = "extractor.py:extract"\n'
    (tmp_path / "suite.toml").write_text(suite, "utf-8")
    command = [sys.executable, "-m", "annotator", "bench", "suite.toml", "--cache", "cache"]
    process = subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while not bench.log.exists() or len(bench.log.read_text("utf-8").split()) < 4:
        assert process.poll() is None
        time.sleep(0.01)
    process.kill()
    process.wait()
    bench.log.write_text("", "utf-8")
    assert subprocess.run(command, cwd=tmp_path, capture_output=True, check=False).returncode == 0
    again = bench.log.read_text("utf-8").split()
    assert set(again) <= {"d3", "d4", "d5"}
    assert "d5" in again


SLEEP = "        __import__('time').sleep(0.05)"


USES_HELPERS = """
__version__ = "1"

import helper

def extract(records):
    import lazy
    words = open({data!r}).read()
    for record in records:
        entity = {{"id": "T1", "type": helper.TYPE + lazy.TYPE, "spans": [[0, 4]]}}
        yield {{"id": record["id"], "entities": [entity]}}
"""


@pytest.mark.parametrize("changed", ["helper.py", "lazy.py", "package/__init__.py", "words.txt"])
def test_whatever_the_child_read_of_its_own_is_part_of_the_key(changed: str, bench: Bench, tmp_path: Path) -> None:
    folder = tmp_path / "lib"
    (folder / "package").mkdir(parents=True)
    (folder / "extractor.py").write_text(USES_HELPERS.format(data=str(folder / "words.txt")), "utf-8")
    (folder / "helper.py").write_text("from package import TYPE\n", "utf-8")
    (folder / "package" / "__init__.py").write_text("TYPE = 'G'\n", "utf-8")
    (folder / "lazy.py").write_text("TYPE = 'PE'\n", "utf-8")
    (folder / "words.txt").write_text("Selm\n", "utf-8")
    (folder / "unused.py").write_text("", "utf-8")

    def cached() -> int:
        return predict("lib/extractor.py:extract", ARTICLES, bench.how).cached

    assert [cached(), cached()] == [0, 2]
    (folder / "unused.py").write_text("# changed\n", "utf-8")
    assert cached() == 2
    with (folder / changed).open("a") as stream:
        stream.write("# changed\n")
    assert [cached(), cached()] == [0, 2]


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
