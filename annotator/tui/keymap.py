"""All keys of the labelling screen in one table: bindings, legend, help and documentation are made from it.

Letters are types and digits are slots of the card; they are not in the table. Every verb whose key another keyboard
layout, a multiplexer or a terminal may eat has a second spelling: the comma, then a letter or sign.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from annotator.errors import AnnotatorError, InputError, did_you_mean

PREFIX = ","
"""The key after which the second spellings come."""


@dataclass(frozen=True, slots=True)
class Verb:
    """Something that can be done: its keys, its second spelling after the comma, and what the help says.

    `also` are other words under which people look for it in the palette.
    """

    name: str
    keys: tuple[str, ...]
    second: str
    group: str
    help: str
    legend: str = ""
    vim: tuple[str, ...] = ()
    also: str = ""


VERBS = (
    Verb("right", ("right",), "", "Move", "next word", vim=("l", "w")),
    Verb("left", ("left",), "", "Move", "previous word", vim=("h", "b")),
    Verb("down", ("down",), "", "Move", "line below", vim=("j",)),
    Verb("up", ("up",), "", "Move", "line above", vim=("k",)),
    Verb("sentence_start", ("home",), "0", "Move", "first word of the sentence", vim=("0",)),
    Verb("sentence_end", ("end",), "$", "Move", "last word of the sentence", vim=("$",)),
    Verb("next_sentence", (")",), ")", "Move", "next sentence", vim=(")",)),
    Verb("previous_sentence", ("(",), "(", "Move", "previous sentence", vim=("(",)),
    Verb("page_down", ("pagedown",), "d", "Move", "page down", vim=("d",)),
    Verb("page_up", ("pageup",), "u", "Move", "page up", vim=("u",)),
    Verb("text_start", ("ctrl+home",), "<", "Move", "start of the article", vim=("g",)),
    Verb("text_end", ("ctrl+end",), ">", "Move", "end of the article", vim=("G",)),
    Verb("next_mention", ("ctrl+right",), "m", "Move", "next annotation", vim=("e",)),
    Verb("previous_mention", ("ctrl+left",), "M", "Move", "previous annotation", vim=("B",)),
    Verb("next_candidate", ("tab",), "tab", "Move", "next likely mention", "next", vim=("n",)),
    Verb("back", ("ctrl+o",), ",", "Move", "back to where you were before a search, list, undo or jump; again: forth"),
    Verb("previous_candidate", ("shift+tab",), "backspace", "Move", "previous likely mention", vim=("N",)),
    Verb("jump", ("space",), "space", "Move", "jump to a hint; Space again: hints on the whole screen", "jump"),
    Verb("next_identical", ("*",), "*", "Move", "next place with the same words"),
    Verb("extend", (";",), ";", "Select", "extend the selection to a hint", vim=("v",)),
    Verb("grow_right", ("]",), "]", "Select", "right edge one word on", also="span boundary"),
    Verb("shrink_right", ("[",), "[", "Select", "right edge one word back", also="span boundary"),
    Verb("grow_left", ("{",), "{", "Select", "left edge one word back", also="span boundary"),
    Verb("shrink_left", ("}",), "}", "Select", "left edge one word on", also="span boundary"),
    Verb("grow_right_char", ("alt+]", "alt+right"), "right", "Select", "right edge one character on"),
    Verb("shrink_right_char", ("alt+[", "alt+left"), "left", "Select", "right edge one character back"),
    Verb("grow_left_char", ("alt+{", "alt+up"), "up", "Select", "left edge one character back"),
    Verb("shrink_left_char", ("alt+}", "alt+down"), "down", "Select", "left edge one character on"),
    Verb("fragment", ("+",), "+", "Select", "add a fragment: a hint starts the next piece"),
    Verb(
        "relate", (">",), "r", "Link", "relation from the card: its type, then a hint", "relate", also="link arrow arc"
    ),
    Verb("relate_back", ("<",), "R", "Link", "relation to the card: its type, then a hint; turns round what > began"),
    Verb(
        "event",
        ("!",),
        "e",
        "Link",
        "event on the selection: its type, its roles; Tab: a likely trigger",
        "event",
        also="trigger frame",
    ),
    Verb("reverse", (), "V", "Link", "turn the relation on the card round: its head becomes its tail"),
    Verb("fill", ("\\",), "f", "Link", "ask for the roles of the event on the card", also="arguments"),
    Verb(
        "same",
        ("=",),
        "s",
        "Link",
        "the card is the same thing as a hint, or a digit of the list; = new, - take out, + one of two",
        "same as",
        also="coreference chain cluster entity merge split",
    ),
    Verb(
        "link",
        ("@",),
        "@",
        "Link",
        "the card is a thing of the corpus, known from other articles or the registry",
        also="coreference registry entity",
    ),
    Verb(
        "outside",
        (),
        "w",
        "Link",
        "links of the card to knowledge bases outside (wikidata:Q42)",
        also="entity linking wikipedia",
    ),
    Verb(
        "accept",
        ("enter",),
        "enter",
        "Decide",
        "confirm what the card proposes (?), else take what is offered",
        "confirm",
        also="approve suggestion prediction",
    ),
    Verb(
        "take_sure",
        ("ctrl+t",),
        "A",
        "Decide",
        "take all of the sentence that is offered as sure, with one undo",
        also="suggestion prediction batch",
    ),
    Verb(
        "delete",
        ("backspace", "delete"),
        "x",
        "Decide",
        "remove the annotation on the card",
        vim=("x",),
        also="delete erase",
    ),
    Verb(
        "remove_several",
        (),
        "X",
        "Decide",
        "remove all that match words, a type or a letter, with one undo",
        also="delete erase batch bulk",
    ),
    Verb(
        "reject",
        ("-",),
        "-",
        "Decide",
        "not a mention, at this place; again: a mention after all",
        "not one",
        also="skip ignore refuse",
    ),
    Verb("repeat", (".",), ".", "Decide", "the last type again", vim=(".",)),
    Verb("twin", (), "=", "Decide", "take over what is labelled where the same words stand, as proposals"),
    Verb("uncertain", ("~",), "~", "Decide", "mark the card as uncertain", also="doubt flag unsure"),
    Verb("note", ("#",), "#", "Decide", "note on the card", also="comment remark"),
    Verb("labels", ("%",), "l", "Decide", "labels of the document", also="classification category"),
    Verb("date", (), "D", "Decide", "the day the article is of, from which dates without a year are counted"),
    Verb(
        "proposed",
        ("$",),
        "J",
        "Decide",
        "what is proposed here, as a list to confirm; $ again: in the article",
        "list",
        also="review suggestions",
    ),
    Verb(
        "done",
        ("_",),
        "j",
        "Decide",
        "done: what was read, and the parts declared as labelled exhaustively",
        "done?",
        also="finish finished complete coverage submit",
    ),
    Verb("questions", (), "g", "Decide", "questions that a migration of the schema left; pick one to answer it"),
    Verb("undo", ("ctrl+z",), "z", "Decide", "undo", "undo", also="revert take back"),
    Verb("redo", ("ctrl+y",), "y", "Decide", "redo"),
    Verb("palette", ("'",), "p", "Find", "every type and command, by name"),
    Verb("help", ("?", "f1"), "h", "Find", "guideline and examples of the card's type, and the keys", "why"),
    Verb("search", ("/",), "/", "Find", "search this article"),
    Verb("query", (":",), ":", "Find", "search the project: words, r/regex/, type:PERSON, conflicts"),
    Verb(
        "inspector",
        ("f3",),
        "i",
        "Find",
        "everything annotated, with context; ? ! ~ or a letter shows only those",
        also="annotations overview table",
    ),
    Verb(
        "things",
        (),
        "T",
        "Find",
        "the things of this article by type, with how often they stand here and elsewhere",
        also="entities chains coreference",
    ),
    Verb("messages", (), "'", "Find", "the last messages, whole"),
    Verb("view", ("|", "f2"), "v", "See", "plain or lanes"),
    Verb("arcs", ("&",), "a", "See", "all relations and events of the sentence", also="arrows tree graph"),
    Verb("redraw", ("ctrl+l",), "L", "See", "this line to the middle; everything painted anew, widths asked again"),
    Verb("theme", ("f4",), "t", "See", "next theme", also="colours dark light contrast"),
    Verb("documents", ("f5",), "o", "Go", "list of articles", also="files open texts"),
    Verb("next_document", ("ctrl+pagedown",), "n", "Go", "next article"),
    Verb("previous_document", ("ctrl+pageup",), "b", "Go", "previous article"),
    Verb("rename", (), "N", "Go", "give this article another id"),
    Verb("changed", (), "c", "Go", "the article's file has changed: where each span would go"),
    Verb(
        "rescue", (), "k", "Go", "write this article's layer to a file, for when it cannot be saved", also="save export"
    ),
    Verb("motion", (), "", "Go", "vim profile: letters move; i goes back to labelling", vim=("i",)),
    Verb("quit", ("ctrl+c", "ctrl+q"), "q", "Go", "quit; everything is on disk", "quit", also="exit close leave save"),
)
"""Every verb, in the order of the help."""

BY_NAME = {verb.name: verb for verb in VERBS}
LEGEND_ORDER = ("next_candidate", "jump", "relate", "event", "same", "help", "undo", "accept", "quit")
"""The verbs in the legend, those that matter most first."""
PROFILES = ("default", "vim")


class HintLetters(NamedTuple):
    """The letters of hints before the place that is worked on, and behind it; the nearest gets the first one."""

    left: str = "fdsagrewtvcxzqb"
    right: str = "jklhuionmyp"

    @property
    def all(self) -> str:
        """Both."""
        return self.left + self.right


@dataclass(frozen=True, slots=True)
class Keymap:
    """Which key does what: alone, after the comma, and in the vim profile's motion mode; what hints are made of."""

    verbs: tuple[Verb, ...] = VERBS
    profile: str = "default"
    alone: Mapping[str, str] = field(default_factory=dict)
    seconds: Mapping[str, str] = field(default_factory=dict)
    motions: Mapping[str, str] = field(default_factory=dict)
    hint_letters: HintLetters = field(default_factory=HintLetters)

    def key_of(self, name: str) -> str:
        """The first key of a verb, as people write it; "" when it has none."""
        verb = next((verb for verb in self.verbs if verb.name == name), None)
        if verb is None:
            return ""
        if verb.keys:
            return written(verb.keys[0])
        return PREFIX + written(verb.second) if verb.second else ""


