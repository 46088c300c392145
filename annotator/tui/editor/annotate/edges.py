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
from annotator.tui.editor.state import Outcome, State


def _grow_right(segmenter: Segmenter, text: str, span: Span) -> Span:
    token = segmenter.next_token(text, span[1])
    return (span[0], token[1]) if token else span


def _shrink_right(segmenter: Segmenter, text: str, span: Span) -> Span:
    token = segmenter.previous_token(text, span[1])
    while token and token[1] >= span[1]:
        token = segmenter.previous_token(text, token[0])
    return (span[0], token[1]) if token and token[1] > span[0] else span


def _grow_left(segmenter: Segmenter, text: str, span: Span) -> Span:
    token = segmenter.previous_token(text, span[0])
    return (token[0], span[1]) if token else span


def _shrink_left(segmenter: Segmenter, text: str, span: Span) -> Span:
    token = segmenter.next_token(text, span[0] + 1)
    return (token[0], span[1]) if token and token[0] < span[1] else span


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
    return replace(state, selection=span, goal_cell=None, nudged=state.card if exact else state.nudged)


def put_back(context: Context, state: State) -> State:
    """The selection as the annotation has it whose edges were moved."""
    found = context.card(state.nudged)
    if not isinstance(found, Entity | Event) or not found.spans:
        return replace(state, nudged=None)
    *pieces, selection = found.spans
    return replace(state.select(selection), pieces=tuple(pieces), card=found.id)


def moved_edges(context: Context, state: State) -> Outcome | None:
    """The annotation whose edges were moved, over the selection; None when there is none."""
    found = context.card(state.nudged)
    if not isinstance(found, Entity | Event) or found.spans == state.spans:
        return None
    edit = update(context.document, with_spans(found, context.text, state.spans), "boundary")
    return Outcome(replace(state, nudged=None, card=found.id), edit)


def with_spans(annotation: Entity | Event, text: str, spans: Spans) -> Entity | Event:
    """The mention, or the event by its trigger, over other words."""
    if isinstance(annotation, Entity):
        return structs.replace(annotation, spans=spans, text=surface(text, spans))
    return structs.replace(annotation, trigger=Trigger(spans, surface(text, spans)))


def extended(span: Span, to: Span) -> Span:
    """The smallest span over both."""
    return min(span[0], to[0]), max(span[1], to[1])
