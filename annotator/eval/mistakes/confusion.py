"""Which entity type was taken for which, with what was missing and what was spurious."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from annotator.eval.count_names import EXACT, KINDS, MISSING, OVERLAPPING, SPURIOUS, CountKey
from annotator.eval.counts.counts import Counts
from annotator.eval.measures.entities import LAYER


@dataclass(frozen=True, slots=True)
class Confused:
    """Gold mentions of one type aligned with predictions of another (or the same).

    `gold` is None for spurious predictions, `predicted` None for missing mentions. `exact` have the same spans,
    `overlapping` only overlap; what has no partner counts as neither, but in `alone`.
    """

    gold: str | None
    predicted: str | None
    exact: int
    overlapping: int
    alone: int

    @property
    def count(self) -> int:
        """All of them."""
        return self.exact + self.overlapping + self.alone

    def to_plain(self) -> dict[str, Any]:
        """The JSON object."""
        plain: dict[str, Any] = {"gold": self.gold, "predicted": self.predicted, "count": self.count}
        return plain | {"exact": self.exact, "overlapping": self.overlapping}


def confusion_matrix(counts: Counts) -> list[Confused]:
    """The non-empty fields of the matrix, by gold type, then predicted type; None comes last.

    A row's sum is the type's gold mentions, a column's sum its predictions.
    """
    return sorted(_fields(counts.totals()), key=lambda field: _order(field.gold) + _order(field.predicted))


def _fields(totals: Mapping[CountKey, float]) -> list[Confused]:
    fields_of: dict[tuple[str, str], dict[str, int]] = {}
    for (layer, kind, gold, predicted), count in totals.items():
        if layer == LAYER and kind in KINDS:
            fields_of.setdefault((gold, predicted), {})[kind] = int(count)
    return [
        Confused(
            gold or None,
            predicted or None,
            kinds.get(EXACT, 0),
            kinds.get(OVERLAPPING, 0),
            sum(kinds.get(kind, 0) for kind in (MISSING, SPURIOUS)),
        )
        for (gold, predicted), kinds in fields_of.items()
    ]


def _order(name: str | None) -> tuple[bool, str]:
    return name is None, name or ""