Refusal = Callable[..., AnnotatorError]
"""Makes the error of a wrong setting from its message and the way to it in the project file."""


def _refusal(message: str, *steps: str) -> AnnotatorError:
    return InputError(f"{'.'.join(steps)}: {message}")


def keymap(settings: Mapping[str, Any] | None = None, refusal: Refusal = _refusal) -> Keymap:
    """The keymap of a project file's table `[keymap]`.

    `profile` is `default` or `vim`, `hint_letters` are those of the left hand and of the right; any other name is a
    verb, with a key or a list of keys that replace its own::

        [keymap]
        profile = "vim"
        hint_letters = ["fdsagrewtvcxzqb", "jklhuionmyp"]
        relate = ["ctrl+r", ">"]

    Raises:
        InputError: a verb or profile is unknown, a key is a plain letter or digit, two verbs want one key, or the
            letters of hints are not two strings of letters, each once.
    """
    settings = dict(settings or {})
    profile = settings.pop("profile", "default")
    if profile not in PROFILES:
        raise refusal(f"{profile!r} is no profile; {did_you_mean(str(profile), PROFILES)}", "keymap", "profile")
    letters = _hint_letters(settings.pop("hint_letters", HintLetters()), refusal)
    for name in settings:
        if name not in BY_NAME:
            raise refusal(f"there is no verb {name!r}; {did_you_mean(name, BY_NAME)}", "keymap", name)
    verbs = tuple(_remapped(verb, settings[verb.name], refusal) if verb.name in settings else verb for verb in VERBS)

    def owners(keys_of: Callable[[Verb], Iterable[str]]) -> dict[str, str]:
        owner_of: dict[str, str] = {}
        for verb in verbs:
            for key in keys_of(verb):
                if key in owner_of:
                    chosen = next((name for name in (verb.name, owner_of[key]) if name in settings), verb.name)
                    raise refusal(f"{written(key)} is wanted by {owner_of[key]} and by {verb.name}", "keymap", chosen)
                owner_of[key] = verb.name
        return owner_of

    return Keymap(
        verbs=verbs,
        profile=profile,
        alone=owners(lambda verb: verb.keys),
        seconds=owners(lambda verb: (verb.second,) if verb.second else ()),
        motions=owners(lambda verb: verb.vim) if profile == "vim" else {},
        hint_letters=letters,
    )


