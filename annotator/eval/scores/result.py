"""What scoring returns: score rows, warnings, what was left out, and the signature; frozen, and plain for JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from annotator.eval.counts.counts import Counts

Interval = tuple[float, float]
"""Lower and upper bound of a confidence interval."""


@dataclass(frozen=True, slots=True)
class Score:
    """One row: a measure, overall (`type` and `document` None), of one type, or of one document.

    `average` is one of `options.AVERAGES`. Figures are fractions, None where they are undefined (0/0). `counts` are
    in the order they are printed; `extra` are figures on request (`f_beta`); `ci` has an interval for each figure
    that a bootstrap could give one.
    """

    layer: str
    measure: str
    average: str
    type: str | None
    document: str | None
    counts: Mapping[str, float]
    precision: float | None
    recall: float | None
    f1: float | None
    ci: Mapping[str, Interval] | None = None
    extra: Mapping[str, float | None] = field(default_factory=dict)

    def figures(self) -> dict[str, float | None]:
        """All figures by name, those on request last."""
        return {"precision": self.precision, "recall": self.recall, "f1": self.f1, **self.extra}

    def to_plain(self) -> dict[str, Any]:
        """The JSON object: counts flat among the figures, whole numbers as integers."""
        plain: dict[str, Any] = {
            "layer": self.layer,
            "measure": self.measure,
            "average": self.average,
            "type": self.type,
            "document": self.document,
        }
        plain |= {name: whole(value) for name, value in self.counts.items()}
        plain |= self.figures()
        if self.ci is not None:
            plain["ci"] = {name: list(interval) for name, interval in self.ci.items()}
        return plain


@dataclass(frozen=True, slots=True)
class Notice:
    """Something a reader of the scores must know: a warning, or what was left out; `document` is None for all."""

    code: str
    document: str | None
    count: int
    message: str

    def to_plain(self) -> dict[str, Any]:
        """The JSON object."""
        return {"code": self.code, "document": self.document, "count": self.count, "message": self.message}


@dataclass(frozen=True, slots=True)
class Result:
    """Everything that scoring found; `counts` are the per-document counts all scores derive from."""

    signature: str
    documents: int
    scores: tuple[Score, ...]
    warnings: tuple[Notice, ...] = ()
    left_out: tuple[Notice, ...] = ()
    counts: Counts = field(default_factory=Counts)

    def to_plain(self) -> dict[str, Any]:
        """The JSON object `{signature, documents, scores, warnings, left_out}`."""
        return {
            "signature": self.signature,
            "documents": self.documents,
            "scores": [score.to_plain() for score in self.scores],
            "warnings": [notice.to_plain() for notice in self.warnings],
            "left_out": [notice.to_plain() for notice in self.left_out],
        }

    def find(
        self,
        layer: str,
        measure: str,
        average: str = "micro",
        type_name: str | None = None,
        document: str | None = None,
    ) -> Score | None:
        """The one row with these words, if there is one."""
        wanted = layer, measure, average, type_name, document
        for score in self.scores:
            if (score.layer, score.measure, score.average, score.type, score.document) == wanted:
                return score
        return None


def whole(value: float) -> float | int:
    """A number as JSON should show it: without a fraction where it has none."""
    return int(value) if float(value).is_integer() else value
