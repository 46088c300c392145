"""What a pronoun stands for: it agrees in person, number and gender, and its sentence allows it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.suggest.english_news.agreement import FIRST, SECOND, agrees, form_of
from annotator.suggest.english_news.known import Known
from annotator.suggest.english_news.pronouns import OUTSIDE, antecedent, quotation
from tests.examples import examples

WORDS = ["he", "she", "it", "they", "I", "we", "you", "Marek", "woman", "men", "group", "somebody"]


def meant(text: str, *mentions: tuple[str, str], type_name: str = "PERSON") -> str | None:
    """The thing of the last mention by what is said of the others, in the order of the text."""
    found, end = [], 0
    for words, coref in mentions:
        start = text.index(words, end)
        end = start + len(words)
        found.append(Known((start, end), words, type_name, coref))
    antecedent_of = antecedent(text, found[-1], found[:-1])
    return antecedent_of.coref if antecedent_of else None


@pytest.mark.parametrize(
    ("text", "nearest", "pronoun", "coref"),
    [
        ("Marek met two women. He left", "women", "He", "marek"),
        ("Marek met two women. They left", "women", "They", "it"),
        ("Marek met a woman. She left", "woman", "She", "it"),
        ("Marek met a woman. He left", "woman", "He", "marek"),
        ("Marek met hydrologists. They left", "hydrologists", "They", "it"),
        ("Marek met somebody. He left", "somebody", "He", "marek"),
        ("Marek met Barnaby Roe, his lawyer", "Barnaby Roe", "his", "marek"),
        ("Marek met Barnaby Roe and his lawyer", "Barnaby Roe", "his", "it"),
        ("Marek said that Zell forbade him", "Zell", "him", "marek"),
        ("Marek said that Zell wanted to see him", "Zell", "him", "it"),
        ("Marek said that Ines accused her of it", "Ines", "her", "marek"),
        ("Marek said that Ines lost her keys", "Ines", "her", "it"),
    ],
)
def test_the_nearest_that_agrees_and_is_free(text: str, nearest: str, pronoun: str, coref: str) -> None:
    assert meant(text, ("Marek", "marek"), (nearest, "it"), (pronoun, "")) == coref


def test_nobody_is_meant_where_nobody_agrees() -> None:
    assert meant("Marek came. They left", ("Marek", "marek"), ("They", "")) is None


def test_a_group_may_be_they_and_it() -> None:
    for pronoun in ("They", "It", "We"):
        text = f"The Column came. {pronoun} left"
        assert meant(text, ("Column", "column"), (pronoun, ""), type_name="ARMED_GROUP") == "column"


def test_what_a_thing_was_called_before_counts_for_all_its_mentions() -> None:
    text = "Ines came. She met Marek. Quill wept. He left"
    said = (("Ines", "ines"), ("She", "ines"), ("Marek", "marek"), ("Quill", "ines"), ("He", ""))
    assert meant(text, *said) == "marek"


@pytest.mark.parametrize(
    ("text", "coref"),
    [
        ("I saw Marek. Then I left", "teller"),
        ("I saw Marek. “Then I left,” he said", "marek"),
        ("I saw Marek. Then he left", "marek"),
    ],
)
def test_who_speaks_is_whoever_spoke_in_the_same_quotation(text: str, coref: str) -> None:
    pronoun = "he" if "he left" in text else "I"
    assert meant(text, ("I", "teller"), ("Marek", "marek"), (pronoun, "")) == coref


@examples(40)
@given(st.text("a“”", max_size=30), st.integers(0, 30))
def test_a_quotation_is_open_from_its_mark_to_the_place(text: str, place: int) -> None:
    opening = quotation(text, place)
    if opening == OUTSIDE:
        assert text[:place].rfind("“") <= text[:place].rfind("”")
    else:
        assert text[opening] == "“"
        assert "”" not in text[opening:place]
        assert "“" not in text[text[:opening].rfind("”") + 1 : opening]


@examples(40)
@given(st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from("abc")), max_size=6), st.sampled_from(WORDS[:7]))
def test_only_a_mention_before_that_agrees_is_meant_in_whatever_order_they_come(
    said: list[tuple[str, str]], pronoun: str
) -> None:
    known = [Known((10 * at, 10 * at + 3), words, "PERSON", coref) for at, (words, coref) in enumerate(said)]
    asked = Known((30, 33), pronoun, "PERSON")
    found = antecedent("", asked, known)
    assert antecedent("", asked, known[::-1]) == found
    if found:
        assert found.span < asked.span
        shown = [form_of(each.surface) for each in known if each.coref == found.coref and each.span < asked.span]
        own, other = form_of(pronoun), form_of(found.surface)
        assert agrees(own, frozenset().union(*shown), "PERSON") or {FIRST, SECOND} & own & other
