"""Examples that a classifier is fitted to, and what some more of them change in it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TypeAlias

from annotator.suggest.learner.linear.linear import EMPTY, Linear, fit

Example: TypeAlias = tuple[list[str], str]
"""What a thing looks like, and what it is."""


class Examples:
    """The examples of finished documents, and what they teach alone or with some of another one."""

    def __init__(self, examples: Sequence[Example]) -> None:
        """Take these; nothing is fitted yet."""
        self._examples = list(examples)

    @cached_property
    def whole(self) -> Linear:
        """What they teach alone."""
        return fitted_to(self._examples)

    def with_more(self, more: Sequence[Example]) -> Linear:
        """What they teach, moved towards some others; it hangs on nothing that was asked before."""
        if len(self.whole.classes) < 2:
            return fitted_to([*self._examples, *more])
        if not more:
            return self.whole
        from annotator.suggest.learner.linear.adapting import adapted  # noqa: PLC0415 - numpy, and only to train

        return adapted(self.whole, more)


def fitted_to(examples: Sequence[Example], start: Linear = EMPTY) -> Linear:
    """The classifier that examples teach, fitted from another one."""
    return fit([features for features, _ in examples], [name for _, name in examples], start)
