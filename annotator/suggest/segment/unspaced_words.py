"""Words of Chinese, Japanese and Thai, which have no blanks between them: by the models of `budoux`, an extra."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import lru_cache
from importlib.resources import files
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

import regex

from annotator.model.spans import Span
from annotator.suggest.language_tags import main_language
from annotator.suggest.segment.clusters import CLUSTER, UNSPACED
from annotator.suggest.segment.segmenter import KEPT, WordRule
from annotator.suggest.segment.unicode_words import FLAGS, WORD

if TYPE_CHECKING:
    from budoux import Parser

MODELS = {"ja": ("ja_word", "ja"), "th": ("th",), "zh-hans": ("zh-hans",), "zh-hant": ("zh-hant",)}
"""The library's models of a language, the best first: one for words, else the one for phrases."""

_RUN = rf"(?=[{UNSPACED}々〆〇]){CLUSTER}(?:(?=[{UNSPACED}々〆〇ー]){CLUSTER})*+"
_WORD = regex.compile(rf"(?P<run>{_RUN})|{WORD}", FLAGS)
_CLUSTER = regex.compile(r"\X")


def model_of(language: str) -> str | None:
    """The key in `MODELS` for a language tag in lower case; None for a language of another kind."""
    main = main_language(language)
    if main == "zh":
        return "zh-hant" if {"hant", "tw", "hk", "mo"} & set(language.split("-")) else "zh-hans"
    return main if main in MODELS else None


def unspaced_words(model: str) -> WordRule:
    """The rule for the words of a language in `MODELS`.

    Raises:
        ModuleNotFoundError: the extra is not installed.
    """
    lengths = lru_cache(KEPT)(_chunk_lengths(_parser(MODELS[model])))

    def words(text: str, start: int, end: int) -> Iterator[Span]:
        for match in _WORD.finditer(text, start, end):
            if match["run"] is None:
                yield match.span()
                continue
            place = match.start()
            for length in lengths(match["run"]):
                yield place, place + length
                place += length

    return words


def _parser(names: tuple[str, ...]) -> Parser:
    from budoux.parser import Parser  # noqa: PLC0415 - an extra, for these languages only

    models = (files("budoux") / "models" / f"{name}.json" for name in names)
    return Parser(json.loads(next(each for each in models if each.is_file()).read_text("utf-8")))


def _chunk_lengths(parser: Parser) -> Callable[[str], tuple[int, ...]]:
    """The function that splits letters into words, given by their lengths; no word ends within a grapheme cluster."""

    def lengths(letters: str) -> tuple[int, ...]:
        borders = [0, *(match.end() for match in _CLUSTER.finditer(letters))]
        ends = [0, *accumulate(map(len, parser.parse(letters)))]
        words = sorted({*ends} & {*borders}) if ends[-1] == len(letters) else borders
        return tuple(end - start for start, end in pairwise(words))

    return lengths
