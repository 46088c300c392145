"""Searching the project: words, expressions, types, and the same words under different types."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from annotator.model.annotation import Entity, Event, Relation
from annotator.model.document import Document
from annotator.model.order import ordered_entities, ordered_events
from annotator.model.spans import Span, envelope
from annotator.text.excerpt import excerpt
from annotator.text.search import find
from annotator.tui.editor.context import anchor
from annotator.tui.editor.move.search import pattern
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
    wanted = pattern(query)
    for document in documents:
        for span in find(wanted, document.text or "", timeout_s):
            yield Item(excerpt(document.text or "", *span), document.id, span=span, document_id=document.id)


def _typed(documents: Iterable[Document], name: str) -> Iterator[Item]:
    for document in documents:
        for each in document.annotations():
            span = anchor(document, each)
            if name.casefold() in each.type.casefold() and span:
                yield _found(document, each, span)


def _found(document: Document, each: Entity | Event | Relation, span: Span) -> Item:
    return Item(excerpt(document.text or "", *span), f"{each.type}  {document.id}", each.id, span, document.id)


def _conflicts(documents: Iterable[Document]) -> Iterator[Item]:
    """Mentions whose words, in any case, have another type elsewhere; grouped by their words."""
    places: defaultdict[str, list[tuple[str, Item]]] = defaultdict(list)
    for document in documents:
        mentions: list[Entity | Event] = [*ordered_entities(document), *ordered_events(document)]
        for each in mentions:
            if each.spans:
                words = " ".join((document.text or "")[start:end] for start, end in each.spans)
                places[words.casefold()].append((each.type, _found(document, each, envelope(each.spans))))
    for _, found in sorted(places.items()):
        if len({type_name for type_name, _ in found}) > 1:
            yield from (item for _, item in found)
