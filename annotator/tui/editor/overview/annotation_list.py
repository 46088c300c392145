"""Everything annotated as one list, and what is wrong with it: each line leads to its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from annotator.model.annotation import Annotation, Event, Relation
from annotator.model.order import ordered_entities, ordered_events, ordered_relations
from annotator.tui.editor.annotate.coref import chain_words
from annotator.tui.editor.annotate.mentions import words_of
from annotator.tui.editor.context import Context, anchor
from annotator.tui.editor.state import Item, Outcome, Picking, State


def inspect(context: Context, state: State) -> Outcome:
    """Show the list: problems and what is unconfirmed or uncertain first, then everything in the text's order."""
    items = annotation_items(context)
    if not items:
        return Outcome(state.say("nothing is annotated yet"))
    return Outcome(replace(state, mode=Picking("go", "annotated (problem, proposed, uncertain, chain, a type)", items)))


def annotation_items(context: Context) -> tuple[Item, ...]:
    """The lines of the list."""
    return (*_problems(context), *_annotations(context), *_chains(context))


def _problems(context: Context) -> Iterator[Item]:
    yield from _broken(context)
    for each in context.document.annotations():
        if each.unconfirmed:
            yield _item(context, each, f"proposed: {', '.join(each.unconfirmed)}")
        if each.uncertain:
            yield _item(context, each, "uncertain" + (f": {each.note}" if each.note else ""))


def _broken(context: Context) -> Iterator[Item]:
    """What the schema forbids, in the words of `check`: the document's own first, then in the text's order."""
    found = [(context.document.find(each), breaches) for each, breaches in context.breaches().items()]
    for breach in (breach for each, breaches in found if each is None for breach in breaches):
        yield Item("this document", f"problem: {breach.part}: {breach.message}")
    placed = [(anchor(context.document, each), each, breaches) for each, breaches in found if each]
    for _, each, breaches in sorted(placed, key=lambda row: (row[0] is None, row[0] or (0, 0), row[1].id)):
        for breach in breaches:
            yield _item(context, each, f"problem: {breach.message}")


def _annotations(context: Context) -> Iterator[Item]:
    document = context.document
    for each in ordered_entities(document):
        yield _item(context, each, each.type)
    for event in ordered_events(document):
        fillers = "  ".join(f"{argument.role}: {_name(context, argument.target)}" for argument in event.arguments)
        yield _item(context, event, f"event {event.type}  {fillers}")
    for relation in ordered_relations(document):
        yield _item(context, relation, f"relation {relation.type}")


def _chains(context: Context) -> Iterator[Item]:
    corefs = {
        each.coref for each in (*context.document.entities.values(), *context.document.events.values()) if each.coref
    }
    for coref in sorted(corefs):
        members = sorted(context.index.chain(coref))
        first = context.document.find(members[0]) if members else None
        if first and len(members) > 1:
            yield replace(_item(context, first, f"chain of {len(members)}  {coref}"), text=chain_words(context, coref))


def _item(context: Context, each: Annotation, note: str) -> Item:
    text = words_of(context, each)
    if isinstance(each, Relation):
        text = f"{_name(context, each.head)} → {_name(context, each.tail)}"
    if isinstance(each, Event):
        text = f"◆ {text}"
    return Item(" ".join(text.split()), note, each.id, anchor(context.document, each))


def _name(context: Context, annotation_id: str) -> str:
    found = context.document.find(annotation_id)
    return words_of(context, found) if found else "?"
