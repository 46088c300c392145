"""A fitted classifier moved towards a few more examples, at a cost that hangs on these alone.

The examples' features get the weights that make the examples likeliest, less the penalty for how far they are from the
weights that were fitted: maximum a posteriori adaptation (Chelba and Acero, "Adaptation of maximum entropy
capitalizer", EMNLP 2004). Few examples weigh more in this than among thousands that are fitted together with them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from annotator.suggest.learner.linear.linear import Linear
from annotator.suggest.learner.linear.one_thread import one_thread

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

PENALTY = 4.0
"""What a weight's way from where it was costs, squared and halved (`python -m tests.suggest.inside`)."""
MOST_STEPS = 20
DIGITS = 4


def adapted(linear: Linear, examples: Sequence[tuple[Sequence[str], str]]) -> Linear:
    """The classifier with the weights of the examples' features moved; those of all others stay as they are.

    A class that only the examples know begins as likely as the rarest one, and stands behind the others.
    """
    known = _with_classes(linear, {name for _, name in examples})
    task = _Task(known, examples)
    with one_thread():
        from scipy.optimize import minimize  # noqa: PLC0415 - seconds to load, and only to train

        start = np.zeros(len(task.columns) * len(known.classes))
        found = minimize(task.loss, start, jac=True, method="L-BFGS-B", options={"maxiter": MOST_STEPS})
    moves = found.x.reshape(len(task.columns), len(known.classes))
    rows = {name: _row(known.weights.get(name, ()), moves[column]) for name, column in task.columns.items()}
    return Linear(known.classes, known.intercepts, {**known.weights, **rows})


def _with_classes(linear: Linear, names: set[str]) -> Linear:
    """The classifier with more classes behind its own, each as likely as the rarest while nothing is known of it."""
    new = sorted(names - set(linear.classes))
    intercepts = (*linear.intercepts, *(min(linear.intercepts) for _ in new))
    return Linear((*linear.classes, *new), intercepts, linear.weights)


def _row(before: Sequence[tuple[int, float]], moves: np.ndarray) -> tuple[tuple[int, float], ...]:
    weights = dict(before)
    summed = ((number, round(weights.get(number, 0.0) + float(move), DIGITS)) for number, move in enumerate(moves))
    return tuple((number, weight) for number, weight in summed if weight)


@dataclass(frozen=True)
class _Task:
    """What is to be made likely, and by which features."""

    linear: Linear
    examples: Sequence[tuple[Sequence[str], str]]

    @cached_property
    def columns(self) -> Mapping[str, int]:
        """The numbers of the examples' features."""
        return {name: column for column, name in enumerate(sorted({one for each, _ in self.examples for one in each}))}

    @cached_property
    def _matrix(self) -> csr_matrix:
        """A row an example, a column a feature."""
        from scipy.sparse import csr_matrix  # noqa: PLC0415 - as above

        rows = [[self.columns[name] for name in dict.fromkeys(each)] for each, _ in self.examples]
        ends = np.cumsum([0, *map(len, rows)])
        columns = [column for row in rows for column in row]
        return csr_matrix((np.ones(len(columns)), columns, ends), shape=(len(rows), len(self.columns)))

    @cached_property
    def _before(self) -> np.ndarray:
        """What the classifier says of each example, as it was: a row an example, a column a class."""
        return np.array(list(self._scores()))

    def _scores(self) -> Iterator[list[float]]:
        for features, _ in self.examples:
            yield self.linear.scores(dict.fromkeys(features))

    @cached_property
    def _right(self) -> np.ndarray:
        """One where a row's example is of a column's class."""
        right = np.zeros((len(self.examples), len(self.linear.classes)))
        for row, (_, name) in enumerate(self.examples):
            right[row, self.linear.classes.index(name)] = 1.0
        return right

    def loss(self, moves: np.ndarray) -> tuple[float, np.ndarray]:
        """How unlikely the examples are with weights moved so far, with the penalty; and its slope."""
        by_feature = moves.reshape(len(self.columns), len(self.linear.classes))
        scores = self._before + self._matrix @ by_feature
        scores -= scores.max(axis=1, keepdims=True)
        logs = scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))
        slope = self._matrix.T @ (np.exp(logs) - self._right) + PENALTY * by_feature
        return float(-(logs * self._right).sum() + PENALTY / 2 * np.square(moves).sum()), slope.ravel()
