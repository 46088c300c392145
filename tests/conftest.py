"""What holds for the whole suite: where nothing may be skipped, a skipped test fails the run."""

from __future__ import annotations

import os

import pytest

from tests.examples import register_profiles

register_profiles()


def pytest_sessionfinish(session: pytest.Session) -> None:
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("NO_SKIPS") and reporter is not None and reporter.stats.get("skipped"):
        session.exitstatus = 1
