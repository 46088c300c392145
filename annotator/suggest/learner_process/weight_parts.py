"""The weights of a classifier in parts, so that whoever reads them is not kept long."""

from __future__ import annotations

from collections.abc import Iterator

from annotator.suggest.learner.linear.linear import Linear
from annotator.suggest.learner_process.messages import WeightRows, Weights

ROWS = 1_000
"""Features whose weights are sent at once."""


def weight_parts(gold: int, layer: str, linear: Linear) -> Iterator[Weights]:
    """All weights of what gold of this number taught about a layer."""
    return _parts(gold, layer, linear, linear.weights, of_article=False)


def moved_parts(gold: int, layer: str, linear: Linear, before: Linear) -> Iterator[Weights]:
    """Those weights alone that the open article has moved away from what gold taught."""
    rows = {name: row for name, row in linear.weights.items() if row != before.weights.get(name, ())}
    return _parts(gold, layer, linear, rows, of_article=True)


def _parts(gold: int, layer: str, linear: Linear, rows: WeightRows, *, of_article: bool) -> Iterator[Weights]:
    features = sorted(rows)
    starts = range(0, max(len(features), 1), ROWS)
    for start in starts:
        part = {each: rows[each] for each in features[start : start + ROWS]}
        yield Weights(gold, layer, linear.classes, linear.intercepts, part, start == starts[-1], of_article)
