from __future__ import annotations

from pathlib import Path

import pytest

from annotator.suggest.english_news.words import __file__ as package
from annotator.suggest.english_news.words import demonyms, is_noun, singulars, words

LISTS = sorted(path for path in Path(package).parent.glob("*.txt") if path.stem != "demonyms")


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.stem)
def test_a_list_holds_single_words_in_small_letters_once(path: Path) -> None:
    lines = path.read_text("utf-8").split("\n")
    assert lines.pop() == ""
    assert len(lines) == len(set(lines)) == len(words(path.stem))
    assert all(line == line.lower().strip() and " " not in line and line for line in lines)


def test_nouns_are_listed_without_their_regular_plurals() -> None:
    assert [word for word in words("nouns") if set(singulars(word)) & words("nouns")] == []


@pytest.mark.parametrize("word", ["militia", "Militias", "gunmen", "army", "armies", "churches", "buses", "troops"])
def test_nouns_in_both_numbers(word: str) -> None:
    assert is_noun(word)


@pytest.mark.parametrize("word", ["attack", "press", "s", "", "of"])
def test_other_words(word: str) -> None:
    assert not is_noun(word)


def test_demonyms_are_words_with_a_capital() -> None:
    assert all(word[0].isupper() and country[0].isupper() for word, country in demonyms().items())
