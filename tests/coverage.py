"""Branch coverage of what lies below the screen: `make coverage` measures it and writes docs/coverage.md.

    python -m tests.coverage [PART ...]

What a test starts as a program of its own does not count.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.docs.markdown import table
from tests.shared import ROOT

TESTS = {
    "model": ("model",),
    "schema": ("schema", "project/test_schema_commands.py", "project/migration"),
    "datasets": (
        "datasets",
        "formats/test_registry.py",
        "eval/documents",
        "extractors/test_registry.py",
        "project/records",
        "project/release",
        "project/test_predict.py",
        "cli/gold",
        "cli/scoring/test_inputs.py",
        "cli/scoring/test_predict.py",
        "cli/test_check_canonical.py",
    ),
    "store": (
        "store",
        "project/adjudication",
        "project/articles",
        "project/backup",
        "project/git",
        "project/log",
        "project/migration",
        "project/suggestions",
        "project/team",
        "project/test_create.py",
        "project/test_doctor.py",
        "project/test_doctor_faults.py",
        "project/test_high_water_mark.py",
        "project/test_slips.py",
        "cli/team",
    ),
    "eval": ("eval", "cli/scoring/test_eval.py", "cli/scoring/test_compare.py", "cli/scoring/test_gating.py"),
    "suggest": ("suggest",),
}
"""The tests that reach each part and run it in their own process."""
LEAST = 0.95
PAGE = ROOT / "docs" / "coverage.md"
INTRODUCTION = f"""# Coverage

`python -m tests.coverage [PART ...]` (`make coverage` for all) runs those tests that need no terminal and that reach a
part, with few examples a property, and counts which of its statements and branches they run. It fails where less than
{LEAST:.0%} of both together is reached. Programs that tests start count for nothing.

"""
COUNTED = ("covered_lines", "num_statements", "covered_branches", "num_branches")


def measured(part: str) -> Counter[str]:
    """What the tests of a part reach of it."""
    with TemporaryDirectory() as folder:
        report = Path(folder) / "coverage.json"
        tests = [f"tests/{name}" for name in TESTS[part]]
        # By folder: what alembic loads by itself has no name in the package.
        measuring = (f"--cov=annotator/{part}", "--cov-branch", f"--cov-report=json:{report}")
        command = [sys.executable, "-m", "pytest", *tests, "-q", "-n", "auto", "-m", "not terminal", *measuring]
        done = subprocess.run(command, cwd=ROOT, env=os.environ | {"HYPOTHESIS_PROFILE": "quick"}, check=False)
        if done.returncode:
            sys.exit(done.returncode)
        totals: Mapping[str, Any] = json.loads(report.read_bytes())["totals"]
        return Counter({name: totals[name] for name in COUNTED})


def share(count: Counter[str]) -> float:
    """Statements and branches reached, of all."""
    reached, there = count["covered_lines"] + count["covered_branches"], count["num_statements"] + count["num_branches"]
    return reached / there


def row(part: str, count: Counter[str]) -> tuple[str, ...]:
    """A part's row of the page."""
    return (
        f"`{part}`",
        f"{count['covered_lines']:,} of {count['num_statements']:,}",
        f"{count['covered_branches']:,} of {count['num_branches']:,}",
        f"{share(count):.1%}",
    )


def rows_of(page: str) -> dict[str, tuple[str, ...]]:
    """The rows of a page by part."""
    cells = [[cell.strip() for cell in line.split("|")[1:-1]] for line in page.splitlines() if line.startswith("| `")]
    return {first.strip("`"): (first, *others) for first, *others in cells}


def page(rows: Mapping[str, tuple[str, ...]]) -> str:
    """docs/coverage.md."""
    in_order: Iterable[tuple[str, ...]] = (rows[part] for part in TESTS if part in rows)
    return INTRODUCTION + table(("part", "statements", "branches", "both"), in_order)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", default=[*TESTS], choices=[*TESTS], metavar="PART")
    counts = {part: measured(part) for part in parser.parse_args().parts}
    before = rows_of(PAGE.read_text("utf-8")) if PAGE.exists() else {}
    PAGE.write_text(page(before | {part: row(part, count) for part, count in counts.items()}), "utf-8")
    low = [part for part, count in counts.items() if share(count) < LEAST]
    sys.exit(f"below {LEAST:.0%}: {', '.join(low)}" if low else 0)


if __name__ == "__main__":
    main()
