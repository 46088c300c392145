"""Names that could be taken for others: invisible characters, mixed alphabets, letters that look like Latin ones."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

_TWINS = {
    # Cyrillic
    "А": "A", "В": "B", "Е": "E", "Ѕ": "S", "І": "I", "Ј": "J", "К": "K", "М": "M", "Н": "H", "О": "O", "Р": "P",
    "С": "C", "Т": "T", "У": "Y", "Х": "X", "Ү": "Y", "Ԍ": "G", "Ԛ": "Q", "Ԝ": "W", "Ѵ": "V", "Ғ": "F",
    "а": "a", "е": "e", "о": "o", "р": "p", "с": "c", "у": "y", "х": "x", "ѕ": "s", "і": "i", "ј": "j", "ԁ": "d",
    "һ": "h", "ԛ": "q", "ԝ": "w", "ѵ": "v", "ӏ": "l", "г": "r", "п": "n", "к": "k", "т": "t", "в": "b", "м": "m",
    # Greek
    "Α": "A", "Β": "B", "Ε": "E", "Ζ": "Z", "Η": "H", "Ι": "I", "Κ": "K", "Μ": "M", "Ν": "N", "Ο": "O", "Ρ": "P",
    "Τ": "T", "Υ": "Y", "Χ": "X", "ο": "o", "ν": "v", "ρ": "p", "α": "a", "ι": "i", "κ": "k", "υ": "u", "χ": "x",
    # Armenian, Cherokee and Lisu
    "Օ": "O", "Ս": "U", "Տ": "S", "Լ": "L", "օ": "o", "ս": "u", "ո": "n", "հ": "h", "ց": "g", "զ": "q",
    "Ꭺ": "A", "Ᏼ": "B", "Ꮯ": "C", "Ꭰ": "D", "Ꭼ": "E", "Ꮐ": "G", "Ꮋ": "H", "Ꭻ": "J", "Ꮶ": "K", "Ꮮ": "L", "Ꮇ": "M",
    "Ꮲ": "P", "Ꭱ": "R", "Ꮪ": "S", "Ꭲ": "T", "Ꮩ": "V", "Ꮤ": "W", "Ꮓ": "Z",
    "ꓐ": "B", "ꓑ": "P", "ꓓ": "D", "ꓔ": "T", "ꓖ": "G", "ꓗ": "K", "ꓘ": "K", "ꓙ": "J", "ꓚ": "C", "ꓜ": "Z", "ꓝ": "F",
    "ꓟ": "M", "ꓠ": "N", "ꓡ": "L", "ꓢ": "S", "ꓣ": "R", "ꓦ": "V", "ꓧ": "H", "ꓪ": "W", "ꓫ": "X", "ꓬ": "Y", "ꓮ": "A",
    "ꓰ": "E", "ꓲ": "I", "ꓳ": "O", "ꓴ": "U",
}  # fmt: skip
"""Letters of other alphabets that are drawn like a Latin letter."""


def odd_letters(name: str) -> str | None:
    """Why a name could be taken for another one: it is empty, holds blanks or controls, or mixes alphabets."""
    if not name or name != name.strip():
        return f"the name {name!r} is empty or has blanks around it"
    for character in name:
        if unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"):
            return f"the name {name!r} holds the invisible character U+{ord(character):04X}"
    alphabets = {script(character) for character in name if character.isalpha()}
    if len(alphabets) > 1:
        foreign = next(each for each in name if each.isalpha() and (script(each) != "LATIN" or len(alphabets) < 2))
        return (
            f"the name {name!r} mixes {' and '.join(sorted(alphabets))} letters: {described(foreign)}; "
            "it looks like another name"
        )
    return None


def looks_like(name: str, others: Iterable[str]) -> str | None:
    """Which of the other names a name is drawn like though it is spelt otherwise, as a message; None for none."""
    plain = skeleton(name)
    twin = next((other for other in others if other != name and skeleton(other) == plain), None)
    if twin is None:
        return None
    foreign = next((each for each in name if not each.isascii()), next((c for c in twin if not c.isascii()), name[0]))
    return f"the name {name!r} looks like {twin!r} but has {described(foreign)}"


def skeleton(name: str) -> str:
    """What a name looks like: compatibility forms folded, letters of other alphabets as their Latin twins."""
    return "".join(_TWINS.get(each, each) for each in unicodedata.normalize("NFKC", name))


def script(character: str) -> str:
    """The alphabet of a letter, by the first word of its Unicode name."""
    return unicodedata.name(character, "UNNAMED").split(" ")[0]


def described(character: str) -> str:
    """A character by code point and Unicode name."""
    return f"U+{ord(character):04X} ({unicodedata.name(character, 'unnamed')})"
