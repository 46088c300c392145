"""Runs action.yml step by step as a runner does: `python -m tests.whole.github_action FOLDER suite=eval/x.toml ...`.

Commands are run by bash with the environment of a workflow. Of the actions of others the inputs are read and what they
do is done on this machine: a Python is made, a folder is kept, a file is put where artifacts go.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from tests.shared import ROOT

EXPRESSION = re.compile(r"\$\{\{\s*(.*?)\s*\}\}")
COMPARISON = re.compile(r"(\S+)\s*(==|!=)\s*(.+)")


@dataclass
class Runner:
    """A workflow's run of the action in a checkout of somebody's repository."""

    workspace: Path
    files: Path
    inputs: dict[str, str]
    status: int = 0
    steps: list[str] = field(default_factory=list)
    outputs: dict[str, dict[str, str]] = field(default_factory=dict)
    log: str = ""

    @property
    def artifacts(self) -> Path:
        """Where uploaded files are."""
        return self.files / "artifacts"

    @property
    def summary(self) -> str:
        """The step summary."""
        return self._text("summary")

    def _text(self, name: str) -> str:
        file = self.files / name
        return file.read_text("utf-8") if file.exists() else ""

    def value(self, text: Any) -> str:
        """A text of the action with its expressions filled in."""
        return EXPRESSION.sub(lambda each: str(self._evaluated(each[1])), str(text))

    def _evaluated(self, expression: str) -> str | bool:
        if "&&" in expression:
            return all(self._evaluated(part) for part in expression.split("&&"))
        for part in map(str.strip, expression.split("||")):
            if value := self._one(part):
                return value
        return ""

    def _one(self, name: str) -> str | bool:
        if compared := COMPARISON.fullmatch(name):
            left, sign, right = compared.groups()
            return (self._one(left) == self._one(right)) == (sign == "==")
        if name.startswith("'"):
            return name.strip("'")
        known: Mapping[str, str | bool] = {
            "always()": True,
            "github.action_path": str(ROOT),
            "github.run_id": "1",
            "runner.os": "Linux",
        }
        if name in known:
            return known[name]
        scope, _, rest = name.partition(".")
        if scope == "inputs":
            return self.inputs[rest]
        step, _, output = rest.removeprefix("outputs.").partition(".outputs.")
        return self.outputs.get(step, {}).get(output, "")

    def run(self, step: Mapping[str, Any]) -> None:
        """One step, unless its condition or a failure before it keeps it from running."""
        condition = str(step.get("if", "${{ true }}"))
        inner = EXPRESSION.fullmatch(condition)
        wanted = True if inner is None or inner[1] == "true" else bool(self._evaluated(inner[1]))
        if not wanted or (self.status and "always()" not in condition):
            return
        if "uses" in step:
            self._use(step["uses"], {name: self.value(each) for name, each in step.get("with", {}).items()})
        else:
            self._command(step)

    def _use(self, action: str, given: Mapping[str, str]) -> None:
        self.steps.append(action)
        name, _, version = action.partition("@")
        assert re.fullmatch(r"v\d+|[0-9a-f]{40}", version), f"{action}: of no version"
        if name == "actions/setup-python":
            assert re.fullmatch(r"3\.\d+", given["python-version"])
            subprocess.run([sys.executable, "-m", "venv", self.files / "python"], check=True)
        elif name == "actions/cache":
            assert given["key"].startswith(given["restore-keys"])
        elif name == "actions/upload-artifact":
            report = self.workspace / given["path"]
            if report.exists():
                (self.artifacts / given["name"]).mkdir(parents=True, exist_ok=True)
                shutil.copy(report, self.artifacts / given["name"])
        else:
            raise AssertionError(f"the action uses {action}, which nobody asked for")

    def _command(self, step: Mapping[str, Any]) -> None:
        self.steps.append(step["run"])
        assert step["shell"] == "bash"
        assert not EXPRESSION.search(step["run"]), "an input in a shell's text is a command of whoever wrote it"
        output = self.files / "output"
        output.write_text("", "utf-8")
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
            cwd=self.workspace,
            env=self._environment(output) | {name: self.value(each) for name, each in step.get("env", {}).items()},
            capture_output=True,
            text=True,
            check=False,
        )
        self.log += done.stdout + done.stderr
        self.status = done.returncode
        pairs = (line.partition("=") for line in output.read_text("utf-8").splitlines())
        self.outputs[str(step.get("id", ""))] = {name: value for name, _, value in pairs}

    def _environment(self, output: Path) -> dict[str, str]:
        """That of a job; what the package needs is there already, and is not fetched."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("GITHUB_", "VIRTUAL_ENV"))}
        return kept | {
            "PATH": f"{self.files / 'python' / 'bin'}{os.pathsep}{os.environ['PATH']}",
            "PYTHONPATH": os.pathsep.join(each for each in sys.path if each.endswith("site-packages")),
            "PIP_NO_DEPS": "1",
            "PIP_NO_BUILD_ISOLATION": "0",  # pip reads the opposite of what the name says
            "PIP_NO_INDEX": "1",
            "GITHUB_ACTIONS": "true",
            "GITHUB_OUTPUT": str(output),
            "GITHUB_STEP_SUMMARY": str(self.files / "summary"),
        }


def run_action(workspace: Path, files: Path, **given: str) -> Runner:
    """Run the action with these inputs; `files` is a folder for what is the runner's own."""
    action = YAML(typ="safe").load((ROOT / "action.yml").read_text("utf-8"))
    inputs = {name: given.pop(name.replace("-", "_"), each.get("default")) for name, each in action["inputs"].items()}
    assert not given, f"no such input: {given}"
    assert None not in inputs.values(), "a required input is missing"
    runner = Runner(workspace, files, inputs)
    for step in action["runs"]["steps"]:
        runner.run(step)
    outputs = {
        name: runner.value(each["value"]) for name, each in action["outputs"].items() if "bench" in runner.outputs
    }
    runner.outputs["action"] = outputs
    return runner


if __name__ == "__main__":
    folder = Path(sys.argv[1]).resolve()
    words = dict(word.split("=", 1) for word in sys.argv[2:])
    run = run_action(folder, folder / ".runner", **words)
    print(*run.steps, run.log, run.outputs, sep="\n---\n")
    sys.exit(run.status)
