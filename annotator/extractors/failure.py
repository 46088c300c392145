"""The words in which an extractor's failure is told: who, what, and its own last words, made safe to show."""

from __future__ import annotations

import signal
from collections.abc import Sequence

from annotator.errors import ExtractorError
from annotator.text.visible import visible

SHOWN_LINES = 10
SHOWN_CHARS = 400
LOG_LINE = "  | "
"""What stands before a line of an extractor's standard error in a message."""


def failed(name: str, reason: str, stderr: str = "") -> ExtractorError:
    """An error that says who failed and why, with the end of its standard error.

    Args:
        name: the extractor's spec string.
        reason: what happened.
        stderr: what it wrote to standard error, or the end of that.
    """
    message = f"{visible(name)}: extractor failed: {reason}"
    lines = [message] + [f"{LOG_LINE}{line}" for line in last_words(stderr)]
    return ExtractorError("\n".join(lines))


def last_words(stderr: str) -> list[str]:
    """The last lines of standard error that are not blank, each safe to show and not too long."""
    lines = [visible(line.rstrip()[:SHOWN_CHARS]) for line in stderr.replace("\r", "\n").split("\n") if line.strip()]
    return lines[-SHOWN_LINES:]


def how_it_ended(exit_status: int | None) -> str:
    """An exit status in words; negative numbers are signals."""
    if exit_status is None:
        return "was killed"
    if exit_status >= 0:
        return f"ended with exit status {exit_status}"
    names: Sequence[str] = [each.name for each in signal.Signals if each == -exit_status]
    return f"was killed by {names[0] if names else f'signal {-exit_status}'}"
