"""Memory: what all documents teach is what one teaches and the others."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from annotator.suggest.learner.memory import Memory, MemoryOfDocuments, likeliest
from tests.examples import examples

MENTIONS = st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("XY"), st.booleans()), max_size=5)


def counts(memory: Memory) -> Counter[tuple[str, str]]:
    return Counter({(words, name): n for words, types in memory.counts.items() for name, n in types.items()})


@examples(50)
@given(st.lists(MENTIONS, min_size=1, max_size=4))
def test_without_one_and_its_own_are_the_whole(documents: list[list[tuple[str, str, bool]]]) -> None:
    memories = MemoryOfDocuments(documents)
    others = [memories.without(number) for number in range(len(documents))]
    own = [Counter((words, name) for words, name, _ in each) for each in documents]
    assert all(counts(rest) + alone == counts(memories.whole()) for rest, alone in zip(others, own, strict=True))
    assert all(rest.nested <= memories.whole().nested for rest in others)


@examples(50)
@given(st.sets(st.sampled_from(["Selm", "Port Selm", "the port", "port"])))
def test_occurrences_are_all_that_start_and_end_with_a_token(known: set[str]) -> None:
    text = "Selm and Port Selm: the port, airport, port"
    tokens = [(0, 4), (5, 8), (9, 13), (14, 18), (18, 19), (20, 23), (24, 28), (28, 29), (30, 37), (37, 38), (39, 43)]
    found = {text[slice(*span)] for span in Memory({each: {"X": 1} for each in known}).occurrences(text, tokens)}
    assert found == known


def test_the_likeliest_is_the_first_by_name_where_two_are_even() -> None:
    assert likeliest({"Y": 2, "X": 2, "A": 1}) == "X"
    assert likeliest({}) == ""
