"""From a key to what happens: the table of the mode says it, and while labelling the keymap."""

from __future__ import annotations

from dataclasses import replace

from annotator.model.spans import envelope
from annotator.tui.editor.annotate import label_all, mentions, things, values
from annotator.tui.editor.annotate.edges import put_back
from annotator.tui.editor.context import Context, spans_of
from annotator.tui.editor.coverage.reading import WALKS, Pressed
from annotator.tui.editor.mode_table import ModeTable, is_character, is_digit
from annotator.tui.editor.modes.tables import table_of
from annotator.tui.editor.passes import EVENTS, RELATIONS
from annotator.tui.editor.state import Choosing, Outcome, Prefixed, State, Typing
from annotator.tui.editor.verbs import act
from annotator.tui.keymap import PREFIX, Keymap, written

ANYWHERE = ("quit", "undo", "redo")
"""Verbs that hold in every mode: it is left first."""
STAYING = ("redraw",)
"""Verbs that hold in every mode and leave none."""


def press(context: Context, state: State, key: str) -> Outcome:
    """What a key does; keys are named as textual names them, characters by themselves."""
    took_out = state.took_out
    state = replace(state, message="", took_out="", put="")
    mode = state.mode
    if took_out and mode is None and context.keys.alone.get(key) == "reject":
        return things.take_later_out(context, state, took_out)
    if isinstance(mode, Prefixed):
        return _second_key(context, state, mode, key)
    table = table_of(mode)
    return _labelling(context, state, key) if table is None else _in_mode(context, state, table, key)


def verb_of(keys: Keymap, state: State, key: str) -> str:
    """The verb that a key is; "" where it is none, because it is a letter, or one of a mode's own keys."""
    if isinstance(state.mode, Prefixed) and state.mode.back is None:
        return keys.seconds.get(key, "")
    if state.mode is not None:
        return ""
    return (keys.motions.get(key, "") if state.motion else "") or keys.alone.get(key, "")


def pressed_at(context: Context, state: State, key: str) -> Pressed:
    """A key as the passes over the article see it: its verb, the place it was pressed at, and whose walk that is."""
    mode = state.mode
    if not isinstance(mode, Choosing) or mode.filling is not None or mode.verb == "make":
        return Pressed(verb_of(context.keys, state, key), state.selection)
    verb = context.keys.alone.get(key, "")
    verb = verb if verb in WALKS else ""
    if mode.verb == "event":
        return Pressed(verb, mode.spans[0] if len(mode.spans) == 1 else state.selection, EVENTS)
    head = spans_of(context.document, mode.subject)
    return Pressed(verb, envelope(head) if head else state.selection, RELATIONS)


def _in_mode(context: Context, state: State, table: ModeTable, key: str) -> Outcome:
    if isinstance(state.mode, Typing) and state.mode.only and _runs_ahead(state.mode, key):
        return press(context, state.leave(), key)
    entry = table.entry_of(context.keys, key)
    if entry:
        return entry.does(context, state, state.mode, key)
    if key.startswith("alt+"):
        # A terminal sends an Escape and a key that follow each other quickly as one.
        left = press(context, state, "escape")
        return left if left.edit else press(context, left.state, key.removeprefix("alt+"))
    if key == PREFIX:
        return Outcome(state.enter(Prefixed(PREFIX, state.mode)))
    verb = context.keys.alone.get(key, "")
    if verb in STAYING:
        return act(context, state, verb)
    if verb in ANYWHERE:
        return act(context, state.leave(), verb)
    return Outcome(state.say(f"{written(key)} means nothing here"))


def _runs_ahead(mode: Typing, key: str) -> bool:
    """Whether a key was pressed by a hand that had not seen the question."""
    return key == "tab" or (is_character(key) and key not in mode.only)


def _second_key(context: Context, state: State, mode: Prefixed, key: str) -> Outcome:
    verb = context.keys.seconds.get(key, "")
    state = state.enter(mode.back)
    if key == "escape":
        return Outcome(state)
    if not verb:
        return Outcome(state.say(f"nothing is on {PREFIX} {written(key)}"))
    table = table_of(mode.back)
    if table is None:
        return act(context, state, verb)
    entry = table.entry_of_verb(verb)
    if entry:
        spelled = next((each for each, name in context.keys.alone.items() if name == verb), key)
        return entry.does(context, state, mode.back, spelled)
    if verb in STAYING:
        return act(context, state, verb)
    if verb in ANYWHERE:
        return act(context, state.leave(), verb)
    return Outcome(state.say(f"{PREFIX} {written(key)} means nothing here"))


def _labelling(context: Context, state: State, key: str) -> Outcome:
    keys = context.keys
    if key == PREFIX:
        return Outcome(state.enter(Prefixed(PREFIX)))
    if key == "escape":
        return Outcome(_escaped(context, state))
    if state.motion:
        verb = keys.motions.get(key) or keys.alone.get(key)
        return act(context, state, verb) if verb else Outcome(state.say(f"{key} moves nothing; i labels again"))
    if is_digit(key):
        return values.digit(context, state, key)
    if len(key) == 1 and key.isascii() and key.isalpha():
        return _letter(context, state, key)
    verb = keys.alone.get(key)
    if verb:
        return act(context, state, verb)
    return Outcome(state.say(f"{key} is no key here; a to z are types") if is_character(key) else state)


def _escaped(context: Context, state: State) -> State:
    if state.pieces:
        return replace(state, pieces=())
    if state.nudged:
        return put_back(context, state)
    if state.stretched:
        return replace(state, stretched=False)
    return replace(state, motion=True) if context.keys.profile == "vim" else state


def _letter(context: Context, state: State, key: str) -> Outcome:
    name = context.letters.entities.get(key.lower())
    if name is None:
        message = f"no type has the letter {key.lower()}; {context.keys.key_of('palette')} finds every type by name"
        return Outcome(state.say(message))
    return label_all.spread(context, state, name) if key.isupper() else mentions.label(context, state, name)
