"""What is asked for is there already: Enter opens it, or replaces what stands in the way; + adds another.

Where there are several, Tab goes to the next one, and `/` finds one.
"""

from __future__ import annotations

from dataclasses import replace

from annotator.model.annotation import Event, Relation
from annotator.tui.editor.annotate import events, relations
from annotator.tui.editor.annotate.frames import to_role
from annotator.tui.editor.context import Context
from annotator.tui.editor.mode_table import LEAVE, ModeKey, ModeTable
from annotator.tui.editor.state import AlreadyThere, Frame, Item, Outcome, Picking, State


def _enter(context: Context, state: State, mode: AlreadyThere, key: str) -> Outcome:
    if mode.offer == "replace":
        return relations.made(context, state, mode.type, mode.head, mode.tail, instead_of=mode.known)
    return choose(context, state, mode, mode.known[0])


def choose(context: Context, state: State, mode: AlreadyThere, key: str) -> Outcome:
    """Open one of those that are there."""
    known = context.document.find(key)
    if known is None:
        return Outcome(state.leave("it is gone"))
    if known.id in context.document.events:
        return Outcome(replace(to_role(state, Frame(known.id), 0), card=known.id))
    return Outcome(replace(state.leave(), card=known.id))


def _next(context: Context, state: State, mode: AlreadyThere, key: str) -> Outcome:
    """The next one of those that are there."""
    first, *others = mode.known
    if not others:
        return Outcome(state.say("there is no other one"))
    known = (*others, first)
    return Outcome(state.enter(replace(mode, known=known, prompt=_question(context, mode, known[0]))))


def _question(context: Context, mode: AlreadyThere, annotation_id: str) -> str:
    annotation = context.document.find(annotation_id)
    if isinstance(annotation, Relation) and mode.offer == "open":
        return relations.is_there(annotation)
    return events.is_there(context, annotation) if isinstance(annotation, Event) else mode.prompt


def _find(context: Context, state: State, mode: AlreadyThere, key: str) -> Outcome:
    items = tuple(Item(_question(context, mode, each), each, each) for each in mode.known)
    return Outcome(state.enter(Picking("choice", f"{mode.type} here", items, back=mode)))


def _back(context: Context, state: State, mode: AlreadyThere, key: str) -> Outcome:
    """One step back: the type of the event, the other end of the relation."""
    if mode.spans:
        return Outcome(events.asking_type(context, state, mode.spans))
    return relations.of_type(context, state, mode.head, mode.type, back=False)


def _add(context: Context, state: State, mode: AlreadyThere, key: str) -> Outcome:
    return add(context, state, mode)


def add(context: Context, state: State, mode: AlreadyThere) -> Outcome:
    """Add another one beside what is there."""
    if mode.spans:
        return events.made(context, state, mode.type, mode.spans)
    outcome = relations.made(context, state, mode.type, mode.head, mode.tail)
    return outcome._replace(is_sure=mode.offer == "replace")


def _enter_words(context: Context, mode: AlreadyThere) -> str:
    return "replaces it" if mode.offer == "replace" else "opens it"


def _add_words(context: Context, mode: AlreadyThere) -> str:
    return "keeps both" if mode.offer == "replace" else "adds a second"


def _next_words(context: Context, mode: AlreadyThere) -> str:
    return "next one" if len(mode.known) > 1 else ""


def _find_words(context: Context, mode: AlreadyThere) -> str:
    return "find" if len(mode.known) > 1 else ""


def table(chip: str) -> ModeTable:
    """The keys while something is there already, with the word for what was being made."""
    return ModeTable(
        chip,
        (
            ModeKey(_enter, "open what is there, or replace what stands in the way", _enter_words, verbs=("accept",),
                    keys=("enter",)),
            ModeKey(_add, "add another one beside it", _add_words, verbs=("fragment",)),
            ModeKey(_next, "the next one of several that are there", _next_words, verbs=("next_candidate",)),
            ModeKey(_find, "find one of several that are there", _find_words, verbs=("search",)),
            ModeKey(_back, "one step back", verbs=("delete",)),
            LEAVE,
        ),
    )  # fmt: skip


RELATION_THERE, EVENT_THERE = table("RELATION"), table("EVENT")
"""The keys for a relation that is there, and for an event."""
