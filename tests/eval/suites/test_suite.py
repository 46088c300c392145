"""Suites: what a file may say, and that every slip of the pen is told with its line."""

from __future__ import annotations

from pathlib import Path

import jsonschema  # type: ignore[import-untyped]
import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.errors import ConfigError, Finding
from annotator.eval.options import ScoreOptions
from annotator.eval.suites.suite import SUITE_FILE, Drop, SuiteExtractor, read_suite
from tests.examples import examples
from tests.shared import ROOT

TEXT = """\
title = "trial"
gold = "gold.jsonl"
schema = "../mini.yaml"

[scoring]
layers = ["entities", "events"]
measures = [
  "strict",
  "events.trigger-c",
]
bootstrap = 100
min_overlap = 50
matching = "max"

[drop]
max = 0.01

[[extractor]]
name = "first"
spec = "file:first.jsonl"
timeout_s = 60
env = ["TOKEN"]
fail_under = [
  "entities.strict.f1=0.40",
  "events.trigger-c.Life.Die.recall=0.1",
  "entities.strict.*macro.f1=0.1",
]

[[extractor]]
name = "second"
spec = "cmd:./second"
allow_errors = true
"""

FAULTS = [
    ("title =", "titel =", "did you mean title?"),
    ('"gold.jsonl"', "3", "expected a file, as a path in quotes, found 3; quote it"),
    ('["entities", "events"]', '"entities"', """expected a list, found 'entities'; write ["entities"]"""),
    ('["entities", "events"]', '["entities", "event"]', 'unknown layer "event"; did you mean events?'),
    ('"strict",', '"strct",', "unknown measure 'strct'; did you mean strict?"),
    ('"events.trigger-c",', '"events.triger-c",', "did you mean events.trigger-c?"),
    ("bootstrap = 100", 'bootstrap = "many"', "expected a whole number, found 'many'"),
    ("bootstrap = 100", "bootstrap = -1", "expected 0 or more resamples (bootstrap)"),
    ("bootstrap = 100", "boostrap = 100", "did you mean bootstrap?"),
    ("min_overlap = 50", "min_overlap = true", "expected a number, found true"),
    ('matching = "max"', 'matching = "most"', "expected one of max, nervaluate"),
    ('matching = "max"', 'unit = "token"', "unknown key 'unit'"),
    ("max = 0.01", "max = 1.5", "expected a number from 0 to 1"),
    ('"first"', '"second"', ""),
    ('"file:first.jsonl"', '""', "expected a string that is not empty"),
    ("timeout_s = 60", "timeout_s = 0", "expected a number of seconds above 0"),
    ('["TOKEN"]', '"TOKEN"', "expected a list"),
    ("strict.f1=0.40", "strict.f1=40", "is no gate"),
    ("strict.*macro.f1", "strict.*macro.accuracy", "is no gate"),
    ("trigger-c.Life", "triger-c.Life", "unknown measure 'triger-c' of events; did you mean trigger-c?"),
    ('"entities.strict.*', '"entitys.strict.*', "did you mean entities?"),
    ("strict.*macro.f1", "strict.*macro.f_beta", "needs --beta"),
    ('"entities", "events"', '"relations"', "only relations is scored"),
    ('["entities", "events"]', "[]", "an empty list measures nothing"),
    ("allow_errors = true", 'fail_over = ["run.second=3"]', "did you mean seconds?"),
    ("allow_errors = true", 'fail_over = ["entities.strict.spurios=3"]', "did you mean spurious?"),
    ('"second"', '"first"', "two extractors have the name 'first'"),
    ("errors = true", 'errors = "yes"', "expected true or false, found 'yes'"),
]

TOGETHER = ("needs --beta", "only relations is scored")
ALONE = [each for each in FAULTS if each[2] and each[2] not in TOGETHER]
"""Slips whose message depends on no other line."""


def findings(folder: Path, text: str) -> tuple[Finding, ...]:
    (folder / "suite.toml").write_text(text, "utf-8")
    with pytest.raises(ConfigError) as caught:
        read_suite(folder / "suite.toml")
    return caught.value.findings


