"""The plug-in gates an extractor in somebody's own tests: through pytester, and through a real entry point."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.python.test_given import PLAIN
from tests.shared import ROOT

pytestmark = pytest.mark.slow

pytest_plugins = ["pytester"]

TESTS = """
def test_the_extractor_is_good_enough(gold_standard, assert_gates):
    predictions = [{"id": each["id"], "entities": found(each["text"])} for each in gold_standard.articles]
    assert_gates(predictions, "entities.strict.f1=%s")


def found(text):
    return [{"id": "T1", "type": "ORG", "spans": [[0, 4]], "text": text[:4]}]
"""
PLUGIN = ("-p", "annotator.python.pytest_plugin", "-p", "no:cacheprovider")


def loaded() -> tuple[str, ...]:
    """The words that load the plug-in, where it is not installed as one."""
    from importlib.metadata import entry_points

    return PLUGIN if not entry_points(group="pytest11", name="annotator") else PLUGIN[2:]


@pytest.fixture
def project(pytester: pytest.Pytester) -> pytest.Pytester:
    pytester.makefile(".jsonl", gold=json.dumps(PLAIN) + "\n")
    return pytester


@pytest.mark.parametrize(("least", "passed", "failed"), [("0.6", 1, 0), ("0.9", 0, 1)])
def test_a_gate_decides(project: pytest.Pytester, least: str, passed: int, failed: int) -> None:
    project.makeini("[pytest]\nannotator_gold = gold.jsonl\n")
    project.makepyfile(TESTS % least)
    done = project.runpytest_subprocess(*loaded())
    done.assert_outcomes(passed=passed, failed=failed)
    if failed:
        done.stdout.fnmatch_lines(["*AssertionError: entities.strict.f1 is 0.6667, below 0.9*"])


def test_a_baseline_decides_too(project: pytest.Pytester) -> None:
    project.makepyfile(TESTS % "0.1")
    perfect = [sys.executable, "-m", "annotator", "eval", "gold.jsonl", "gold.jsonl", "-o", "scores.json"]
    subprocess.run(perfect, cwd=project.path, check=True, capture_output=True)
    words = (*loaded(), "--annotator-gold", "gold.jsonl", "--annotator-baseline", "scores.json")
    project.runpytest_subprocess(*words).assert_outcomes(failed=1)
    project.runpytest_subprocess(*words, "--annotator-max-drop", "1").assert_outcomes(passed=1)


def test_without_gold_it_says_what_is_missing(project: pytest.Pytester) -> None:
    project.makepyfile(TESTS % "0.1")
    project.runpytest_subprocess(*loaded()).stdout.fnmatch_lines(["*no gold; expected --annotator-gold FILE*"])


def test_the_entry_point_of_the_package_loads_it(tmp_path: Path) -> None:
    """As an installed distribution with the entry points of pyproject.toml would, in a pytest of its own."""
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["entry-points"]["pytest11"]
    info = tmp_path / "site" / "scored-1.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: scored\nVersion: 1\n", "utf-8")
    lines = "".join(f"{name} = {value}\n" for name, value in declared.items())
    (info / "entry_points.txt").write_text(f"[pytest11]\n{lines}", "utf-8")
    (tmp_path / "gold.jsonl").write_text(json.dumps(PLAIN) + "\n", "utf-8")
    (tmp_path / "test_it.py").write_text(TESTS % "0.6", "utf-8")
    environment = os.environ | {"PYTHONPATH": f"{tmp_path / 'site'}{os.pathsep}{ROOT}"}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--annotator-gold", "gold.jsonl"]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "1 passed" in done.stdout
