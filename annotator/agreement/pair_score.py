"""A row of scores of one pair of annotators, or of the mean over all pairs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from annotator.agreement.coefficients import Pair
from annotator.eval.scores.result import Score

MEAN = None
"""The pair of a row that is the mean over all pairs."""


@dataclass(frozen=True, slots=True)
class PairScore:
    """A score row of one pair, or the mean over pairs where `pair` is None; `month` where it is of one alone."""

    pair: Pair | None
    score: Score
    month: str | None = None

    def to_plain(self) -> dict[str, Any]:
        """The JSON object of the row, with its pair and, where it is of one, its month."""
        plain = {"pair": self.pair and list(self.pair), **self.score.to_plain()}
        return plain if self.month is None else {**plain, "month": self.month}
