"""Colour for what is printed, where there is a terminal that has it and nobody asked for none (NO_COLOR)."""

from __future__ import annotations

import os
import re
import shutil
import sys

RED, GREEN, YELLOW, OFF = "\x1b[1;31m", "\x1b[32m", "\x1b[33m", "\x1b[0m"
LOOKS = (
    (re.compile(r"^FAILED\b"), RED),
    (re.compile(r"^passed\b"), GREEN),
    (re.compile(r"^(?:warnings|left out):$|^note:"), YELLOW),
)
"""What begins a line, and how that looks."""

USUAL_WIDTH = 80


def has_colour() -> bool:
    """Whether what is printed may be coloured."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def coloured(line: str) -> str:
    """A finished line with its first words in colour, where they have one; no data brings one along."""
    for pattern, look in LOOKS:
        if pattern.match(line):
            return pattern.sub(lambda word, look=look: f"{look}{word[0]}{OFF}", line, count=1)  # type: ignore[misc]
    return line


def screen_width() -> int:
    """How many cells a line has; 80 where there is no terminal, unless COLUMNS says otherwise."""
    return shutil.get_terminal_size((USUAL_WIDTH, 24)).columns
