"""A chain divided by hand: piece after piece, the letter of the thing that it is, or `n` for a thing apart.

The first piece is a thing by itself; each further one is that of an earlier letter, or a new thing. After the last
piece the division is the answer.
"""

from __future__ import annotations

from dataclasses import replace
from string import ascii_uppercase

from annotator.agreement.adjudication.row import Row, decide
from annotator.tui.adjudicate.choosing import kept
from annotator.tui.adjudicate.state import AdjudicationState, Pressed

LETTERS = ascii_uppercase
"""The names of pieces, in the order of the text; a chain of more pieces takes a reading, or is edited."""


def letters_of(row: Row) -> dict[str, str]:
    """The letter of each piece of a chain."""
    return dict(zip(row.pieces, LETTERS, strict=False))


def begun(state: AdjudicationState) -> Pressed:
    """At the second piece of the chain in focus: the first one is a thing by itself."""
    row = state.focus
    if row is None or len(row.pieces) < 2:
        return replace(state, message="there is one piece: nothing to divide"), (), ""
    if len(row.pieces) > len(LETTERS):
        return (
            replace(state, message=f"{len(row.pieces)} pieces are more than there are letters: a digit, or e"),
            (),
            "",
        )
    return replace(state, things=(0,)), (), ""


def letter(state: AdjudicationState, key: str) -> Pressed:
    """The next piece is the thing of this letter, or with `n`, or its own letter, one apart."""
    row, things = state.focus, state.things
    if row is None:
        return state, (), ""
    number, own = LETTERS.find(key.upper()), LETTERS[len(things)]
    if key == "n" or number == len(things):
        return _with(state, row, (*things, max(things) + 1))
    if not 0 <= number < len(things):
        return replace(state, message=f"{own} is which of {' '.join(LETTERS[: len(things)])}? n: a thing apart"), (), ""
    return _with(state, row, (*things, things[number]))


def back(state: AdjudicationState) -> Pressed:
    """One piece back; before the second one, out of the pieces."""
    return replace(state, things=state.things[:-1] if len(state.things) > 1 else ()), (), ""


def _with(state: AdjudicationState, row: Row, things: tuple[int, ...]) -> Pressed:
    if len(things) < len(row.pieces):
        return replace(state, things=things), (), ""
    blocks = [[piece for piece, each in zip(row.pieces, things, strict=True) if each == thing] for thing in set(things)]
    content = sorted(sorted(block) for block in blocks)
    return kept(state, {row.key: decide(row, (content,), **state.with_decision())})
