"""Every console block of the README does what it says."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.readme import README, Step, blocks, pattern, test_command

INSTALLING = ("pip install",)


def runnable() -> list[Step]:
    """The steps of all blocks that need no installation, in order."""
    found = [step for block in blocks(README.read_text("utf-8")) for step in block]
    return [step for step in found if not any(word in step.command for word in INSTALLING)]


@pytest.mark.slow
def test_the_blocks_run_and_print_what_they_say(tmp_path: Path) -> None:
    here = tmp_path
    environment = os.environ | {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    steps = runnable()
    assert len(steps) > 8
    for command, printed in steps:
        if command.startswith("cd "):
            here = here / command[3:]
            continue
        done = subprocess.run(
            ["bash", "-c", command], cwd=here, env=environment, capture_output=True, text=True, check=False
        )
        shown = (done.stdout + done.stderr).strip()
        assert pattern(printed).fullmatch(shown), f"$ {command}\n{shown}"
        assert done.returncode == 0, command


def test_the_test_command_is_there() -> None:
    assert test_command() == "python -m pytest -n auto"


def test_commands_in_the_readme_exist() -> None:
    from annotator.cli.app import VERBS

    named = set(re.findall(r"\bannotator ([a-z]+)\b", README.read_text("utf-8")))
    assert named <= {verb.name for verb in VERBS}


@pytest.mark.parametrize("link", re.findall(r"\]\(([^)#]+)\)", README.read_text("utf-8")))
def test_links_lead_somewhere(link: str) -> None:
    assert (README.parent / link).exists(), link
