"""The options of every verb, read from its help, as tables for its page.

`python -m tests.docs.options` prints the help of every call as JSON. It runs in a process of its own, on a very wide
terminal, where every option stands on one line; what has once been shown remembers how wide its terminal was.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from functools import cache

from annotator.cli.app import VERBS
from tests.cli import help_text
from tests.docs.markdown import table
from tests.shared import ROOT

WIDE_COLUMNS = 4000
OPTION = re.compile(r"│ (?:\*)? *(?P<names>(?:-{1,2}[\w-]+ )+) *(?P<kind>[A-Z]{2,}(?:\.\.\.)?)? +(?P<help>.*?) *│")


def page_of(call: Sequence[str]) -> str:
    """The page of a verb's call, below docs/."""
    return next(f"{verb.page}.md" for verb in VERBS if verb.name == call[0])


@cache
def _helps() -> Mapping[str, str]:
    command = [sys.executable, "-m", "tests.docs.options"]
    told: Mapping[str, str] = json.loads(subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout)
    return told


@cache
def options_of(call: tuple[str, ...]) -> list[tuple[str, str]]:
    """The names and the help of a verb's options."""
    if not call:
        return []
    options: list[tuple[str, str]] = []
    for line in _helps()[" ".join(call)].splitlines():
        option = OPTION.match(line)
        if option and "--help" not in option["names"]:
            options.append((option["names"].strip(), option["help"]))
    return options


def table_of(call: tuple[str, ...]) -> str:
    """The options as a table."""
    rows = [(" ".join(f"`{name}`" for name in names.split()), _escaped(told)) for names, told in options_of(call)]
    return table(("option", "is"), rows)


def _escaped(text: str) -> str:
    return text.replace("<", "&lt;")


if __name__ == "__main__":
    help_text.PLAIN["COLUMNS"] = str(WIDE_COLUMNS)
    print(json.dumps({" ".join(call): help_text.help_of(call) for call in help_text.CALLS}))
