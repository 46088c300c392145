"""Person, number and gender, as far as words show them: what a pronoun may stand for by its form."""

from __future__ import annotations

from functools import lru_cache
from typing import TypeAlias

from annotator.suggest.english_news.levels import NAME
from annotator.suggest.english_news.words import is_noun

FIRST, SECOND = "first person", "second person"
MASCULINE, FEMININE, NEUTER = "masculine", "feminine", "neuter"
ONE, SEVERAL = "one", "several"
"""`ONE` is a person or thing that is no group; a noun or name without a plural may be one."""
ANY = "whoever it is"

Form: TypeAlias = frozenset[str]

_PRONOUNS = {
    "i me my mine myself": (FIRST, ONE),
    "we us our ours ourselves": (FIRST, SEVERAL),
    "you your yours": (SECOND,),
    "he him his himself": (MASCULINE, ONE),
    "she her hers herself": (FEMININE, ONE),
    "it its itself": (NEUTER,),
    "they them their theirs themselves": (SEVERAL,),
}
_OF_PRONOUN = {word: frozenset(form) for words, form in _PRONOUNS.items() for word in words.split()}

_ANYBODY = frozenset(("one", "another", "somebody", "someone", "anybody", "anyone", "nobody", "everybody", "everyone"))
_COUNTS = frozenset(
    (
        *("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "dozens", "hundreds", "thousands"),
        *("some", "others", "many", "several", "both", "few", "all"),
    )
)
_PLURALS = frozenset(("police", "wounded", "dead"))
_PLURAL_ENDINGS = ("men", "women", "people", "children", "folk")
_NO_PLURAL_ENDINGS = ("ss", "us", "is", "corps", "headquarters", "barracks", "news", "series")
_MEN = frozenset(("man", "boy", "father", "son", "brother", "husband", "uncle", "nephew", "king", "prince", "sultan"))
_WOMEN = frozenset(
    ("woman", "girl", "mother", "daughter", "sister", "wife", "widow", "aunt", "niece", "queen", "princess")
)


@lru_cache(maxsize=4096)
def form_of(surface: str, level: str = "") -> Form:
    """What the words of a mention show; `level` is what it was labelled as, "" where nobody has said it."""
    words = surface.split()
    last = words[-1].lower() if words else ""
    if len(words) == 1 and last in _OF_PRONOUN and (surface == "I" or not surface.isupper()):
        return _OF_PRONOUN[last]
    if last in _ANYBODY:
        return frozenset((ANY, ONE))
    if _is_plural(words, last, level):
        return frozenset((SEVERAL,))
    if last in _WOMEN or last.endswith("woman"):
        return frozenset((FEMININE, ONE))
    return frozenset((MASCULINE, ONE)) if last in _MEN or last.endswith("man") else frozenset()


def _is_plural(words: list[str], last: str, level: str) -> bool:
    if last in _COUNTS | _PLURALS or last.isdigit() or last.endswith(_PLURAL_ENDINGS):
        return True
    if not last.endswith("s") or last.endswith(_NO_PLURAL_ENDINGS):
        return False
    is_name = level == NAME if level else words[-1][:1].isupper() and not is_noun(words[-1])
    return not is_name or last.endswith("ians")


def is_person(type_name: str) -> bool:
    """Whether a type is one of people, as schemas call it: a noun of it that is no plural means one of them."""
    return type_name.rpartition(".")[2].upper().startswith("PER")


def agrees(pronoun: Form, thing: Form, type_name: str) -> bool:
    """Whether a pronoun may stand for a thing, by all the forms in which it was named before."""
    if MASCULINE in pronoun or FEMININE in pronoun:
        other = FEMININE if MASCULINE in pronoun else MASCULINE
        return not {SEVERAL, NEUTER, other} & thing
    if NEUTER in pronoun:
        return NEUTER in thing or not {SEVERAL, MASCULINE, FEMININE} & thing
    if SEVERAL in pronoun:
        return (ONE not in thing or NEUTER in thing) and (SEVERAL in thing or not is_person(type_name))
    return FIRST not in pronoun or SEVERAL not in thing
