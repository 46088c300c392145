"""The tagger: tags and mentions say the same, its path is the best, and it is fitted to what it has not seen."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.errors import UsageError
from annotator.model.spans import Span
from annotator.suggest.learner.linear.linear import Linear
from annotator.suggest.learner.mentions import fit_mentions
from annotator.suggest.learner.reading.lesson import Lesson
from annotator.suggest.learner.tagger import fitting as tagger_fitting
from annotator.suggest.learner.tagger.fitting import fit_tagger, rule_recall, with_tagger
from annotator.suggest.learner.tagger.tagger import NO_TAGGER, Tagger, spans_of, tags_of
from tests.examples import examples
from tests.suggest.worth import articles

WEIGHTS = st.integers(-3, 3).map(float)
TOKENS = [(3 * number, 3 * number + 2) for number in range(8)]
TAGS = st.lists(st.sampled_from(["O", "B-A", "I-A", "B-B", "I-B"]), min_size=8, max_size=8)


@examples(100)
@given(TAGS)
def test_the_mentions_of_tags_give_tags_of_the_same_mentions(tags: list[str]) -> None:
    types = dict(spans_of(tags, TOKENS))
    assert dict(spans_of(tags_of(types, TOKENS), TOKENS)) == types
    assert [tag == "O" for tag in tags] == [tag == "O" for tag in tags_of(types, TOKENS)]


def test_of_overlapping_mentions_the_longest_is_tagged_and_none_that_cuts_a_word() -> None:
    types = {(0, 5): "A", (3, 5): "B", (7, 8): "A", (9, 11): "B"}
    assert tags_of(types, TOKENS[:4]) == ["B-A", "I-A", "O", "B-B"]


@examples(50)
@given(
    st.lists(st.lists(WEIGHTS, min_size=3, max_size=3), min_size=1, max_size=4),
    st.lists(st.lists(WEIGHTS, min_size=3, max_size=3), min_size=3, max_size=3),
)
def test_no_path_is_better(words: list[list[float]], steps: list[list[float]]) -> None:
    names = ("B-A", "I-A", "O")
    rows = {f"w{place}": tuple(enumerate(row)) for place, row in enumerate(words)}
    tagger = Tagger(Linear(names, (0.0,) * 3, rows), tuple(map(tuple, steps)))

    def weight(path: Sequence[int]) -> float:
        own = sum(words[place][tag] for place, tag in enumerate(path))
        return own + sum(steps[one][other] for one, other in pairwise(path))

    found = tagger._best([[f"w{place}"] for place in range(len(words))])
    best = max(map(weight, product(range(3), repeat=len(words))))
    assert weight([names.index(each) for each in found]) == best


def test_without_anything_learned_it_finds_nothing() -> None:
    assert NO_TAGGER.spans(articles.lessons(1)[0].reading) == {}


def types_of(lesson: Lesson) -> dict[Span, str]:
    return {each.spans[0]: each.type for each in lesson.entities}


@pytest.mark.slow
def test_it_finds_what_it_was_taught_where_it_has_not_been() -> None:
    pytest.importorskip("pycrfsuite")
    *lessons, new = articles.lessons(4)
    tagger = fit_tagger(lessons)
    found, gold = tagger.spans(new.reading).items(), types_of(new).items()
    assert len(found & gold) / len(gold) > 0.9
    assert fit_tagger(lessons) == tagger
    assert all(float(np.float16(weight)) == weight for row in tagger.linear.weights.values() for _, weight in row)
    assert fit_mentions(lessons).tagger == NO_TAGGER


def test_its_spans_join_the_candidates_even_where_rules_and_memory_have_none() -> None:
    lesson, new = articles.lessons(2)
    only = Tagger(Linear(("B-GPE", "O"), (0.0, 0.0), {"any": ((1, 1.0),), "word said": ((0, 9.0),)}), ((0.0,) * 2,) * 2)
    heard = replace(lesson, reading=only.read(replace(lesson.reading, rules={}, listed={})))
    model = fit_mentions([heard], (), only)
    assert set(only.spans(new.reading)) <= {each.span for each in model.propose(new.reading, 0.0)}
    assert all(new.reading.text[slice(*span)] == "said" for span in only.spans(new.reading))


@pytest.mark.parametrize(
    ("count", "rules", "is_fitted", "why"),
    [
        (
            2,
            True,
            False,
            "without a tagger: 72 mentions are finished and rules find 100% of them; it helps",
        ),
        (2, False, True, "with a tagger: 72 mentions are finished, rules find 0% of them"),
        (1, False, False, "without a tagger: it takes two documents declared complete"),
    ],
)
def test_it_is_fitted_where_it_helps_and_no_article_is_tagged_by_one_that_has_seen_it(
    count: int, rules: bool, is_fitted: bool, why: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    lessons = [
        replace(each, reading=replace(each.reading, rules=dict.fromkeys(types_of(each), "name") if rules else {}))
        for each in articles.lessons(count)
    ]
    seen: dict[int, set[str]] = {}

    def watched(them: Sequence[Lesson]) -> Tagger:
        tagger = Tagger(Linear(("O",), (0.0,), {"any": ((0, float(len(seen))),)}), ((0.0,),))
        seen[len(seen)] = {each.document.id for each in them}
        return tagger

    asked: list[tuple[str, set[str]]] = []

    def watched_tags(lesson: Lesson, tagger: Tagger) -> Lesson:
        asked.append((lesson.document.id, seen[int(tagger.linear.weights["any"][0][1])]))
        return lesson

    monkeypatch.setattr(tagger_fitting, "refuse_without_crfsuite", lambda: None)
    monkeypatch.setattr(tagger_fitting, "fit_tagger", watched)
    monkeypatch.setattr(tagger_fitting, "with_tags", watched_tags)
    found = with_tagger(lessons)
    assert found.why.startswith(why)
    assert (found.tagger != NO_TAGGER) == is_fitted
    assert [name for name, _ in asked] == ([each.document.id for each in lessons] if is_fitted else [])
    assert not any(name in taught_by for name, taught_by in asked)


def test_rules_find_the_share_of_the_mentions_that_they_take_for_one() -> None:
    lesson = articles.lessons(1)[0]
    half = list(types_of(lesson))[::2]
    assert rule_recall([replace(lesson, reading=replace(lesson.reading, rules=dict.fromkeys(half, "name")))]) == 0.5
    assert rule_recall([]) == 1.0


def test_without_the_extra_it_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pycrfsuite", None)
    with pytest.raises(UsageError, match=r"needs the extra `crf`: pip install 'gold-annotator\[crf\]'"):
        with_tagger(articles.lessons(1))
