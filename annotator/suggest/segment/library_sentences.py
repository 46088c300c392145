"""Sentences by the library that knows the abbreviations of some 300 languages; by Unicode's rules where it fails.

Whatever the library does with a strange text, the text has sentences: where it panics or loses a character, the
boundaries are those of `unicode_sentences`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import accumulate

import regex

_UNREADABLE = regex.compile(r"[\ud800-\udfff]")
"""What is no character, which the library cannot be given."""

_BLANK = regex.compile(r"[^\S ]")
"""Blanks of other kinds: behind one that takes several bytes and before an initial the library panics."""


def library_sentences(language: str) -> Callable[[str], list[int]]:
    """The function that says where the sentences of a paragraph in this language begin."""
    return partial(_starts, language)


def _starts(language: str, paragraph: str) -> list[int]:
    from sentencex import segment  # noqa: PLC0415 - loaded when the first sentence is asked for

    try:
        pieces = segment(language, _UNREADABLE.sub("\ufffd", _BLANK.sub(" ", paragraph)))
    except BaseException as error:
        # A panic is no `Exception`, and its class cannot be imported; everything else goes on as it was.
        if not is_panic(error):
            raise
        return _by_unicode(paragraph)
    places = [0, *accumulate(map(len, pieces))]
    return places[:-1] or [0] if places[-1] == len(paragraph) else _by_unicode(paragraph)


def _by_unicode(paragraph: str) -> list[int]:
    from annotator.suggest.segment.unicode_sentences import unicode_sentences  # noqa: PLC0415 - rarely needed

    return unicode_sentences(paragraph)


def is_panic(error: BaseException) -> bool:
    """Whether an error says that code in Rust gave up: its type is no `Exception` and can be told by its name alone."""
    kind = type(error)
    return (kind.__module__, kind.__name__) == ("pyo3_runtime", "PanicException")
