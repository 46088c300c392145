"""Which tests run which lines, found once by coverage and kept in the temporary folder."""

from __future__ import annotations

import ast
import hashlib
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TypeAlias

from coverage import CoverageData

from tests.mutation.mutants import Mutant, places
from tests.shared import ROOT

TESTS = {
    "eval": (
        "tests/eval",
        "tests/cli/scoring/test_compare.py",
        "tests/cli/scoring/test_eval.py",
        "tests/cli/scoring/test_gating.py",
        "tests/cli/scoring/test_inputs.py",
    ),
    "schema": (
        "tests/schema",
        "tests/project/test_schema_commands.py",
        "tests/project/migration",
        "tests/tui/migration",
    ),
}
"""What judges the mutants of each package."""
CACHE = Path(tempfile.gettempdir()) / f"annotator-mutation-{os.getuid()}"
Reach: TypeAlias = Mapping[str, Mapping[str, Sequence[int]]]
"""For each test, the lines of each file that it runs."""


def judging(mutant: Mutant, source: str, reach: Reach) -> list[str]:
    """The tests of the changed lines, or of the file where no test runs them; near and narrow ones first."""
    folder = str(Path("tests", *Path(mutant.file).parent.parts[1:]))
    place = list(places(ast.parse(source)))[mutant.place]
    found = of_file = {test: files[mutant.file] for test, files in reach.items() if mutant.file in files}
    if place.function is not None:
        # Whatever is outside functions runs once, in the test that happens to import the file.
        found = {test: ran for test, ran in of_file.items() if not set(place.lines).isdisjoint(ran)} or of_file
    breadth = {test: sum(map(len, reach[test].values())) for test in found}
    return sorted(found, key=lambda test: (not test.startswith(folder), breadth[test], test))


def reaching(packages: Sequence[str]) -> Reach:
    """The lines that each test runs; only test files that changed since the last time are run."""
    sources = b"".join(path.read_bytes() for path in sorted((ROOT / "annotator").rglob("*.py")))
    found: dict[str, Mapping[str, Sequence[int]]] = {}
    CACHE.mkdir(exist_ok=True)
    for package in packages:
        kept = {name: CACHE / f"{digest(sources, ROOT / name)}.json" for name in test_files(package)}
        missing = [name for name, cached in kept.items() if not cached.exists()]
        measured = measure(package, missing) if missing else {}
        for name in missing:
            ours = {test: files for test, files in measured.items() if test.split("::")[0] == name}
            kept[name].write_text(json.dumps(ours), "utf-8")
        for cached in kept.values():
            found |= json.loads(cached.read_text("utf-8"))
    return found


def test_files(package: str) -> list[str]:
    """The test files of a package, from the root on."""
    tests = [ROOT / each for each in TESTS[package]]
    found = {path for each in tests for path in ([each] if each.is_file() else each.rglob("test_*.py"))}
    return sorted(str(path.relative_to(ROOT)) for path in found)


def digest(sources: bytes, test: Path) -> str:
    """What a test file's lines depend on, in short."""
    return hashlib.sha256(sources + test.read_bytes()).hexdigest()[:24]


def measure(package: str, tests: Sequence[str]) -> Reach:
    """The lines of a package that each test runs, by a run of these test files with few examples a property."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "coverage"
        measuring = (f"--cov=annotator.{package}", "--cov-context=test", "--cov-report=")
        options = ("-q", "-p", "no:cacheprovider", "--hypothesis-seed=1")
        environment = os.environ | {"HYPOTHESIS_PROFILE": "quick", "COVERAGE_FILE": str(file)}
        command = [sys.executable, "-m", "pytest", *options, *measuring, *tests]
        done = subprocess.run(command, cwd=ROOT, env=environment, check=False, stdout=subprocess.PIPE, text=True)
        if done.returncode:
            sys.exit(f"the tests fail without any change; nothing can be said\n{done.stdout[-2000:]}")
        return lines_of_tests(CoverageData(str(file)))


def lines_of_tests(data: CoverageData) -> Reach:
    """What coverage noted, by test; all cases of a test are one."""
    data.read()
    found: dict[str, dict[str, list[int]]] = {}
    for path in data.measured_files():
        name = str(Path(path).relative_to(ROOT))
        for line, contexts in data.contexts_by_lineno(path).items():
            for test in {each.split("|")[0].split("[")[0] for each in contexts if each}:
                found.setdefault(test, {}).setdefault(name, []).append(line)
    return found
