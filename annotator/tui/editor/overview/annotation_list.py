"""Everything annotated as one list in the order of the text, each once, with its context and what is open or wrong."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from annotator.model.annotation import Annotation, Entity, Event, Relation
from annotator.tui.editor.annotate.coref import chain_words
from annotator.tui.editor.annotate.mentions import words_of
from annotator.tui.editor.context import Context, anchor
from annotator.tui.editor.passage import flat, passage
from annotator.tui.editor.state import Item, Outcome, Picking, State

PROPOSED, WRONG, UNCERTAIN = "?", "!", "~"
"""What is typed to see only what is not decided, what the schema forbids, what is marked as uncertain."""

KINDS: tuple[type, ...] = (Entity, Event, Relation)
"""The order of annotations at one place."""

TITLE = "annotated (? ! ~ or a letter filters)"


def inspect(context: Context, state: State) -> Outcome:
    """Show the list."""
    items = annotation_items(context)
    if not items:
        return Outcome(state.say("nothing is annotated yet"))
    return Outcome(replace(state, mode=Picking("go", TITLE, items)))


def annotation_items(context: Context) -> tuple[Item, ...]:
    """The lines of the list: what is wrong with the document itself, then each annotation."""
    placed = [(anchor(context.document, each), each) for each in context.document.annotations()]
    ordered = sorted(placed, key=lambda row: (row[0] is None, row[0] or (0, 0), KINDS.index(type(row[1])), row[1].id))
    return (*_of_document(context), *(annotation_item(context, each) for _, each in ordered))


def _of_document(context: Context) -> Iterator[Item]:
    for annotation_id, breaches in context.breaches().items():
        if not context.document.find(annotation_id):
            for breach in breaches:
                yield Item("this document", f"{WRONG} {breach.part}: {breach.message}", filters=(WRONG,))


def annotation_item(context: Context, each: Annotation) -> Item:
    """The line of an annotation."""
    words, state, span = _words(context, each), _state(context, each), anchor(context.document, each)
    place = passage(context.text, span, _type(context, each), state) if span else None
    return Item(words, f"{each.type}  {state}", each.id, span, passage=place, filters=_filters(context, each))


def _words(context: Context, each: Annotation) -> str:
    if isinstance(each, Relation):
        return f"{_name(context, each.head)} → {_name(context, each.tail)}"
    sign = "◆ " if isinstance(each, Event) else ""
    return sign + flat(words_of(context, each))


def _name(context: Context, annotation_id: str) -> str:
    annotation = context.document.find(annotation_id)
    return flat(words_of(context, annotation)) if annotation else "?"


def _type(context: Context, each: Annotation) -> str:
    return context.letters.tag(each.type) if isinstance(each, Entity) else each.type.rpartition(".")[2]


def _state(context: Context, each: Annotation) -> str:
    parts = [f"{WRONG} {breach.message}" for breach in context.breaches().get(each.id, ())]
    if each.unconfirmed:
        parts.append(f"{PROPOSED} {', '.join('=' if part == 'coref' else part for part in each.unconfirmed)}")
    if each.uncertain or each.note:
        parts.append(f"{UNCERTAIN if each.uncertain else '#'} {each.note or ''}".strip())
    if isinstance(each, Event):
        parts += [f"{part.role}: {_name(context, part.target)}" for part in each.arguments]
    coref = each.coref if isinstance(each, Entity | Event) else None
    if coref and (count := len(context.index.chain(coref))) > 1:
        parts.append(f"= {flat(chain_words(context, coref))} {count}x")
    return "  ".join(parts)


def _filters(context: Context, each: Annotation) -> tuple[str, ...]:
    letters = context.letters
    by_kind = {Entity: letters.entities, Event: letters.events, Relation: letters.relations}
    letter = next((key for key, name in by_kind[type(each)].items() if name == each.type), "")
    signs = ((PROPOSED, each.unconfirmed), (WRONG, context.breaches().get(each.id)), (UNCERTAIN, each.uncertain))
    return (*(sign for sign, holds in signs if holds), *((letter,) if letter else ()))
