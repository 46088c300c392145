"""The palette: every type, every slot of the card and every verb by name, those used lately first."""

from __future__ import annotations

from dataclasses import replace

from annotator.tui.editor.choose.slots import SLOT, slot_items
from annotator.tui.editor.context import Context
from annotator.tui.editor.state import Item, Outcome, Picking, State
from annotator.tui.keymap import Keymap

LATELY = 8
"""How many of the last choices come first."""


def open_palette(context: Context, state: State) -> Outcome:
    """Show the palette."""
    items = [*_types(context), *_slots(context, state), *_verbs(context.keys)]
    items.sort(key=lambda item: state.recent.index(item.key) if item.key in state.recent else LATELY)
    return Outcome(replace(state, mode=Picking("palette", "types and commands", tuple(items))))


def _types(context: Context) -> list[Item]:
    layers = (
        (context.schema.entity_types, context.letters.entities, "label"),
        (context.schema.event_types, context.letters.events, "event"),
        (context.schema.relation_types, context.letters.relations, "relate"),
    )
    items = []
    for types, letters, layer in layers:
        keys = {name: key for key, name in letters.items()}
        verb = "" if layer == "label" else f"{context.keys.key_of(layer)} "
        for each in types.values():
            if not each.abstract:
                key = keys.get(each.name, "")
                spelled = f"{verb}{key}" if key else ""
                items.append(Item(each.name, f"{layer}  {spelled}  {each.definition}".strip(), f"type:{each.name}"))
    return items


def _slots(context: Context, state: State) -> list[Item]:
    """The slots of the card."""
    card = context.card(state.card)
    return [replace(each, key=SLOT + each.text) for each in slot_items(context.schema, card)] if card else []


def _verbs(keys: Keymap) -> list[Item]:
    return [
        Item(verb.help, f"{verb.group.lower()}  {keys.key_of(verb.name)}", f"verb:{verb.name}", also=verb.also)
        for verb in keys.verbs
    ]


def remember(state: State, key: str) -> State:
    """The state with a choice remembered as the latest."""
    return replace(state, recent=(key, *(each for each in state.recent if each != key))[:LATELY])
