"""A line of text being typed: what each key does to it."""

from __future__ import annotations

from dataclasses import replace

from annotator.text.clusters import next_cluster, previous_cluster
from annotator.tui.editor.state import Typing


def typed(mode: Typing, key: str) -> Typing:
    """The line after a key; keys that mean nothing to it leave it as it is.

    What is selected is replaced by what is typed and removed by what removes; any other key lets go of it.
    """
    key = " " if key == "space" else key
    if len(key) == 1:
        return inserted(mode, key)
    if mode.selected and key in _REMOVING:
        return replace(mode, text="", cursor=0, selected=False, sure=False)
    moved = _moved(mode, key)
    if moved is not None:
        return replace(mode, cursor=moved, selected=False)
    return _deleted(mode, key)


_REMOVING = ("backspace", "delete", "ctrl+w", "ctrl+u")


def inserted(mode: Typing, characters: str) -> Typing:
    """The line with characters put in at the cursor, or in the place of what is selected."""
    before, after = ("", "") if mode.selected else (mode.text[: mode.cursor], mode.text[mode.cursor :])
    text, cursor = before + characters + after, len(before + characters)
    return replace(mode, text=text, cursor=cursor, selected=False, sure=False)


def _moved(mode: Typing, key: str) -> int | None:
    text, cursor = mode.text, mode.cursor
    if key in ("left", "ctrl+b"):
        return previous_cluster(text, cursor)
    if key in ("right", "ctrl+f"):
        return next_cluster(text, cursor)
    if key in ("home", "ctrl+a"):
        return 0
    return len(text) if key in ("end", "ctrl+e") else None


def _deleted(mode: Typing, key: str) -> Typing:
    text, cursor = mode.text, mode.cursor
    if key == "backspace":
        start = previous_cluster(text, cursor)
    elif key == "ctrl+w":
        start = len(text[:cursor].rstrip().rpartition(" ")[0])
    elif key == "ctrl+u":
        start = 0
    elif key == "delete":
        return replace(mode, text=text[:cursor] + text[next_cluster(text, cursor) :], sure=False)
    else:
        return mode
    return replace(mode, text=text[:start] + text[cursor:], cursor=start, sure=False)


def pasted(mode: Typing, text: str) -> Typing:
    """The line with a text put in at the cursor, as one line."""
    return inserted(mode, " ".join(text.split()))
