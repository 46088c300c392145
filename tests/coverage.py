"""Branch coverage of what lies below the screen: `make coverage` measures it and writes docs/coverage.md.

What a test starts as a program of its own does not count.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.docs.markdown import table
from tests.shared import ROOT

PARTS = ("model", "schema", "datasets", "store", "eval", "suggest")
TESTS = (*PARTS, "formats", "agreement", "project", "content", "cli", "tui")
"""The tests that run what is measured in their own process."""
LEAST = 0.95
PAGE = ROOT / "docs" / "coverage.md"
INTRODUCTION = f"""# Coverage

`make coverage` runs the tests that need no terminal and counts which statements and which branches they reach in what
lies below the screen. It fails where less than {LEAST:.0%} of a part is reached. Programs that tests start count for
nothing.

"""


def measured() -> Mapping[str, Any]:
    """The report of a run of the tests."""
    with TemporaryDirectory() as folder:
        report = Path(folder) / "coverage.json"
        measuring = [f"--cov=annotator.{part}" for part in PARTS]
        tests = [str(ROOT / "tests" / name) for name in TESTS]
        command = [sys.executable, "-m", "pytest", *tests, "-q", "-n", "auto", "-m", "not terminal", *measuring]
        done = subprocess.run([*command, "--cov-branch", f"--cov-report=json:{report}"], cwd=ROOT, check=False)
        if done.returncode:
            sys.exit(done.returncode)
        found: Mapping[str, Any] = json.loads(report.read_bytes())
        return found


def counts(report: Mapping[str, Any]) -> dict[str, Counter[str]]:
    """The summary of each part."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for path, file in report["files"].items():
        found[Path(path).parts[1]].update({name: file["summary"][name] for name in COUNTED})
    return found


COUNTED = ("covered_lines", "num_statements", "covered_branches", "num_branches")


def share(count: Counter[str]) -> float:
    """Statements and branches reached, of all."""
    reached, there = count["covered_lines"] + count["covered_branches"], count["num_statements"] + count["num_branches"]
    return reached / there


def page(found: Mapping[str, Counter[str]]) -> str:
    """docs/coverage.md."""
    rows = [
        (
            f"`{part}`",
            f"{count['covered_lines'] / count['num_statements']:.1%} of {count['num_statements']}",
            f"{count['covered_branches'] / count['num_branches']:.1%} of {count['num_branches']}",
            f"{share(count):.1%}",
        )
        for part, count in found.items()
    ]
    return INTRODUCTION + table(("part", "statements", "branches", "both"), rows)


if __name__ == "__main__":
    result = counts(measured())
    in_order = {part: result[part] for part in PARTS}
    PAGE.write_text(page(in_order), "utf-8")
    low = [part for part, count in in_order.items() if share(count) < LEAST]
    sys.exit(f"below {LEAST:.0%}: {', '.join(low)}" if low else 0)
