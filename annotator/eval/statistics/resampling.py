"""Resampling over documents: bootstrap samples and random exchanges between two systems, as array arithmetic.

A sample's counts are how often each document was drawn, times the documents' counts: one matrix product for many
samples. The same seed gives the same samples.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from annotator.eval.measures.figures import Array

BLOCK_CELLS = 1 << 20
"""How many draws are held at a time."""


def bootstrap_totals(values: Array, resamples: int, seed: int) -> Array:
    """The counts of bootstrap samples: `(documents, columns)` in, `(resamples, columns)` out."""
    documents = values.shape[0]
    random = np.random.default_rng(seed)
    totals = np.zeros((resamples, values.shape[1]))
    for start, stop in _blocks(resamples, documents):
        drawn = random.integers(0, documents, (stop - start, documents))
        weights = np.empty((stop - start, documents))
        for row, chosen in enumerate(drawn):
            weights[row] = np.bincount(chosen, minlength=documents)
        totals[start:stop] = weights @ values
    return totals


def exchanged_totals(left: Array, right: Array, trials: int, seed: int) -> tuple[Array, Array]:
    """The counts of two systems after each document's were exchanged or not at random, for each trial."""
    documents = left.shape[0]
    random = np.random.default_rng(seed)
    difference = right - left
    moved = np.zeros((trials, left.shape[1]))
    for start, stop in _blocks(trials, documents):
        coins = random.integers(0, 2, (stop - start, documents), dtype=np.int8).astype(np.float64)
        moved[start:stop] = coins @ difference
    return left.sum(axis=0) + moved, right.sum(axis=0) - moved


def _blocks(rows: int, columns: int) -> Iterator[tuple[int, int]]:
    size = max(1, min(256, BLOCK_CELLS // max(1, columns)))
    for start in range(0, rows, size):
        yield start, min(rows, start + size)
