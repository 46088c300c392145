"""What holds for the whole suite: nobody's cache is touched; property tests reach what they assert, or count; a test
that has a database server started is slow.

Where nothing may be skipped, a skip fails the run.
"""

from __future__ import annotations

import ast
import inspect
import os
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from textwrap import dedent

import pytest
from hypothesis import is_hypothesis_test

from tests.examples import register_profiles
from tests.leaving_out import uncounted
from tests.reaching import HOW_TO_COUNT

register_profiles()


@pytest.fixture(scope="session", autouse=True)
def cache_home() -> Iterator[Path]:
    """A cache folder, and one for where people stopped, for this run alone, here and in all that it starts."""
    with TemporaryDirectory() as folder, TemporaryDirectory() as stops:
        os.environ["XDG_CACHE_HOME"] = folder
        os.environ["XDG_STATE_HOME"] = stops
        yield Path(folder)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "cluster" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.slow)


def pytest_runtest_setup(item: pytest.Item) -> None:
    test = getattr(item, "function", None)
    if test is not None and is_hypothesis_test(test) and any(uncounted(ast.parse(dedent(inspect.getsource(test))))):
        pytest.fail(HOW_TO_COUNT)


def pytest_sessionfinish(session: pytest.Session) -> None:
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("NO_SKIPS") and reporter is not None and reporter.stats.get("skipped"):
        session.exitstatus = 1
