"""Articles given to people: everybody gets enough, everybody meets everybody, again changes nothing."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from annotator.agreement.assignment import Wish, assign, pairs_that_never_meet
from tests.examples import examples

PEOPLE = ("ana", "ben", "cleo", "dov", "eli", "fay")
LENGTHS = st.dictionaries(st.text("abcdef", min_size=1, max_size=4), st.integers(0, 9_000), max_size=25)
WISHES = st.builds(
    Wish,
    st.integers(2, 6).map(lambda count: PEOPLE[:count]),
    st.integers(1, 2),
    st.sampled_from([0.0, 0.2, 0.5, 1.0]),
    st.none() | st.integers(1, 9),
    st.integers(0, 3),
)


def people_of(added: Sequence[tuple[str, str]]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for document, name in added:
        found[document].add(name)
    return found


@given(LENGTHS, WISHES)
@examples(60)
def test_nobody_gets_one_article_twice_or_more_than_they_may(lengths: dict[str, int], wish: Wish) -> None:
    added = assign(lengths, wish)
    assert len(set(added)) == len(added)
    most = wish.per_annotator or len(lengths)
    assert all(count <= most for count in Counter(name for _, name in added).values())
    assert all(len(people) <= wish.overlap for people in people_of(added).values())


@given(LENGTHS, WISHES)
@examples(60)
def test_once_more_adds_nothing(lengths: dict[str, int], wish: Wish) -> None:
    assert assign(lengths, wish, people_of(assign(lengths, wish))) == []


@given(LENGTHS, st.sampled_from([0.0, 0.2, 0.5, 1.0]))
@examples(60)
def test_a_share_of_the_articles_is_doubled(lengths: dict[str, int], share: float) -> None:
    people = people_of(assign(lengths, Wish(PEOPLE, 2, share)))
    assert sum(len(each) == 2 for each in people.values()) == (
        round(len(lengths) * share) if share < 1 else len(lengths)
    )
    assert set(people) == set(lengths)


def test_every_pair_meets_twice_and_loads_are_even() -> None:
    lengths = {f"d{number:02}": 2_000 + 97 * number for number in range(30)}
    people = people_of(assign(lengths, Wish(PEOPLE, 2)))
    met = Counter(tuple(sorted(each)) for each in people.values())
    assert set(met.values()) == {2}, "15 pairs, 30 articles"
    load = Counter({name: sum(lengths[each] for each in people if name in people[each]) for name in PEOPLE})
    mean = sum(load.values()) / len(PEOPLE)
    assert max(load.values()) / mean < 1.05
    assert pairs_that_never_meet(people, PEOPLE) == []


def test_pairs_that_never_meet_are_known() -> None:
    assert pairs_that_never_meet({"a": {"ana", "ben"}}, ["ana", "ben", "cleo"]) == [("ana", "cleo"), ("ben", "cleo")]
