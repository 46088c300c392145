"""What several sources say, as one: each thing once, with all names; found by place like by looking at everything."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.model.spans import Span
from annotator.suggest.offered import sources as module
from annotator.suggest.offered.offer import Offer
from annotator.suggest.offered.source import Source
from annotator.suggest.offered.sources import Sources, merged
from tests.examples import examples
from tests.tui.offering import place_of, source

TEXT = "Oskell met the Dawn Column. The Column left Tessal; Oskell stayed.\n"
WORDS = ("Oskell", "Dawn Column", "Column", "Column#2", "Tessal", "Oskell#2", "Column. The Column")

said = st.lists(
    st.tuples(st.sampled_from(WORDS), st.sampled_from(("GPE", "ORG")), st.sampled_from((0.4, 0.9, 0.95))),
    max_size=6,
    unique_by=lambda each: each[0],
)


def touching(offers: list[Offer], span: Span) -> list[Offer]:
    return [each for each in offers if each.span[0] < span[1] and span[0] < each.span[1]]


@given(st.lists(said, max_size=3), st.tuples(st.integers(0, 66), st.integers(1, 30)))
@examples(40)
def test_a_window_shows_what_everything_shows_there_each_once_with_all_names(
    by_source: list[list[tuple[str, str, float]]], window: tuple[int, int]
) -> None:
    sources = Sources(tuple(source(TEXT, each, name=f"s{number}") for number, each in enumerate(by_source)))
    whole = list(sources.mentions((0, len(TEXT))))
    span = window[0], min(window[0] + window[1], len(TEXT))
    if span[0] < span[1]:
        assert list(sources.mentions(span)) == touching(whole, span)
    assert len({each.key for each in whole}) == len(whole)
    said_by = {
        (words, type_name, f"s{number}")
        for number, mentions in enumerate(by_source)
        for words, type_name, _ in mentions
    }
    places = {words: place_of(TEXT, words) for words in WORDS}
    assert {(each.span, each.type, name) for each in whole for name in each.sources} == {
        (places[words], type_name, name) for words, type_name, name in said_by
    }


def test_the_surest_probability_counts_and_sure_is_sure_whoever_says_it() -> None:
    one = source(TEXT, [("Oskell", "GPE", 0.6)], name="first", sure=("GPE",))
    other = source(TEXT, [("Oskell", "GPE", 0.93)], name="second", sure=("GPE",))
    [offer] = Sources((one, other)).mentions((0, 6))
    assert (offer.sources, offer.probability, offer.is_sure) == (("first", "second"), 0.93, True)


def test_at_one_place_what_most_say_comes_first() -> None:
    sources = [source(TEXT, [("Oskell", kind, p)], name=name) for name, kind, p in (
        ("a", "ORG", 0.99), ("b", "GPE", 0.6), ("c", "GPE", 0.7))]  # fmt: skip
    assert [each.type for each in Sources(tuple(sources)).mentions((0, 6))] == ["GPE", "ORG"]


def test_relations_and_events_name_their_parts_by_place() -> None:
    said = source(
        TEXT,
        [("Oskell", "GPE", 1.0), ("Dawn Column", "ORG", 1.0)],
        relations=[("LEADER_OF", "Oskell", "Dawn Column", 0.8)],
        events=[("met", "Attack", 0.7, {"Agent": "Oskell"})],
    )
    [relation] = Sources((said,)).relations((7, 10))
    assert [(each.role, each.spans) for each in relation.parts] == [("head", ((0, 6),)), ("tail", ((15, 26),))]
    [event] = Sources((said,)).events((7, 10))
    assert [(each.role, each.type) for each in event.parts] == [("Agent", "GPE")]
    assert Sources((said,)).relations((40, 50)) == ()


def test_nothing_is_offered_without_a_source() -> None:
    assert not Sources()
    assert merged([]) == Sources().mentions((0, 10)) == ()


def test_what_stands_at_a_place_is_kept_for_the_next_time_and_only_so_much_of_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "MOST_KNOWN", 3)
    asked: list[Span] = []

    class Watched(Source):
        def touching(self, span: Span) -> Iterator[Offer]:
            asked.append(span)
            return super().touching(span)

    said = source(TEXT, [(TEXT.split()[0], "GPE", 0.9)])
    sources = Sources((Watched(said.name, said.version, said.document),))
    first = sources.mentions((0, 9))
    assert first
    assert sources.mentions((0, 9)) is first
    assert asked == [(0, 9)]
    for end in (10, 11, 12):
        sources.mentions((0, end))
    assert sources.mentions((0, 9)) == first
    assert asked[-1] == (0, 9)
