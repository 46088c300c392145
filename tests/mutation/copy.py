"""A copy of everything, in which one file at a time is changed and tests are run."""

from __future__ import annotations

import ast
import gc
import os
import resource
import signal
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import redirect_stdout
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path
from types import CodeType, FunctionType
from typing import NoReturn

import hypothesis
import numpy as np  # noqa: F401 - loaded once, for all runs
import pydantic  # noqa: F401 - as above
import pytest
import ruamel.yaml  # noqa: F401 - as above

from tests.mutation.mutants import Mutant, places
from tests.mutation.reach import Reach, judging
from tests.shared import ROOT

CPU_LIMIT_S = {"quick": 60, "suite": 600}
LOADED_BEFORE = "ignore:Module already imported:pytest.PytestAssertRewriteWarning"
OPTIONS = ("-x", "-q", "-p", "no:cacheprovider", "--hypothesis-seed=1", "-W", LOADED_BEFORE)
PROPERTIES = ("-m", "hypothesis")
NOTHING_TO_RUN, NOT_RUN = int(pytest.ExitCode.NO_TESTS_COLLECTED), 70
FAILED = {1: "no name", -signal.SIGXCPU: "no end", -signal.SIGKILL: "no end"}
"""How a run ends that fails without a word on a test."""


class Failures:
    """Writes the name of each test that fails to a pipe."""

    def __init__(self, pipe: int) -> None:
        self.pipe = pipe

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            os.write(self.pipe, f"{report.nodeid}\n".encode())

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            os.write(self.pipe, f"{report.nodeid}\n".encode())


@dataclass(frozen=True, slots=True)
class Copy:
    """Where the copy is, and which lines each test runs."""

    root: Path
    reach: Reach
    there: dict[str, list[FunctionType]] = field(default_factory=dict)

    def warm(self) -> None:
        """Import all tests here, with few examples a property, for the runs that go on from this process."""
        forget_ours()
        stop_at_a_failure()
        look_at(self.root, "quick")
        files = sorted({test.split("::")[0] for test in self.reach})
        with redirect_stdout(StringIO()):
            code = pytest.main([*OPTIONS, "--collect-only", *files])
        if code:
            sys.exit("the tests cannot be imported")
        self.there.update(functions())
        gc.collect()
        gc.freeze()

    def killer(self, mutant: Mutant, tree: ast.Module, profile: str) -> str:
        """The first test that fails with this source of the mutant's file, or nothing.

        With few examples all tests run, with all examples the properties alone.
        """
        target = self.root / mutant.file
        original = target.read_text("utf-8")
        tests = judging(mutant, original, self.reach)
        if not tests:
            return ""
        ast.fix_missing_locations(tree)
        target.write_text(ast.unparse(tree), "utf-8")
        imported = list(places(ast.parse(original)))[mutant.place].function is None
        inner = list(codes(compile(tree, target, "exec")))
        changed: dict[str, CodeType] | None = {place_of(each): each for each in inner}
        if imported or profile == "suite" or len({*map(place_of, inner)}) < len(inner):
            changed = None
        try:
            return self.failing((*tests, *(PROPERTIES if profile == "suite" else ())), profile, changed)
        finally:
            target.write_text(original, "utf-8")

    def failing(self, tests: Sequence[str], profile: str, changed: Mapping[str, CodeType] | None) -> str:
        """The first of these tests that fails, or nothing, in a process of its own.

        With changed functions it goes on with what is imported here; without, everything of ours is imported anew.
        """
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            run(self, tests, profile, changed, writing)
        os.close(writing)
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        os.set_blocking(reading, False)
        with os.fdopen(reading, "rb", 0) as pipe:
            named = (pipe.read() or b"").decode().partition("\n")[0]
        if not named and code not in {0, *FAILED, NOTHING_TO_RUN}:
            sys.exit(f"the tests cannot be run (exit code {code}): {' '.join(tests[:3])} ...")
        return named or FAILED.get(code, "")


def run(copy: Copy, tests: Sequence[str], profile: str, changed: Mapping[str, CodeType] | None, pipe: int) -> NoReturn:
    """Run tests, silently, and end this process with their exit code."""
    code = NOT_RUN
    try:
        resource.setrlimit(resource.RLIMIT_CPU, (CPU_LIMIT_S[profile], CPU_LIMIT_S[profile] + 5))
        silence = os.open(os.devnull, os.O_RDWR)
        for descriptor in range(3):
            os.dup2(silence, descriptor)
        look_at(copy.root, profile)
        if changed is None:
            forget_ours()
        else:
            put(changed, copy.there)
        code = int(pytest.main([*OPTIONS, *tests], plugins=[Failures(pipe)]))
    finally:
        os._exit(code)


def look_at(root: Path, profile: str) -> None:
    """Import from the copy, here and in what is started."""
    os.chdir(root)
    os.environ |= {"HYPOTHESIS_PROFILE": profile, "PYTHONPATH": str(root), "PYTHONDONTWRITEBYTECODE": "1"}
    sys.dont_write_bytecode = True
    sys.path[:] = [str(root), *(each for each in sys.path if each not in {"", str(ROOT), str(root)})]


def stop_at_a_failure() -> None:
    """Let properties fail without looking for the smallest example."""
    phases = (hypothesis.Phase.explicit, hypothesis.Phase.generate)
    hypothesis.settings.register_profile("unshrunk", phases=phases, database=None)
    hypothesis.settings.load_profile("unshrunk")


def forget_ours() -> None:
    """Let everything of ours be imported anew."""
    for name in [each for each in sys.modules if each.split(".")[0] in {"annotator", "tests"}]:
        del sys.modules[name]


def codes(code: CodeType) -> Iterator[CodeType]:
    """Every function of a module's code; two lambdas of one line stand in one place."""
    for each in code.co_consts:
        if isinstance(each, CodeType):
            yield each
            yield from codes(each)


def place_of(code: CodeType) -> str:
    """Where a function stands."""
    return f"{code.co_filename}:{code.co_firstlineno}:{code.co_qualname}"


def functions() -> dict[str, list[FunctionType]]:
    """Every function that is there, by where it stands."""
    found: dict[str, list[FunctionType]] = {}
    for each in gc.get_objects():
        if isinstance(each, FunctionType):
            found.setdefault(place_of(each.__code__), []).append(each)
    return found


def put(changed: Mapping[str, CodeType], there: Mapping[str, list[FunctionType]]) -> None:
    """Change the functions that are there already."""
    for place, code in changed.items():
        for each in there.get(place, ()):
            each.__code__ = code
