"""What scoring gives: rows of figures, warnings, what was left out, and the recipe of it all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from annotator.errors import InputError, UsageError, did_you_mean
from annotator.eval.counts.counts import NO_COUNTS, Counts
from annotator.eval.counts.run_totals import NO_TOTALS, RunTotals
from annotator.eval.measures.families import FIGURES
from annotator.eval.notice import Notice
from annotator.eval.scores.tokens import TokenCounts

Interval: TypeAlias = tuple[float, float]
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

    @property
    def key(self) -> tuple[str, str, str | None, str]:
        """What tells the rows of one result apart, documents aside."""
        return self.layer, self.measure, self.type, self.average

    @property
    def is_overall(self) -> bool:
        """Whether it is of all types and documents together."""
        return self.type is None and self.document is None

    def figures(self) -> dict[str, float | None]:
        """All figures by name, those on request last."""
        return {"precision": self.precision, "recall": self.recall, "f1": self.f1, **self.extra}

    def __getitem__(self, name: str) -> Any:
        """What the JSON object has under a name.

        Raises:
            UsageError: it has nothing under it.
        """
        plain = self.to_plain()
        if name not in plain:
            raise UsageError(f"a score has no {name!r}; {did_you_mean(str(name), plain)}")
        return plain[name]

    def to_plain(self) -> dict[str, Any]:
        """The JSON object: counts flat among the figures, whole numbers as integers."""
        plain: dict[str, Any] = {name: getattr(self, name) for name in NAMES}
        plain |= {name: whole(value) for name, value in self.counts.items()}
        plain |= self.figures()
        if self.ci is not None:
            plain["ci"] = {name: list(interval) for name, interval in self.ci.items()}
        return plain


NAMES = ("layer", "measure", "average", "type", "document")
"""What names a row, first in its JSON object."""


def score_from_plain(plain: Mapping[str, Any]) -> Score:
    """The row of a JSON object as `Score.to_plain` made it.

    Raises:
        KeyError, TypeError, ValueError: it is no such object.
    """
    precision, recall, f1 = (None if plain[name] is None else float(plain[name]) for name in FIGURES)
    extra = {name: plain[name] for name in ("f_beta",) if name in plain}
    ci = plain.get("ci")
    others = {*NAMES, *FIGURES, *extra, "ci"}
    counts = {name: float(value) for name, value in plain.items() if name not in others}
    intervals = None if ci is None else {name: (float(low), float(high)) for name, (low, high) in ci.items()}
    layer, measure, average, type_name, document = (plain[name] for name in NAMES)
    return Score(layer, measure, average, type_name, document, counts, precision, recall, f1, intervals, extra)


@dataclass(frozen=True, slots=True)
class Result:
    """Everything that scoring found; `counts` are the per-document counts that all scores derive from."""

    signature: str
    documents: int
    scores: tuple[Score, ...]
    warnings: tuple[Notice, ...] = ()
    left_out: tuple[Notice, ...] = ()
    tokens: TokenCounts | None = None
    counts: Counts = NO_COUNTS
    run: RunTotals = NO_TOTALS

    def to_plain(self) -> dict[str, Any]:
        """The JSON object `{signature, documents, scores, warnings, left_out}`.

        With `tokens` of files of tags, and `predicted` where predictions say how they were made.
        """
        plain: dict[str, Any] = {
            "signature": self.signature,
            "documents": self.documents,
            "scores": [score.to_plain() for score in self.scores],
            "warnings": [notice.to_plain() for notice in self.warnings],
            "left_out": [notice.to_plain() for notice in self.left_out],
        }
        made = {"predicted": self.run.to_plain()} if self.run.makers else {}
        return plain | ({"tokens": self.tokens.to_plain()} if self.tokens else {}) | made

    def find(
        self,
        layer: str,
        measure: str,
        average: str = "micro",
        type_name: str | None = None,
        document: str | None = None,
    ) -> Score | None:
        """The one row with these words, if there is one."""
        key = layer, measure, type_name, average
        return next((each for each in self.scores if (each.key, each.document) == (key, document)), None)


def scores_from_plain(plain: Mapping[str, Any], file: str) -> tuple[Score, ...]:
    """The rows of a result that was written as JSON to `file`.

    Raises:
        InputError: it is no result.
    """
    try:
        return tuple(score_from_plain(each) for each in plain["scores"])
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise InputError(f"{file}: no result; expected what annotator eval --output FILE.json writes") from error


def whole(value: float) -> float | int:
    """A number as JSON should show it: without a fraction where it has none."""
    return int(value) if float(value).is_integer() else value
