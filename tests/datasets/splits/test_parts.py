"""Splits: nothing on two sides, the shares asked for, the same whatever the order."""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.datasets.splits.parts import parts_of
from annotator.datasets.splits.summary import Summary, summary_of
from annotator.datasets.splits.together import kept_together
from annotator.errors import InputError
from annotator.model.document import new_document
from tests.examples import examples
from tests.reaching import reached, reaching

SHARES = {"train": 0.6, "development": 0.2, "test": 0.2}

texts = st.lists(st.sampled_from(["shelled", "nobody came", "a toll of nine", "on the quay", "at night"]), min_size=2)
summaries = st.lists(
    st.builds(
        lambda group, text, types: (group, " ".join(text), types),
        st.sampled_from([None, *"abcdefgh"]),
        texts,
        st.dictionaries(st.sampled_from("XYZ"), st.integers(1, 9)),
    ),
    min_size=4,
    max_size=30,
).map(lambda rows: [Summary(f"d{n}", text, group, types, text) for n, (group, text, types) in enumerate(rows)])


@reaching(0.3)
@examples(60)
@given(summaries, st.integers(0, 3))
def test_whatever_belongs_together_stands_on_one_side(documents: list[Summary], seed: int) -> None:
    groups = kept_together(documents)
    assert sorted(number for group in groups for number in group) == list(range(len(documents)))
    if len(groups) < len(SHARES):
        with pytest.raises(InputError, match="stay together cannot make 3 parts"):
            parts_of(documents, groups, SHARES, seed)
        return
    parts = parts_of(documents, groups, SHARES, seed)
    reached(parts)
    assert sorted(number for numbers in parts.values() for number in numbers) == list(range(len(documents)))
    assert all(parts.values())
    sides = [set(numbers) for numbers in parts.values()]
    assert all(sum(not side.isdisjoint(group) for side in sides) == 1 for group in groups)
    for key in ("group", "text_sha256", "text"):
        values = [{getattr(documents[number], key) for number in side} - {None} for side in sides]
        assert sum(map(len, values)) == len(set().union(*values))


@reaching(0.3)
@examples(30)
@given(summaries, st.integers(0, 99))
def test_the_order_of_documents_changes_nothing(documents: list[Summary], seed: int) -> None:
    groups = kept_together(documents)
    if len(groups) < len(SHARES):
        return
    other = Random(seed).sample(documents, len(documents))
    named = [
        {name: {each[number].id for number in numbers} for name, numbers in parts.items()}
        for each, parts in (
            (documents, parts_of(documents, groups, SHARES, 1)),
            (other, parts_of(other, kept_together(other), SHARES, 1)),
        )
    ]
    reached(named[0])
    assert named[0] == named[1]


@pytest.mark.slow
def test_parts_have_their_shares_of_documents_and_types() -> None:
    documents = [Summary(f"d{n}", f"{n}", None, {"X": 1 + n % 3, "RARE": n % 10 == 0}) for n in range(100)]
    parts = parts_of(documents, [[n] for n in range(100)], SHARES, 0)
    assert {name: len(numbers) for name, numbers in parts.items()} == {"train": 60, "development": 20, "test": 20}
    rare = {name: sum(documents[n].types["RARE"] for n in numbers) for name, numbers in parts.items()}
    assert rare == {"train": 6, "development": 2, "test": 2}


def test_seeds_draw_different_splits() -> None:
    documents = [Summary(f"d{n}", f"{n}", None, {"X": 1}) for n in range(20)]
    drawn = Counter(str(parts_of(documents, [[n] for n in range(20)], SHARES, seed)) for seed in range(5))
    assert len(drawn) > 1


def test_texts_that_differ_in_a_few_words_stay_together_and_others_do_not() -> None:
    long = " ".join(f"Paragraph {n} tells of another crossing of the river." for n in range(20))
    texts = [long, long.replace("river", "lake", 2).upper(), "Something else altogether happened on that day.", ""]
    documents = [summary_of(new_document(f"d{n}", text)) for n, text in enumerate(texts)]
    assert kept_together(documents) == [[0, 1], [2], [3]]
    assert kept_together(documents, near=1.0) == [[0], [1], [2], [3]]


def test_a_group_is_a_word_or_a_number() -> None:
    assert summary_of(new_document("d", "x", meta={"story": 3}), "story").group == "3"
    with pytest.raises(InputError, match=r"document 'd': meta.story is \['a'\]; expected a string or a number"):
        summary_of(new_document("d", "x", meta={"story": ["a"]}), "story")
