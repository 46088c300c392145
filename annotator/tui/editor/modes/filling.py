"""ROLE: a hint fills a role of the event, and the next role is asked for; mentions and events are made on the way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from msgspec import structs

from annotator.model.annotation import Entity, Event
from annotator.model.edits import update
from annotator.model.spans import surface
from annotator.schema.label_schema import Role
from annotator.tui.editor.annotate.closing import close
from annotator.tui.editor.annotate.event_identity import with_identity
from annotator.tui.editor.annotate.events import new_event
from annotator.tui.editor.annotate.frames import moved, opened
from annotator.tui.editor.annotate.mentions import new_mention
from annotator.tui.editor.annotate.preselected import of_role, proposed_with, without
from annotator.tui.editor.annotate.roles import circular, filled, is_full
from annotator.tui.editor.annotate.things import same_in_frame
from annotator.tui.editor.annotate.values import open_digit
from annotator.tui.editor.choose.hints import narrowed
from annotator.tui.editor.choose.slots import SLOT, slot_items, slot_of_role, slots_of
from annotator.tui.editor.choose.targets import LEVELS, creatable, fits, fitting_events
from annotator.tui.editor.choose.type_options import entity_options, event_options
from annotator.tui.editor.context import Context
from annotator.tui.editor.mode_table import ModeKey, ModeTable, is_digit, is_letter
from annotator.tui.editor.modes.leaving import LEAVE_FRAME
from annotator.tui.editor.modes.looking import LOOK_VERBS, look, look_at_list
from annotator.tui.editor.overview.target_list import items_of_annotations
from annotator.tui.editor.state import Choosing, Filling, Item, Outcome, Picking, Reach, State, Target


def role_of(context: Context, mode: Filling) -> Role | None:
    """The role that is asked for; None when all have been."""
    event = context.document.events.get(mode.frame.subject)
    roles = context.schema.roles_of(event.type) if event else ()
    return roles[mode.role] if mode.role < len(roles) else None


def _hint(context: Context, state: State, mode: Filling, key: str) -> Outcome:
    typed = mode.typed + key
    target, any_left = narrowed(mode.targets, typed)
    if target is not None:
        return _taken(context, state, replace(mode, typed=""), target)
    if any_left:
        return Outcome(state.enter(replace(mode, typed=typed)))
    if role_of(context, mode) is None:
        return Outcome(state.say("all roles are asked: Enter confirms and closes, a digit opens a slot"))
    return Outcome(state.enter(replace(mode, typed="")).say(f"no hint {typed}"))


def _taken(context: Context, state: State, mode: Filling, target: Target) -> Outcome:
    """Fill the role with a target; what it becomes is asked for, unless one type only may be meant.

    What the role cannot take fills the next one that can.
    """
    if target.role is not None:
        mode = replace(mode, role=target.role)
    if target.id is not None:
        return _put(context, state, mode, target.id)
    if len(target.makes) == 1:
        return make(context, state, mode, target, target.makes[0])
    is_event = target.makes[0] in context.schema.event_types
    if not is_event and (known := _type_of_same_words(context, target)):
        return make(context, state, mode, target, known)
    options = (event_options if is_event else entity_options)(context, target.makes)
    choosing = Choosing("event" if is_event else "make", options, mode.frame.subject, spans=(target.span,))
    return Outcome(state.enter(replace(choosing, filling=mode)))


def _type_of_same_words(context: Context, target: Target) -> str | None:
    """The type that the same words have elsewhere in view, when it is legal here."""
    words = context.text[slice(*target.span)]
    for each in context.mentions(context.window):
        if each.type in target.makes and surface(context.text, each.spans) == words:
            return each.type
    return None


def make(context: Context, state: State, mode: Filling, target: Target, type_name: str) -> Outcome:
    """Fill the role with a new mention or event; the walk of triggers asks for the roles of a new event later."""
    if type_name not in context.schema.event_types:
        return _put(context, state, mode, new_mention(context, type_name, (target.span,)))
    event = new_event(context, type_name, (target.span,))
    if state.triggers is not None:
        state = replace(state, triggers=replace(state.triggers, owed=(*state.triggers.owed, event.id)))
    return _put(context, state, mode, event)


def _put(context: Context, state: State, mode: Filling, filler: str | Entity | Event) -> Outcome:
    """Fill the role and go on to the next one."""
    event, role = context.document.events.get(mode.frame.subject), role_of(context, mode)
    if event is None or role is None:
        return Outcome(state.leave("the event is gone"))
    target = filler if isinstance(filler, str) else filler.id
    if circular(context, event.id, target):
        return Outcome(state.say("an event cannot be part of itself"))
    edit = filled(context, event, role, filler)
    left = without(mode.frame, role="" if mode.adds else role.name, target=target)
    frame = replace(left, walked=max(mode.frame.walked, mode.role + 1))
    following = moved(replace(mode, frame=frame), frame.walked, sought=True)
    return Outcome(replace(state, mode=following, card=event.id, message=""), edit)


def _digit(context: Context, state: State, mode: Filling, key: str) -> Outcome:
    event = context.document.events.get(mode.frame.subject)
    return open_digit(context, state, event, mode.frame, key) if event else Outcome(state.leave("the event is gone"))


def _next(context: Context, state: State, mode: Filling, key: str) -> Outcome:
    if role_of(context, mode) is None:
        return Outcome(state.say("all roles are asked: Enter confirms and closes"))
    return Outcome(state.enter(moved(mode, mode.role + 1, sought=True)))


def _previous(context: Context, state: State, mode: Filling, key: str) -> Outcome:
    if mode.role == 0:
        return Outcome(state.say("this is the first role"))
    return Outcome(state.enter(moved(mode, mode.role - 1)))


def _last_filled(context: Context, mode: Filling) -> Role | None:
    """The role that one more filler would go to: the one filled last."""
    event = context.document.events.get(mode.frame.subject)
    so_far = [each.role for each in mode.frame.preselected or ()]
    so_far += [each.role for each in event.arguments] if event else []
    return context.schema.role_of(event.type, so_far[-1]) if event and so_far else None


def _one_more(context: Context, state: State, mode: Filling, key: str) -> Outcome:
    event, last = context.document.events.get(mode.frame.subject), _last_filled(context, mode)
    if event is None or last is None:
        return Outcome(state.say("fill a role first"))
    if is_full(proposed_with(context, event, mode.frame), last):
        return Outcome(state.say(f"{last.name} takes no more"))
    number = context.schema.roles_of(event.type).index(last)
    return Outcome(state.enter(replace(moved(mode, number), reach=Reach(is_wide=True), adds=True)))


def _one_more_words(context: Context, mode: Filling) -> str:
    last = _last_filled(context, mode)
    return f"one more {last.name}" if last else ""


def _back(context: Context, state: State, mode: Filling, key: str) -> Outcome:
    """One step back: the letter typed, else the filler put last."""
    if mode.typed:
        return Outcome(state.enter(replace(mode, typed="")))
    event, last = context.document.events.get(mode.frame.subject), _last_filled(context, mode)
    if event is None or last is None:
        return _previous(context, state, mode, key)
    number = context.schema.roles_of(event.type).index(last)
    if not event.arguments:
        preselected = (mode.frame.preselected or ())[:-1]
        return Outcome(state.enter(moved(replace(mode, frame=replace(mode.frame, preselected=preselected)), number)))
    shrunk = with_identity(context, structs.replace(event, arguments=event.arguments[:-1]))
    return Outcome(state.enter(moved(mode, number)), update(context.document, shrunk, "unfill"))


def _empty(context: Context, state: State, mode: Filling, key: str) -> Outcome:
    """Nothing fills the role that is asked for: what does, or is preselected, goes out."""
    event, role = context.document.events.get(mode.frame.subject), role_of(context, mode)
    if event is None or role is None:
        return _next(context, state, mode, key)
    left = tuple(each for each in event.arguments if each.role != role.name)
    onward = state.enter(moved(replace(mode, frame=without(mode.frame, role=role.name)), mode.role + 1, sought=True))
    if left == event.arguments:
        return Outcome(onward)
    shrunk = with_identity(context, structs.replace(event, arguments=left))
    return Outcome(onward, update(context.document, shrunk, "unfill"))


def _empty_words(context: Context, mode: Filling) -> str:
    role = role_of(context, mode)
    return "nobody, nothing" if role and of_role(mode.frame, role) else ""


def _more(context: Context, state: State, mode: Filling, key: str) -> Outcome:
    reach = replace(mode.reach, more=(mode.reach.more + 1) % LEVELS)
    return Outcome(state.enter(replace(mode, reach=reach, typed="")))


def _enter(context: Context, state: State, mode: Filling, key: str) -> Outcome:
    return close(context, state, mode.frame)


def _find(context: Context, state: State, mode: Filling, key: str) -> Outcome:
    event, role = context.document.events.get(mode.frame.subject), role_of(context, mode)
    if event is None:
        return Outcome(state.leave("the event is gone"))
    title = f"{role.name}, or another slot" if role else "slots"
    return Outcome(state.enter(Picking("choice", title, choices(context, mode, ""), back=mode)))


def choices(context: Context, mode: Filling, query: str) -> tuple[Item, ...]:
    """Everything in the article that may fill the role, nearest first, then the slots of the card."""
    event, role = context.document.events.get(mode.frame.subject), role_of(context, mode)
    if event is None:
        return ()
    targets_of_role = {argument.target for argument in event.arguments if role and argument.role == role.name}
    items = (
        items_of_annotations(
            context,
            event,
            query,
            lambda each: each.id not in targets_of_role and bool(role) and fits(context, role, each),
        )
        if role
        else ()
    )
    return (*items, *slot_items(context.schema, event))


def choose(context: Context, state: State, mode: Filling, key: str) -> Outcome:
    """Take a line of the list: a filler, or a slot."""
    event = context.document.events.get(mode.frame.subject)
    if event is None:
        return Outcome(state.leave("the event is gone"))
    if key.startswith(SLOT):
        slot = slots_of(context.schema, event)[int(key.removeprefix(SLOT))]
        return Outcome(opened(context.schema, state, mode.frame, event, slot))
    return _put(context, state.enter(mode), mode, key)


def asks_for(context: Context, mode: Filling) -> Sequence[str]:
    """What the role may be filled with, in the names of types."""
    role = role_of(context, mode)
    return (*creatable(context.schema, role), *fitting_events(context.schema, role)) if role else ()


def digit_of_role(context: Context, mode: Filling) -> str:
    """The digit of the slot that is asked for."""
    event = context.document.events.get(mode.frame.subject)
    return slot_of_role(context.schema, event, mode.role).digit if event and role_of(context, mode) else ""


ROLE = ModeTable(
    "ROLE",
    (
        ModeKey(_hint, "the hint of a filler; what this role cannot take, its hint dimmed, fills the next one that can",
                "filler", family=is_letter, shown="a-z"),
        ModeKey(_enter, "put in what is preselected, confirm what the card shows, and close it", "confirm and close",
                verbs=("accept",), keys=("enter",)),
        ModeKey(_next, "skip this role", "skip", verbs=("next_candidate",)),
        ModeKey(_one_more, "one more filler of the role filled last", _one_more_words, verbs=("next_identical",)),
        ModeKey(_more, "more hints: words of the sentence, annotations of the screen; then all its words", "more",
                verbs=("jump",)),
        ModeKey(_find, "find a filler in the whole article, or a slot, by name", "find", verbs=("search",)),
        ModeKey(_digit, "another slot: an attribute or a role", "slot", family=is_digit, shown="1-9"),
        ModeKey(same_in_frame, "what the event is one with; the roles go on afterwards", verbs=("same",)),
        ModeKey(_back, "take the last filler out, else the one preselected last", "back", verbs=("delete",)),
        ModeKey(_empty, "nothing fills this role: what does, or is preselected, goes out", _empty_words,
                verbs=("reject",)),
        ModeKey(_previous, "the role before", verbs=("previous_candidate",)),
        ModeKey(look, "look elsewhere; hints follow", verbs=LOOK_VERBS),
        ModeKey(look_at_list, "look at something annotated", verbs=("inspector",)),
        LEAVE_FRAME,
    ),
)  # fmt: skip
"""The keys while a role is asked for."""
