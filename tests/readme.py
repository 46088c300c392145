"""The console blocks of the README: what a reader types, and what it prints.

A block is fenced as `console`; lines that start with `$ ` are typed (`> ` goes on), those after them are printed, where
`...` stands for anything. `python -m tests.readme test-command` prints the command that runs the tests.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import NamedTuple

README = Path(__file__).resolve().parents[1] / "README.md"
FENCE = re.compile(r"^```console\n(.*?)^```", re.MULTILINE | re.DOTALL)


class Step(NamedTuple):
    """One command and what it prints."""

    command: str
    printed: str


def blocks(text: str) -> list[list[Step]]:
    """The steps of every console block, in order."""
    return [steps(match.group(1)) for match in FENCE.finditer(text)]


def steps(block: str) -> list[Step]:
    """The steps of one block."""
    found: list[Step] = []
    for line in block.splitlines():
        if line.startswith("$ "):
            found.append(Step(line[2:], ""))
        elif found and line.startswith(">") and not found[-1].printed:
            found[-1] = Step(f"{found[-1].command}\n{line[2:]}", "")
        elif found:
            found[-1] = Step(found[-1].command, found[-1].printed + line + "\n")
    return found


def pattern(printed: str) -> re.Pattern[str]:
    """What may be printed: the lines as they stand, `...` for anything."""
    return re.compile(".*".join(map(re.escape, printed.strip().split("..."))), re.DOTALL)


def test_command() -> str:
    """The README's command that runs the tests, without the steps that make an environment for it."""
    found = [step.command for block in blocks(README.read_text("utf-8")) for step in block if "pytest" in step.command]
    return found[0].split("&&")[-1].strip()


test_command.__test__ = False  # type: ignore[attr-defined]

if __name__ == "__main__":
    assert sys.argv[1:] == ["test-command"]
    print(test_command())
