"""What the screen says of the next key: the chip, the legend, and what is asked for; all from the tables of keys."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from annotator.model.annotation import Entity, Event
from annotator.tui.editor.annotate.mentions import words_of
from annotator.tui.editor.annotate.proposals import is_open
from annotator.tui.editor.confirming import Confirming
from annotator.tui.editor.context import Context
from annotator.tui.editor.declaring import Declaring
from annotator.tui.editor.modes.filling import asks_for, digit_of_role, role_of
from annotator.tui.editor.modes.tables import table_of
from annotator.tui.editor.move.heads import less_likely_heads_in
from annotator.tui.editor.offered.mentions import offered_at, offered_in
from annotator.tui.editor.state import (
    AlreadyThere,
    Choosing,
    Filling,
    Hinting,
    Picking,
    Prefixed,
    Reading,
    Spreading,
    State,
    Typing,
    Valuing,
)
from annotator.tui.keymap import BY_NAME, LEGEND_ORDER, Keymap, written


def chip_of(state: State) -> str:
    """The alphabet that the next letter is of, in one word."""
    if table := table_of(state.mode):
        return table.chip
    if isinstance(state.mode, Prefixed):
        return "KEY"
    if state.motion:
        return "MOVE"
    return "EDGE" if state.nudged or state.stretched else "LABEL"


def legend_of(context: Context, state: State) -> list[tuple[str, str]]:
    """The keys that matter now with their words."""
    if table := table_of(state.mode):
        return table.legend(context, state.mode)
    if isinstance(state.mode, Prefixed):
        return list(_second_spellings(context.keys))
    if state.nudged or state.stretched:
        return list(_motions(context.keys) if state.motion else _edges(context.keys, state))
    first = list(_deciding(context, state))
    if state.motion:
        motions = list(_motions(context.keys))
        return [*motions[:1], *first, *motions[1:]]
    spelled = {key for key, _ in first}
    return [*first, *(each for each in _labelling(context.keys) if each[0] not in spelled)]


def _deciding(context: Context, state: State) -> Iterator[tuple[str, str]]:
    """What can be done about what the card proposes, and about what is offered here."""
    offers = offered_at(context, state.spans)
    if is_open(context.card(state.card)):
        yield context.keys.key_of("accept"), BY_NAME["accept"].legend
    elif offers:
        yield context.keys.key_of("accept"), "take"
    if offers:
        yield context.keys.key_of("reject"), "refuse"
    if any(each.is_sure for each in offered_in(context, context.sentence(state.selection))):
        yield context.keys.key_of("take_sure"), "all sure"


def _edges(keys: Keymap, state: State) -> Iterator[tuple[str, str]]:
    if state.nudged:
        yield keys.key_of("accept"), "move it here"
        yield "a-z", "a second one"
        yield written("escape"), "put it back"
    else:
        yield "a-z", "label"
        yield written("escape"), "leave it so"
    names = ("grow_right", "shrink_right", "next_sentence", "grow_left", "shrink_left", "grow_right_char")
    for name, words in zip(names, ("word on", "word back", "sentence", "left on", "left back", "letter"), strict=True):
        yield keys.key_of(name), words


def _labelling(keys: Keymap) -> Iterator[tuple[str, str]]:
    yield "a-z", "label"
    for name in LEGEND_ORDER:
        if key := keys.key_of(name):
            yield key, BY_NAME[name].legend
    yield "1-9", "slots"


def _second_spellings(keys: Keymap) -> Iterator[tuple[str, str]]:
    """Those first that have no other spelling."""
    named = [verb for verb in keys.verbs if verb.second and verb.legend]
    for verb in sorted(named, key=lambda verb: bool(verb.keys)):
        yield written(verb.second), verb.legend


def _motions(keys: Keymap) -> Iterator[tuple[str, str]]:
    back = next((verb for verb in keys.verbs if verb.name == "motion"), None)
    if back and back.vim:
        yield back.vim[0], "label again"
    for verb in keys.verbs:
        if verb.vim and verb is not back:
            yield "/".join(verb.vim), verb.help


def prompt_of(context: Context, state: State) -> str:
    """What is asked for, in words; the beginning of what is being done stays in them."""
    prompt = PROMPTS.get(type(state.mode))
    return prompt(context, state, state.mode) if prompt else _prompt_while_labelling(context, state)


def _prompt_while_labelling(context: Context, state: State) -> str:
    if state.motion:
        return "vim: letters move"
    if state.nudged:
        return f"Enter moves {_words(context, state.nudged)} here, a letter makes a second, Esc puts it back"
    return ""


def _prompt_of_choice(context: Context, state: State, mode: Choosing) -> str:
    if mode.filling is not None:
        return f"{_span_words(context, mode.spans[0])} is a"
    if mode.verb == "relation":
        return f"{'to' if mode.back else 'from'} {_words(context, mode.subject)}{_passed_over(context, state, mode)}"
    return f"event on {' … '.join(_span_words(context, each) for each in mode.spans)}" if mode.spans else "event"


def _passed_over(context: Context, state: State, mode: Choosing) -> str:
    """How many other mentions of the sentence the walk passes over that may be related, and the key to them."""
    if state.relating is None or state.relating.is_rest:
        return ""
    others = less_likely_heads_in(context, context.sentence(state.selection))
    count = sum(each.id != mode.subject for each in others)
    return f"   {count} passed over here: {context.keys.key_of('jump')}" if count else ""


_PURPOSES = {
    "jump": "jump to",
    "extend": "extend to",
    "fragment": "next piece at",
    "trigger": "event on",
    "same": "same as",
    "head": "relation from",
}


def _prompt_of_hints(context: Context, state: State, mode: Hinting) -> str:
    return f"{_purpose(context, mode)} {mode.typed}".rstrip()


def _purpose(context: Context, mode: Hinting) -> str:
    if mode.verb == "refer":
        return f"{mode.part}:"
    if mode.verb != "relate":
        return _PURPOSES[mode.verb]
    subject = _words(context, mode.subject)
    if context.schema.relation_types[mode.part].symmetric:
        way = f"{subject} ─ {mode.part} ─ ?"
    else:
        way = f"? ▸ {mode.part} ▸ {subject}" if mode.back else f"{subject} ▸ {mode.part} ▸ ?"
    return way if mode.targets else f"{way}  none in view"


def _prompt_of_role(context: Context, state: State, mode: Filling) -> str:
    role = role_of(context, mode)
    if role is None:
        return "all roles are asked"
    needed = " (needed)" if role.min else ""
    types = " ".join(_in_short(context, asks_for(context, mode)))
    return f"{digit_of_role(context, mode)} {role.name}{needed}: {types} {mode.typed}".strip()


def _in_short(context: Context, names: Sequence[str]) -> Iterator[str]:
    """The tags of types; all events, or none, in a word."""
    events = [name for name in names if name in context.schema.event_types]
    yield from (context.letters.tag(name) for name in names if name not in events)
    if len(events) == sum(not each.abstract for each in context.schema.event_types.values()) > 1:
        yield "any event"
    else:
        yield from map(context.letters.tag, events)


def _prompt_of_places(context: Context, state: State, mode: Spreading) -> str:
    if mode.step < 0:
        inside = f" ({len(mode.inside)} inside longer names: by Space)" if mode.inside else ""
        return f"{mode.type} x {len(mode.ticked)} more{inside}"
    return f"{mode.type} {mode.step + 1} of {len(mode.others)}"


def _words(context: Context, annotation_id: str) -> str:
    annotation = context.document.find(annotation_id)
    return " ".join(words_of(context, annotation).split()) if isinstance(annotation, Entity | Event) else annotation_id


def _span_words(context: Context, span: tuple[int, int]) -> str:
    return " ".join(context.text[slice(*span)].split())


PROMPTS: Mapping[type, Callable[[Context, State, Any], str]] = {
    Prefixed: lambda context, state, mode: "the second key after the comma",
    Choosing: _prompt_of_choice,
    Hinting: _prompt_of_hints,
    Filling: _prompt_of_role,
    Spreading: _prompt_of_places,
    Valuing: lambda context, state, mode: f"a letter sets {mode.part}",
    AlreadyThere: lambda context, state, mode: mode.prompt,
    Typing: lambda context, state, mode: mode.prompt,
    Picking: lambda context, state, mode: mode.title,
    Reading: lambda context, state, mode: mode.title,
    Declaring: lambda context, state, mode: "a letter declares a part, or opens it again",
    Confirming: lambda context, state, mode: "a letter says no" if mode.rejecting else "a letter opens an item",
}
"""What each mode asks for."""
