"""The events of a batch as columns: triggers and arguments."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from annotator.eval.arrays import Booleans, Integers
from annotator.eval.columns.codes import combined
from annotator.eval.counting.comparison import Rows
from annotator.eval.counting.unplaced import Apart


class Events(NamedTuple):
    """Events, one element each, and their arguments, one element each.

    `trigger` is what the words of an event's trigger are known by, `has_trigger` whether it has any; `event` is the
    place of an argument's event among the events, `role` a number of `role_names`, `target` the place of what fills it
    among a batch's targets. The last are predicted events and arguments that have no place in the text.
    """

    slot: Integers
    type: Integers
    trigger: Integers
    has_trigger: Booleans
    names: Sequence[str]
    event: Integers
    role: Integers
    target: Integers
    role_names: Sequence[str]
    unplaced: Apart
    unplaced_arguments: Apart
    documents: int

    def triggers(self, *, classified: bool) -> Rows:
        """Triggers by their words, and the event's type where they are classified."""
        chosen = self.has_trigger
        words, type_ = self.trigger[chosen], self.type[chosen]
        rows = Rows(self.slot[chosen], type_, combined(words, type_) if classified else words, self.names)
        return self.unplaced.beside(rows, self.documents)

    def arguments(self, targets: Integers, *, classified: bool, attached: bool = False) -> Rows:
        """Arguments by their event's type and what `targets` says of what fills them; unknown ones (-1) are left out.

        With their role where they are classified, with the words of the event's trigger where they are attached.
        """
        filler = targets[self.target]
        known = filler >= 0
        event = self.event[known]
        key = combined(
            self.type[event],
            filler[known],
            *([self.trigger[event]] if attached else []),
            *([self.role[known]] if classified else []),
        )
        return self.unplaced_arguments.beside(Rows(self.slot[event], self.type[event], key, self.names), self.documents)
