"""Shares with their intervals: exact ones of a count, and how many more are needed for a useful one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil, exp, lgamma, log

CONFIDENCE = 0.95
Z = 1.959964
"""The quantile of the normal distribution that goes with it."""

USEFUL = 0.05
"""An interval that reaches so far to either side, in shares, is useful."""

STEPS = 50
NEGLIGIBLE = 1e-17


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many, the share, its interval, and how many more would make the interval useful.

    `share`, `low` and `high` are None where there is nothing to count.
    """

    count: int
    of: int
    share: float | None
    low: float | None
    high: float | None
    more_needed: int


def share_of(count: int, of: int) -> Share:
    """A share of a count with the interval of Clopper and Pearson (1934), which covers at least 95 of 100 times."""
    if of == 0:
        return Share(0, 0, None, None, None, needed(0.5))
    tail = (1 - CONFIDENCE) / 2
    low = 0.0 if count == 0 else _where(lambda p: 1 - at_most(count - 1, of, p) >= tail)
    high = 1.0 if count == of else _where(lambda p: at_most(count, of, p) <= tail)
    is_useful = high - low <= 2 * USEFUL
    more = 0 if is_useful else max(needed(count / of) - of, 1)
    return Share(count, of, count / of, low, high, more)


def needed(share: float) -> int:
    """How many there must be for a useful interval about a share; as many as about 5 %, where it is nearer the edge."""
    near = min(max(share, USEFUL), 1 - USEFUL)
    return ceil(Z * Z * near * (1 - near) / USEFUL**2)


def at_most(count: int, of: int, probability: float) -> float:
    """How likely at most `count` of `of` independent things are, each with a probability."""
    if probability <= 0:
        return 1.0
    if probability >= 1:
        return 1.0 if count >= of else 0.0
    if count < 0:
        return 0.0
    if count > of * probability:
        return 1 - at_most(of - count - 1, of, 1 - probability)
    # Below the mean each term is smaller than the one above it: what is far down adds nothing.
    ways = lgamma(of + 1) - lgamma(count + 1) - lgamma(of - count + 1)
    term = exp(ways + count * log(probability) + (of - count) * log(1 - probability))
    odds, total = (1 - probability) / probability, 0.0
    for k in range(count, -1, -1):
        if term <= total * NEGLIGIBLE:
            break
        total += term
        term *= k / (of - k + 1) * odds
    return min(total, 1.0)


def _where(is_above: Callable[[float], bool]) -> float:
    """Where a condition begins to hold, between 0 and 1."""
    low, high = 0.0, 1.0
    for _ in range(STEPS):
        middle = (low + high) / 2
        low, high = (low, middle) if is_above(middle) else (middle, high)
    return (low + high) / 2
