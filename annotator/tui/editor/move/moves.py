"""Moving the selection: by word, line, sentence, page, annotation and candidate."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from annotator.model.spans import Span, envelope
from annotator.text.cells import CellLine, cell_line
from annotator.text.wrap import Row
from annotator.tui.editor.context import Context
from annotator.tui.editor.move.candidates import next_candidate, next_unread, previous_candidate
from annotator.tui.editor.move.words import is_word, next_word, previous_word
from annotator.tui.editor.passes import MENTIONS
from annotator.tui.editor.state import Outcome, State


def go(context: Context, state: State, span: Span | None) -> Outcome:
    """Select a span and put on the card what is there; nothing happens without one."""
    if span is None:
        return Outcome(state)
    card = context.under(span)
    return Outcome(replace(state.select(span), card=card.id if card else None))


def first_state(context: Context, state: State) -> State:
    """Where an article opens: at the first likely mention, if it is on the screen, else where it is."""
    first = next_candidate(context, 0)
    if first and first[0] < context.window[1]:
        state = state.select(first)
    annotation = context.under(state.selection)
    return replace(state, card=annotation.id if annotation else None)


def _next(context: Context, char: int) -> Span | None:
    return next_word(context.segmenter, context.text, char)


def _previous(context: Context, char: int) -> Span | None:
    return previous_word(context.segmenter, context.text, char)


def right(context: Context, state: State) -> Outcome:
    """To the next word."""
    start, end = state.selection
    return go(context, state, _next(context, max(end, start + 1)))


def left(context: Context, state: State) -> Outcome:
    """To the previous word."""
    return go(context, state, _previous(context, state.selection[0]))


def line_of(context: Context, row: Row) -> CellLine:
    """The cells of a row."""
    return cell_line(context.text[row.start : row.end], context.measure, row.start)


def vertical(rows: int) -> Callable[[Context, State], Outcome]:
    """A move to the next row with words below (1) or above (-1), keeping the column."""

    def move(context: Context, state: State) -> Outcome:
        row = context.wrapper.row_at(state.selection[0])
        goal = _goal(context, state)
        # Rows without words are passed over.
        row_found = _next_row_with_word(context, row, goal, rows > 0)
        return go_vertically(context, state, row_found[1] if row_found else None, goal)

    return move


def page_down(context: Context, state: State) -> Outcome:
    """The last line that is to be seen whole becomes the first; at the end of the article, to its last line."""
    goal = _goal(context, state)
    start, end = context.in_view.in_full
    if end >= len(context.text):
        row_and_words = _words_upwards(context, context.wrapper.row_at(len(context.text)), goal)
        return go_vertically(context, state, row_and_words[1] if row_and_words else None, goal)
    row_and_words = _words_upwards(context, context.wrapper.row_at(end - 1), goal)
    if row_and_words is None or row_and_words[0].start <= start:
        row_and_words = _next_row_with_word(context, context.wrapper.row_at(end - 1), goal, down=True)
    outcome = go_vertically(context, state, row_and_words[1] if row_and_words else None, goal)
    return outcome._replace(state=replace(outcome.state, put="top"))


def page_up(context: Context, state: State) -> Outcome:
    """The first line that is to be seen becomes the last; at the start of the article, to its first line."""
    goal = _goal(context, state)
    start = context.in_view.in_full[0]
    row = context.wrapper.row_at(start)
    words = word_near(context, row, goal)
    row_and_words = (row, words) if words else _next_row_with_word(context, row, goal, down=True)
    if start > 0 and (row_and_words is None or row_and_words[0] == context.wrapper.row_at(state.selection[0])):
        # The selection is on it already: nothing would move where only one line fits.
        row_and_words = _next_row_with_word(context, row, goal, down=False)
    outcome = go_vertically(context, state, row_and_words[1] if row_and_words else None, goal)
    return outcome._replace(state=replace(outcome.state, put="bottom" if start > 0 else ""))


def _goal(context: Context, state: State) -> int:
    if state.goal_cell is not None:
        return state.goal_cell
    return line_of(context, context.wrapper.row_at(state.selection[0])).cell_of(state.selection[0])


def _words_upwards(context: Context, row: Row, goal: int) -> tuple[Row, Span] | None:
    """This row with its word nearest to a column, or the first one above that has words."""
    span = word_near(context, row, goal)
    return (row, span) if span else _next_row_with_word(context, row, goal, down=False)


def go_vertically(context: Context, state: State, span: Span | None, goal: int) -> Outcome:
    """Select a span, remembering the column."""
    moved = go(context, state, span)
    return moved._replace(state=replace(moved.state, goal_cell=goal)) if span else moved


def _next_row_with_word(context: Context, row: Row, goal: int, down: bool) -> tuple[Row, Span] | None:
    following = context.wrapper.after(row) if down else context.wrapper.before(row)
    for _ in range(1000):
        if following is None:
            return None
        span = word_near(context, following, goal)
        if span:
            return following, span
        following = context.wrapper.after(following) if down else context.wrapper.before(following)
    return None


def word_near(context: Context, row: Row, cell: int) -> Span | None:
    """The word that starts on a row nearest to a column."""
    line = line_of(context, row)
    char = line.char_at(cell)
    here = context.segmenter.token_at(context.text, char) if char < row.end else None
    if here and here[0] >= row.start and is_word(context.text[slice(*here)]):
        return here
    starting = [
        span
        for span in context.segmenter.tokens_between(context.text, row.start, row.end)
        if row.start <= span[0] < row.end and is_word(context.text[slice(*span)])
    ]
    return min(starting, key=lambda span: abs(line.cell_of(span[0]) - cell), default=None)


def sentence_start(context: Context, state: State) -> Outcome:
    """To the first word of the sentence."""
    return go(context, state, _next(context, context.sentence(state.selection)[0]))


def sentence_end(context: Context, state: State) -> Outcome:
    """To the last word of the sentence."""
    return go(context, state, _previous(context, context.sentence(state.selection)[1]))


def following_sentence(context: Context, state: State) -> Outcome:
    """To the first word of the next sentence."""
    sentence = context.segmenter.next_sentence(context.text, context.sentence(state.selection)[0])
    return go(context, state, _next(context, sentence[0]) if sentence else None)


def preceding_sentence(context: Context, state: State) -> Outcome:
    """To the first word of the sentence before."""
    sentence = context.segmenter.previous_sentence(context.text, context.sentence(state.selection)[0])
    return go(context, state, _next(context, sentence[0]) if sentence else None)


def text_start(context: Context, state: State) -> Outcome:
    """To the first word of the article."""
    return go(context, state, _next(context, 0))


def text_end(context: Context, state: State) -> Outcome:
    """To the last word of the article."""
    return go(context, state, _previous(context, len(context.text)))


def following_candidate(context: Context, state: State) -> Outcome:
    """To the next likely mention; from what was read already to the first one in what was not."""
    candidate = next_unread(context, MENTIONS, state.selection) or next_candidate(
        context, state.selection[1], state.selection
    )
    return go(context, state, candidate) if candidate else Outcome(state.say("no likely mention further on"))


def preceding_candidate(context: Context, state: State) -> Outcome:
    """To the previous likely mention."""
    candidate = previous_candidate(context, state.selection[0])
    return go(context, state, candidate) if candidate else Outcome(state.say("no likely mention further up"))


STEP = 4_000
"""How much of the text is asked at a time for the next annotation."""


def following_mention(context: Context, state: State) -> Outcome:
    """To the next annotation."""
    start, end = state.selection
    for low in range(start, len(context.text) + 1, STEP):
        after = [envelope(each.spans) for each in context.mentions((low, low + STEP))]
        later = sorted(span for span in after if (span[0], -span[1]) > (start, -end))
        if later:
            return go(context, state, min(later, key=lambda span: (span[0], -span[1])))
    return Outcome(state.say("no annotation further on"))


def preceding_mention(context: Context, state: State) -> Outcome:
    """To the annotation before."""
    start, end = state.selection
    for high in range(end, 0, -STEP):
        before = [envelope(each.spans) for each in context.mentions((max(high - STEP, 0), high))]
        earlier = [span for span in before if (span[0], -span[1]) < (start, -end)]
        if earlier:
            return go(context, state, max(earlier, key=lambda span: (span[0], -span[1])))
    return Outcome(state.say("no annotation further up"))


MOVES: Mapping[str, Callable[[Context, State], Outcome]] = {
    "right": right,
    "left": left,
    "down": vertical(1),
    "up": vertical(-1),
    "page_down": page_down,
    "page_up": page_up,
    "sentence_start": sentence_start,
    "sentence_end": sentence_end,
    "next_sentence": following_sentence,
    "previous_sentence": preceding_sentence,
    "text_start": text_start,
    "text_end": text_end,
    "next_mention": following_mention,
    "previous_mention": preceding_mention,
}
"""The moves by the verbs of the keymap; the walk along what is likely is not among them."""
