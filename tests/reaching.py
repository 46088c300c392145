"""How many examples of a property test get to its assertion; where too few do, the test fails.

A test that leaves examples out - by `assume`, by a condition, by a loop that may turn no times - says where its
assertion stands and which share of the examples must get there:

    @reaching(0.2)
    @given(documents())
    def test_what_was_not_lost_is_read_back(document):
        if not losses(document):
            reached(document.entities)
            assert ...

`reached(what)` counts an example once, when `what` is something: what is compared must not be empty either. The counts
stand in `--hypothesis-show-statistics`. Under the profile `quick` there are too few examples to judge by.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from hypothesis import event

from tests.examples import PROFILE

HOW_TO_COUNT = (
    "an example may pass without any assertion here: decorate the test with @reaching(share) above @given, and call "
    "reached(what) where it asserts (tests/reaching.py)"
)

Test = TypeVar("Test", bound=Callable[..., Any])


@dataclass
class _Count:
    examples: int = 0
    reached: int = 0
    this_one: bool = False


_counts: list[_Count] = []
"""Of the test that runs, innermost last; empty outside a test that counts."""


def reached(what: object = True) -> None:
    """Say that this example has got to the assertion, with something to compare."""
    count = _counts[-1]
    if what and not count.this_one:
        count.this_one = True
        count.reached += 1
        event("reached the assertion")


def reaching(least_share: float) -> Callable[[Test], Test]:
    """Have a property test fail when less than this share of its examples get to `reached`, or none does."""

    def decorated(test: Test) -> Test:
        handle = test.hypothesis  # type: ignore[attr-defined]
        inner = handle.inner_test

        @functools.wraps(inner)
        def one_example(*arguments: Any, **named: Any) -> Any:
            _counts[-1].examples += 1
            _counts[-1].this_one = False
            return inner(*arguments, **named)

        handle.inner_test = one_example

        @functools.wraps(test)
        def all_examples(*arguments: Any, **named: Any) -> None:
            _counts.append(_Count())
            try:
                test(*arguments, **named)
                count = _counts[-1]
            finally:
                _counts.pop()
            _judge(count, least_share)

        return all_examples  # type: ignore[return-value]

    return decorated


def _judge(count: _Count, least_share: float) -> None:
    if PROFILE == "quick":
        return
    said = f"{count.reached} of {count.examples} examples reached the assertion"
    assert count.reached, said
    assert count.reached >= least_share * count.examples, f"{said}; expected at least {least_share:.0%}"
