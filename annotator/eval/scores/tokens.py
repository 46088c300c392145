"""Of files of tags: how many tokens have the same tag on both sides."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from annotator.eval.count_names import CountKey
from annotator.eval.counts.counts import Counts

RIGHT = CountKey("tokens", "accuracy", "", "right")
TOTAL = CountKey("tokens", "accuracy", "", "total")


@dataclass(frozen=True, slots=True)
class TokenCounts:
    """How many tokens there are, and how many have the right tag."""

    count: int
    right: int

    @property
    def accuracy(self) -> float | None:
        """The share of tokens with the right tag, None without tokens."""
        return self.right / self.count if self.count else None

    def to_plain(self) -> dict[str, Any]:
        """The JSON object."""
        return {"count": self.count, "right": self.right, "accuracy": self.accuracy}


def token_counts(counts: Counts) -> TokenCounts | None:
    """What was counted of tokens; None where none were."""
    if TOTAL not in counts.keys:
        return None
    totals = counts.totals()
    return TokenCounts(int(totals.get(TOTAL, 0)), int(totals.get(RIGHT, 0)))
