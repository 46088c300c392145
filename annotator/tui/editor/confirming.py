"""The mode of the lists of `$`: what is proposed in some part of the article."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, TypeAlias, get_args

from annotator.model.document import Document
from annotator.model.spans import Span
from annotator.suggest.offered.offer import Offer

Scope: TypeAlias = Literal["sentence", "words", "thing", "type", "article"]
SCOPES: tuple[Scope, ...] = get_args(Scope)
"""What a list is of; its number is the digit that chooses it."""

SURE = 0.95
"""From this confidence on, as this project's own log has it, a proposal is ticked."""


@dataclass(frozen=True, slots=True)
class ProposedItem:
    """An annotation with something proposed: what it is called, what is proposed, why, and how likely it is right.

    With an `offer` it is not in the document yet, and has no id; what a relation names is there.
    """

    id: str
    span: Span | None
    words: str
    tag: str
    proposed: str
    reason: str
    confidence: float
    offer: Offer | None = None

    @property
    def is_sure(self) -> bool:
        """Whether the first Enter takes it."""
        return self.confidence >= SURE

    @property
    def key(self) -> str:
        """What no other item has."""
        return f"{self.offer.layer} {self.offer.type} {self.offer.parts or self.offer.spans}" if self.offer else self.id

    @property
    def is_alone(self) -> bool:
        """Whether it is taken by itself, never together with others: what is offered and is no sure mention."""
        return self.offer is not None and (self.offer.layer != "entities" or not self.is_sure)


@dataclass(frozen=True, slots=True)
class Confirming:
    """CONFIRM: letters open items, Enter takes those that are visible, the ticked ones first.

    `at` and `card` are where the list was opened, `items` those of `total` that were looked at (with `is_cut` even more
    may be offered; with `stopped` there are sentences that were not looked at), `top` is the first one on the screen
    and `rows` how many fit. `left` are the keys of what stays of a page from which the ticked ones were taken: until
    they are decided or the list is moved, nothing else comes up. With `rejecting` the next letter says no to an item;
    `opened` is the one that is being looked at in the article, `parts` how many proposals it had then.
    `document` is what the items were made for.
    """

    scope: Scope
    at: Span
    card: str | None
    items: tuple[ProposedItem, ...] = ()
    total: int = 0
    is_cut: bool = False
    stopped: bool = False
    top: int = 0
    rows: int = 10
    left: tuple[str, ...] = ()
    rejecting: bool = False
    opened: str = ""
    parts: int = 0
    document: Document | None = field(default=None, compare=False, repr=False)

    @property
    def visible(self) -> tuple[ProposedItem, ...]:
        """The items on the screen: only these are ever confirmed."""
        if self.left:
            return tuple(each for each in self.items if each.key in self.left)
        return self.items[self.top : self.top + self.rows]

    @property
    def takes(self) -> tuple[ProposedItem, ...]:
        """What Enter takes of what is visible.

        The ticked items; where those were taken already what is proposed for labels, and after that what is offered,
        one at a time: what a person has passed over is not taken with the rest.
        """
        ticked = () if self.left else tuple(each for each in self.visible if each.is_sure)
        return ticked or tuple(each for each in self.visible if not each.is_alone) or self.visible[:1]
