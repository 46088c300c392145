"""The mouse: a click selects a word, a drag the characters it passes, a double click what stands there."""

from __future__ import annotations

from dataclasses import dataclass, replace

from annotator.model.spans import Span, envelope
from annotator.tui.editor.context import Context
from annotator.tui.editor.move.candidates import candidates_in
from annotator.tui.editor.move.moves import go
from annotator.tui.editor.state import Outcome, State


@dataclass(frozen=True, slots=True)
class Drag:
    """A button held down: the glyph it was pressed on, and whether the pointer has left it."""

    start: Span
    moved: bool = False


def pressed(context: Context, state: State, glyph: Span) -> tuple[Drag, Outcome]:
    """The button goes down: the word there is selected."""
    return Drag(glyph), go(context, state.leave(), _word_at(context, glyph))


def dragged(context: Context, state: State, drag: Drag, glyph: Span) -> tuple[Drag, Outcome]:
    """The pointer moves with the button down: exactly the characters between are selected."""
    if glyph == drag.start and not drag.moved:
        return drag, Outcome(state)
    span = min(drag.start[0], glyph[0]), max(drag.start[1], glyph[1])
    return replace(drag, moved=True), Outcome(replace(state.select(span), card=None))


def double_clicked(context: Context, state: State, glyph: Span) -> Outcome:
    """What stands there: an annotation, else a likely mention, else the word."""
    card = context.under(glyph)
    if card:
        outcome = go(context, state.leave(), envelope(card.spans))
        return outcome._replace(state=replace(outcome.state, card=card.id))
    likely = [span for span in candidates_in(context, context.sentence(glyph)) if span[0] <= glyph[0] < span[1]]
    return go(context, state.leave(), likely[0] if likely else _word_at(context, glyph))


def _word_at(context: Context, glyph: Span) -> Span:
    return context.segmenter.token_at(context.text, glyph[0]) or glyph
