"""What of a document is read as something else again, where a format names things by their places."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TypeAlias

from annotator.formats.corpora.clusters import RENAMED
from annotator.formats.tokens import Tokens, tokens_of
from annotator.model.document import Document
from annotator.model.spans import Span

Statement: TypeAlias = tuple[object, ...]
Key: TypeAlias = tuple[str, Span | None]

WHY = {
    "coref": RENAMED,
    "argument": "what it names stands in another sentence, or is not told from others by its place",
    "relation": "its ends stand in two sentences, or are not told from others by their places",
}
BY_PLACE = "it is not told from others by its place"


def changed(document: Document, tokens: Tokens, again: Document) -> Iterator[tuple[str, str]]:
    """(what, why) of everything that a document says on its tokens, and that what was read again does not."""
    before, after = _statements(document, tokens), _statements(again, tokens_of(again, ()))
    for statement in (Counter(before) - Counter(after)).elements():
        what = str(statement[0])
        yield what, WHY.get(what, BY_PLACE)


def _statements(document: Document, tokens: Tokens) -> Iterator[Statement]:
    """Everything a document says, without ids: annotations are called by type and place."""
    keys: dict[str, Key] = {}
    for each in (*document.entities.values(), *document.events.values()):
        keys[each.id] = each.type, tokens.range_of(each.spans[0])
        yield "event" if each.id in document.events else "mention", *keys[each.id]
        if each.coref:
            yield "coref", keys[each.id], each.coref
        if each.score is not None:
            yield "score", keys[each.id], each.score
    for event in document.events.values():
        yield from (("argument", keys[event.id], one.role, keys[one.target]) for one in event.arguments)
    for relation in document.relations.values():
        yield "relation", relation.type, keys[relation.head], keys[relation.tail]
        if relation.score is not None:
            yield "score", relation.type, keys[relation.head], keys[relation.tail], relation.score
