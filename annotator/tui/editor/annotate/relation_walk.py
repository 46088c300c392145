"""The walk along likely heads of relations: each asks for a type until Tab goes on to the next one."""

from __future__ import annotations

from dataclasses import replace

from annotator.model.annotation import Entity, Event, Relation
from annotator.model.spans import envelope
from annotator.tui.editor.annotate.relations import asking_type
from annotator.tui.editor.annotate.values import open_digit
from annotator.tui.editor.choose.targets import lettered_annotations
from annotator.tui.editor.context import Context
from annotator.tui.editor.move.candidates import unread_on
from annotator.tui.editor.move.heads import heads_in, may_be_head, next_head, previous_head
from annotator.tui.editor.passes import RELATIONS
from annotator.tui.editor.state import Choosing, Frame, HeadWalk, Hinting, Outcome, State, Target


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
    if head.spans:
        made = state.relating.made if state.relating else ""
        state = replace(state.select(envelope(head.spans)), relating=HeadWalk(head.id, made))
    return asking_type(context, state, head, back=False)


def targets(context: Context, state: State, mode: Hinting) -> tuple[Target, ...]:
    """The other mentions of the sentence from which a relation may lead, with hints."""
    head = _head(context, mode.subject)
    at = envelope(head.spans) if head and head.spans else state.selection
    return lettered_annotations(context, at, mode, lambda other: admits(context, mode, other))


def admits(context: Context, mode: Hinting, other: Entity | Event) -> bool:
    """Whether a relation may lead from an annotation, which is not the one that the walk is at."""
    return other.id != mode.subject and may_be_head(context.schema, other.type)


def to_target(context: Context, state: State, mode: Hinting, target: Target) -> Outcome:
    """The walk goes on from the mention of a hint."""
    head = _head(context, target.id or "")
    return Outcome(_at(context, state.say(""), head)) if head else Outcome(state.leave("it is gone"))


def go_on(context: Context, state: State) -> State:
    """After a relation of the walk: its head asks for another one."""
    walk, card = state.relating, context.card(state.card)
    head = _head(context, walk.head) if walk else None
    if walk is None or head is None:
        return replace(state, relating=None)
    made = card.id if isinstance(card, Relation) else walk.made
    return _at(context, replace(state, relating=replace(walk, made=made)), head)


def value_of_made(context: Context, state: State, key: str) -> Outcome:
    """A digit opens a slot of the relation that the walk made last."""
    made = context.document.relations.get(state.relating.made) if state.relating else None
    if made is None:
        return Outcome(state.say("a digit gives a value to the relation that was made last, and none was"))
    return open_digit(context, state, made, Frame(made.id), key)
