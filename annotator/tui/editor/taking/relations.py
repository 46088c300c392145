"""Enter takes the relation that is offered at a head, as a whole; - refuses it for good; the walk goes on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from annotator.model.annotation import Entity, Event
from annotator.model.edits import add
from annotator.tui.editor.annotate.frames import first_missing
from annotator.tui.editor.annotate.mentions import words_of
from annotator.tui.editor.annotate.relation_walk import onward
from annotator.tui.editor.context import Context
from annotator.tui.editor.move.heads import has_more
from annotator.tui.editor.offered.relations import OfferedRelation, offered_from
from annotator.tui.editor.proposed.relations import made
from annotator.tui.editor.rejected import reject
from annotator.tui.editor.state import Choosing, Outcome, State
from annotator.tui.editor.taking.take import TAKE


def offered_here(context: Context, mode: Choosing) -> list[OfferedRelation]:
    """What is offered from the head whose relation is asked for, or to it; the first is what Enter takes."""
    subject = context.document.find(mode.subject)
    if mode.verb != "relation" or mode.filling is not None or not isinstance(subject, Entity | Event):
        return []
    return offered_from(context, subject, back=mode.back)


def take_offered(context: Context, state: State, mode: Choosing) -> Outcome:
    """Put the first of them into the layer, decided; what it must say and nobody knows is asked for."""
    offers = offered_here(context, mode)
    if not offers:
        return Outcome(state.say("no relation is offered here; a letter is the type of one"))
    relation = made(context, offers[0], decided=True)
    edit = add(context.document, relation, name=TAKE)
    if asking := first_missing(context.schema, state, relation):
        return Outcome(asking, edit)
    if not state.relating:
        return Outcome(state.over(relation.id), edit)
    walk = replace(state.relating, made=relation.id)
    following = _onward(context, replace(state.over(relation.id), relating=walk), mode, offers)
    return Outcome(following.say(f"{described(context, offers[0])}: taken"), edit)


def refuse_offered(context: Context, state: State, mode: Choosing) -> Outcome:
    """Refuse the first of them, at its place and for good; in the walk the next one comes."""
    offers = offered_here(context, mode)
    if not offers:
        return Outcome(state.say("no relation is offered here that could be refused"))
    following = _onward(context, state, mode, offers) if state.relating else state
    said = following.say(f"{described(context, offers[0])}: no")
    return Outcome(said, reject(context.document, offers[0].span, "relation"))


def described(context: Context, offered: OfferedRelation) -> str:
    """A relation that is offered, in words."""
    ends = (context.document.find(each) for each in (offered.relation.head, offered.relation.tail))
    head, tail = (" ".join(words_of(context, each).split()) if each else "?" for each in ends)
    return f"{head} ▸ {offered.relation.type} ▸ {tail}"


def _onward(context: Context, state: State, mode: Choosing, offers: Sequence[OfferedRelation]) -> State:
    """At the same head while something else is offered or likely there, or no head comes after it, else at the next."""
    here = replace(state, card=mode.subject, mode=mode)
    return here if len(offers) > 1 or _has_more(context, mode.subject, offers[0]) else onward(context, here)


def _has_more(context: Context, subject: str, decided: OfferedRelation) -> bool:
    """Whether a relation is likely at a head beside the one that was offered."""
    head, ends = context.document.find(subject), (decided.relation.head, decided.relation.tail)
    if context.pairs is None or not isinstance(head, Entity | Event):
        return False
    return has_more(context, head, beside=ends[1] if ends[0] == subject else ends[0])
