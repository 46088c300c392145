"""Keeping Python's garbage collector out of the way of very many objects that stay."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

MANY = 1_000
"""From this many objects on it is worth it."""


@contextmanager
def pause_gc(objects: int = MANY) -> Iterator[None]:
    """No collection while very many objects are made that stay, and none that goes through them afterwards.

    Each full collection would go through all of them again: a tenth of a second and more in which no key is answered.
    """
    if objects < MANY:
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
