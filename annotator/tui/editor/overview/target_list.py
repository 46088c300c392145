"""What a hint may lead to as a list to find it in by its words, wherever it stands in the article."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice

from annotator.model.annotation import Annotation, Entity, Event
from annotator.model.spans import Span, envelope
from annotator.text.excerpt import excerpt
from annotator.tui.editor.annotate.mentions import words_of
from annotator.tui.editor.context import Context, anchor
from annotator.tui.editor.state import Item

MOST = 500
"""How many lines are shown; typing more words finds the others."""


def items_of_annotations(
    context: Context, subject: Annotation, query: str, legal: Callable[[Entity | Event], bool]
) -> tuple[Item, ...]:
    """A line for each legal annotation that holds the words of a query, nearest to the subject first."""
    at = anchor(context.document, subject) or (0, 0)
    annotations = islice(_matching(context, query, legal), MOST)
    return tuple(_item(context, each) for each in sorted(annotations, key=lambda each: _gap(envelope(each.spans), at)))


def _matching(context: Context, query: str, legal: Callable[[Entity | Event], bool]) -> Iterator[Entity | Event]:
    words = query.casefold().split()
    for each in (*context.document.entities.values(), *context.document.events.values()):
        if each.spans and legal(each):
            searched = f"{words_of(context, each)} {each.type}".casefold()
            if all(word in searched for word in words):
                yield each


def _item(context: Context, each: Entity | Event) -> Item:
    sign = "◆ " if isinstance(each, Event) else ""
    tag = context.letters.tag(each.type)
    place = excerpt(context.text, *envelope(each.spans))
    return Item(f"{sign}{words_of(context, each)}", f"{tag}  {place}", each.id)


def _gap(span: Span, at: Span) -> int:
    return max(at[0] - span[1], span[0] - at[1], 0)
