"""What is shown of an offer at the selection, in parts that card and inspector lay out."""

from __future__ import annotations

from typing import NamedTuple

from annotator.tui.view.runs import Run


class OfferShown(NamedTuple):
    """What is offered at the selection: what it would become and say, what Enter does, whose it is, what else is."""

    becomes: list[Run]
    says: list[Run]
    enter: list[Run]
    source: list[Run]
    others: list[Run]

    def lines(self) -> list[list[Run]]:
        """Each part on a line of its own, for the inspector."""
        says = [[("   ", ""), *self.says]] if self.says else []
        return [self.becomes, *says, *(part for part in self[2:] if part)]

    def rows(self, most: int) -> list[list[Run]]:
        """The parts on at most two rows; what Enter does stands before what may be cut."""
        first, second = [*self.becomes, *self.says], [*self.enter, *self.source, *self.others]
        return [first, second] if most > 1 else [[*first, *second]]
