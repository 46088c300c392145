"""What a command of plain mode answers."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command says, and what only the loop can do.

    That is `quit`, `next`, `previous`, `open`, `articles`, `rename` or `changed`.
    """

    lines: tuple[str, ...] = ()
    request: str = ""
    argument: str = ""
