"""The weights that the learner sends in parts, put together again; those of the article stand over those of gold."""

from __future__ import annotations

from annotator.suggest.learner.linear.linear import Linear
from annotator.suggest.learner_process.messages import WeightRows, Weights


class HeardWeights:
    """What was heard so far, by layer."""

    def __init__(self) -> None:
        """Nothing was."""
        self._parts: dict[str, dict[str, tuple[tuple[int, float], ...]]] = {}
        self._of_gold: dict[str, WeightRows] = {}

    def hear(self, weights: Weights) -> Linear | None:
        """What was learned of the layer of these weights; None until all of its parts are there."""
        self._parts.setdefault(weights.layer, {}).update(weights.rows)
        if not weights.is_last:
            return None
        rows: WeightRows = self._parts.pop(weights.layer)
        if weights.of_article:
            rows = {**self._of_gold.get(weights.layer, {}), **rows}
        else:
            self._of_gold[weights.layer] = rows
        return Linear(weights.classes, weights.intercepts, rows)
