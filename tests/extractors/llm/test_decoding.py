"""Answers in the dress that models give them; each mending is counted, and a good answer needs none."""

from __future__ import annotations

import json
from collections import Counter
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.extractors.llm.decoding import AnswerFormError, decoded
from tests.reaching import reached, reaching

ITEM = {"id": "a", "type": "GPE", "quote": "a ,} b <think> ```"}
SAID = '{"entities": [{"id": "a", "type": "GPE", "quote": "S, }"}]}'
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text('a ,}]{[\\"', max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("ab{", max_size=4), inner, max_size=3),
    max_leaves=8,
)


ANSWERS = st.dictionaries(st.sampled_from(["entities", "relations", "events", "labels"]), VALUES, min_size=1)


@given(ANSWERS)
def test_a_good_answer_is_itself(answer: dict[str, Any]) -> None:
    assert decoded(json.dumps(answer)) == (answer, Counter())


@pytest.mark.parametrize(
    ("said", "repairs"),
    [
        (f"Sure:\n{SAID}\nAnything else?", {"prose around": 1}),
        (f"```json\n{SAID}\n```", {"code fence": 1}),
        (f"Here {{it}} is:\n```\n{SAID}\n```", {"code fence": 1, "prose around": 1}),
        (f'<think>maybe {{"entities": []}}</think>\n{SAID}', {"thinking": 1}),
        (f'hm, {{"entities": []}}\n</think>{SAID}', {"thinking": 1}),
        (SAID.replace("}]}", "},],\n}"), {"trailing comma": 2}),
        (f'{{"answer": {SAID}}}', {"prose around": 1}),
        (f"[{SAID}]", {"prose around": 1}),
    ],
)
def test_what_stands_around_it_is_taken_off_and_counted(said: str, repairs: dict[str, int]) -> None:
    assert decoded(said) == (json.loads(SAID), Counter(repairs))


def test_nothing_found_is_an_answer() -> None:
    assert decoded(" {} ") == ({}, Counter())


@pytest.mark.parametrize("said", ["", " ", "no", "[]", "{", '{"a": 1}', '[{"type": "GPE"}]', "{" * 5000, "<think>x"])
def test_what_is_none_is_refused_with_what_was_said(said: str) -> None:
    with pytest.raises(AnswerFormError, match=r"the model's answer (is empty|holds no JSON object)"):
        decoded(said)


@reaching(0.1)
@given(st.lists(st.sampled_from(["{", "}", '"entities"', ":", "[", "]", "{}", ",", "<think>", "</think>", "```", "x"])))
def test_any_words_are_understood_or_refused(parts: list[str]) -> None:
    with suppress(AnswerFormError):
        answer, _ = decoded("".join(parts))
        reached()
        assert isinstance(answer, dict)
