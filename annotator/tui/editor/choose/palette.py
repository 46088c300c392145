"""The palette: every type and every verb by name, those used lately first."""

from __future__ import annotations

from dataclasses import replace

from annotator.tui.editor.context import Context
from annotator.tui.editor.state import Item, Outcome, Picking, State
from annotator.tui.keymap import Keymap

LATELY = 8
"""How many of the last choices come first."""


def open_palette(context: Context, state: State, keys: Keymap) -> Outcome:
    """Show the palette."""
    items = [*_types(context), *_verbs(keys)]
    items.sort(key=lambda item: state.recent.index(item.key) if item.key in state.recent else LATELY)
    return Outcome(replace(state, mode=Picking("palette", "types and commands", tuple(items))))


def _types(context: Context) -> list[Item]:
    layers = (
        (context.schema.entity_types, context.letters.entities, "label"),
        (context.schema.event_types, context.letters.events, "event"),
    )
    items = []
    for types, letters, layer in layers:
        keys = {name: key for key, name in letters.items()}
        for each in types.values():
            if not each.abstract:
                key = keys.get(each.name, "")
                spelled = key if layer == "label" else f"! {key}" if key else ""
                items.append(Item(each.name, f"{layer}  {spelled}  {each.definition}".strip(), f"type:{each.name}"))
    return items


def _verbs(keys: Keymap) -> list[Item]:
    return [
        Item(verb.help, f"{verb.group.lower()}  {keys.key_of(verb.name)}", f"verb:{verb.name}") for verb in keys.verbs
    ]


def remember(state: State, key: str) -> State:
    """The state with a choice remembered as the latest."""
    return replace(state, recent=(key, *(each for each in state.recent if each != key))[:LATELY])
