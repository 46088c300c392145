"""action.yml, step by step: it installs from its own checkout, sets up Python, uploads the report, and no more."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from tests.shared import ROOT
from tests.whole.github_action import Runner, run_action

pytestmark = pytest.mark.slow

GOLD = ROOT / "datasets" / "conflict-news-sample" / "gold-1.0.0.jsonl"
SUITE = """
title = "ours"
gold = "gold.jsonl"
[scoring]
layers = ["entities"]
[[extractor]]
name = "stored"
spec = "file:pred.jsonl"
fail_under = ["entities.strict.f1={least}"]
"""


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The runner's files after a first run, whose Python the others use again."""
    pytest.importorskip("hatchling", reason="the package is built from its checkout")
    return tmp_path_factory.mktemp("runner")


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    (tmp_path / "gold.jsonl").write_bytes(GOLD.read_bytes())
    records = [json.loads(line) for line in GOLD.read_text("utf-8").splitlines()]
    lines = [json.dumps({**each, "entities": each["entities"][:3], "relations": [], "events": []}) for each in records]
    (tmp_path / "pred.jsonl").write_text("\n".join(lines) + "\n", "utf-8")
    (tmp_path / "suite.toml").write_text(SUITE.format(least=0.05), "utf-8")
    return tmp_path


def ran(workspace: Path, python: Path, **inputs: str) -> Runner:
    done = run_action(workspace, python, **{"suite": "suite.toml", **inputs})
    assert "Traceback" not in done.log, done.log
    return done


def test_it_installs_its_own_checkout_runs_the_suite_and_uploads_the_report(workspace: Path, python: Path) -> None:
    done = ran(workspace, python)
    assert (done.status, done.outputs["action"]) == (0, {"passed": "true"}), done.log
    assert [each.partition("@")[0] for each in done.steps if "@v" in each] == [
        "actions/setup-python",
        "actions/upload-artifact",
    ]
    assert (python / "python" / "bin" / "annotator").exists(), "the checkout is what was installed"
    assert (done.artifacts / "annotator-report" / "annotator-report.html").stat().st_size
    assert done.summary.startswith("# ours")


def test_a_missed_gate_fails_the_step_and_the_report_is_uploaded_all_the_same(workspace: Path, python: Path) -> None:
    (workspace / "suite.toml").write_text(SUITE.format(least=0.9), "utf-8")
    inputs = {"report": "found.json", "artifact": "ours", "python_version": "none", "cache": "kept"}
    done = ran(workspace, python, **inputs)
    assert (done.status, done.outputs["action"]) == (1, {"passed": "false"}), done.log
    assert "::error title=ours / stored::entities.strict.f1 is" in done.log
    assert json.loads((done.artifacts / "ours" / "found.json").read_text("utf-8"))["passed"] is False
    assert not any("setup-python" in each for each in done.steps)
    assert any("actions/cache@" in each for each in done.steps)


def test_a_suite_that_cannot_be_read_is_no_pass(workspace: Path, python: Path) -> None:
    done = ran(workspace, python, suite="missing.toml", python_version="none", artifact="")
    assert (done.status, done.outputs["action"]) == (3, {"passed": ""}), done.log


def test_what_an_input_says_is_no_command(workspace: Path, python: Path) -> None:
    done = ran(workspace, python, suite="$(touch canary); touch canary", python_version="none")
    assert done.status == 3
    assert not (workspace / "canary").exists()


def test_the_page_names_every_input_with_its_default() -> None:
    page = (ROOT / "docs" / "ci.md").read_text("utf-8")
    inputs = YAML(typ="safe").load((ROOT / "action.yml").read_text("utf-8"))["inputs"]
    for name, declared in inputs.items():
        default = f"`{declared['default']}`" if declared.get("default") else ""
        assert f"| `{name}` | {default}" in page, name
