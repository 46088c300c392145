"""Fitting a classifier, by scikit-learn; what only predicts imports neither that nor numpy."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias
from warnings import catch_warnings, simplefilter

import numpy as np

from annotator.suggest.learner.linear.one_thread import one_thread

INVERSE_PENALTY = 1.0
MOST_STEPS = 400
TOLERANCE = 0.001
LEAST_WEIGHT = 1e-3
"""Weights nearer to nought are not kept."""

Weights: TypeAlias = Mapping[str, tuple[tuple[int, float], ...]]
"""For each feature the weights of some classes, by the number of the class."""

Intercepts: TypeAlias = tuple[float, ...]


def fitted(
    things: Sequence[Iterable[str]],
    classes: Sequence[str],
    names: Sequence[str],
    start: tuple[Weights, Intercepts] | None = None,
) -> tuple[Intercepts, Weights]:
    """Intercepts and weights for things of two classes or more, `names`, sorted; `start` are those to begin from."""
    with one_thread():
        from sklearn.exceptions import ConvergenceWarning  # noqa: PLC0415 - seconds to load, and only to train
        from sklearn.feature_extraction import DictVectorizer  # noqa: PLC0415 - as above
        from sklearn.linear_model import LogisticRegression  # noqa: PLC0415 - as above

        vectorizer = DictVectorizer(sort=True)
        matrix = vectorizer.fit_transform([dict.fromkeys(each, 1.0) for each in things])
        model = LogisticRegression(C=INVERSE_PENALTY, max_iter=MOST_STEPS, tol=TOLERANCE, warm_start=True)
        if start and len(names) > 2:
            model.coef_, model.intercept_ = _rows(start[0], vectorizer.vocabulary_, len(names)), np.array(start[1])
        with catch_warnings():
            # It says that more steps would bring it nearer: by less than anybody sees.
            simplefilter("ignore", ConvergenceWarning)
            model.fit(matrix, list(classes))
    rows, intercepts = _both_classes(model.coef_, model.intercept_)
    return _rounded(intercepts), _by_feature(vectorizer.get_feature_names_out(), _halved(rows))


def _rows(weights: Weights, columns: Mapping[str, int], classes: int) -> np.ndarray:
    """The weights as the library keeps them: a row a class, a column a feature; new features weigh nothing."""
    rows = np.zeros((classes, len(columns)))
    for name, column in columns.items():
        for number, weight in weights.get(name, ()):
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
