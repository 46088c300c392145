"""What is said to the person, whole: a message that the status line has no room for wraps over the rows above it."""

from __future__ import annotations

from annotator.text.cells import Measure
from annotator.text.visible import visible
from annotator.tui.editor.context import Context
from annotator.tui.editor.modes.legend import prompt_of
from annotator.tui.editor.state import State
from annotator.tui.view.bars import Info, message_of, message_room, told
from annotator.tui.view.runs import StyledRow, fitted

MOST_ROWS = 6
"""How many rows a message may cover; the list of messages has all of it."""


def rows_of_message(info: Info, context: Context, state: State, width: int) -> list[StyledRow]:
    """The rows of a message that does not fit into the status line, a rule above them; none where it fits."""
    words, measure = visible(message_of(info, context, state)), context.measure
    is_question = not told(info, state) and bool(prompt_of(context, state))
    # What is asked for stands as long as its mode does: it must not cover the card that is being filled.
    if is_question or measure(words) <= message_room(info, context, state, width):
        return []
    rows = [("─" * width, "dim"), *((f" {each}", "bold") for each in wrapped(words, width - 2, measure)[:MOST_ROWS])]
    return [fitted([run], width, measure) for run in rows]


def wrapped(words: str, width: int, measure: Measure) -> list[str]:
    """Words over as many lines as they need; one that is wider than a line is broken."""
    lines = [""]
    for word in words.split():
        if lines[-1] and measure(f"{lines[-1]} {word}") > width:
            lines.append("")
        for piece in _pieces(word, width, measure):
            joined = f"{lines[-1]} {piece}".strip()
            lines[-1:] = [joined] if measure(joined) <= width else [lines[-1], piece]
    return lines


def _pieces(word: str, width: int, measure: Measure) -> list[str]:
    pieces = [""]
    for character in word:
        if pieces[-1] and measure(pieces[-1] + character) > width:
            pieces.append("")
        pieces[-1] += character
    return pieces
