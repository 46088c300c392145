"""What labelling costs in keys, by hand and with suggestions.

By hand: mentions and relations are the means of the thirteen articles of docs/keys.md, triggers and what else an event
costs those of seven of them. With a suggestion: one key takes it, a letter takes a mention under another type, one key
refuses what is none; what was not suggested costs what it costs by hand. What a mention is one with, and its values,
are decided at the same cost in either way.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Self

MENTION_BY_HAND = 1.77
REST_OF_MENTION = 0.35
"""What a mention costs besides being reached and its type: its thing and values, suggested or not."""
RELATION_BY_HAND = 2.94
TRIGGER_BY_HAND = 2.2
FILLER_BY_HAND = 1.12
REST_OF_EVENT = 2.52
"""What an event costs besides its trigger and what fills it: values, what it is one with, the end."""

ONE_KEY = 1.0
WRONG_IN_SENTENCE = 2.0
"""To go to what is wrong in a sentence that was taken with one key, and to put it right."""
WRONG_RELATION = 2.0
"""To give a suggested relation another type."""


class Sum:
    """A dataclass of counts that are added up."""

    def __add__(self, other: Self) -> Self:
        counts = ((getattr(self, each.name) + getattr(other, each.name)) for each in fields(self))  # type: ignore[arg-type]
        return type(self)(*counts)


@dataclass(frozen=True, slots=True)
class Tally(Sum):
    """What came of suggestions for one kind of thing.

    `gold` are the things there are, each `right`, of a `wrong_type`, or not suggested; `spurious` are suggestions of
    what is none. `sentences` are those in which anything was suggested.
    """

    gold: int = 0
    right: int = 0
    wrong_type: int = 0
    spurious: int = 0
    sentences: int = 0

    @property
    def missed(self) -> int:
        """What was not suggested."""
        return self.gold - self.right - self.wrong_type

    @property
    def corrections(self) -> int:
        """Suggestions that were to be put right or refused."""
        return self.wrong_type + self.spurious

    @property
    def proposed(self) -> int:
        """How many suggestions there were."""
        return self.right + self.corrections

    def precision(self) -> float | None:
        """The share of the suggestions that were right; None without any."""
        return self.right / self.proposed if self.proposed else None

    def recall(self) -> float | None:
        """The share of the things that were suggested rightly; None without any."""
        return self.right / self.gold if self.gold else None

    def f1(self) -> float | None:
        """The harmonic mean of the two; None where there is nothing."""
        return 2 * self.right / (self.proposed + self.gold) if self.proposed + self.gold else None

    def keys(self, by_hand: float, wrong_type: float = ONE_KEY, rest: float = 0.0) -> float:
        """The keys of all things, one suggestion at a time; `rest` is what one that was suggested costs besides."""
        decided = self.right * ONE_KEY + self.wrong_type * wrong_type + self.spurious * ONE_KEY
        return decided + (self.right + self.wrong_type) * rest + self.missed * by_hand

    def keys_by_sentence(self, by_hand: float, rest: float = 0.0) -> float:
        """The keys where one takes all suggestions of a sentence, and what is wrong is put right afterwards."""
        taken = self.sentences * ONE_KEY + self.corrections * WRONG_IN_SENTENCE
        return taken + (self.right + self.wrong_type) * rest + self.missed * by_hand


@dataclass(frozen=True, slots=True)
class Slots(Sum):
    """Roles that are filled in gold: for how many there was an offer, and whose first offer was right."""

    gold: int = 0
    offered: int = 0
    first_right: int = 0

    def keys(self) -> float:
        """The keys of all fillers: the first offer is taken with one, another one chosen as by hand."""
        return self.first_right * ONE_KEY + (self.gold - self.first_right) * FILLER_BY_HAND


def each(keys: float, count: int) -> float | None:
    """Keys by thing; None without any thing."""
    return keys / count if count else None
