"""What a quantity or an amount of money means, where its form is regular: the proposal for its value."""

from __future__ import annotations

import regex

from annotator.suggest.english_news.normal import Normal, modified
from annotator.suggest.english_news.numerals import number

CURRENCIES = {"$": "USD", "US$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY"}
SCALES = {"dozen": 12, "hundred": 100, "thousand": 10**3, "million": 10**6, "billion": 10**9}
BOUNDS = r"at\ least|at\ most|more\ than|fewer\ than|less\ than|up\ to|(?:a\ little\ |just\ |well\ )?(?:over|under)"
"""Words that say on which side of a number the truth lies; there is no other mod for it than that it is rough."""

_BOUND = regex.compile(rf"(?i:{BOUNDS})\ ", regex.VERBOSE)
_AMOUNT = regex.compile(
    r"(?P<sign>(?:US)?[$€£¥])?\s?(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|(?i:[a-z]+(?:-[a-z]+)?))"
    r"(?: (?P<scale>dozen|hundred|thousand|million|billion))?(?P<percent>%)?(?: (?P<unit>\p{L}+))?"
)
_COMPOUND = regex.compile(r"(?P<number>[\d.,]+)-(?P<unit>\p{L}+)")


def amount_value(words: str, currency: str = "") -> Normal | None:
    """A quantity or an amount of money as a plain number with its unit: "5200", "2000000 USD", "900 crowns", "20 %".

    An amount without a unit is one of the `currency`, if that is given. None for what has no number ("dozens").
    """
    mod, rest = modified(words)
    if bound := _BOUND.match(rest):
        mod, rest = "APPROX", rest[bound.end() :]
    match = _AMOUNT.fullmatch(_unfolded(rest))
    counted = number(match["number"]) if match else None
    if match is None or counted is None or (match["sign"] and match["unit"]):
        return None
    plain = f"{counted * SCALES.get(match['scale'] or '', 1):f}"
    plain = plain.rstrip("0").rstrip(".") if "." in plain else plain
    unit = CURRENCIES.get(match["sign"] or "", match["percent"] or match["unit"] or currency)
    return Normal(f"{plain} {'%' if unit == 'percent' else unit}".strip(), mod)


def _unfolded(words: str) -> str:
    """An article in front of a dozen, a hundred ... is a one; a unit behind a hyphen is a word in the plural."""
    first, _, rest = words.partition(" ")
    if first.lower() in ("a", "an") and rest.split(" ")[0] in SCALES:
        return f"one {rest}"
    if compound := _COMPOUND.fullmatch(words):
        return f"{compound['number']} {compound['unit'].removesuffix('s')}s"
    return words
