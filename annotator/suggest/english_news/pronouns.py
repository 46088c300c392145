"""What a pronoun stands for: the nearest mention before it that its form and its sentence allow.

Where somebody speaks of himself or to somebody, it is whoever did so before in the same quotation.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

import regex

from annotator.suggest.english_news.agreement import (
    ANY,
    FEMININE,
    FIRST,
    MASCULINE,
    SECOND,
    SEVERAL,
    Form,
    agrees,
    form_of,
)
from annotator.suggest.english_news.known import Known

LONGEST_QUOTATION = 3_000
"""How far before a place the quotation in which it stands may begin, in code points."""

OUTSIDE = -1
"""The quotation of what is told by the article itself."""

_POSSESSIVE = frozenset(("his", "her", "its", "their", "my", "our", "your"))
_OBJECT = frozenset(("him", "them", "me", "us"))
_NO_NOUN = regex.compile(
    r"\s*(?:[,.;:!?”)—–-]|\Z|(?:to|for|from|at|in|on|and|of|with|by|as|that|who|when|after|before|during|into|out|not|an?|the)\b)"
)
"""What follows "her" where it is no possessive."""
_MOST_WORDS_OF_VERB = 3
_OTHER_CLAUSE = frozenset(("to", "and", "that", "who", "when", "what", "if"))
_ENDS_CLAUSE = regex.compile(r"[,.;:!?“”–—()]")


def antecedent(text: str, pronoun: Known, alike: Iterable[Known]) -> Known | None:
    """The mention that a pronoun stands for, among those of its type; None where none agrees with it."""
    own = form_of(pronoun.surface)
    before = sorted((each for each in alike if each.span[0] < pronoun.span[0]), key=_place, reverse=True)
    quoted = [each for each in before if quotation(text, each.span[0]) == quotation(text, pronoun.span[0])]
    speaking = next((each for each in quoted if _is_same_person(own, form_of(each.surface))), None)
    if speaking:
        return speaking
    forms, here = _forms(before), _forms(quoted)
    possible = (
        each
        for each in before
        if agrees(own, forms[each.coref], pronoun.type)
        and not (_is_told_of(own) and {FIRST, SECOND} & here.get(each.coref, frozenset()))
        and not (ANY in form_of(each.surface) and {MASCULINE, FEMININE} & own)
    )
    return next(_free(text, pronoun, before, possible), None)


def _place(mention: Known) -> tuple[int, int]:
    return mention.span


def _forms(mentions: Sequence[Known]) -> dict[str, Form]:
    """All that the mentions of each thing show."""
    forms: defaultdict[str, set[str]] = defaultdict(set)
    for each in mentions:
        forms[each.coref] |= form_of(each.surface, each.level)
    return {coref: frozenset(shown) for coref, shown in forms.items()}


def _is_told_of(pronoun: Form) -> bool:
    """Whether somebody is spoken of, who is not who speaks or is spoken to."""
    return not {FIRST, SECOND} & pronoun


def _is_same_person(one: Form, other: Form) -> bool:
    persons = {FIRST, SECOND} & one
    return bool(persons & other) and (SEVERAL in one) == (SEVERAL in other)


def _free(text: str, pronoun: Known, before: Sequence[Known], possible: Iterable[Known]) -> Iterator[Known]:
    """Those that the sentence does not rule out: "Roe, his lawyer", "Zell forbade him"."""
    word = pronoun.surface.lower()
    is_object = word in _OBJECT or (word == "her" and _NO_NOUN.match(text, pronoun.span[1]) is not None)
    for each in possible:
        gap = text[each.span[1] : pronoun.span[0]]
        is_described = word in _POSSESSIVE and gap == ", "
        if not is_described and not (is_object and each is before[0] and _is_verb(gap)):
            yield each


def _is_verb(gap: str) -> bool:
    """Whether what stands between a subject and a pronoun is no more than the verb that has both."""
    words = gap.split()
    return 0 < len(words) <= _MOST_WORDS_OF_VERB and not _OTHER_CLAUSE & set(words) and not _ENDS_CLAUSE.search(gap)


def quotation(text: str, place: int) -> int:
    """Where the quotation begins in which a place stands; `OUTSIDE` where it stands in none."""
    start = max(place - LONGEST_QUOTATION, 0)
    return text.find("“", max(text.rfind("”", start, place) + 1, start), place)
