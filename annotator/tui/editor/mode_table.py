"""What a mode's keys are: one table a mode; whoever dispatches, writes a legend or documents reads it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

from annotator.tui.editor.context import Context
from annotator.tui.editor.state import Mode, Outcome, State
from annotator.tui.keymap import Keymap, written

Act: TypeAlias = Callable[[Context, State, Any, str], Outcome]
"""What a key does: the mode that the screen is in is the third argument, the key the fourth."""

Words: TypeAlias = str | Callable[[Context, Any], str]
"""What the legend says: words, or what they are in the mode as it is now; "" leaves the key out."""


def is_letter(key: str) -> bool:
    """Whether a key is a letter of any alphabet."""
    return len(key) == 1 and key.isalpha()


def is_small_letter(key: str) -> bool:
    """Whether a key is one of a to z."""
    return len(key) == 1 and key.isascii() and key.islower()


def is_digit(key: str) -> bool:
    """Whether a key is one of 0 to 9."""
    return len(key) == 1 and key.isascii() and key.isdigit()


def is_character(key: str) -> bool:
    """Whether a key stands for a character of a text."""
    return len(key) == 1 or key == "space"


def nothing(key: str) -> bool:
    """No key at all."""
    return False


@dataclass(frozen=True, slots=True)
class ModeKey:
    """A key of a mode, or a family of keys.

    It is every key that does one of `verbs` in the keymap, so that remapping holds in every mode, every one of `keys`,
    and every key that `family` takes; `shown` is how a family is written. `legend` are the words of the bottom row,
    `help` the sentence of the documentation.
    """

    does: Act
    help: str
    legend: Words = ""
    verbs: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    family: Callable[[str], bool] = nothing
    shown: str = ""

    def takes(self, keys: Keymap, key: str) -> bool:
        """Whether this is what a key does."""
        return key in self.keys or self.family(key) or keys.alone.get(key) in self.verbs

    def written(self, keys: Keymap) -> str:
        """The key as people write it."""
        if self.shown:
            return self.shown
        of_verb = next(filter(None, map(keys.key_of, self.verbs)), "")
        return of_verb or next(map(written, self.keys), "")


@dataclass(frozen=True, slots=True)
class ModeTable:
    """The keys of one mode, the first that takes a key counts; `chip` is the word for its alphabet.

    In a mode of text every character is text: no verb of the keymap is reached by one.
    """

    chip: str
    entries: tuple[ModeKey, ...]
    is_text: bool = False

    def entry_of(self, keys: Keymap, key: str) -> ModeKey | None:
        """What a key does; None where it means nothing."""
        return next((each for each in self.entries if each.takes(keys, key)), None)

    def entry_of_verb(self, verb: str) -> ModeKey | None:
        """What a verb does here; None where it means nothing."""
        return next((each for each in self.entries if verb in each.verbs), None)

    def legend(self, context: Context, mode: Mode) -> list[tuple[str, str]]:
        """The keys that matter now with their words."""
        pairs = ((each, _words(each, context, mode)) for each in self.entries)
        return [(each.written(context.keys), words) for each, words in pairs if words]


def _words(entry: ModeKey, context: Context, mode: Mode) -> str:
    return entry.legend if isinstance(entry.legend, str) else entry.legend(context, mode)


def leave(context: Context, state: State, mode: object, key: str) -> Outcome:
    """Leave what is going on; nothing changes and the card stays."""
    return Outcome(state.leave())


LEAVE = ModeKey(leave, "leave; nothing changes, the card stays", "leave", keys=("escape",))
