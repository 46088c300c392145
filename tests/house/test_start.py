"""What a command loads on its way: nothing heavy that it does not need."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = {"textual", "sklearn", "scipy", "sqlalchemy", "numpy", "alembic", "ruamel", "pydantic"}

PROBE = """
import sys
from annotator.__main__ import main
try:
    main({arguments!r})
finally:
    print(sorted({{name.partition(".")[0] for name in sys.modules}}), file=sys.stderr)
"""


def loaded(*arguments: str) -> set[str]:
    """The top-level modules in memory after a command has run in a fresh interpreter."""
    script = PROBE.format(arguments=list(arguments))
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert "Traceback" not in done.stderr, done.stderr
    return set(ast_list(done.stderr.strip().splitlines()[-1]))


def ast_list(line: str) -> list[str]:
    return [name.strip("' ") for name in line.strip("[]").split(",")]


@pytest.mark.parametrize("arguments", [["--help"], ["eval", "--help"], ["check", "--help"], ["label", "--help"]])
def test_help_loads_nothing_heavy(arguments: list[str]) -> None:
    assert loaded(*arguments) & HEAVY == set()
