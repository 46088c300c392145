"""Lists to pick from by typing some of the words: types and commands, articles, what was found, what is annotated."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from annotator.tui.editor.state import Item, Picking


def matches(items: tuple[Item, ...], query: str) -> list[Item]:
    """The items that hold every word of the query; those whose text starts with it first.

    A word that is a filter of some item holds for those that have it. Rows of a table of places keep their order.
    """
    words = query.casefold().split()
    if not words:
        return list(items)
    filters = {each for item in items for each in item.filters}.intersection(words)
    matching = [item for item in items if all(_holds(item, word, filters) for word in words)]
    if not matching:
        matching = [item for item in items if _scattered(item.text.casefold(), "".join(words))]
    if any(item.passage for item in matching):
        return matching
    return sorted(matching, key=lambda item: not item.text.casefold().startswith(words[0]))


def _holds(item: Item, word: str, filters: Collection[str]) -> bool:
    return word in item.filters if word in filters else word in f"{item.text} {item.note} {item.also}".casefold()


def _scattered(text: str, letters: str) -> bool:
    """Whether the letters stand in the text in this order, with others between."""
    rest = iter(text)
    return all(letter in rest for letter in letters)


def moved(mode: Picking, key: str, page: int) -> Picking | None:
    """The list after a key; None when the key means nothing to it."""
    count = len(matches(mode.items, mode.query))
    steps = {"up": -1, "down": 1, "tab": 1, "shift+tab": -1, "pageup": -page, "pagedown": page}
    if key in steps:
        return replace(mode, chosen=min(max(mode.chosen + steps[key], 0), max(count - 1, 0)))
    if key == "home":
        return replace(mode, chosen=0)
    if key == "end":
        return replace(mode, chosen=max(count - 1, 0))
    if key == "backspace":
        return replace(mode, query=mode.query[:-1], chosen=0)
    if key == "ctrl+u":
        return replace(mode, query="", chosen=0)
    letter = " " if key == "space" else key
    return replace(mode, query=mode.query + letter, chosen=0) if len(letter) == 1 else None


def picked(mode: Picking) -> Item | None:
    """The item that Enter picks."""
    items = matches(mode.items, mode.query)
    return items[mode.chosen] if mode.chosen < len(items) else None
