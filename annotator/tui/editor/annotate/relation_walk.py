"""The walk along likely heads of relations: each asks for a type until Tab goes on to the next one.

Where something knows which mentions are likely to be related, the walk goes along those first, and then along the
others.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from annotator.model.annotation import Entity, Event, Relation
from annotator.model.spans import Span, envelope
from annotator.tui.editor.annotate.relations import asking_type
from annotator.tui.editor.annotate.values import open_digit
from annotator.tui.editor.choose.targets import lettered_annotations
from annotator.tui.editor.context import Context
from annotator.tui.editor.move.candidates import sentences_on, unread_on
from annotator.tui.editor.move.heads import (
    Among,
    has_more,
    heads_in,
    less_likely_heads_in,
    likely_heads_in,
    may_be_head,
    next_head,
    previous_head,
)
from annotator.tui.editor.passes import RELATIONS
from annotator.tui.editor.state import Choosing, Frame, HeadWalk, Hinting, Outcome, State, Target

NOTHING_ON, NOTHING_UP = "nothing further on that could be related", "nothing further up that could be related"
THE_OTHERS = "the likely ones are through; now the others that may be related, from the start"


def to_next(context: Context, state: State, mode: Choosing) -> Outcome:
    """To the next likely head; after the last one to those that are less likely, from the start of the article on.

    From what was read for relations already it is the first one in what was not.
    """
    walk = _stopped_at(state, mode.subject)
    head = _head(context, mode.subject)
    at = envelope(head.spans) if head and head.spans else state.selection
    if not walk.is_rest and (following := _next_likely(context, head, at, walk)):
        return Outcome(_at(context, replace(state.say(""), relating=walk), following))
    others = _next_other(context, head, at, walk)
    if others is None:
        return Outcome(state.say(NOTHING_ON))
    said = "" if walk.is_rest else THE_OTHERS
    return Outcome(_at(context, replace(state.say(said), relating=replace(walk, is_rest=True)), others))


def _next_likely(context: Context, head: Entity | Event | None, at: Span, walk: HeadWalk) -> Entity | Event | None:
    unread = (each for sentence in unread_on(context, RELATIONS, at) for each in likely_heads_in(context, sentence))
    left = next_head(context, head, at[0])
    is_here = left is not None and context.sentence(envelope(left.spans)) == context.sentence(at)
    if is_here or context.pairs is None:
        return left if is_here else next(unread, None) or left
    return next(unread, None) or left or next(_missed(context, walk, likely_heads_in), None)


def _next_other(context: Context, head: Entity | Event | None, at: Span, walk: HeadWalk) -> Entity | Event | None:
    further = next_head(context, head, at[0], less_likely_heads_in) if walk.is_rest else None
    return further or next(_missed(context, walk, less_likely_heads_in), None)


def _missed(context: Context, walk: HeadWalk, among: Among) -> Iterator[Entity | Event]:
    """The heads at which the walk has not stopped, from the start on; likely ones only in what is not read yet."""
    for sentence in sentences_on(context, 0):
        if among is less_likely_heads_in or not context.is_read(RELATIONS, sentence[0]):
            yield from (each for each in among(context, sentence) if each.id not in walk.stopped)


def to_previous(context: Context, state: State, mode: Choosing) -> Outcome:
    """To the likely head before, or one at which the walk has stopped."""
    walk = _stopped_at(state, mode.subject)

    def on_the_way(context: Context, sentence: Span) -> Iterator[Entity | Event]:
        sought = less_likely_heads_in if walk.is_rest else likely_heads_in
        ids = {each.id for each in sought(context, sentence)} | walk.stopped
        return (each for each in heads_in(context, sentence) if each.id in ids)

    previous_one = previous_head(context, _head(context, mode.subject), state.selection[0], on_the_way)
    if previous_one is None:
        return Outcome(state.say(NOTHING_UP))
    return Outcome(_at(context, replace(state.say(""), relating=walk), previous_one))


def _stopped_at(state: State, subject: str) -> HeadWalk:
    """The walk as it is, with the head that it is left at."""
    walk = state.relating or HeadWalk(subject)
    return replace(walk, stopped=walk.stopped | {subject})


def _head(context: Context, annotation_id: str) -> Entity | Event | None:
    annotation = context.document.find(annotation_id)
    return annotation if isinstance(annotation, Entity | Event) else None


def _at(context: Context, state: State, head: Entity | Event) -> State:
    if head.spans:
        walk = replace(state.relating or HeadWalk(head.id), head=head.id)
        state = replace(state.select(envelope(head.spans)), relating=walk)
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
    if head is None:
        return Outcome(state.leave("it is gone"))
    return Outcome(_at(context, replace(state.say(""), relating=_stopped_at(state, mode.subject)), head))


def go_on(context: Context, state: State) -> State:
    """After a relation of the walk: its head asks for another one, or the next head where none is likely here."""
    walk, card = state.relating, context.card(state.card)
    head = _head(context, walk.head) if walk else None
    if walk is None or head is None:
        return replace(state, relating=None)
    is_new = isinstance(card, Relation) and card.id != walk.made
    if isinstance(card, Relation):
        walk = replace(walk, made=card.id)
    here = _at(context, replace(state, relating=walk), head)
    return here if not is_new or has_more(context, head) else onward(context, here)


def onward(context: Context, state: State) -> State:
    """At the next head of the walk; where there is none, or less likely ones are left, at the same."""
    mode = state.mode
    if not isinstance(mode, Choosing) or state.relating is None:
        return state
    following = to_next(context, state, mode).state
    moved = following.relating
    is_led_on = moved is not None and moved.is_rest == state.relating.is_rest
    return replace(following, message=state.message) if is_led_on and following.mode != mode else state


def value_of_made(context: Context, state: State, key: str) -> Outcome:
    """A digit opens a slot of the relation that the walk made last."""
    made = context.document.relations.get(state.relating.made) if state.relating else None
    if made is None:
        return Outcome(state.say("a digit gives a value to the relation that was made last, and none was"))
    return open_digit(context, state, made, Frame(made.id), key)
