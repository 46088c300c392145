"""What other extractors say: as a feature of every place, and as candidates where all sources were asked."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from annotator.model.annotation import mention
from annotator.model.spans import Span
from annotator.suggest.learner.mentions import MentionFitting, fit_mentions
from annotator.suggest.learner.reading.lesson import Lesson
from annotator.suggest.learner.reading.source_spans import SourceFeatures, candidates_of, spans_said
from tests.examples import examples
from tests.suggest.learner import taught

PLACES = st.tuples(st.integers(0, 20), st.integers(1, 6)).map(lambda pair: (pair[0], sum(pair)))
SAID = st.dictionaries(PLACES, st.sampled_from(["A", "B"]), max_size=6)


@examples(100)
@given(SAID, PLACES)
def test_a_source_says_a_type_overlaps_or_says_none(said: dict[Span, str], place: Span) -> None:
    found = list(SourceFeatures({"s": said, "unused": {place: "A"}}, ["s", "not asked"]).of(place))
    if place in said:
        expected = [f"s says {said[place]}", "s says a mention"]
    elif any(start < place[1] and place[0] < end for start, end in said):
        expected = ["s overlaps"]
    else:
        expected = ["s says none"]
    assert found == expected


def test_only_named_sources_give_candidates() -> None:
    said = {"s": {(0, 3): "A"}, "t": {(5, 6): "B"}}
    assert candidates_of(said, ["s", "not asked"]) == {(0, 3)}


def test_mentions_in_pieces_are_not_said_and_of_two_at_a_place_the_first_is() -> None:
    text = "abcdefgh"
    found = [mention("T2", "B", text, ((0, 2),)), mention("T1", "A", text, ((0, 2),))]
    in_pieces = mention("T3", "A", text, ((3, 4), (6, 7)))
    assert spans_said([*found, in_pieces]) == {(0, 2): "A"}


def asked(lesson: Lesson, name: str = "s") -> Lesson:
    """The lesson with what a source says that is always right."""
    right = {each.spans[0]: each.type for each in lesson.entities if len(each.spans) == 1}
    return replace(lesson, reading=replace(lesson.reading, said={name: right}))


def test_a_source_that_is_right_is_believed_and_missed_where_it_was_not_asked() -> None:
    """Of words that nothing but the source knows, in an article that the learner has not seen."""
    first, second = taught.lessons()

    new = asked(second).reading
    model = fit_mentions([asked(first)], ("s",))
    found = {(each.span, each.type) for each in model.propose(new)}
    gold = set(new.said["s"].items())
    assert len(found & gold) / len(gold) > 0.75
    plain = fit_mentions([first])
    assert model.alone() == plain
    for reading in (second.reading, asked(second, "other").reading):
        assert model.propose(reading) == plain.propose(reading)


def test_refitted_in_an_article_it_hangs_on_whether_the_sources_were_asked() -> None:
    first, second = taught.lessons()
    fitting = MentionFitting([asked(first)], ("s",))
    half = replace(second, end_char=len(second.reading.text) // 2)
    fitting.begin()
    without = fitting.refit(half)
    assert without.sources == ()
    assert without.linear == MentionFitting([first]).refit(half).linear
    fitting.begin()
    assert fitting.refit(asked(half)).sources == ("s",)
