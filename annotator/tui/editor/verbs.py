"""What each verb of the keymap does."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TypeAlias

from annotator.tui.editor.annotate import (
    document_date,
    events,
    mentions,
    notes,
    reject,
    relations,
    things,
    twins,
)
from annotator.tui.editor.annotate.edges import NUDGES, by_sentence, nudge
from annotator.tui.editor.annotate.reverse import reverse
from annotator.tui.editor.choose import word_hints
from annotator.tui.editor.choose.palette import open_palette
from annotator.tui.editor.context import Context
from annotator.tui.editor.move import moves, search
from annotator.tui.editor.overview import remove_several
from annotator.tui.editor.overview.annotation_list import inspect
from annotator.tui.editor.overview.arcs import arcs
from annotator.tui.editor.overview.thing_list import show_things
from annotator.tui.editor.proposed.sheet import show_proposed
from annotator.tui.editor.state import Outcome, Request, State, Typing
from annotator.tui.editor.taking import take

Act: TypeAlias = Callable[[Context, State], Outcome]


def act(context: Context, state: State, verb: str) -> Outcome:
    """Do what a verb of the keymap says; what is missing in the table is a request to the program."""
    done = ACTS.get(verb)
    return done(context, state) if done else Outcome(state, request=Request(verb))


def _relate_back(context: Context, state: State) -> Outcome:
    return relations.start(context, state, back=True)


def _motion(context: Context, state: State) -> Outcome:
    return Outcome(replace(state, motion=False))


def _rename(context: Context, state: State) -> Outcome:
    old_id = context.document.id
    return Outcome(state.enter(Typing("rename", "new id", old_id, len(old_id), selected=True)))


def _switch_view(context: Context, state: State) -> Outcome:
    return Outcome(replace(state, view="plain" if state.view == "lanes" else "lanes"))


def _sentence(*, more: bool) -> Act:
    """To the next sentence, or the one before; while edges are moved, the right edge goes there."""
    move = moves.MOVES["next_sentence" if more else "previous_sentence"]

    def act_by_sentence(context: Context, state: State) -> Outcome:
        return by_sentence(context, state, more=more) if state.stretched else move(context, state)

    return act_by_sentence


def _centre(context: Context, state: State) -> Outcome:
    return Outcome(replace(state, put="middle"), request=Request("redraw"))


ACTS: Mapping[str, Act] = {
    **moves.MOVES,
    **{name: nudge(name) for name in NUDGES},
    "next_sentence": _sentence(more=True),
    "previous_sentence": _sentence(more=False),
    "next_candidate": moves.following_candidate,
    "previous_candidate": moves.preceding_candidate,
    "jump": word_hints.jump,
    "next_identical": search.next_identical,
    "extend": word_hints.extend,
    "fragment": word_hints.fragment,
    "relate": relations.start,
    "relate_back": _relate_back,
    "event": events.start,
    "fill": events.fill,
    "same": things.same,
    "outside": notes.ask_link,
    "accept": take.accept,
    "take_sure": take.take_sure,
    "delete": mentions.delete,
    "reject": reject.not_a_mention,
    "repeat": mentions.repeat,
    "twin": twins.take_over,
    "uncertain": mentions.uncertain,
    "note": notes.ask_note,
    "labels": notes.show_labels,
    "date": document_date.ask,
    "reverse": reverse,
    "remove_several": remove_several.ask,
    "palette": open_palette,
    "search": search.ask,
    "query": search.ask_query,
    "view": _switch_view,
    "redraw": _centre,
    "proposed": show_proposed,
    "arcs": arcs,
    "rename": _rename,
    "inspector": inspect,
    "things": show_things,
    "motion": _motion,
}
"""What each verb does; those that are missing here are requests to the program."""
