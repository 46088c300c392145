"""The shape of Prodigy's rows, as far as it is read."""

from __future__ import annotations

import re
from typing import Any

from msgspec import Struct, field

NAME = "prodigy"

ACCEPTED, REJECTED = "accept", "reject"

_TIME = re.compile(r"\d{4}-\d\d-\d\d_")


class TaskSpan(Struct):
    """A mention: characters, half-open; tokens, the end included."""

    start: int
    end: int
    label: str | None = None
    text: str | None = None
    token_start: int | None = None
    token_end: int | None = None
    score: float | None = None
    id: int | str | None = None


class TaskRelation(Struct):
    """A relation: the tokens that it joins, and the spans that these belong to."""

    label: str
    head: int | None = None
    child: int | None = None
    head_span: TaskSpan | None = None
    child_span: TaskSpan | None = None
    id: int | str | None = None


class Token(Struct):
    """A token: characters, half-open."""

    start: int
    end: int


class Task(Struct):
    """A row."""

    text: str | None = None
    answer: str | None = None
    spans: tuple[TaskSpan, ...] = ()
    relations: tuple[TaskRelation, ...] = ()
    tokens: tuple[Token, ...] = ()
    meta: Any = None
    id: int | str | None = None
    annotator_id: str | None = field(name="_annotator_id", default=None)
    session_id: str | None = field(name="_session_id", default=None)
    view_id: str | None = field(name="_view_id", default=None)

    @property
    def annotator(self) -> str | None:
        """Who answered: sessions are called after people, or else after the time."""
        by_session = self.session_id if self.session_id and not _TIME.search(self.session_id) else None
        return self.annotator_id or by_session

    @property
    def accepted(self) -> bool:
        """Whether it is gold: it was accepted, or nobody was asked."""
        return self.answer is None or self.answer == ACCEPTED


def is_pattern(value: object) -> bool:
    """Whether a row is a pattern for matching tokens, as files of them have."""
    return isinstance(value, dict) and {"label", "pattern"} <= value.keys() and "text" not in value
