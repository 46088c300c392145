"""Counts of documents: totals do not depend on order, and a document counts once."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.errors import InputError
from annotator.eval.count_names import CountKey
from annotator.eval.counts.counts import Counts, CountsBuilder, merge

KEY = CountKey("coref", "b3", "", "recall_numerator")


def counted(values: dict[str, float]) -> Counts:
    tally = CountsBuilder()
    for document, value in values.items():
        tally.add_document(document)
        tally.add(document, {KEY: value})
    return tally.finish()


@given(st.dictionaries(st.text("abc", min_size=1), st.floats(0.01, 1e9)), st.randoms())
def test_totals_are_the_same_to_the_last_bit_in_any_order(values: dict[str, float], random: object) -> None:
    names = list(values)
    random.shuffle(names)  # type: ignore[attr-defined]
    assert counted(values).totals() == counted({name: values[name] for name in names}).totals()


def test_merging_keeps_every_document_even_empty_ones() -> None:
    merged = merge([counted({"a": 1.0, "b": 0.0}), counted({"c": 2.0})])
    assert merged.documents == ("a", "b", "c")
    assert merged.by_document() == {"a": {KEY: 1.0}, "b": {}, "c": {KEY: 2.0}}


def test_a_document_in_two_shards_is_refused() -> None:
    with pytest.raises(InputError, match='"a" is there twice'):
        merge([counted({"a": 1.0}), counted({"a": 1.0})])


def test_counts_are_equal_where_the_same_was_counted() -> None:
    same = counted({"d": 1.0})
    assert same == counted({"d": 1.0})
    others = [counted({"e": 1.0}), counted({"d": 2.0}), counted({"d": 1.0, "e": 0.0}), counted({})]
    assert [same == each for each in others] == [False] * 4
