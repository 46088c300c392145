"""What is asked for is there already: Enter opens it, or replaces what stands in the way; + adds another."""

from __future__ import annotations

from dataclasses import replace

from annotator.tui.editor.annotate import events, relations
from annotator.tui.editor.annotate.frames import to_role
from annotator.tui.editor.context import Context
from annotator.tui.editor.mode_table import LEAVE, ModeKey, ModeTable
from annotator.tui.editor.state import AlreadyThere, Frame, Outcome, State


def _enter(context: Context, state: State, mode: AlreadyThere, key: str) -> Outcome:
    if mode.offer == "replace":
        return relations.made(context, state, mode.type, mode.head, mode.tail, instead_of=mode.known)
    known = context.document.find(mode.known[0])
    if known is None:
        return Outcome(state.leave("it is gone"))
    if known.id in context.document.events:
        return Outcome(replace(to_role(state, Frame(known.id), 0), card=known.id))
    return Outcome(replace(state.leave(), card=known.id))


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


def table(chip: str) -> ModeTable:
    """The keys while something is there already, with the word for what was being made."""
    return ModeTable(
        chip,
        (
            ModeKey(_enter, "open what is there, or replace what stands in the way", _enter_words, verbs=("accept",),
                    keys=("enter",)),
            ModeKey(_add, "add another one beside it", _add_words, verbs=("fragment",)),
            LEAVE,
        ),
    )  # fmt: skip


RELATION_THERE, EVENT_THERE = table("RELATION"), table("EVENT")
"""The keys for a relation that is there, and for an event."""
