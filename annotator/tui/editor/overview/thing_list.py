"""The things of an article by type: how often each stands in it and in other articles, and where it stood last."""

from __future__ import annotations

from annotator.model.annotation import Entity, Event
from annotator.model.spans import envelope
from annotator.tui.editor.annotate.coref import chain_words
from annotator.tui.editor.context import Context
from annotator.tui.editor.passage import flat, passage
from annotator.tui.editor.state import Item, Outcome, Picking, State


def show_things(context: Context, state: State) -> Outcome:
    """Show the list; a line leads to the last place of its thing."""
    items = thing_items(context)
    if not items:
        return Outcome(state.say("nothing here is a thing yet: label a mention"))
    return Outcome(state.enter(Picking("go", "things by type", items)))


def thing_items(context: Context) -> tuple[Item, ...]:
    """The lines, in the order of the schema's types, those that stand here most often first."""
    lasts: dict[str, Entity | Event] = {}
    for each in (*context.document.entities.values(), *context.document.events.values()):
        if each.coref and each.spans:
            last = lasts.get(each.coref)
            if last is None or envelope(last.spans) < envelope(each.spans):
                lasts[each.coref] = each
    types = {each.name: number for number, each in enumerate(context.schema.types())}
    counts = {coref: len(context.index.chain(coref)) for coref in lasts}
    ordered = sorted(lasts, key=lambda coref: (types.get(lasts[coref].type, len(types)), -counts[coref], coref))
    return tuple(_item(context, coref, lasts[coref], counts[coref]) for coref in ordered)


def _item(context: Context, coref: str, last: Entity | Event, count: int) -> Item:
    mentions, articles = context.elsewhere.get(coref, (0, 0))
    others = f"  {mentions}x in {articles} other{'s' if articles > 1 else ''}" if mentions else ""
    state = f"{count}x{others}"
    name = ("◆ " if isinstance(last, Event) else "") + flat(chain_words(context, coref))
    tag = context.letters.tag(last.type) if isinstance(last, Entity) else last.type.rpartition(".")[2]
    place = passage(context.text, envelope(last.spans), tag, state)
    letters = context.letters.entities if isinstance(last, Entity) else context.letters.events
    letter = next((key for key, type_name in letters.items() if type_name == last.type), "")
    note = f"{last.type}  {state}  {coref}"
    return Item(name, note, last.id, envelope(last.spans), passage=place, filters=(letter,) if letter else ())
