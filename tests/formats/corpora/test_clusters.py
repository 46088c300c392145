"""Numbers of things come from their ids and go back to them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from annotator.formats.corpora.clusters import coref_of, numbered
from tests.examples import examples
from tests.strategies import names


@examples(60)
@given(names(), st.lists(st.integers(0, 50), unique=True), st.lists(names()))
def test_numbers_are_kept_and_others_are_free_ones(document_id: str, numbers: list[int], others: list[str]) -> None:
    own = {coref_of(document_id, str(each)): str(each) for each in numbers}
    found = numbered(document_id, [*others, *own])
    assert found.items() >= own.items()
    assert len(set(found.values())) == len(found) == len({*own, *others})


def test_a_number_that_is_written_otherwise_is_none() -> None:
    assert numbered("d", ["e:d.007", "e:d.3", "h:d.1", "e:other.2"]) == {
        "e:d.3": "3",
        "e:d.007": "4",
        "h:d.1": "5",
        "e:other.2": "6",
    }
    assert numbered("d", ["h:d.1"], is_event=True) == {"h:d.1": "1"}
