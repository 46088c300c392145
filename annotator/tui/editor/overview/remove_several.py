"""Removing several annotations at once: the list narrowed by words, all that match goes with one edit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from annotator.model.annotation import Entity, Event
from annotator.model.change import Edit
from annotator.model.edits import remove
from annotator.tui.editor.annotate.mentions import words_of
from annotator.tui.editor.choose.lists import matches
from annotator.tui.editor.context import Context
from annotator.tui.editor.overview.annotation_list import annotation_items
from annotator.tui.editor.passage import flat
from annotator.tui.editor.state import Outcome, Picking, State

REMOVE = "remove"
"""The verb of the list."""


def ask(context: Context, state: State) -> Outcome:
    """Show everything annotated, narrowed to the words of the card; Enter removes all that match."""
    # What is said of an annotation, such as who fills its roles, is no reason to remove it.
    items = tuple(replace(each, note=each.note.partition("  ")[0]) for each in annotation_items(context) if each.key)
    if not items:
        return Outcome(state.say("nothing is annotated yet"))
    card = context.card(state.card)
    words = flat(words_of(context, card)) if isinstance(card, Entity | Event) else ""
    return Outcome(replace(state, mode=Picking(REMOVE, "Enter removes all of these", items, query=words)))


def take(context: Context, state: State, mode: Picking) -> Outcome:
    """Remove all that match what was typed, and what names it; asked twice."""
    if not mode.query.strip():
        return Outcome(state.say("type what is to go: words, a type, or ? ! ~"))
    going = [each.key for each in matches(mode.items, mode.query) if context.document.find(each.key)]
    if not going:
        return Outcome(state.say("nothing matches"))
    edit, count = removed(context, going)
    after = replace(state.leave(f"removed {count}; one undo brings all back"), card=None)
    return Outcome(after, edit, caution=f"{count} will be removed")


def removed(context: Context, going: Sequence[str]) -> tuple[Edit, str]:
    """The edit that removes some annotations and what names them, and how many that are, in words."""
    edit = remove(context.document, going, "remove several")
    more = len(edit.changes) - len(set(going))
    also = f" and {more} that {'name' if more > 1 else 'names'} them" if more else ""
    return edit, f"{len(set(going))} annotation{'s' if len(set(going)) > 1 else ''}{also}"
