"""Keeping Python's garbage collector out of the way of very many objects that stay."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collection_put_off() -> Iterator[None]:
    """No collection while very many objects are made that stay, and none that goes through them afterwards.

    Each full collection would go through all of them again: a tenth of a second and more in which no key is answered.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
