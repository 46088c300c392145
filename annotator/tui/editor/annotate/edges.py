"""Moving the edges of the selection, by word and by character, and with them the annotation that stands there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from msgspec import structs

from annotator.model.annotation import Entity, Event, Trigger
from annotator.model.edits import update
from annotator.model.spans import Span, Spans, surface
from annotator.suggest.segment.segmenter import Segmenter
from annotator.text.clusters import next_cluster, previous_cluster
from annotator.tui.editor.context import Context
from annotator.tui.editor.move.words import doubtful_edge, next_word, previous_word
from annotator.tui.editor.state import Outcome, State


def _grow_right(segmenter: Segmenter, text: str, span: Span) -> Span:
    word = next_word(segmenter, text, span[1])
    return (span[0], word[1]) if word else span


def _shrink_right(segmenter: Segmenter, text: str, span: Span) -> Span:
    word = previous_word(segmenter, text, span[1])
    while word and word[1] >= span[1]:
        word = previous_word(segmenter, text, word[0])
    return (span[0], word[1]) if word and word[1] > span[0] else span


def _grow_left(segmenter: Segmenter, text: str, span: Span) -> Span:
    word = previous_word(segmenter, text, span[0])
    return (word[0], span[1]) if word else span


def _shrink_left(segmenter: Segmenter, text: str, span: Span) -> Span:
    word = next_word(segmenter, text, span[0] + 1)
    return (word[0], span[1]) if word and word[0] < span[1] else span


def _grow_right_char(segmenter: Segmenter, text: str, span: Span) -> Span:
    return span[0], next_cluster(text, span[1])


def _shrink_right_char(segmenter: Segmenter, text: str, span: Span) -> Span:
    end = previous_cluster(text, span[1])
    return (span[0], end) if end > span[0] else span


def _grow_left_char(segmenter: Segmenter, text: str, span: Span) -> Span:
    return previous_cluster(text, span[0]), span[1]


def _shrink_left_char(segmenter: Segmenter, text: str, span: Span) -> Span:
    start = next_cluster(text, span[0])
    return (start, span[1]) if start < span[1] else span


NUDGES: dict[str, Callable[[Segmenter, str, Span], Span]] = {
    "grow_right": _grow_right,
    "shrink_right": _shrink_right,
    "grow_left": _grow_left,
    "shrink_left": _shrink_left,
    "grow_right_char": _grow_right_char,
    "shrink_right_char": _shrink_right_char,
    "grow_left_char": _grow_left_char,
    "shrink_left_char": _shrink_left_char,
}


def nudge(name: str) -> Callable[[Context, State], Outcome]:
    """The action of moving one edge of the selection; Enter takes the annotation along, a letter makes a new one."""
    move = NUDGES[name]

    def act(context: Context, state: State) -> Outcome:
        span = move(context.segmenter, context.text, state.selection)
        return Outcome(resized(context, state, span)) if span != state.selection else Outcome(state)

    return act


def resized(context: Context, state: State, span: Span) -> State:
    """Another selection, which remembers the annotation on the card when it had exactly the old one."""
    card = context.card(state.card)
    exact = isinstance(card, Entity | Event) and card.spans == (state.selection,)
    return replace(state, selection=span, goal_cell=None, stretched=True, nudged=state.card if exact else state.nudged)


def by_sentence(context: Context, state: State, *, more: bool) -> Outcome:
    """Move the right edge to the end of its sentence, or of the one after or before it."""
    text, segmenter = context.text, context.segmenter
    start, end = state.selection
    sentence: Span | None = context.sentence((max(end - 1, start), end))
    while sentence:
        last = previous_word(segmenter, text, sentence[1])
        if last and start < last[1] and (last[1] > end if more else last[1] < end):
            return Outcome(resized(context, state, (start, last[1])))
        beside = (segmenter.next_sentence if more else segmenter.previous_sentence)(text, sentence[0])
        sentence = beside if beside and (more or beside[1] > start) else None
    return Outcome(state.say("no sentence further " + ("on" if more else "back")))


def put_back(context: Context, state: State) -> State:
    """The selection as the annotation has it whose edges were moved."""
    card = context.card(state.nudged)
    if not isinstance(card, Entity | Event) or not card.spans:
        return replace(state, nudged=None, stretched=False)
    *pieces, selection = card.spans
    return replace(state.select(selection), pieces=tuple(pieces), card=card.id)


def moved_edges(context: Context, state: State) -> Outcome | None:
    """The annotation whose edges were moved, over the selection; None when there is none."""
    card = context.card(state.nudged)
    if not isinstance(card, Entity | Event) or card.spans == state.spans:
        return None
    edit = update(context.document, with_spans(card, context.text, state.spans), "boundary")
    doubt = doubtful_edge(surface(context.text, state.spans))
    return Outcome(replace(state, nudged=None, stretched=False, card=card.id), edit, caution=doubt)


def with_spans(annotation: Entity | Event, text: str, spans: Spans) -> Entity | Event:
    """The mention, or the event by its trigger, over other words."""
    if isinstance(annotation, Entity):
        return structs.replace(annotation, spans=spans, text=surface(text, spans))
    return structs.replace(annotation, trigger=Trigger(spans, surface(text, spans)))


def extended(span: Span, to: Span) -> Span:
    """The smallest span over both."""
    return min(span[0], to[0]), max(span[1], to[1])
