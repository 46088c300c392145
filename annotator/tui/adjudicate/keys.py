"""The keys of adjudication in one table: what they do, the help line and the help page are made from it."""

from __future__ import annotations

from dataclasses import dataclass

from annotator.tui.keymap import written


@dataclass(frozen=True, slots=True)
class AdjudicationVerb:
    """Something that can be done, its keys, what the help says of it, and its words in the help line."""

    name: str
    keys: tuple[str, ...]
    help: str
    legend: str = ""


VERBS = (
    AdjudicationVerb("both", ("b",), "both readings, where both may stand", "both"),
    AdjudicationVerb("nothing", ("n",), "nothing, where nobody says that"),
    AdjudicationVerb("edit", ("e",), "another answer: opens the layer gold for labelling", "edit"),
    AdjudicationVerb("alike", ("a",), "this answer wherever the same is asked; first says where", "all alike"),
    AdjudicationVerb("before", ("enter",), "as I answered the same words before", "as before"),
    AdjudicationVerb("down", ("down",), "into the rows or a chain's pieces, and one on"),
    AdjudicationVerb("up", ("up",), "one row or piece back; above the first, the whole sentence"),
    AdjudicationVerb("next", ("tab", "right"), "next stop", "next"),
    AdjudicationVerb("previous", ("shift+tab", "left"), "previous stop"),
    AdjudicationVerb("rule", ("?",), "what the guidelines say; Enter there cites a paragraph", "rule"),
    AdjudicationVerb("places", ("p",), "where the same words stand too, and how they came out there", "places"),
    AdjudicationVerb("split", ("s",), "not one question: every place in its sentence"),
    AdjudicationVerb("reason", ("r",), "why: slip, guideline silent, text ambiguous, another", "reason"),
    AdjudicationVerb("note", ("#",), "a note on the last answer; it may cite a guideline", "note"),
    AdjudicationVerb("who", ("w",), "who said what; kept with answers given afterwards", "who"),
    AdjudicationVerb("votes", ("v",), "how many say it"),
    AdjudicationVerb("undo", ("ctrl+z", "u"), "take the last answer back", "undo"),
    AdjudicationVerb("list", ("f3",), "all stops", "list"),
    AdjudicationVerb("causes", ("f4",), "what causes the disagreements, by type, with its places", "causes"),
    AdjudicationVerb("help", ("f1",), "these keys", "keys"),
    AdjudicationVerb("theme", ("f5",), "next colours"),
    AdjudicationVerb("quit", ("ctrl+q", "escape", "ctrl+c"), "leave; every answer is on disk", "leave"),
)
VERB_OF = {key: verb.name for verb in VERBS for key in verb.keys}

PAGE_LEGENDS = {
    "help": [("↓ ↑", "more"), ("any other key", "back")],
    "list": [("↓ ↑", "choose"), ("Enter", "go there"), ("any other key", "back")],
    "places": [("↓ ↑", "choose"), ("Enter", "go there, ask again"), ("any other key", "back")],
    "causes": [("↓ ↑", "choose"), ("Enter", "its places"), ("?", "its rule"), ("any other key", "back")],
    "rule": [("↓ ↑", "choose"), ("Enter", "cite it with the next answer"), ("Esc", "back")],
}
"""The help line of each page."""

REASONS = {"l": "slip", "g": "guideline silent", "t": "text ambiguous", "o": "another reason"}
"""The reasons that may be given for an answer, by their letter."""


def help_rows() -> list[tuple[str, str]]:
    """Every verb as its first keys and what it does."""
    digits = ("1 … 9", "this reading: for the whole sentence, or for the row in focus")
    letters = ("A … Z", "among the pieces of a chain: is that thing; n: a thing apart")
    return [digits, letters, *((" ".join(map(written, verb.keys[:2])), verb.help) for verb in VERBS)]


def legend_pairs() -> list[tuple[str, str]]:
    """What the help line shows: the first key and a word or two; last what is shown at any width, the keys."""
    pairs = [(written(verb.keys[0]), verb.legend) for verb in sorted(VERBS, key=lambda verb: verb.name == "help")]
    return [("1 2", "choose"), *((key, words) for key, words in pairs if words)]