def _hint_letters(sides: Any, refusal: Refusal) -> HintLetters:
    letters = HintLetters(*sides) if len(sides) == len(HintLetters._fields) else HintLetters("", "")
    if not (letters.left and letters.right and letters.all.isalpha() and len(set(letters.all)) == len(letters.all)):
        raise refusal('expected two strings of letters, each letter once: ["fdsag", "jklhu"]', "keymap", "hint_letters")
    return letters


def _remapped(verb: Verb, keys: str | Iterable[str], refusal: Refusal) -> Verb:
    chosen = [keys] if isinstance(keys, str) else list(keys)
    for key in chosen:
        if len(key) == 1 and key.isascii() and key.isalnum():
            raise refusal(f"{key!r} is taken; letters are types and digits slots", "keymap", verb.name)
        if key in (PREFIX, "escape"):
            raise refusal(f"{key!r} cannot be given to a verb", "keymap", verb.name)
        *modifiers, plain = key.lower().split("+") if len(key) > 1 else [key]
        if set(modifiers) - MODIFIERS or not (len(plain) == 1 or plain in KEY_NAMES or FUNCTION_KEY.fullmatch(plain)):
            expected = "one character, or a key such as ctrl+r, alt+left, pagedown, f6"
            raise refusal(f"{key!r} is no key; expected {expected}", "keymap", verb.name)
    names = tuple("space" if key == " " else key.lower() if len(key) > 1 else key for key in chosen)
    return Verb(verb.name, names, verb.second, verb.group, verb.help, verb.legend, verb.vim)


