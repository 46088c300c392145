"""Searching the project: words, expressions, types, and the same words under different types."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from annotator.model.annotation import Entity, Event, Relation
from annotator.model.document import Document
from annotator.model.order import ordered_entities, ordered_events
from annotator.model.spans import Span, envelope
from annotator.schema.mention_levels import is_pronoun
from annotator.text.search import find
from annotator.tui.editor.context import anchor
from annotator.tui.editor.move.search import pattern
from annotator.tui.editor.passage import passage
from annotator.tui.editor.state import Item

CONFLICTS = "conflicts"
TYPE = "type:"
MOST = 2_000


def look_up(documents: Iterable[Document], query: str, timeout_s: float) -> list[Item]:
    """The places that a query finds, at most MOST.

    `conflicts` finds words that stand under several types, `type:NAME` annotations, `r/.../` an expression, anything
    else words.

    Raises:
        InputError: the expression is none, or took too long in one article.
    """
    if query == CONFLICTS:
        return list(_first(_conflicts(documents)))
    if query.startswith(TYPE):
        return list(_first(_typed(documents, query.removeprefix(TYPE).strip())))
    return list(_first(_worded(documents, query, timeout_s)))


def _first(items: Iterator[Item]) -> Iterator[Item]:
    for number, item in enumerate(items):
        if number >= MOST:
            return
        yield item


def _worded(documents: Iterable[Document], query: str, timeout_s: float) -> Iterator[Item]:
    matcher = pattern(query)
    for document in documents:
        for span in find(matcher, document.text or "", timeout_s):
            place = passage(document.text or "", span, state=document.id)
            yield Item(place.words, document.id, span=span, document_id=document.id, passage=place)


def _typed(documents: Iterable[Document], name: str) -> Iterator[Item]:
    for document in documents:
        placed = [(span, each) for each in document.annotations() if (span := anchor(document, each))]
        for span, each in sorted(placed, key=lambda row: (row[0], row[1].id)):
            if name.casefold() in each.type.casefold():
                yield _found(document, each, span)


def _found(document: Document, each: Entity | Event | Relation, span: Span) -> Item:
    place = passage(document.text or "", span, each.type.rpartition(".")[2], document.id)
    return Item(place.words, f"{each.type}  {document.id}", each.id, span, document.id, place)


def _conflicts(documents: Iterable[Document]) -> Iterator[Item]:
    """Mentions whose words, in any case, have another type elsewhere; grouped by their words."""
    places: defaultdict[str, list[tuple[str, Item]]] = defaultdict(list)
    for document in documents:
        mentions: list[Entity | Event] = [*ordered_entities(document), *ordered_events(document)]
        for each in mentions:
            # What a pronoun stands for differs from place to place, and is no conflict.
            if each.spans and not is_pronoun(each):
                words = " ".join((document.text or "")[start:end] for start, end in each.spans)
                places[words.casefold()].append((each.type, _found(document, each, envelope(each.spans))))
    for _, lines in sorted(places.items()):
        if len({type_name for type_name, _ in lines}) > 1:
            yield from (item for _, item in lines)
