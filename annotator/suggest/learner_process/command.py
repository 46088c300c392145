"""The command that runs a module of this program in a process of its own, whatever stands in the current folder."""

from __future__ import annotations

import sys
from pathlib import Path

import annotator

START = "import runpy, sys; sys.path.append(sys.argv.pop()); runpy.run_module(sys.argv.pop(), run_name='__main__')"


def own_command(module: str, *words: str) -> list[str]:
    """The words that start a module, given these arguments; it is found where this program is, and nowhere before."""
    root = Path(annotator.__file__).absolute().parent.parent
    return [sys.executable, "-P", "-c", START, *words, module, str(root)]
