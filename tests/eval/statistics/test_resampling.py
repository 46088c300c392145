"""Samples are made of whole documents, whatever is held at a time."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.eval.statistics import resampling
from annotator.eval.statistics.resampling import bootstrap_totals, exchanged_totals
from tests.examples import examples


@examples(30)
@given(st.integers(1, 8), st.integers(0, 700), st.integers(0, 9))
def test_a_sample_draws_as_many_documents_as_there_are(documents: int, resamples: int, seed: int) -> None:
    totals = bootstrap_totals(np.eye(documents), resamples, seed)
    assert totals.shape == (resamples, documents)
    assert (totals.sum(axis=1) == documents).all()
    assert resamples < 300 or totals.min() == 0 or documents == 1
    assert resamples < 300 or documents == 1 or len({tuple(row) for row in totals.tolist()}) > documents


@examples(30)
@given(st.integers(1, 8), st.integers(0, 700), st.integers(0, 9))
def test_an_exchange_keeps_the_sum_and_gives_each_document_to_one_side(documents: int, trials: int, seed: int) -> None:
    powers = (2.0 ** np.arange(documents)).astype(np.float64)
    left, right = exchanged_totals(powers[:, None], np.zeros((documents, 1)), trials, seed)
    assert ((left + right) == powers.sum()).all()
    assert {float(each) for each in left[:, 0]} <= {float(each) for each in range(2**documents)}
    assert trials < 300 or len(set(left[:, 0].tolist())) > 1


@pytest.mark.parametrize("cells", [1, 7, 1 << 20])
def test_how_much_is_held_at_a_time_changes_no_number_of_samples(cells: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resampling, "BLOCK_CELLS", cells)
    totals = bootstrap_totals(np.eye(3), 513, 1)
    assert (totals.sum(axis=1) == 3).all()
    assert len(totals) == 513
