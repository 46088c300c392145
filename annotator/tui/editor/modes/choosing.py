"""EVENT, RELATION and LABEL: the schema's letters choose a type; `/` finds it by name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from annotator.tui.editor.annotate import events, reject, relation_walk, relations, trigger_walk
from annotator.tui.editor.annotate.edges import NUDGES, nudge
from annotator.tui.editor.context import Context
from annotator.tui.editor.mode_table import LEAVE, ModeKey, ModeTable, is_digit, is_letter
from annotator.tui.editor.modes import filling
from annotator.tui.editor.offered.events import open_events_at
from annotator.tui.editor.state import Choosing, Hinting, Item, Outcome, Picking, State, Target
from annotator.tui.editor.taking import relations as offered


def _letter(context: Context, state: State, mode: Choosing, key: str) -> Outcome:
    option = next((each for each in mode.options if each.key == key), None)
    if option is None:
        return Outcome(state.say(f"no type has the letter {key}"))
    return choose(context, state, mode, option.name)


def choose(context: Context, state: State, mode: Choosing, name: str) -> Outcome:
    """Take a type, unless it is not legal here."""
    grey = next((each.grey for each in mode.options if each.name == name), "")
    if grey:
        return Outcome(state.enter(mode).say(grey))
    if mode.filling is not None:
        role = mode.filling
        return filling.make(context, state.enter(role), role, Target("", mode.spans[0], None, (name,)), name)
    if mode.verb == "relation":
        return relations.of_type(context, state, mode.subject, name, back=mode.back)
    return events.happen(context, state, name, mode.spans)


def _offered_type(context: Context, mode: Choosing) -> str:
    """The type that is offered for an event on the trigger; "" where none is."""
    offers = open_events_at(context, mode.spans) if mode.verb == "event" else ()
    legal = {each.name for each in mode.options if not each.grey}
    return next((each.type for each in offers if each.type in legal), "")


def _take_offered(context: Context, state: State, mode: Choosing, key: str) -> Outcome:
    """Make the event of the type that is offered."""
    offered = _offered_type(context, mode)
    if not offered:
        return Outcome(state.say("no type is offered here: its letter"))
    return choose(context, state, mode, offered)


def _offered_words(context: Context, mode: Choosing) -> str:
    offered = _offered_type(context, mode)
    return offered.rpartition(".")[2] if offered else ""


def _find(context: Context, state: State, mode: Choosing, key: str) -> Outcome:
    types = (context.schema.type_named(each.name) for each in mode.options if not each.grey)
    keys = {each.name: each.key for each in mode.options}
    items = tuple(Item(each.name, f"{keys[each.name]}  {each.definition}".strip(), each.name) for each in types if each)
    return Outcome(state.enter(Picking("choice", "types", items, back=mode)))


def _back(context: Context, state: State, mode: Choosing, key: str) -> Outcome:
    """One step back: the role that was being filled, else leave."""
    return Outcome(state.enter(mode.filling) if mode.filling else state.leave())


def _turn(context: Context, state: State, mode: Choosing, key: str) -> Outcome:
    return relations.turn(context, state, mode.subject, back=mode.back)


def _next(context: Context, state: State, mode: Choosing, key: str) -> Outcome:
    if mode.filling is not None:
        return Outcome(state.say("the type of what fills the role is asked for"))
    return trigger_walk.to_next(context, state)


def _previous(context: Context, state: State, mode: Choosing, key: str) -> Outcome:
    if mode.filling is not None:
        return _next(context, state, mode, key)
    return trigger_walk.to_previous(context, state)


def _elsewhere(context: Context, state: State, mode: Choosing, key: str) -> Outcome:
    if mode.filling is not None:
        return _next(context, state, mode, key)
    return Outcome(state.enter(Hinting("trigger")))


def trigger_at(context: Context, state: State, mode: Hinting, target: Target) -> Outcome:
    """Ask for the type of an event on a word."""
    return Outcome(events.asked_at(context, replace(state, message=""), target.span))


def _next_head(context: Context, state: State, mode: Choosing, key: str) -> Outcome:
    return relation_walk.to_next(context, state, mode)


def _previous_head(context: Context, state: State, mode: Choosing, key: str) -> Outcome:
    return relation_walk.to_previous(context, state, mode)


def _other_head(context: Context, state: State, mode: Choosing, key: str) -> Outcome:
    return Outcome(state.enter(Hinting("head", subject=mode.subject)))


def _value_of_made(context: Context, state: State, mode: Choosing, key: str) -> Outcome:
    return relation_walk.value_of_made(context, state, key)


def _take_relation(context: Context, state: State, mode: Choosing, key: str) -> Outcome:
    return offered.take_offered(context, state, mode)


def _refuse_relation(context: Context, state: State, mode: Choosing, key: str) -> Outcome:
    return offered.refuse_offered(context, state, mode)


def _only_where_offered(words: str) -> Callable[[Context, Choosing], str]:
    return lambda context, mode: words if offered.offered_here(context, mode) else ""


def _walk_words(context: Context, mode: Choosing) -> str:
    return "" if mode.filling else "next likely trigger"


def _reject(context: Context, state: State, mode: Choosing, key: str) -> Outcome:
    """Put the trigger aside and go on to the next one."""
    if mode.filling is not None or len(mode.spans) != 1:
        return Outcome(state.say("nothing here could be put aside"))
    outcome = reject.not_a_trigger(context, state, mode.spans[0])
    if outcome.edit is None or state.triggers is None:
        return outcome
    onward = trigger_walk.to_next(context, state).state
    return Outcome(onward.say(outcome.state.message), outcome.edit)


def _move_edge(context: Context, state: State, mode: Choosing, key: str) -> Outcome:
    """Move an edge of the trigger."""
    if mode.filling is not None:
        return _next(context, state, mode, key)
    moved = nudge(context.keys.alone[key])(context, state).state
    return Outcome(events.asked_at(context, moved, moved.selection))


_FIND = ModeKey(_find, "find a type by name", "find", verbs=("search",))
_BACK = ModeKey(_back, "one step back", verbs=("delete",))

EVENT = ModeTable(
    "EVENT",
    (
        ModeKey(_letter, "the type of the event", "type", family=is_letter, shown="a-z"),
        ModeKey(_take_offered, "the type that is offered (?)", _offered_words, verbs=("accept",), keys=("enter",)),
        ModeKey(_next, "the next likely trigger; from then on each closed event leads to the next", _walk_words,
                verbs=("next_candidate",)),
        ModeKey(_previous, "the likely trigger before", verbs=("previous_candidate",)),
        ModeKey(_elsewhere, "a hint leads to any other word", lambda c, m: "" if m.filling else "other word",
                verbs=("jump",)),
        ModeKey(_move_edge, "move an edge of the trigger", verbs=tuple(NUDGES)),
        ModeKey(_reject, "not a trigger, at this place; again: a trigger after all", lambda c, m: "" if m.filling else
                "not one", verbs=("reject",)),
        _FIND,
        _BACK,
        LEAVE,
    ),
)  # fmt: skip
"""The keys while the type of an event is asked for."""

RELATION = ModeTable(
    "RELATION",
    (
        ModeKey(_letter, "the type of the relation", "type", family=is_letter, shown="a-z"),
        ModeKey(_take_relation, "take the relation that is offered, with its values", _only_where_offered("take"),
                verbs=("accept",), keys=("enter",)),
        ModeKey(_refuse_relation, "refuse the relation that is offered, for good", _only_where_offered("refuse"),
                verbs=("reject",)),
        ModeKey(_next_head, "the next mention that may be related, likely ones first; from then on each relation leads "
                "back to its head, or on where no other is likely there",
                "next mention", verbs=("next_candidate",)),
        ModeKey(_previous_head, "the mention before that may be related", verbs=("previous_candidate",)),
        ModeKey(_other_head, "a hint leads to any other mention that may be related", "other mention", verbs=("jump",)),
        ModeKey(_value_of_made, "in the walk: a value of the relation that was made last", family=is_digit,
                shown="1-9"),
        ModeKey(_turn, "turn it round: from the card, or to it", "turns it round", verbs=("relate_back",)),
        _FIND,
        _BACK,
        LEAVE,
    ),
)  # fmt: skip
"""The keys while the type of a relation is asked for."""

LABEL = ModeTable(
    "LABEL",
    (ModeKey(_letter, "the type of the new mention", "type", family=is_letter, shown="a-z"), _FIND, _BACK, LEAVE),
)
"""The keys while the type of a filler is asked for that is no mention yet."""
