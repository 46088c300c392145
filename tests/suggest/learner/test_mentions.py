"""Proposed mentions: what was labelled is found again, none cross, and what nobody decided teaches nothing."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from annotator.model.annotation import mention
from annotator.model.document import by_id, new_document
from annotator.model.spans import Span
from annotator.suggest.learner.memory import Memory
from annotator.suggest.learner.mentions import Mention, fit_mentions, without_crossing
from annotator.suggest.learner.reading.lesson import Lesson, lesson_of
from tests.examples import examples
from tests.suggest.learner import taught

TEXT = "abcdefghij" * 2
MENTIONS = st.builds(
    lambda start, length, name, share: Mention((start, min(start + length, len(TEXT))), name, share),
    st.integers(0, len(TEXT) - 1),
    st.integers(1, 6),
    st.sampled_from("XY"),
    st.floats(0.5, 1),
)


@examples(100)
@given(st.lists(MENTIONS, max_size=12), st.frozensets(st.sampled_from(["a", "bc", "abc", "cde"])))
def test_none_cross_and_what_is_left_out_crosses_a_likelier_one(
    mentions: list[Mention], nested: frozenset[str]
) -> None:
    kept = without_crossing(TEXT, mentions, Memory({}, nested))
    assert all(is_apart_or_nested(one.span, other.span, nested) for one, other in combinations(kept, 2))
    assert all(each in kept or any(is_in_the_way(one, each) for one in kept) for each in mentions)


def is_apart_or_nested(one: Span, other: Span, nested: frozenset[str]) -> bool:
    first, second = sorted((one, other), key=lambda span: (span[0], -span[1]))
    return first[1] <= second[0] or (second[1] <= first[1] and first != second and TEXT[slice(*second)] in nested)


def is_in_the_way(one: Mention, other: Mention) -> bool:
    touch = one.span[0] < other.span[1] and other.span[0] < one.span[1]
    return touch and one.probability >= other.probability


def test_what_was_learned_is_found_again() -> None:
    model = taught.model().mentions
    for lesson in taught.lessons():
        found = {(each.span, each.type) for each in model.propose(lesson.reading)}
        gold = {(each.spans[0], each.type) for each in lesson.entities}
        assert len(found & gold) / len(gold) > 0.9


def test_the_other_article_helps_with_one() -> None:
    first, second = taught.lessons()
    model = fit_mentions([first])
    found = {(each.span, each.type) for each in model.propose(second.reading)}
    gold = {(each.spans[0], each.type) for each in second.entities}
    share = 2 * len(found & gold) / (len(found) + len(gold))
    assert share > 0.4


def test_what_is_only_proposed_teaches_nothing() -> None:
    document = taught.gold()[0]
    open_ones = [structs.replace(each, unconfirmed=("type",)) for each in document.entities.values()]
    lesson = lesson_of(structs.replace(document, entities=by_id(open_ones)), taught.schema(), None)
    assert lesson.entities == ()
    assert fit_mentions([lesson]).memory.counts == {}


@pytest.mark.parametrize(
    ("incomplete_for", "is_known"), [((), True), (("GPE",), False), (("Attack",), True), (("*",), False)]
)
def test_absence_says_something_where_the_layer_is_complete(incomplete_for: tuple[str, ...], is_known: bool) -> None:
    document = structs.replace(taught.gold()[0], incomplete_for=incomplete_for)
    model = fit_mentions([lesson_of(document, taught.schema(), None)])
    assert ("" in model.linear.classes) == is_known


def test_of_an_article_in_hand_only_the_finished_part_teaches() -> None:
    lesson = taught.lessons()[0]
    half = replace(lesson, end_char=len(lesson.reading.text) // 2)
    assert 0 < len(half.entities) < len(lesson.entities)
    behind = {each.text for each in lesson.entities} - {each.text for each in half.entities}
    assert not behind & set(fit_mentions([half]).memory.counts)


def test_a_string_of_another_article_is_proposed_in_a_language_without_rules() -> None:
    def lesson(name: str, text: str, words: str) -> Lesson:
        at = text.index(words)
        entity = mention("T1", "GPE", text, ((at, at + len(words)),))
        document = new_document(
            name, text, schema_ref=taught.schema().ref, meta={"language": "de"}, entities=by_id([entity])
        )
        return lesson_of(document, taught.schema(), None)

    texts = ["Das Boot verließ Selm am Abend.", "In Selm blieb es ruhig.", "Man sah Selm von fern."]
    taught_by = [lesson(f"d{number}", text, "Selm") for number, text in enumerate(texts)]
    other = lesson("e", "Der Weg nach Selm war frei.", "frei")
    (found,) = fit_mentions(taught_by).propose(other.reading)
    assert (other.reading.text[slice(*found.span)], found.type) == ("Selm", "GPE")
