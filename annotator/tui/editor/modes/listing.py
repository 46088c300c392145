"""LIST: words narrow the list, Enter takes the line that is marked, Esc goes back to what the list lies over."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, TypeAlias

from annotator.model.spans import Span
from annotator.tui.editor.annotate import coref, events, label_all, mentions, notes, relations, values
from annotator.tui.editor.choose import lists
from annotator.tui.editor.choose.palette import remember
from annotator.tui.editor.confirming import Confirming
from annotator.tui.editor.context import Context
from annotator.tui.editor.coverage.sheet import DECLARE_TYPE, declare_type
from annotator.tui.editor.mode_table import ModeKey, ModeTable, is_character
from annotator.tui.editor.modes import already_there, choosing, filling, hinting, valuing
from annotator.tui.editor.modes.looking import looked_at
from annotator.tui.editor.move import moves
from annotator.tui.editor.overview import remove_several
from annotator.tui.editor.proposed import sheet as proposed_sheet
from annotator.tui.editor.state import (
    AlreadyThere,
    Choosing,
    Filling,
    Hinting,
    Item,
    Mode,
    Outcome,
    Picking,
    Request,
    Spreading,
    State,
    Valuing,
)
from annotator.tui.editor.verbs import act

Pick: TypeAlias = Callable[[Context, State, Picking, Item], Outcome]

PAGE = 10
"""How many lines a page is."""

CHOOSE: Mapping[type, Callable[[Context, State, Any, str], Outcome]] = {
    Choosing: choosing.choose,
    Hinting: hinting.choose,
    Filling: filling.choose,
    Valuing: valuing.choose,
    AlreadyThere: already_there.choose,
    Confirming: proposed_sheet.choose,
    Spreading: label_all.choose,
}
"""What takes a line of the list of choices of a mode."""


def _take_choice(context: Context, state: State, mode: Picking, item: Item) -> Outcome:
    return CHOOSE[type(mode.back)](context, state, mode.back, item.key)


def _look(context: Context, state: State, mode: Picking, item: Item) -> Outcome:
    back = mode.back
    if not isinstance(back, Hinting | Filling) or item.span is None:
        return Outcome(state.enter(back))
    return looked_at(state, back, state.select(item.span))


def _go(context: Context, state: State, mode: Picking, item: Item) -> Outcome:
    state = state.leave()
    if item.document_id is not None and item.document_id != context.document.id:
        return Outcome(state, request=Request("open", item.document_id, item.span))
    return went_to(context, state, item.key, item.span)


def went_to(context: Context, state: State, annotation_id: str, span: Span | None) -> Outcome:
    """At a place, with an annotation on the card when there is one of this id."""
    outcome = moves.go(context, state, span)
    if context.document.find(annotation_id) is None:
        return outcome
    return outcome._replace(state=replace(outcome.state, card=annotation_id))


def _request(context: Context, state: State, mode: Picking, item: Item) -> Outcome:
    """The line is a request to the program; a line without one leads to its place."""
    return Outcome(state.leave(), request=Request(mode.verb, item.key)) if item.key else _go(context, state, mode, item)


def _palette(context: Context, state: State, mode: Picking, item: Item) -> Outcome:
    kind, _, name = item.key.partition(":")
    state = remember(state.leave(), item.key)
    return act(context, state, name) if kind == "verb" else _type_or_slot(context, state, name)


def _type_or_slot(context: Context, state: State, name: str) -> Outcome:
    """What choosing a type does: it labels, is an event on the selection, or a relation from the card; or a slot."""
    schema = context.schema
    if name in schema.entity_types:
        return mentions.label(context, state, name)
    if name in schema.event_types:
        return events.happen(context, state, name, mentions.trimmed(context.text, state.spans))
    if name not in schema.relation_types:
        return values.open_named(context, state, name)
    outcome = relations.start(context, state)
    asking = outcome.state.mode
    return choosing.choose(context, outcome.state, asking, name) if isinstance(asking, Choosing) else outcome


def _label(context: Context, state: State, mode: Picking, item: Item) -> Outcome:
    return notes.pick_label(context, state, item.key)


def _thing(context: Context, state: State, mode: Picking, item: Item) -> Outcome:
    return coref.to_thing(context, state, mode.subject, item.key)


def _declare(context: Context, state: State, mode: Picking, item: Item) -> Outcome:
    return declare_type(context, state, item.key)


PICKS: Mapping[str, Pick] = {
    "choice": _take_choice,
    "look": _look,
    "go": _go,
    "reanchor": _request,
    "question": _request,
    "answer": _request,
    "palette": _palette,
    "label": _label,
    "thing": _thing,
    DECLARE_TYPE: _declare,
}
"""What picking a line does, by the verb of the list."""


def _enter(context: Context, state: State, mode: Picking, key: str) -> Outcome:
    if mode.verb == remove_several.REMOVE:
        return remove_several.take(context, state, mode)
    item = lists.picked(mode)
    return PICKS[mode.verb](context, state, mode, item) if item else Outcome(state.say("nothing matches"))


def _narrow(context: Context, state: State, mode: Picking, key: str) -> Outcome:
    if key == "backspace" and not mode.query and mode.back is not None:
        return Outcome(state.enter(mode.back))
    moved = lists.moved(mode, key, PAGE)
    if moved is None:
        return Outcome(state)
    if moved.query != mode.query and moved.verb == "choice":
        choices = _choices(context, mode.back, moved.query)
        moved = replace(moved, items=(*choices, *mode.more)) if choices else moved
    return Outcome(state.enter(moved))


def _choices(context: Context, mode: Mode, query: str) -> tuple[Item, ...]:
    """The lines of a list that is longer than it can show, for the words typed so far."""
    if isinstance(mode, Hinting):
        return hinting.choices(context, mode, query)
    return filling.choices(context, mode, query) if isinstance(mode, Filling) else ()


def _leave(context: Context, state: State, mode: Picking, key: str) -> Outcome:
    return Outcome(state.enter(mode.back) if mode.back is not None else state.leave())


_TAKES = {
    "go": "go there",
    "look": "go there",
    "question": "answer",
    DECLARE_TYPE: "declare, or open",
    remove_several.REMOVE: "remove all",
}
"""What Enter does in a list, where that is not to take its line, by the verb of the list."""


def _enter_words(context: Context, mode: Picking) -> str:
    return _TAKES.get(mode.verb, "take")


LIST = ModeTable(
    "LIST",
    (
        ModeKey(_narrow, "words narrow the list", "search", family=is_character, shown="a-z"),
        ModeKey(_narrow, "another line", "choose", keys=("up", "down", "tab", "shift+tab", "pageup", "pagedown", "home",
                "end"), shown="Up Down"),
        ModeKey(_enter, "take the line that is marked", _enter_words, keys=("enter",)),
        ModeKey(_narrow, "take words back", keys=("backspace", "ctrl+u")),
        ModeKey(_leave, "leave the list; what it lies over goes on", "leave", keys=("escape",)),
    ),
    is_text=True,
)  # fmt: skip
"""The keys of every list."""
