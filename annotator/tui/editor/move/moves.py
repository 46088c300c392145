"""Moving the selection: by word, line, sentence, page, annotation and candidate."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from annotator.model.spans import Span, envelope
from annotator.text.cells import CellLine, cell_line
from annotator.text.sentences import next_sentence, previous_sentence
from annotator.text.tokens import next_token, previous_token, token_at, tokens_between
from annotator.text.wrap import Row
from annotator.tui.editor.context import Desk
from annotator.tui.editor.move.candidates import next_candidate, previous_candidate
from annotator.tui.editor.state import Outcome, State


def go(desk: Desk, state: State, span: Span | None) -> Outcome:
    """Select a span and put on the card what is there; nothing happens without one."""
    if span is None:
        return Outcome(state)
    found = desk.under(span)
    return Outcome(replace(state.select(span), card=found.id if found else None))


def right(desk: Desk, state: State) -> Outcome:
    """To the next word."""
    return go(desk, state, next_token(desk.text, max(state.selection[1], state.selection[0] + 1)))


def left(desk: Desk, state: State) -> Outcome:
    """To the previous word."""
    return go(desk, state, previous_token(desk.text, state.selection[0]))


def line_of(desk: Desk, row: Row) -> CellLine:
    """The cells of a row."""
    return cell_line(desk.text[row.start : row.end], desk.measure, row.start)


def vertical(rows: int) -> Callable[[Desk, State], Outcome]:
    """A move by so many rows, keeping the column."""

    def move(desk: Desk, state: State) -> Outcome:
        count = abs(rows) if abs(rows) == 1 else max(desk.page_rows - 2, 1)
        row = desk.wrapper.row_at(state.selection[0])
        goal = state.goal_cell
        if goal is None:
            goal = line_of(desk, row).cell_of(state.selection[0])
        span = None
        for _ in range(count):
            # Rows without words are passed over.
            found = _next_row_with_word(desk, row, goal, rows > 0)
            if found is None:
                break
            row, span = found
        return go_vertically(desk, state, span, goal)

    return move


def go_vertically(desk: Desk, state: State, span: Span | None, goal: int) -> Outcome:
    """Select a span, remembering the column."""
    moved = go(desk, state, span)
    return moved._replace(state=replace(moved.state, goal_cell=goal)) if span else moved


def _next_row_with_word(desk: Desk, row: Row, goal: int, down: bool) -> tuple[Row, Span] | None:
    following = desk.wrapper.after(row) if down else desk.wrapper.before(row)
    for _ in range(1000):
        if following is None:
            return None
        span = word_near(desk, following, goal)
        if span:
            return following, span
        following = desk.wrapper.after(following) if down else desk.wrapper.before(following)
    return None


def word_near(desk: Desk, row: Row, cell: int) -> Span | None:
    """The word that starts on a row nearest to a column."""
    line = line_of(desk, row)
    char = line.char_at(cell)
    here = token_at(desk.text, char) if char < row.end else None
    if here and here[0] >= row.start:
        return here
    starting = [span for span in tokens_between(desk.text, row.start, row.end) if row.start <= span[0] < row.end]
    return min(starting, key=lambda span: abs(line.cell_of(span[0]) - cell), default=None)


def sentence_start(desk: Desk, state: State) -> Outcome:
    """To the first word of the sentence."""
    return go(desk, state, next_token(desk.text, desk.sentence(state.selection)[0]))


def sentence_end(desk: Desk, state: State) -> Outcome:
    """To the last word of the sentence."""
    return go(desk, state, previous_token(desk.text, desk.sentence(state.selection)[1]))


def following_sentence(desk: Desk, state: State) -> Outcome:
    """To the first word of the next sentence."""
    found = next_sentence(desk.text, desk.sentence(state.selection)[0])
    return go(desk, state, next_token(desk.text, found[0]) if found else None)


def preceding_sentence(desk: Desk, state: State) -> Outcome:
    """To the first word of the sentence before."""
    found = previous_sentence(desk.text, desk.sentence(state.selection)[0])
    return go(desk, state, next_token(desk.text, found[0]) if found else None)


def text_start(desk: Desk, state: State) -> Outcome:
    """To the first word of the article."""
    return go(desk, state, next_token(desk.text, 0))


def text_end(desk: Desk, state: State) -> Outcome:
    """To the last word of the article."""
    return go(desk, state, previous_token(desk.text, len(desk.text)))


def following_candidate(desk: Desk, state: State) -> Outcome:
    """To the next likely mention."""
    found = next_candidate(desk, state.selection[1])
    return go(desk, state, found) if found else Outcome(state.say("no likely mention further on"))


def preceding_candidate(desk: Desk, state: State) -> Outcome:
    """To the previous likely mention."""
    found = previous_candidate(desk, state.selection[0])
    return go(desk, state, found) if found else Outcome(state.say("no likely mention further up"))


STEP = 4_000
"""How much of the text is asked at a time for the next annotation."""


def following_mention(desk: Desk, state: State) -> Outcome:
    """To the next annotation."""
    start, end = state.selection
    for low in range(start, len(desk.text) + 1, STEP):
        after = [envelope(each.spans) for each in desk.mentions((low, low + STEP))]
        later = sorted(span for span in after if (span[0], -span[1]) > (start, -end))
        if later:
            return go(desk, state, min(later, key=lambda span: (span[0], -span[1])))
    return Outcome(state.say("no annotation further on"))


def preceding_mention(desk: Desk, state: State) -> Outcome:
    """To the annotation before."""
    start, end = state.selection
    for high in range(end, 0, -STEP):
        before = [envelope(each.spans) for each in desk.mentions((max(high - STEP, 0), high))]
        earlier = [span for span in before if (span[0], -span[1]) < (start, -end)]
        if earlier:
            return go(desk, state, max(earlier, key=lambda span: (span[0], -span[1])))
    return Outcome(state.say("no annotation further up"))
