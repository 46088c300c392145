"""What the sheet of `_` shows, and the mode that it is."""

from __future__ import annotations

from dataclasses import dataclass

from annotator.model.spans import Span


@dataclass(frozen=True, slots=True)
class PartRow:
    """A part of the layer: how far it was read, and what stands in it.

    `read` of `sentences` were read, `open` likely places in the others are undecided (None where they are too many to
    look at), `unconfirmed` and `wrong` annotations are counted, `note` says what is wrong with the first of these.
    `gap` is the first sentence that was not read. `can_close` says whether its pass was begun, or finds nothing.
    """

    name: str
    types: tuple[str, ...]
    read: int
    sentences: int
    open: int | None
    unconfirmed: int
    wrong: int
    note: str = ""
    gap: Span | None = None
    is_declared: bool = False
    can_close: bool = False

    @property
    def letter(self) -> str:
        """The letter that declares it, or opens it again."""
        return self.name[0]


@dataclass(frozen=True, slots=True)
class Declaring:
    """DONE: what is declared as done; a letter is a part."""

    rows: tuple[PartRow, ...]

    @property
    def closing(self) -> tuple[PartRow, ...]:
        """The parts that Enter declares."""
        return tuple(each for each in self.rows if each.can_close and not each.is_declared)

    @property
    def gap(self) -> PartRow | None:
        """The part with the first gap, in the order of the text."""
        gaps = [each for each in self.rows if each.gap and not each.is_declared]
        begun = [each for each in gaps if each.can_close]
        return min(begun or gaps, key=lambda each: each.gap or (0, 0), default=None)
