"""Long work in steps: between two of them whoever does it may look at something else."""

from __future__ import annotations

from collections.abc import Generator
from typing import TypeAlias, TypeVar

Result = TypeVar("Result")
Steps: TypeAlias = Generator[None, None, Result]
"""Work that stops after each step, and gives its result at the end."""


def done(steps: Steps[Result]) -> Result:
    """The result of work that is done at once."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            result: Result = end.value
            return result
