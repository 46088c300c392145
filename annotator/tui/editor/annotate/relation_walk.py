"""The walk along likely heads of relations: each asks for a type until Tab goes on to the next one."""

from __future__ import annotations

from dataclasses import replace

from annotator.model.annotation import Entity, Event
from annotator.model.spans import envelope
from annotator.tui.editor.annotate.relations import asking_type
from annotator.tui.editor.context import Context
from annotator.tui.editor.move.candidates import unread_on
from annotator.tui.editor.move.heads import heads_in, next_head, previous_head
from annotator.tui.editor.passes import RELATIONS
from annotator.tui.editor.state import Choosing, Outcome, State


def to_next(context: Context, state: State, mode: Choosing) -> Outcome:
    """To the next mention that may be related to another one in its sentence.

    From what was read for relations already it is the first one in what was not.
    """
    head = _head(context, mode.subject)
    at = envelope(head.spans) if head and head.spans else state.selection
    unread = (each for sentence in unread_on(context, RELATIONS, at) for each in heads_in(context, sentence))
    left = next_head(context, head, at[0])
    is_here = left is not None and context.sentence(envelope(left.spans)) == context.sentence(at)
    next_one = left if is_here else next(unread, None) or left
    return _to(context, state, next_one, "nothing further on that could be related")


def to_previous(context: Context, state: State, mode: Choosing) -> Outcome:
    """To the likely head before."""
    head = _head(context, mode.subject)
    previous_one = previous_head(context, head, state.selection[0])
    return _to(context, state, previous_one, "nothing further up that could be related")


def _head(context: Context, annotation_id: str) -> Entity | Event | None:
    annotation = context.document.find(annotation_id)
    return annotation if isinstance(annotation, Entity | Event) else None


def _to(context: Context, state: State, head: Entity | Event | None, else_say: str) -> Outcome:
    if head is None:
        return Outcome(state.say(else_say))
    return Outcome(_at(context, state.say(""), head))


def _at(context: Context, state: State, head: Entity | Event) -> State:
    at = replace(state.select(envelope(head.spans)), relating=head.id) if head.spans else state
    return asking_type(context, at, head, back=False)


def go_on(context: Context, state: State) -> State:
    """After a relation of the walk: its head asks for another one."""
    head = _head(context, state.relating)
    return _at(context, state, head) if head else replace(state, relating="")
