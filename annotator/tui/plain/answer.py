"""What a command of plain mode answers."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command says, and what only the loop can do: `quit`, `next`, `previous`, `open`, `articles`."""

    lines: tuple[str, ...] = ()
    request: str = ""
    argument: str = ""
