"""A line of text being typed: what each key does to it."""

from __future__ import annotations

from dataclasses import replace

from annotator.text.clusters import next_cluster, previous_cluster
from annotator.tui.editor.state import Typing


def typed(mode: Typing, key: str) -> Typing:
    """The line after a key; keys that mean nothing to it leave it as it is."""
    text, cursor = mode.text, mode.cursor
    if key == "space":
        key = " "
    if len(key) == 1:
        return replace(mode, text=text[:cursor] + key + text[cursor:], cursor=cursor + 1)
    if key in ("left", "ctrl+b"):
        return replace(mode, cursor=previous_cluster(text, cursor))
    if key in ("right", "ctrl+f"):
        return replace(mode, cursor=next_cluster(text, cursor))
    if key in ("home", "ctrl+a"):
        return replace(mode, cursor=0)
    if key in ("end", "ctrl+e"):
        return replace(mode, cursor=len(text))
    return _deleted(mode, key)


def _deleted(mode: Typing, key: str) -> Typing:
    text, cursor = mode.text, mode.cursor
    if key == "backspace":
        start = previous_cluster(text, cursor)
    elif key == "ctrl+w":
        start = len(text[:cursor].rstrip().rpartition(" ")[0])
    elif key == "ctrl+u":
        start = 0
    elif key == "delete":
        return replace(mode, text=text[:cursor] + text[next_cluster(text, cursor) :])
    else:
        return mode
    return replace(mode, text=text[:start] + text[cursor:], cursor=start)


def pasted(mode: Typing, text: str) -> Typing:
    """The line with a text put in at the cursor, as one line."""
    one_line = " ".join(text.split())
    return replace(mode, text=mode.text[: mode.cursor] + one_line + mode.text[mode.cursor :],
                   cursor=mode.cursor + len(one_line))  # fmt: skip