MODIFIERS = frozenset(("ctrl", "alt", "shift"))
FUNCTION_KEY = re.compile("f([1-9]|1[0-9]|2[0-4])")
"""The function keys that terminals send."""

_WRITTEN = {
    "space": "Space", "tab": "Tab", "shift+tab": "Shift+Tab", "enter": "Enter", "backspace": "Backspace",
    "delete": "Del", "pagedown": "PgDn", "pageup": "PgUp", "home": "Home", "end": "End", "left": "Left",
    "right": "Right", "up": "Up", "down": "Down", "escape": "Esc",
}  # fmt: skip


KEY_NAMES = frozenset((*_WRITTEN, "insert")) - {"shift+tab"}
"""The keys that have a name instead of a character."""


def written(key: str) -> str:
    """A key as people write it: `ctrl+z` is Ctrl+Z."""
    if key in _WRITTEN:
        return _WRITTEN[key]
    if "+" in key and len(key) > 1:
        modifier, _, rest = key.partition("+")
        rest = _WRITTEN.get(rest, rest.upper() if len(rest) == 1 else rest)
        return f"{modifier.capitalize()}+{rest}"
    return key.upper() if len(key) > 1 else key


def help_lines(keys: Keymap, width: int = 78) -> list[str]:
    """The help: every verb with its keys, group by group."""
    lines = [
        "a-z     label the selection with the type of that letter, and go on to the next likely mention",
        "A-Z     the same, and offer all identical strings",
        "0-9     slots of the card: a digit opens one, a letter or hint fills it",
        "Esc     leave what is going on",
    ]
    group = ""
    for verb in keys.verbs:
        spelled = [written(key) for key in verb.keys] + ([PREFIX + " " + written(verb.second)] if verb.second else [])
        if verb.vim and keys.profile == "vim":
            spelled.append("vim " + "/".join(verb.vim))
        if not spelled:
            continue
        if verb.group != group:
            group = verb.group
            lines += ["", group.upper()]
        head = "  ".join(spelled)
        lines.append(f"{head:<28}{verb.help}"[:width] if len(head) < 28 else f"{head}  {verb.help}"[:width])
    return lines
