"""The alignment is optimal in every criterion, and depends neither on the order nor on the roles of the two sides."""

from __future__ import annotations

from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from annotator.eval.alignment.alignment import align, boundary_distance, edge_value, may_pair
from annotator.eval.documents.resolved import Mention
from annotator.model.spans import Spans
from tests.examples import examples


@st.composite
def mentions(draw: st.DrawFn, most: int = 5) -> list[Mention]:
    def one() -> Mention:
        start = draw(st.integers(0, 8))
        end = start + draw(st.integers(0, 6))
        spans: Spans = ((start, end),)
        if end > start + 2 and draw(st.booleans()):
            spans = ((start, start + 1), (end - 1, end))
        return Mention(spans, draw(st.sampled_from("AB")))

    found = [one() for _ in range(draw(st.integers(0, most)))]
    return sorted(found, key=lambda mention: (mention.spans, mention.type))


def total(gold: list[Mention], predicted: list[Mention], pairs: list[tuple[int, int]]) -> tuple[int, ...]:
    values = [edge_value(gold[g], predicted[p]) for g, p in pairs]
    return tuple(map(sum, zip(*values, strict=True))) or (0,) * 6


def best_by_trying_all(gold: list[Mention], predicted: list[Mention]) -> tuple[int, ...]:
    padded = list(range(len(predicted))) + [-1] * len(gold)
    best: tuple[int, ...] = (0,) * 6
    for order in set(permutations(padded, len(gold))):
        pairs = [(g, p) for g, p in enumerate(order) if p >= 0 and may_pair(gold[g].spans, predicted[p].spans)]
        best = max(best, total(gold, predicted, pairs))
    return best


@examples(150)
@given(mentions(4), mentions(4))
def test_is_the_best_of_all(gold: list[Mention], predicted: list[Mention]) -> None:
    alignment = align(gold, predicted)
    assert total(gold, predicted, [(g, p) for g, p, _ in alignment.pairs]) == best_by_trying_all(gold, predicted)


@examples(150)
@given(mentions(9), mentions(9))
def test_everything_is_somewhere_once(gold: list[Mention], predicted: list[Mention]) -> None:
    alignment = align(gold, predicted)
    assert sorted([pair.gold for pair in alignment.pairs] + list(alignment.missing)) == list(range(len(gold)))
    assert sorted([pair.predicted for pair in alignment.pairs] + list(alignment.spurious)) == list(
        range(len(predicted))
    )
    for pair in alignment.pairs:
        assert pair.exact == (gold[pair.gold].spans == predicted[pair.predicted].spans)


@examples(150)
@given(mentions(9), mentions(9))
def test_exchanging_the_sides_exchanges_the_pairs_worth(gold: list[Mention], predicted: list[Mention]) -> None:
    there = [(g, p) for g, p, _ in align(gold, predicted).pairs]
    back = [(g, p) for g, p, _ in align(predicted, gold).pairs]
    assert total(gold, predicted, there) == total(predicted, gold, back)


def test_takes_the_exact_pair_before_the_first_overlap() -> None:
    alignment = align([Mention(((0, 5),), "A")], [Mention(((0, 3),), "A"), Mention(((0, 5),), "A")])
    assert [tuple(pair) for pair in alignment.pairs] == [(0, 1, True)]
    assert alignment.spurious == (0,)


def test_a_mention_without_characters_pairs_only_with_its_equal() -> None:
    empty, around = Mention(((3, 3),), "A"), Mention(((0, 9),), "A")
    assert align([empty], [around]).pairs == ()
    assert [tuple(pair) for pair in align([empty], [empty]).pairs] == [(0, 0, True)]


@examples(60)
@given(mentions(), mentions())
def test_outer_boundaries_differ_by_their_characters(gold: list[Mention], predicted: list[Mention]) -> None:
    nowhere = Mention((), "A")
    for one in (*gold, nowhere):
        assert boundary_distance(one, one) == boundary_distance(one, nowhere) == boundary_distance(nowhere, one) == 0
        for other in predicted:
            ends = ((one.spans[0][0], other.spans[0][0]), (one.spans[-1][1], other.spans[-1][1])) if one.spans else ()
            assert boundary_distance(one, other) == sum(max(pair) - min(pair) for pair in ends)
