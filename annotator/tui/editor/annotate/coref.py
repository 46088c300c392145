"""Coreference: `=` and a hint says that two mentions, or two events, are one thing; `=` again that it is a new one."""

from __future__ import annotations

from dataclasses import replace

from msgspec import structs

from annotator.model.annotation import Entity, Event, new_coref
from annotator.model.change import Edit
from annotator.model.edits import update
from annotator.model.spans import envelope
from annotator.tui.editor.annotate.proposals import COREF
from annotator.tui.editor.annotate.relations import source
from annotator.tui.editor.choose.targets import lettered_annotations
from annotator.tui.editor.context import Context
from annotator.tui.editor.state import Hinting, Outcome, Reach, State, Target


def same(context: Context, state: State) -> Outcome:
    """Show hints on everything in view that the card's annotation may be the same thing as."""
    subject = source(context, state)
    if subject is None or not context.schema.has_coref(subject):
        return Outcome(state.leave("coreference needs a mention or an event on the card"))
    return Outcome(state.enter(Hinting("same", subject=subject.id, reach=Reach(more=1))))


def targets(context: Context, state: State, mode: Hinting) -> tuple[Target, ...]:
    """What the card's annotation may be the same thing as, with hints."""
    subject = context.document.find(mode.subject)
    at = envelope(subject.spans) if isinstance(subject, Entity | Event) and subject.spans else state.selection
    return lettered_annotations(context, at, mode, lambda other: admits(context, mode, other))


def admits(context: Context, mode: Hinting, other: Entity | Event) -> bool:
    """Whether the card's annotation may be the same thing as another: of its kind, and of a like type."""
    subject = context.document.find(mode.subject)
    return isinstance(subject, Entity | Event) and other.id != subject.id and may_be_one(context, subject, other)


def may_be_one(context: Context, one: Entity | Event, other: Entity | Event) -> bool:
    """Whether two annotations may be one thing: of one kind and of like types that have things."""
    return type(one) is type(other) and is_alike(one.type, other.type) and context.schema.has_coref(other)


def is_alike(one: str, other: str) -> bool:
    """Whether two types are the same, or of one family."""
    group = one.rpartition(".")[0]
    return one == other or bool(group and group == other.rpartition(".")[0])


def to_target(context: Context, state: State, mode: Hinting, target: Target) -> Outcome:
    """Put the two into one chain: the target's, a new one when it has none."""
    subject, other = context.document.find(mode.subject), context.document.find(target.id or "")
    if not isinstance(subject, Entity | Event) or not isinstance(other, Entity | Event):
        return Outcome(state.leave("it is gone"))
    coref = other.coref or _own(context, other)
    edit = Edit("same", ())
    if other.coref is None:
        edit = edit + update(context.document, in_chain(other, coref))
    edit = edit + update(context.document, in_chain(subject, coref))
    return Outcome(replace(state.leave(), card=subject.id), edit)


def to_thing(context: Context, state: State, subject_id: str, coref: str) -> Outcome:
    """Put an annotation into a chain that is known elsewhere."""
    subject = context.document.find(subject_id)
    if not isinstance(subject, Entity | Event):
        return Outcome(state.leave("it is gone"))
    edit = update(context.document, in_chain(subject, coref), "same")
    return Outcome(replace(state.leave(), card=subject.id), edit)


def new_thing(context: Context, state: State, mode: Hinting) -> Outcome:
    """A chain of its own for the card's annotation."""
    subject = context.document.find(mode.subject)
    if not isinstance(subject, Entity | Event):
        return Outcome(state.leave("it is gone"))
    edit = update(context.document, in_chain(subject, _own(context, subject)), "new thing")
    return Outcome(replace(state.leave(), card=subject.id), edit)


def in_chain(annotation: Entity | Event, coref: str | None) -> Entity | Event:
    """The annotation with this chain, decided."""
    unconfirmed = tuple(part for part in annotation.unconfirmed if part != COREF)
    return structs.replace(annotation, coref=coref, unconfirmed=unconfirmed)


def chain_words(context: Context, coref: str) -> str:
    """What a chain is called: the words of its first mention by name, else of its first one."""
    first = context.index.references.first(coref, context.document) or _first_event(context, coref)
    return " ".join(context.text[start:end] for start, end in first.spans) if first else coref


def _first_event(context: Context, coref: str) -> Event | None:
    members = map(context.document.events.get, context.index.chain(coref))
    return min((each for each in members if each and each.spans), key=lambda each: each.spans, default=None)


def _own(context: Context, annotation: Entity | Event) -> str:
    return new_coref(context.document.id, annotation.id, is_event=isinstance(annotation, Event))
