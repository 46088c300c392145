"""Mutation testing: does a test notice when a comparison, sign or constant is wrong?

    python -m tests.mutation [eval] [schema] [--sample N] [--seed S]

Each mutant changes one operator or number of one file of these packages in a copy of everything and runs those of the
package's tests that reach the changed line with few examples a property, then those of the file's folder again with all
examples. A mutant that no test kills is either equivalent or a missing test: look at each.
"""

from __future__ import annotations

import argparse
import ast
import os
import random
import re
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn, TypeAlias

import hypothesis  # noqa: F401 - loaded once, for all runs
import msgspec  # noqa: F401 - as above
import numpy as np  # noqa: F401 - as above
import orjson  # noqa: F401 - as above
import pydantic  # noqa: F401 - as above
import pytest
import ruamel.yaml  # noqa: F401 - as above
from coverage import CoverageData

from tests.shared import ROOT, SHARED

TESTS = {"eval": ("tests/eval",), "schema": ("tests/schema",)}
"""What judges the mutants of each package."""
TIME_LIMIT_S = 600
LOADED_BEFORE = "ignore:Module already imported:pytest.PytestAssertRewriteWarning"
OPTIONS = ("-x", "-q", "-p", "no:cacheprovider", "--hypothesis-seed=1", "-W", LOADED_BEFORE)
OURS = ("annotator", "tests")
Tests: TypeAlias = Mapping[tuple[str, int], set[str]]
"""The tests that run a line of a file."""
SWAPS: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.And: ast.Or,
    ast.Or: ast.And,
}


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change: the file, the number of its place among all places, and what a reader sees."""

    file: str
    place: int
    line: int
    what: str


def places(tree: ast.AST) -> Iterator[tuple[ast.AST, str, int]]:
    """Everything that can be changed: (node, field or "", line)."""
    line = 0
    for node in ast.walk(tree):
        line = getattr(node, "lineno", line)
        if isinstance(node, ast.BinOp | ast.BoolOp) and type(node.op) in SWAPS:
            yield node, "op", node.lineno
        elif isinstance(node, ast.Compare) and type(node.ops[0]) in SWAPS:
            yield node, "ops", node.lineno
        elif isinstance(node, ast.Constant) and type(node.value) is int:
            yield node, "value", node.lineno


def files(package: str) -> list[str]:
    """The files of a package, from the root on."""
    return sorted(str(path.relative_to(ROOT)) for path in (ROOT / "annotator" / package).rglob("*.py"))


def mutants(file: str) -> list[Mutant]:
    """All mutants of a file."""
    tree = ast.parse((ROOT / file).read_text("utf-8"))
    return [Mutant(file, place, line, ast.unparse(node)[:60]) for place, (node, _, line) in enumerate(places(tree))]


def mutated(mutant: Mutant) -> str:
    """The source with the change."""
    tree = ast.parse((ROOT / mutant.file).read_text("utf-8"))
    node, field, _ = list(places(tree))[mutant.place]
    if isinstance(node, ast.BinOp | ast.BoolOp):
        node.op = SWAPS[type(node.op)]()  # type: ignore[assignment]
    elif isinstance(node, ast.Compare):
        node.ops[0] = SWAPS[type(node.ops[0])]()  # type: ignore[call-overload]
    elif isinstance(node, ast.Constant) and field == "value":
        node.value = int(str(node.value)) + 1
    return ast.unparse(tree)


def survives(mutant: Mutant, copy: Path, reaching: Tests) -> bool:
    """Whether all tests that run the changed line pass; one that never ends is noticed too."""
    target = copy / mutant.file
    original = target.read_text("utf-8")
    target.write_text(mutated(mutant), "utf-8")
    try:
        near, far = judging(mutant, reaching)
        runs = ((near, "quick"), (far, "quick"), (near or far, "suite"))
        return all(passes(tests, copy, profile) for tests, profile in runs)
    finally:
        target.write_text(original, "utf-8")


def judging(mutant: Mutant, reaching: Tests) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The tests of the changed line, in the file's folder and elsewhere; those of all lines for what runs on import."""
    folder = str(Path("tests", *Path(mutant.file).parent.parts[1:]))
    found = reaching.get((mutant.file, mutant.line)) or {
        test for (file, _), tests in reaching.items() if file == mutant.file for test in tests
    }
    near = tuple(sorted(test for test in found if test.startswith(folder)))
    return near, tuple(sorted(found.difference(near)))


def reaching_tests(package: str, copy: Path) -> Tests:
    """Which tests run which line of a package, by a run of them all."""
    measuring = (f"--cov=annotator.{package}", "--cov-context=test", "--cov-report=")
    if not passes((*TESTS[package], *measuring), copy, "quick"):
        sys.exit("the tests fail without any change; nothing can be said")
    data = CoverageData(str(copy / ".coverage"))
    data.read()
    return {
        (str(Path(file).relative_to(copy)), line): tests
        for file in data.measured_files()
        for line, contexts in data.contexts_by_lineno(file).items()
        if (tests := {re.split(r"[|\[]", context)[0] for context in contexts if context})
    }


def passes(tests: tuple[str, ...], copy: Path, profile: str) -> bool:
    """Whether tests pass in the copy: in a process of its own that has the libraries, but nothing of ours, loaded."""
    if not tests:
        return True
    child = os.fork()
    if child == 0:
        run(tests, copy, profile)
    until = time.monotonic() + TIME_LIMIT_S
    while time.monotonic() < until:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return os.waitstatus_to_exitcode(status) == 0
        time.sleep(0.02)
    os.killpg(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return False


def run(tests: tuple[str, ...], copy: Path, profile: str) -> NoReturn:
    """Run tests and end this process with their exit code."""
    os.setpgid(0, 0)
    silence = os.open(os.devnull, os.O_RDWR)
    for descriptor in range(3):
        os.dup2(silence, descriptor)
    os.chdir(copy)
    os.environ |= {"PYTHONDONTWRITEBYTECODE": "1", "HYPOTHESIS_PROFILE": profile}
    sys.dont_write_bytecode = True
    for name in [each for each in sys.modules if each.split(".")[0] in OURS]:
        del sys.modules[name]
    sys.path[:] = [str(copy), *(each for each in sys.path if each not in {"", str(ROOT)})]
    try:
        code = int(pytest.main([*OPTIONS, *tests]))
    finally:
        os._exit(code if "code" in locals() else 1)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("packages", nargs="*", default=[*TESTS], choices=[*TESTS])
    parser.add_argument("--sample", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    every = [each for package in chosen.packages for file in files(package) for each in mutants(file)]
    sample = random.Random(chosen.seed).sample(every, min(chosen.sample, len(every)))
    survivors = 0
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "copy"
        shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(".git", ".*_cache", "__pycache__", ".hypothesis"))
        if SHARED.is_dir():
            (copy.parent / SHARED.name).symlink_to(SHARED.resolve())
        reaching = {key: tests for package in chosen.packages for key, tests in reaching_tests(package, copy).items()}
        for mutant in sample:
            alive = survives(mutant, copy, reaching)
            survivors += alive
            print(f"{'SURVIVED' if alive else 'killed'} {mutant.file}:{mutant.line}: {mutant.what}", flush=True)
    print(f"{len(sample) - survivors} of {len(sample)} killed ({len(every)} mutants in all)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
