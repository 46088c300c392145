"""The keys of the screen of disagreements in one table: what they do, help line and help page are made from it."""

from __future__ import annotations

from dataclasses import dataclass

from annotator.tui.keymap import written


@dataclass(frozen=True, slots=True)
class DifferenceVerb:
    """Something that can be done, its keys, what the help says of it, and its words in the help line."""

    name: str
    keys: tuple[str, ...]
    help: str
    legend: str = ""


VERBS = (
    DifferenceVerb("next", ("down", "right", "n", "tab"), "next difference", "next"),
    DifferenceVerb("previous", ("up", "left", "p", "shift+tab"), "previous difference", "back"),
    DifferenceVerb("page", ("enter", "space"), "the difference in its article, and back to the list", "article, list"),
    DifferenceVerb("kind", ("f",), "only one kind: each press the next one, then all again", "kind"),
    DifferenceVerb("type", ("t",), "only one type: each press the next one, then all again", "type"),
    DifferenceVerb("pair", ("w",), "only one pair of people: each press the next one, then all again", "pair"),
    DifferenceVerb("first", ("home",), "first difference"),
    DifferenceVerb("last", ("end",), "last difference"),
    DifferenceVerb("rule", ("?",), "what the guidelines say of the type", "rule"),
    DifferenceVerb("help", ("f1", "h"), "these keys", "keys"),
    DifferenceVerb("theme", ("f5",), "next colours"),
    DifferenceVerb("quit", ("q", "ctrl+c", "ctrl+q", "escape"), "leave; from a page, back to the list", "leave"),
)
VERB_OF = {key: verb.name for verb in VERBS for key in verb.keys}


def help_rows() -> list[tuple[str, str]]:
    """Every verb as its keys and what it does."""
    return [(" ".join(map(written, verb.keys)), verb.help) for verb in VERBS]


def legend_pairs() -> list[tuple[str, str]]:
    """What the help line shows: the first key and a word or two."""
    shown = [verb for verb in VERBS if verb.legend]
    return [(written(verb.keys[0]), verb.legend) for verb in sorted(shown, key=lambda verb: verb.name == "help")]