def test_a_suite_is_read_with_its_paths(tmp_path: Path) -> None:
    file = tmp_path / "suite.toml"
    file.write_text(TEXT, "utf-8")
    suite = read_suite(file)
    assert (suite.title, suite.gold, suite.schema) == ("trial", tmp_path / "gold.jsonl", tmp_path.parent / "mini.yaml")
    assert suite.baseline is None
    assert suite.drop == Drop(0.01, 0.05)
    assert suite.options == ScoreOptions(
        layers=("entities", "events"),
        measures=("strict", "events.trigger-c"),
        bootstrap=100,
        min_overlap=50.0,
        by=("type",),
        averages=("micro", "macro"),
        gated=("entities.strict", "events.trigger-c"),
    )
    first, second = suite.extractors
    assert [str(gate) for gate in first.gates][1:] == [
        "events.trigger-c.Life.Die.recall=0.1",
        "entities.strict.*macro.f1=0.1",
    ]
    assert second == SuiteExtractor("second", "cmd:./second", allow_errors=True)
    file.write_text(TEXT.replace('title = "trial"\n', ""), "utf-8")
    assert read_suite(file).title == "suite"


@pytest.mark.parametrize(("old", "new", "message"), FAULTS, ids=[f"{new}: {message}" for _, new, message in FAULTS])
def test_a_slip_is_told_with_its_line(tmp_path: Path, old: str, new: str, message: str) -> None:
    (found,) = findings(tmp_path, TEXT.replace(old, new, 1))
    line = TEXT.count("\n", 0, TEXT.index(old)) + 1
    told_elsewhere = not message or message == "only relations is scored"
    assert found.place.line == line or told_elsewhere, "a name that stands twice is told where it stands again"
    assert found.place.column > 0
    assert message in found.message


@examples(40)
@given(st.lists(st.sampled_from(ALONE), min_size=1, max_size=5))
def test_all_slips_are_told_at_once(
    tmp_path_factory: pytest.TempPathFactory, chosen: list[tuple[str, str, str]]
) -> None:
    text, wrong = TEXT, {}
    for old, new, message in chosen:
        line = TEXT.count("\n", 0, TEXT.index(old)) + 1
        if old in text and line not in wrong and not (old == '"second"' and '"first"' not in text):
            text = text.replace(old, new, 1)
            wrong[line] = message
    found = {each.place.line: each.message for each in findings(tmp_path_factory.mktemp("suite"), text)}
    assert found.keys() == wrong.keys()
    assert all(message in found[line] for line, message in wrong.items())


def test_a_suite_needs_an_extractor_and_gold(tmp_path: Path) -> None:
    assert "no extractor" in str(findings(tmp_path, 'gold = "x"\nextractor = []\n')[0])
    missing = [each.path for each in findings(tmp_path, 'title = "x"\n')]
    assert missing == ["gold", "extractor"]


def test_the_suites_of_this_repository_are_what_editors_expect() -> None:
    for file in sorted((ROOT / "eval" / "suites").glob("*.toml")):
        read_suite(file)
        root, _ = SUITE_FILE.tree(file.read_text("utf-8"), str(file))
        jsonschema.validate(_lists(root.plain()), SUITE_FILE.json_schema())


def _lists(value: object) -> object:
    if isinstance(value, dict):
        return {name: _lists(each) for name, each in value.items()}
    return [_lists(each) for each in value] if isinstance(value, tuple) else value


@pytest.mark.parametrize(
    ("written", "is_legal"),
    [
        *(("max = 0.0", True), ("max = 1", True), ("max = 1.01", False), ("max = -0.1", False)),
        *(("significance = 0", True), ("significance = 1.0", True)),
        *(("significance = 1.5", False), ("significance = -1", False)),
    ],
)
def test_a_drop_and_its_significance_are_from_0_to_1(tmp_path: Path, written: str, is_legal: bool) -> None:
    file = tmp_path / "suite.toml"
    file.write_text(TEXT.replace("max = 0.01", written), "utf-8")
    if is_legal:
        name, _, value = written.partition(" = ")
        assert getattr(read_suite(file).drop, "most" if name == "max" else name) == float(value)
    else:
        assert ["a number from 0 to 1" in each.message for each in findings(tmp_path, file.read_text("utf-8"))] == [
            True
        ]
