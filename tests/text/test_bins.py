from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from annotator.text.bins import BinIndex, bin_of

places = st.integers(0, 20_000) | st.integers(0, 2**33 - 100_000)
spans = st.tuples(places, st.integers(0, 9_000) | st.just(60_000)).map(lambda pair: (pair[0], pair[0] + pair[1]))


@given(st.dictionaries(st.text("ab", max_size=3), spans, max_size=30), spans, st.data())
def test_a_window_is_touched_by_exactly_the_spans_that_touch_it(
    held: dict[str, tuple[int, int]], window: tuple[int, int], data: st.DataObject
) -> None:
    start, end = window[0], max(window[1], window[0] + 1)
    index = BinIndex((name, *span) for name, span in held.items())
    gone = data.draw(st.sets(st.sampled_from(sorted(held)))) if held else set()
    for name in gone:
        index.remove(name)
    expected = {
        name
        for name, (first, last) in held.items()
        if name not in gone and (max(first, start) < min(last, end) or (first == last and start <= first < end))
    }
    assert set(index.touching(start, end)) == expected
    assert len(index) == len(held) - len(gone)


def test_a_span_put_in_again_has_moved() -> None:
    index = BinIndex([("a", 0, 10)])
    index.add("a", 5000, 5001)
    assert (list(index.touching(0, 100)), list(index.touching(5000, 5001)), len(index)) == ([], ["a"], 1)
    index.remove("b")


@given(spans)
def test_a_span_is_in_the_smallest_bin_that_holds_it(span: tuple[int, int]) -> None:
    start, last = span[0], max(span[1] - 1, span[0])
    size = next(size for size in range(9) if start >> 9 + 3 * size == last >> 9 + 3 * size)
    assert bin_of(*span) == (start >> 9 + 3 * size) * 16 + size
