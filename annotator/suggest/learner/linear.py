"""Multinomial logistic regression: fitted by scikit-learn, and what it says computed in plain Python.

A thing is a set of feature names; each has the weight 1. Classes and features are sorted, so that the same data give
the same weights.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import exp
from warnings import catch_warnings, simplefilter

import numpy as np

from annotator.suggest.learner.one_thread import one_thread

INVERSE_PENALTY = 1.0
MOST_STEPS = 400
TOLERANCE = 0.001
LEAST_WEIGHT = 1e-3
"""Weights nearer to nought are not kept."""

Features = Iterable[str]


@dataclass(frozen=True)
class Linear:
    """A classifier: for each feature the weights of some classes, by the number of the class."""

    classes: tuple[str, ...]
    intercepts: tuple[float, ...]
    weights: Mapping[str, tuple[tuple[int, float], ...]]

    def probabilities(self, features: Features) -> list[float]:
        """How likely each class is, in their order; all of it where there is one class, nothing without any."""
        scores = list(self.intercepts)
        for each in features:
            for number, weight in self.weights.get(each, ()):
                scores[number] += weight
        if not scores:
            return []
        largest = max(scores)
        powers = [exp(score - largest) for score in scores]
        total = sum(powers)
        return [power / total for power in powers]

    def shares(self, features: Features) -> dict[str, float]:
        """The same by the classes' names."""
        return dict(zip(self.classes, self.probabilities(features), strict=True))


EMPTY = Linear((), (), {})
"""Knows nothing."""


def fit(things: Sequence[Features], classes: Sequence[str], start: Linear = EMPTY) -> Linear:
    """The classifier for things of known classes.

    `start` is one that was fitted to nearly the same things: from there it is near, but the weights hang on the way.
    """
    names = tuple(sorted(set(classes)))
    if len(names) < 2:
        return Linear(names, (0.0,) * len(names), {})
    with one_thread():
        from sklearn.exceptions import ConvergenceWarning  # noqa: PLC0415 - seconds to load, and only to train
        from sklearn.feature_extraction import DictVectorizer  # noqa: PLC0415 - as above
        from sklearn.linear_model import LogisticRegression  # noqa: PLC0415 - as above

        vectorizer = DictVectorizer(sort=True)
        matrix = vectorizer.fit_transform([dict.fromkeys(each, 1.0) for each in things])
        model = LogisticRegression(C=INVERSE_PENALTY, max_iter=MOST_STEPS, tol=TOLERANCE, warm_start=True)
        if start.classes == names and len(names) > 2:
            model.coef_, model.intercept_ = _rows(start, vectorizer.vocabulary_), np.array(start.intercepts)
        with catch_warnings():
            # It says that more steps would bring it nearer: by less than anybody sees.
            simplefilter("ignore", ConvergenceWarning)
            model.fit(matrix, list(classes))
    rows, intercepts = _both_classes(model.coef_, model.intercept_)
    return Linear(names, _rounded(intercepts), _by_feature(vectorizer.get_feature_names_out(), _halved(rows)))


def _rows(linear: Linear, columns: Mapping[str, int]) -> np.ndarray:
    """The weights as the library keeps them: a row a class, a column a feature; new features weigh nothing."""
    rows = np.zeros((len(linear.classes), len(columns)))
    for name, column in columns.items():
        for number, weight in linear.weights.get(name, ()):
            rows[number, column] = weight
    return rows


def _both_classes(rows: np.ndarray, intercepts: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Weights of each class; where there are two, the library gives those of the second alone."""
    if len(rows) > 1:
        return rows, intercepts
    return np.vstack([-rows / 2, rows / 2]), np.concatenate([-intercepts / 2, intercepts / 2])


def _halved(values: np.ndarray) -> np.ndarray:
    """The values as half-precision numbers, as a model's file keeps them."""
    return values.astype(np.float16)


def _rounded(values: np.ndarray) -> tuple[float, ...]:
    return tuple(float(each) for each in values.astype(np.float32))


def _by_feature(names: Sequence[str], rows: np.ndarray) -> dict[str, tuple[tuple[int, float], ...]]:
    weights = {}
    for name, column in zip(names, rows.T, strict=True):
        kept = tuple((int(number), float(column[number])) for number in np.flatnonzero(abs(column) >= LEAST_WEIGHT))
        if kept:
            weights[str(name)] = kept
    return weights
