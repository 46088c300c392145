"""What a page says to its screen over the websocket; whatever else comes is no message."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

MOST_COLUMNS, MOST_ROWS = 1000, 500
"""A screen is no larger than this, whatever the page says: its cells are kept in memory."""

Kind: TypeAlias = Literal["stdin", "resize", "ping", "blur", "focus"]


@dataclass(frozen=True, slots=True)
class Message:
    """One message; `typed` are the bytes of `stdin`, `size` is that of `resize`, `token` what `ping` wants back."""

    kind: Kind
    typed: bytes = b""
    size: tuple[int, int] = (80, 24)
    token: Any = None


def screen_size(columns: object, rows: object) -> tuple[int, int]:
    """A size as it can be: numbers, or digits, within the limits; 80x24 for what is no number."""
    return _bounded(columns, 80, MOST_COLUMNS), _bounded(rows, 24, MOST_ROWS)


def _bounded(value: object, default: int, most: int) -> int:
    try:
        number = int(value) if isinstance(value, int | float | str) else default
    except (ValueError, OverflowError):
        number = default
    return min(max(number, 1), most)


def read_message(text: str) -> Message | None:
    """The message; None where it is none."""
    try:
        content = json.loads(text)
    except (ValueError, RecursionError):
        return None
    match content:
        case ["stdin", str(typed)]:
            return Message("stdin", typed=typed.encode("utf-8", "replace"))
        case ["resize", {"width": columns, "height": rows}]:
            return Message("resize", size=screen_size(columns, rows))
        case ["ping", token]:
            return Message("ping", token=token)
        case ["blur" | "focus" as kind, *_]:
            return Message(kind)
    return None
