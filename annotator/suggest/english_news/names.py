"""Names: runs of capitalised words, cut where one thing ends and another begins, with the boundaries of the guidelines.

No determiner, no bare title before a person's name, no possessive; a state or demonym in front is a thing of its own,
except before an institution: "[U.S.] [Reaper]", but "[U.S. Embassy]".
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Literal, TypeAlias

from annotator.model.spans import Span
from annotator.suggest.english_news.levels import is_demonym
from annotator.suggest.english_news.words import is_noun, words

NameKind: TypeAlias = Literal["name", "demonym", "noun"]

HEADING_WORD = 3
"""Words of a heading with more letters than this have a capital, whatever they are."""

NEARBY = 6_000
"""How far from a heading its names are looked for, in code points."""

LONGEST_NAME = 8
"""Words of a name that are looked at together."""

_INNER = frozenset(("of", "de", "la", "al", "el", "ul", "bin", "ibn", "abu", "du", "des", "von", "van", "der"))
_STATES = frozenset(("US", "U.S.", "UK", "U.K.", "EU", "UN", "U.N."))
_BEFORE_FIRST_WORD = "“\"'‘([ \u00a0"
_SENTENCE_ENDS = (".", "\n", "\r", "!", "?", ":", "")


def names(text: str, tokens: Sequence[Span], is_taken: Callable[[Span], bool]) -> Iterator[tuple[NameKind, Span]]:
    """The names among the tokens of a window that starts with a sentence; what is taken already parts them."""
    nearby = list(_names_seen_nearby(text, tokens, is_taken)) if _is_heading(text, tokens) else []
    if nearby:
        yield from nearby
        return
    run: list[Span] = []
    for span in tokens:
        taken = is_taken(span)
        if run and (taken or not _continues(text, run[-1], span)):
            yield from _finished(text, run, tokens[0][0])
            run = []
        if not taken and (run or _starts_name(text, span)):
            run.append(span)
    if run:
        yield from _finished(text, run, tokens[0][0])


def _is_heading(text: str, tokens: Sequence[Span]) -> bool:
    """Whether capitals say nothing about names here: nearly every longer word has one, and no full stop follows."""
    longer = [span for span in tokens if span[1] - span[0] > HEADING_WORD]
    if len(longer) < 4 or not _is_capital(text, tokens[0]) or text[tokens[-1][0]] in '.!”"':
        return False
    return sum(_is_capital(text, span) for span in longer) >= len(longer) * 0.75


def _names_seen_nearby(
    text: str, tokens: Sequence[Span], is_taken: Callable[[Span], bool]
) -> Iterator[tuple[NameKind, Span]]:
    """The longest runs of a heading that the text around it has too."""
    around = text[max(tokens[0][0] - NEARBY, 0) : tokens[0][0]] + "\n" + text[tokens[-1][1] : tokens[-1][1] + NEARBY]
    index = 0
    while index < len(tokens):
        for last in range(min(index + LONGEST_NAME, len(tokens)), index, -1):
            part = tokens[index:last]
            if _is_name_around(text, part, around) and not any(map(is_taken, part)):
                yield _kind(text, part), (part[0][0], part[-1][1])
                index = last - 1
                break
        index += 1


def _is_name_around(text: str, part: Sequence[Span], around: str) -> bool:
    if not (_starts_name(text, part[0]) and _is_capital(text, part[-1])) or _is_no_name(text, part[0]):
        return False
    name = text[part[0][0] : part[-1][1]]
    if len(part) == 1 and len(name) > 1 and name.isupper():
        return True
    place = around.find(name)
    while place >= 0:
        if not (around[max(place - 1, 0)].isalnum() or around[place + len(name) : place + len(name) + 1].isalnum()):
            return True
        place = around.find(name, place + 1)
    return False


def _word(text: str, span: Span) -> str:
    return text[span[0] : span[1]]


def _is_capital(text: str, span: Span) -> bool:
    """Whether a word has a capital, or is the number of a designation: the 1 of K-1."""
    return text[span[0]].isupper() or (text[span[0]].isdigit() and text[max(span[0] - 1, 0)] == "-")


def _starts_name(text: str, span: Span) -> bool:
    return _is_capital(text, span) or (_word(text, span) in ("al", "el") and text[span[1] : span[1] + 1] == "-")


def _continues(text: str, before: Span, span: Span) -> bool:
    gap, last, word = text[before[1] : span[0]], _word(text, before), _word(text, span)
    if gap == "":
        following = text[span[1] : span[1] + 1]
        return last == "-" or (word == "-" and (following.isupper() or (following.isdigit() and last.isupper())))
    after_of = word == "the" and last == "of"
    return gap in (" ", "\u00a0") and (_is_capital(text, span) or word in _INNER or after_of)


def _finished(text: str, run: Sequence[Span], window_start: int) -> Iterator[tuple[NameKind, Span]]:
    run = _without_inner_ends(text, run)
    while run and _is_no_name(text, run[0]):
        run = _without_inner_ends(text, run[1:])
    if run and _is_noun_by_place(text, run, window_start):
        yield "noun", run[0]
        run = _without_inner_ends(text, run[1:])
    for part in _parts(text, run):
        kind = _kind(text, part)
        yield kind, (part[0][0], part[-1][1])


def _without_inner_ends(text: str, run: Sequence[Span]) -> Sequence[Span]:
    """The run from its first capital (or al-) to its last."""
    first, last = 0, len(run)
    while first < last and not _starts_name(text, run[first]):
        first += 1
    while first < last and not _is_capital(text, run[last - 1]):
        last -= 1
    return run[first:last]


def _is_no_name(text: str, span: Span) -> bool:
    lower = _word(text, span).lower()
    if text[span[1] : span[1] + 1] == "-":
        return False
    return lower in words("lower") or (lower in words("pronouns") and not _word(text, span).isupper())


def _is_noun_by_place(text: str, run: Sequence[Span], window_start: int) -> bool:
    """Whether the first word has its capital only because a sentence starts: "Militants of the Dawn Column"."""
    first = run[0]
    if not is_noun(_word(text, first)) or (len(run) > 1 and _is_capital(text, run[1])):
        return False
    before = text[max(first[0] - 4, 0) : first[0]].rstrip(_BEFORE_FIRST_WORD)
    return first[0] == window_start or before[-1:] in _SENTENCE_ENDS


def _kind(text: str, part: Sequence[Span]) -> NameKind:
    word = _word(text, part[0])
    if len(part) == 1 and is_demonym(word):
        return "demonym"
    return "noun" if all(_is_title(text, span) for span in part) else "name"


def _is_title(text: str, span: Span) -> bool:
    return _word(text, span).lower().rstrip(".") in words("titles")


def _parts(text: str, run: Sequence[Span]) -> Iterator[Sequence[Span]]:
    """The run cut behind a state or demonym and around titles; a bare title before a name is left out."""
    while run := _without_inner_ends(text, run):
        length = _length_of_first_part(text, run)
        part, run = run[:length], run[length:]
        bare_title = _is_title(text, part[0]) and run and _starts_name(text, run[0])
        if not bare_title:
            yield _without_inner_ends(text, part)


def _length_of_first_part(text: str, run: Sequence[Span]) -> int:
    if _is_title(text, run[0]):
        return next((index for index, span in enumerate(run) if not _is_title(text, span)), len(run))
    if len(run) > 1 and _stands_alone(text, run[0], run[1 : 1 + LONGEST_NAME]):
        return 1
    return next((index for index, span in enumerate(run) if _is_title(text, span)), len(run))


def _stands_alone(text: str, first: Span, rest: Sequence[Span]) -> bool:
    """Whether a state or demonym is a thing of its own before the other words of a run."""
    word = _word(text, first)
    if is_demonym(word):
        return text[rest[0][0]] != "-"
    named = {_word(text, span).lower() for span in rest}
    return word in _STATES and not named & words("institutions") and text[rest[0][0]] != "-"
