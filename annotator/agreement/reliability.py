"""Who is reliable on what: each annotator against one layer that is right, such as what was decided, by layer and type.

Never one number a person: what somebody misses and what they add are different things, and differ from type to type.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from annotator.agreement.pair_score import PairScore

MEASURES = (
    ("entities", "strict"),
    ("events", "trigger-c"),
    ("events", "argument-attached-c"),
    ("relations", "strict"),
    ("attributes", "strict"),
)
"""The measures whose counts are shown: each counts what is there, exactly."""


class ReliabilityRow(NamedTuple):
    """What an annotator has right, misses and adds of one type, or of all where `type` is None."""

    annotator: str
    layer: str
    measure: str
    type: str | None
    month: str | None
    right: int
    missed: int
    added: int

    @property
    def recall(self) -> float | None:
        """The share of what is there that they have; None where there is nothing."""
        return self.right / (self.right + self.missed) if self.right + self.missed else None

    @property
    def precision(self) -> float | None:
        """The share of what they have that is there; None where they have nothing."""
        return self.right / (self.right + self.added) if self.right + self.added else None

    def to_plain(self) -> dict[str, Any]:
        """The JSON object, with both shares."""
        plain = {**self._asdict(), "recall": self.recall, "precision": self.precision}
        return plain if self.month else {name: value for name, value in plain.items() if name != "month"}


def reliability(rows: Iterable[PairScore], against: str) -> list[ReliabilityRow]:
    """What each annotator has right, misses and adds beside the one that they are compared with."""
    return [_row(each, against) for each in rows if each.pair and against in each.pair and _is_shown(each)]


def _is_shown(row: PairScore) -> bool:
    return (row.score.layer, row.score.measure) in MEASURES and row.score.document is None


def _row(row: PairScore, against: str) -> ReliabilityRow:
    """Of a pair the first by name is counted as gold: what is missed there is added where the right one is second."""
    first, second = row.pair or (against, against)
    counts = row.score.counts
    right, missed, added = (round(counts[name]) for name in ("tp", "fn", "fp"))
    if second == against:
        missed, added = added, missed
    name = first if second == against else second
    return ReliabilityRow(name, row.score.layer, row.score.measure, row.score.type, row.month, right, missed, added)
