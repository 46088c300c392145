"""How often proposals are kept, reason by reason: what their source states, corrected by what people did."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

WEIGHT = 20
"""For how many decisions of people what a source states counts."""

Counts = Mapping[str, tuple[int, int]]
"""By what was proposed and why: how many proposals were kept, of how many that were decided."""


class Kept:
    """The proposals that people of a project have decided about."""

    def __init__(self) -> None:
        """Nobody has decided anything."""
        self._counts: dict[str, tuple[int, int]] = {}

    def add(self, counts: Counts) -> None:
        """Count more decisions."""
        for name, (kept, decided) in counts.items():
            before = self._counts.get(name, (0, 0))
            self._counts[name] = before[0] + kept, before[1] + decided

    def share(self, what: str, reason: str, stated: float) -> float:
        """The share of such proposals that are right, as far as is known."""
        kept, decided = self._counts.get(named(what, reason), (0, 0))
        if not decided:
            return stated
        return (stated * WEIGHT + kept) / (WEIGHT + decided)


def named(what: str, reason: str) -> str:
    """How proposals of some kind and reason are counted."""
    return f"{what}: {reason}"


def counted(decisions: Iterable[tuple[str, str, bool]]) -> dict[str, tuple[int, int]]:
    """The counts of decisions about what was proposed, for which reason, and whether it was kept."""
    counts: dict[str, tuple[int, int]] = {}
    for what, reason, is_kept in decisions:
        before = counts.get(named(what, reason), (0, 0))
        counts[named(what, reason)] = before[0] + is_kept, before[1] + 1
    return counts
