"""What an agreement measure gives: a number, or none and the reason why there is none."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Coefficient:
    """A coefficient; `value` is None where it is undefined, and `reason` says why."""

    value: float | None
    reason: str = ""


def chance_corrected(observed: float, expected: float, reason: str) -> Coefficient:
    """`(observed - expected) / (1 - expected)`; undefined, for this reason, where chance alone would agree."""
    if expected >= 1:
        return Coefficient(None, reason)
    return Coefficient((observed - expected) / (1 - expected))
