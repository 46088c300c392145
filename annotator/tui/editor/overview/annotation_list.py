"""Everything annotated as one list, and what is wrong with it: each line leads to its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from annotator.model.annotation import Annotation, Event, Relation
from annotator.model.order import ordered_entities, ordered_events, ordered_relations
from annotator.tui.editor.annotate.coref import chain_words
from annotator.tui.editor.annotate.mentions import words_of
from annotator.tui.editor.annotate.problems import problems_of
from annotator.tui.editor.context import Desk, anchor
from annotator.tui.editor.state import Item, Outcome, Picking, State


def inspect(desk: Desk, state: State) -> Outcome:
    """Show the list: problems and what is unconfirmed or uncertain first, then everything in the text's order."""
    items = (*_problems(desk), *_annotations(desk), *_chains(desk))
    if not items:
        return Outcome(state.say("nothing is annotated yet"))
    return Outcome(replace(state, mode=Picking("go", "annotated (problem, proposed, uncertain, chain, a type)", items)))


def _problems(desk: Desk) -> Iterator[Item]:
    for each in desk.document.annotations():
        for problem in problems_of(desk, each):
            yield _item(desk, each, f"problem: {problem}")
        if each.unconfirmed:
            yield _item(desk, each, f"proposed: {', '.join(each.unconfirmed)}")
        if each.uncertain:
            yield _item(desk, each, "uncertain" + (f": {each.note}" if each.note else ""))


def _annotations(desk: Desk) -> Iterator[Item]:
    document = desk.document
    for each in ordered_entities(document):
        yield _item(desk, each, each.type)
    for event in ordered_events(document):
        fillers = "  ".join(f"{argument.role}: {_name(desk, argument.target)}" for argument in event.arguments)
        yield _item(desk, event, f"event {event.type}  {fillers}")
    for relation in ordered_relations(document):
        yield _item(desk, relation, f"relation {relation.type}")


def _chains(desk: Desk) -> Iterator[Item]:
    corefs = {each.coref for each in (*desk.document.entities.values(), *desk.document.events.values()) if each.coref}
    for coref in sorted(corefs):
        members = sorted(desk.index.chain(coref))
        first = desk.document.find(members[0]) if members else None
        if first and len(members) > 1:
            yield replace(_item(desk, first, f"chain of {len(members)}  {coref}"), text=chain_words(desk, coref))


def _item(desk: Desk, each: Annotation, note: str) -> Item:
    text = words_of(desk, each)
    if isinstance(each, Relation):
        text = f"{_name(desk, each.head)} → {_name(desk, each.tail)}"
    if isinstance(each, Event):
        text = f"◆ {text}"
    return Item(" ".join(text.split()), note, each.id, anchor(desk.document, each))


def _name(desk: Desk, annotation_id: str) -> str:
    found = desk.document.find(annotation_id)
    return words_of(desk, found) if found else "?"
