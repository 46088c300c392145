"""Numbers as their distribution: how many, least, quartiles, mean, ninth decile, greatest."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field


@dataclass
class Distribution:
    """Whole numbers, counted by value, so that a million of them take the room of their different values."""

    counts: Counter[int] = field(default_factory=Counter)

    def add(self, value: int) -> None:
        """Count a number."""
        self.counts[value] += 1

    def figures(self) -> dict[str, float | int | None]:
        """Its figures; a quantile is the least number that has at least that share at or below it; null without any."""
        total = self.counts.total()
        mean = sum(value * count for value, count in self.counts.items()) / total if total else None
        quantiles = {"min": 0.0, "q1": 0.25, "median": 0.5, "q3": 0.75, "p90": 0.9, "max": 1.0}
        return {"count": total, "mean": mean, **{name: self._quantile(share) for name, share in quantiles.items()}}

    def _quantile(self, share: float) -> int | None:
        needed, seen = share * self.counts.total(), 0
        for value, count in sorted(self.counts.items()):
            seen += count
            if seen >= needed:
                return value
        return None
