"""The keys of the review in one table: what they do, the help line and the help page are made from it."""

from __future__ import annotations

from dataclasses import dataclass

from annotator.tui.keymap import written


@dataclass(frozen=True, slots=True)
class ReviewVerb:
    """Something that can be done, its keys, what the help says of it, and its words in the help line."""

    name: str
    keys: tuple[str, ...]
    help: str
    legend: str = ""


VERBS = (
    ReviewVerb("extractor", ("e",), "the extractor is wrong", "extractor wrong"),
    ReviewVerb("gold", ("g",), "the gold is wrong; offers to mend it", "gold wrong"),
    ReviewVerb("ambiguous", ("a",), "neither is wrong: the text or the guideline is ambiguous", "ambiguous"),
    ReviewVerb("next", ("right", "n", "j", "tab", "enter"), "next error", "next"),
    ReviewVerb("previous", ("left", "p", "k", "shift+tab"), "previous error"),
    ReviewVerb("undecided", ("u", "space"), "next error that is not decided", "undecided"),
    ReviewVerb("help", ("?", "h"), "these keys", "keys"),
    ReviewVerb("same", ("s",), "next error of the same kind", "same kind"),
    ReviewVerb("same_back", ("S",), "previous error of the same kind"),
    ReviewVerb("layer", ("l",), "only one layer: each press the next one, then all again", "layer"),
    ReviewVerb("kind", ("f",), "only one kind: each press the next one, then all again", "kind"),
    ReviewVerb("first", ("home",), "first error"),
    ReviewVerb("last", ("end",), "last error"),
    ReviewVerb("down", ("down",), "the text one line on"),
    ReviewVerb("up", ("up",), "the text one line back"),
    ReviewVerb("theme", ("f5", "t"), "next colours"),
    ReviewVerb("quit", ("q", "ctrl+c", "escape"), "leave; every decision is on disk", "quit"),
)
VERB_OF = {key: verb.name for verb in VERBS for key in verb.keys}


def help_rows() -> list[tuple[str, str]]:
    """Every verb as its keys and what it does."""
    return [(" ".join(map(written, verb.keys)), verb.help) for verb in VERBS]


def legend_pairs() -> list[tuple[str, str]]:
    """What the help line shows: the first key and a word or two."""
    return [(written(verb.keys[0]), verb.legend) for verb in VERBS if verb.legend]
