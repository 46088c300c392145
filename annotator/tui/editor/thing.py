"""A line of the list of things: something that several mentions stand for."""

from __future__ import annotations

from dataclasses import dataclass

from annotator.model.spans import Span


@dataclass(frozen=True, slots=True)
class Thing:
    """A thing: what it is called, its type's tag, how often it is named, and its nearest place with the words around.

    `elsewhere` is how often other articles name it. `before`, `words` and `after` are that place, `line` is the number
    of its line.
    """

    coref: str
    name: str
    tag: str
    count: int
    elsewhere: int
    span: Span
    before: str
    words: str
    after: str
    line: int
