"""Figures beside their bars: when one reaches the other, and with how many digits both are told apart."""

from __future__ import annotations

TOLERANCE = 1e-9
"""By how much a figure may miss its bar, since sums of fractions are not exact."""

FEWEST_DIGITS, MOST_DIGITS = 4, 16


def reaches(value: float, least: float) -> bool:
    """Whether a figure is at least its bar."""
    return value >= least - TOLERANCE


def keeps_below(value: float, most: float) -> bool:
    """Whether a number is at most its bar."""
    return value <= most + TOLERANCE


def beside(value: float | None, bar: float) -> str:
    """A figure for people: four decimals, or as many as tell it from its bar; `undefined` where it is."""
    if value is None:
        return "undefined"
    digits = FEWEST_DIGITS
    while abs(value - bar) > TOLERANCE and digits < MOST_DIGITS and f"{value:.{digits}f}" == f"{bar:.{digits}f}":
        digits += 1
    return f"{value:.{digits}f}"


def number(value: float) -> str:
    """A bar as it was written."""
    return f"{value:.15g}"
