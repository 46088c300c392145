"""What stands beside a name or noun and says that both are one, and what only looks like it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.suggest.english_news.descriptions import described, name_behind
from annotator.suggest.english_news.known import Known
from tests.examples import examples

MAREK = Known((0, 10), "Ilan Marek", "PERSON", "e:marek")


def of(text: str, words: str, before: list[Known]) -> tuple[str, str] | None:
    start = text.rindex(words)
    found = described(text, Known((start, start + len(words)), words, "PERSON"), before)
    return (found[0].coref, found[1]) if found else None


@pytest.mark.parametrize(
    ("text", "noun", "is_one"),
    [
        ("Ilan Marek, the head of the brigade", "head", True),
        ("Ilan Marek, a former defence minister", "minister", True),
        ("Ilan Marek, one of the founders", "founders", True),
        ("Ilan Marek, the head of the brigade", "brigade", False),
        ("Ilan Marek, head of the brigade", "head", True),
        ("Ilan Marek, head and founder", "head", False),
        ("Ilan Marek, a baker’s son from Orrin", "son", True),
        ("Ilan Marek, a baker’s son from Orrin", "baker", False),
        ("Ilan Marek met the head", "head", False),
        ("Ilan Marek, Orrin and the head", "head", False),
        ("Ilan Marek, the Varanian minister", "minister", False),
        ("Ilan Marek, a Varanian minister", "minister", True),
        ("Ilan Marek, a Selm-based teacher", "teacher", True),
        ("Ilan Marek, Oskell’s interior minister", "minister", True),
        ("Ilan Marek, the Dawn Column’s deputy commander", "commander", True),
        ("Ilan Marek, now commander", "commander", True),
        ("Ilan Marek, formerly the driver", "driver", True),
        ("Ilan Marek, 61, treasurer of", "treasurer", True),
    ],
)
def test_a_noun_in_apposition_is_what_it_is_said_of(text: str, noun: str, is_one: bool) -> None:
    """ "X, the head of" joined the last head, not X."""
    assert of(text, noun, [MAREK]) == (("e:marek", "apposition") if is_one else None)


@pytest.mark.parametrize(
    ("text", "noun", "is_one"),
    [
        ("Ilan Marek was a bus driver", "driver", True),
        ("Ilan Marek later became the commander", "commander", True),
        ("Ilan Marek worked as a driver", "driver", True),
        ("Ilan Marek fell. It was a driver", "driver", False),
        ("Ilan Marek was the drivers", "drivers", False),
        ("Ilan Marek, they say, was a driver", "driver", False),
        ("Ilan Marek left: as a driver", "driver", False),
    ],
)
def test_a_predicate_is_its_subject(text: str, noun: str, is_one: bool) -> None:
    assert of(text, noun, [MAREK]) == (("e:marek", "predicate") if is_one else None)


@pytest.mark.parametrize(
    ("text", "name", "why"),
    [
        ("his nurse, Dorit Haas.", "Dorit Haas", "apposition"),
        ("his nurse Dorit Haas.", "Dorit Haas", "title"),
        ("his nurse named Dorit Haas.", "Dorit Haas", "called"),
        ("his nurse (Dorit Haas).", "Dorit Haas", "called"),
        ("his nurse, known as Dorit Haas.", "Dorit Haas", "called"),
        ("his nurse, or Dorit Haas.", "Dorit Haas", "called"),
        ("his nurse and Dorit Haas.", "Dorit Haas", None),
        ("his nurse. Dorit Haas", "Dorit Haas", None),
        ("his nurse met Dorit Haas", "Dorit Haas", None),
    ],
)
def test_a_name_is_whom_the_noun_beside_it_means(text: str, name: str, why: str | None) -> None:
    nurse = Known((4, 9), "nurse", "PERSON", "e:nurse")
    assert of(text, name, [nurse]) == (("e:nurse", why) if why else None)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("head, Ilan Marek, fell", ("Ilan Marek", True)),
        ("head Ilan Marek fell", ("Ilan Marek", False)),
        ("head of Selm", ("", False)),
        ("head fell. Ilan Marek", ("", False)),
    ],
)
def test_the_name_behind_a_noun(text: str, name: tuple[str, bool]) -> None:
    assert name_behind(text, Known((0, 4), "head", "PERSON")) == name


@examples(40)
@given(st.text("aA ,.’(“", max_size=30), st.integers(0, 30), st.sampled_from(["NAM", "NOM", "PRO", ""]))
def test_nothing_but_a_mention_before_is_named(text: str, start: int, level: str) -> None:
    mention = Known((start, start + 2), text[start : start + 2] or "a", "PERSON", "", level)
    before = [Known((end - 1, end), text[end - 1 : end], "PERSON", f"e:{end}") for end in range(start, 0, -1)]
    found = described(text, mention, before)
    assert found is None or found[0] in before
    assert described(text, mention, []) is None
