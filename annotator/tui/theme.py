"""The colours of the screen: themes from style names to terminal styles.

Background and plain text stay the terminal's own, so that light and dark terminals both look like themselves. Colours
are taken from the 256 of every modern terminal; `terminal` keeps to its sixteen, `mono` uses none.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from rich.color import Color
from rich.style import Style


@dataclass(frozen=True, slots=True)
class Theme:
    """Colour numbers by hue; `header` and `chip` are (text, background), `selection` and `hint` as well."""

    name: str
    hues: Mapping[str, int]
    pairs: Mapping[str, tuple[int | None, int | None]]


REVERSED: tuple[None, None] = (None, None)
"""The pair of what is drawn in the terminal's own colours, the other way round: a hue in it would be a background."""

DARK = Theme(
    "dark",
    {
        "people": 210, "places": 75, "things": 180, "values": 109, "event": 176, "accent": 80, "good": 114, "bad": 203,
        "dim": 246, "tag": 246,
    },
    {"header": (252, 237), "chip": (234, 80), "selection": (231, 61), "hint": (16, 221)},
)  # fmt: skip
LIGHT = Theme(
    "light",
    {
        "people": 160, "places": 25, "things": 130, "values": 66, "event": 90, "accent": 30, "good": 28, "bad": 124,
        "dim": 241, "tag": 241,
    },
    {"header": (236, 254), "chip": (231, 30), "selection": (16, 153), "hint": (16, 220)},
)  # fmt: skip
TERMINAL = Theme(
    "terminal",
    {
        "people": 1, "places": 4, "things": 3, "values": 6, "event": 5, "accent": 6, "good": 2, "bad": 9, "dim": 8,
        "tag": 8,
    },
    {"header": REVERSED, "chip": (0, 6), "selection": (15, 4), "hint": (0, 3)},
)  # fmt: skip
MONO = Theme("mono", {}, {})
THEMES = (DARK, LIGHT, TERMINAL, MONO)

_NAMED = {"red": 1, "green": 2, "yellow": 3, "blue": 4, "magenta": 5, "purple": 5, "cyan": 6, "orange": 208}


def theme_for(environment: Mapping[str, str], colours: int) -> Theme:
    """The theme that fits a terminal: none with NO_COLOR, sixteen where there are no more, light where it says so."""
    if environment.get("NO_COLOR"):
        return MONO
    name = environment.get("ANNOTATOR_THEME")
    for theme in THEMES:
        if theme.name == name:
            return theme
    if colours < 256:
        return TERMINAL if colours >= 8 else MONO
    background = environment.get("COLORFGBG", "").rpartition(";")[2]
    return LIGHT if background in ("7", "15") else DARK


def next_theme(theme: Theme) -> Theme:
    """The theme after this one."""
    return THEMES[(THEMES.index(theme) + 1) % len(THEMES)]


@lru_cache(maxsize=1024)
def style(theme_name: str, name: str) -> Style:
    """The terminal style of a style name, such as `people.bold`."""
    theme = next(each for each in THEMES if each.name == theme_name)
    hue, *rest = name.split(".")
    pair = theme.pairs.get(hue)
    front = _colour(theme, hue)
    back = None
    if pair:
        front, back = (None if number is None else Color.from_ansi(number) for number in pair)
        if hue == "header" and pair != REVERSED:
            front = next((colour for word in rest if (colour := _colour(theme, word))), front)
    effects = set(rest) | _without_colour(theme, hue)
    if "reverse" in effects and any(word in DARK.hues for word in rest):
        effects.add("underline")
    return Style(
        color=front,
        bgcolor=back,
        bold="bold" in effects or None,
        underline="underline" in effects or None,
        reverse="reverse" in effects or None,
        dim="dim" in effects or None,
    )


def _colour(theme: Theme, hue: str) -> Color | None:
    number = theme.hues.get(hue)
    if number is None and theme.hues:
        number = _NAMED.get(hue)
        if number is None and hue.startswith("#"):
            return Color.parse(hue)
    return None if number is None else Color.from_ansi(number)


def _without_colour(theme: Theme, hue: str) -> set[str]:
    """What marks a hue where its colours are missing."""
    if hue in ("selection", "hint", "chip") and hue not in theme.pairs:
        return {"reverse"} | ({"bold"} if hue == "hint" else set())
    if hue == "header" and theme.pairs.get("header") in (None, REVERSED):
        return {"reverse"}
    return {"dim"} if hue == "dim" and not theme.hues else set()
