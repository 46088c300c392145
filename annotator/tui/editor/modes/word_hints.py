"""Where hints on words lead: there, to an edge of the selection, to its next piece."""

from __future__ import annotations

from dataclasses import replace

from annotator.tui.editor.annotate.edges import extended, resized
from annotator.tui.editor.context import Context
from annotator.tui.editor.move import moves
from annotator.tui.editor.state import Hinting, Outcome, State, Target


def to_word(context: Context, state: State, mode: Hinting, target: Target) -> Outcome:
    """Select what the hint stands on."""
    return moves.go(context, state.leave(), target.span)


def extend_to(context: Context, state: State, mode: Hinting, target: Target) -> Outcome:
    """Extend the selection over what the hint stands on."""
    return Outcome(resized(context, state, extended(state.selection, target.span)).leave())


def fragment_at(context: Context, state: State, mode: Hinting, target: Target) -> Outcome:
    """Begin another piece there."""
    start, end = target.span
    if any(start < piece_end and piece_start < end for piece_start, piece_end in state.spans):
        return Outcome(state.leave("that is selected already"))
    card = context.card(state.card)
    nudged = card.id if card and getattr(card, "spans", ()) == state.spans else state.nudged
    pieces = tuple(sorted((*state.pieces, state.selection)))
    return Outcome(replace(state.leave(), pieces=pieces, selection=target.span, nudged=nudged))
