"""Ids for annotations that a format gives none: the least number behind a letter that is not taken."""

from __future__ import annotations

from collections.abc import Container, Iterator
from itertools import count


def free_ids(letter: str, taken: Container[str]) -> Iterator[str]:
    """Ids such as T1, T2, each free at the time when it is given."""
    return (each for number in count(1) if (each := f"{letter}{number}") not in taken)
