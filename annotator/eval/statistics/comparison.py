"""Is one system better than another on the same gold? Paired tests over documents, for every measure and figure.

Approximate randomization exchanges the systems' documents at random: p = (c + 1) / (n + 1), where c trials differ at
least as much as the systems do; two-sided, so identical systems get 1. The paired bootstrap draws documents: p is
twice the share of samples in which the difference vanishes or turns, at most 1. Holm's correction is over all pairs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import combinations
from math import sqrt
from typing import Any, NamedTuple

import numpy as np

from annotator.errors import UsageError
from annotator.eval.counts.counts import Counts
from annotator.eval.measures.figures import Array, Figures
from annotator.eval.options import ScoreOptions
from annotator.eval.scores.matrix import Matrix, matrix
from annotator.eval.scores.result import Interval
from annotator.eval.scores.rows import RowKey, types_of, wanted_measures
from annotator.eval.statistics.resampling import bootstrap_totals, exchanged_totals

TRIALS = 10_000


@dataclass(frozen=True, slots=True)
class Comparison:
    """One figure of two systems: the difference `right - left` with its interval, and how sure it is.

    `effect_size` is the mean of the documents' differences by their standard deviation (Cohen's d of paired samples).
    Everything is None where a system's figure is undefined. `p_holm` corrects `p_randomization`. In `documents`
    documents either system or gold has something of the row; `p_least` is what the test surely reaches on so many.
    """

    layer: str
    measure: str
    type: str | None
    figure: str
    left: str
    right: str
    left_value: float | None
    right_value: float | None
    delta: float | None = None
    ci: Interval | None = None
    p_randomization: float | None = None
    p_bootstrap: float | None = None
    p_holm: float | None = None
    effect_size: float | None = None
    documents: int = 0
    p_least: float = 1.0

    def to_plain(self) -> dict[str, Any]:
        """The JSON object."""
        return asdict(self) | {"ci": list(self.ci) if self.ci else None}


def compare(
    systems: Mapping[str, Counts], options: ScoreOptions | None = None, trials: int = TRIALS
) -> list[Comparison]:
    """Compare all pairs of systems, earlier against later, on the micro figures of every wanted measure.

    Args:
        systems: the per-document counts of each system against the same gold, by name.
        options: measures, `by` type, seed and confidence; `bootstrap` resamples, as many as trials if 0.
        trials: of the randomization test.

    Raises:
        UsageError: fewer than two systems.
    """
    if len(systems) < 2:
        raise UsageError(f"nothing to compare: {len(systems)} system; two predictions are the least")
    options = options or ScoreOptions()
    keys = _keys(systems, options)
    comparisons: list[Comparison] = []
    for (left, left_counts), (right, right_counts) in combinations(systems.items(), 2):
        documents = sorted({*left_counts.documents, *right_counts.documents})
        both = [matrix(counts, keys, options, documents) for counts in (left_counts, right_counts)]
        comparisons += _compare_pair(left, right, _draw(both[0], both[1], options, trials), keys, options)
    return _corrected(comparisons)


def _keys(systems: Mapping[str, Counts], options: ScoreOptions) -> list[RowKey]:
    keys: dict[RowKey, None] = {}
    for counts in systems.values():
        types = types_of(counts, options) if "type" in options.by else {}
        for measure in wanted_measures(counts, options):
            keys[RowKey(measure)] = None
            keys |= dict.fromkeys(RowKey(measure, name) for name in types.get(measure, ()))
    return list(keys)


class _Draws(NamedTuple):
    """The counts of both systems: by document, together, of bootstrap samples, and after random exchanges."""

    matrices: tuple[Matrix, Matrix]
    totals: tuple[Array, Array]
    sampled: tuple[Array, Array]
    exchanged: tuple[Array, Array]

    def figures(self, key: RowKey, figure: int, counts: tuple[Array, Array]) -> tuple[Array, Array]:
        """One figure of one row for each line of counts, of either system."""
        left, right = (each.figures(key, lines)[figure] for each, lines in zip(self.matrices, counts, strict=True))
        return left, right

    def documents(self, key: RowKey) -> int:
        """In how many documents there is anything of a row."""
        there = [each.values[:, list(each.columns[key].values())].any(axis=1) for each in self.matrices]
        return int(np.count_nonzero(there[0] | there[1]))


def least_p(documents: int, trials: int) -> float:
    """The p that approximate randomization surely reaches where one system is better in each of so many documents.

    Of all exchanges only none and all differ as much as the systems do, so that it is 2 / 2^documents; to that come
    four standard errors of a share of that many trials.
    """
    share = min(1.0, 2.0 ** (1 - documents))
    return min(1.0, (trials * share + 1) / (trials + 1) + 4 * sqrt(share * (1 - share) / max(trials, 1)))


def _draw(left: Matrix, right: Matrix, options: ScoreOptions, trials: int) -> _Draws:
    values = left.values, right.values
    totals = values[0].sum(axis=0, keepdims=True), values[1].sum(axis=0, keepdims=True)
    if not len(values[0]):
        return _Draws((left, right), totals, totals, totals)
    drawn = bootstrap_totals(np.concatenate(values, axis=1), options.bootstrap or trials, options.seed)
    width = values[0].shape[1]
    exchanged = exchanged_totals(*values, trials, options.seed)
    return _Draws((left, right), totals, (drawn[:, :width], drawn[:, width:]), exchanged)


def _compare_pair(
    left: str, right: str, draws: _Draws, keys: Sequence[RowKey], options: ScoreOptions
) -> list[Comparison]:
    comparisons = []
    for key in keys:
        documents = draws.documents(key)
        for figure, name in enumerate(Figures._fields):
            values = [float(each[0]) for each in draws.figures(key, figure, draws.totals)]
            shown = [None if np.isnan(value) else value for value in values]
            row = Comparison(key.measure.layer, key.measure.name, key.type, name, left, right, shown[0], shown[1])
            row = replace(row, documents=documents, p_least=least_p(documents, len(draws.exchanged[0])))
            if None not in shown:
                row = replace(row, **_tests(draws, key, figure, values[1] - values[0], options.confidence))
            comparisons.append(row)
    return comparisons


def _tests(draws: _Draws, key: RowKey, figure: int, delta: float, confidence: float) -> dict[str, Any]:
    sampled, exchanged, by_document = (
        _differences(draws.figures(key, figure, counts))
        for counts in (draws.sampled, draws.exchanged, (draws.matrices[0].values, draws.matrices[1].values))
    )
    tail = (1 - confidence) / 2
    low, high = np.quantile(sampled, [tail, 1 - tail])
    as_far = int(np.count_nonzero(np.abs(exchanged) >= abs(delta) - 1e-12))
    against = min(np.count_nonzero(sampled <= 0), np.count_nonzero(sampled >= 0))
    spread = float(np.std(by_document, ddof=1)) if by_document.size > 1 else 0.0
    return {
        "delta": delta,
        "ci": (float(low), float(high)),
        "p_randomization": (as_far + 1) / (exchanged.size + 1),
        "p_bootstrap": min(1.0, 2 * (int(against) + 1) / (sampled.size + 1)),
        "effect_size": float(np.mean(by_document)) / spread if spread else None,
    }


def _differences(both: tuple[Array, Array]) -> Array:
    """Right minus left, where both are defined."""
    difference: Array = both[1] - both[0]
    return difference[~np.isnan(difference)]


def _corrected(comparisons: Sequence[Comparison]) -> list[Comparison]:
    """The same with Holm's correction within each figure of each row."""
    families: dict[tuple[Any, ...], list[int]] = {}
    for index, row in enumerate(comparisons):
        if row.p_randomization is not None:
            families.setdefault((row.layer, row.measure, row.type, row.figure), []).append(index)
    corrected = list(comparisons)
    for family in families.values():
        adjusted = holm([comparisons[index].p_randomization or 0.0 for index in family])
        for index, value in zip(family, adjusted, strict=True):
            corrected[index] = replace(comparisons[index], p_holm=value)
    return corrected


def holm(p_values: Sequence[float]) -> list[float]:
    """Holm's step-down correction (Holm 1979), in the order given."""
    adjusted = [0.0] * len(p_values)
    largest = 0.0
    for rank, index in enumerate(sorted(range(len(p_values)), key=lambda each: p_values[each])):
        largest = max(largest, min(1.0, (len(p_values) - rank) * p_values[index]))
        adjusted[index] = largest
    return adjusted
