"""Where relations may begin: the mentions of a sentence that can be related to something in it, likely ones apart."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeAlias

from annotator.model.annotation import Entity, Event
from annotator.model.spans import Span, envelope
from annotator.schema.label_schema import LabelSchema
from annotator.tui.editor.context import Context, place
from annotator.tui.editor.move.candidates import sentences_back, sentences_on
from annotator.tui.editor.offered.relations import offered_relations
from annotator.tui.editor.rejected import is_rejected
from annotator.tui.editor.related import between

LIKELY = 0.005
"""How likely a relation must be for the walk to stop at its head: low enough that nearly all heads are stopped at.

Of the train part of conflict-wire, each story judged by what the others teach, that is 97 of 100 heads, with 3.5 stops
for each instead of 5.6; of the other parts, judged by it, as many (`python -m tests.suggest.likely_heads`).
"""
STAYS = 0.1
"""How likely another relation from the same head must be for the walk to stay there after one was made.

On the same articles that is wrong for 26 of 100 relations, one key each; to stay always would be wrong for 92.
"""

Judged: TypeAlias = Mapping[str, Sequence[tuple[str, float]]]
"""What each head that was judged may lead to, with how likely that is."""
Among: TypeAlias = Callable[[Context, Span], Iterable[Entity | Event]]
"""Which heads of a sentence are looked for, by place."""


def may_be_head(schema: LabelSchema, type_name: str) -> bool:
    """Whether a relation may lead from annotations of a type."""
    return any(head == type_name for head, _ in schema.related_types)


def heads_in(context: Context, sentence: Span) -> list[Entity | Event]:
    """The annotations that start in a sentence and may be the head of a relation, by place.

    That is to another one there, or to wherever a source offers one.
    """
    return _heads(context, sentence, _offered(context, sentence))


def likely_heads_in(context: Context, sentence: Span) -> list[Entity | Event]:
    """Those of them from which a relation is offered, or likely and not made yet; all, where nothing knows of pairs."""
    offered, judged = _offered(context, sentence), _judged(context, sentence)
    return [
        each
        for each in _heads(context, sentence, offered)
        if each.id in offered or each.id not in judged or _leads_on(context, each, judged[each.id], LIKELY)
    ]


def less_likely_heads_in(context: Context, sentence: Span) -> list[Entity | Event]:
    """The others, to which the walk comes after the likely ones of the article."""
    if context.pairs is None:
        return []
    likely = {each.id for each in likely_heads_in(context, sentence)}
    return [each for each in heads_in(context, sentence) if each.id not in likely]


def has_likely_pair(context: Context, sentence: Span) -> bool:
    """Whether any relation is likely in a sentence, whatever was made there."""
    return any(share >= LIKELY for tails in _judged(context, sentence).values() for _, share in tails)


def has_more(context: Context, head: Entity | Event, *, beside: str = "") -> bool:
    """Whether another relation is so likely that the walk stays at a head; not that to `beside`, which is being made.

    Where nothing knows of pairs it always is.
    """
    if context.pairs is None or not head.spans:
        return True
    judged = _judged(context, context.sentence(envelope(head.spans))).get(head.id)
    return judged is None or _leads_on(context, head, [each for each in judged if each[0] != beside], STAYS)


def next_head(
    context: Context, head: Entity | Event | None, char: int, among: Among = likely_heads_in
) -> Entity | Event | None:
    """The first head after another one or, without one, from a code point on; None when none is near."""
    at = place(head) if head and head.spans else (char, -len(context.text), "")
    for sentence in sentences_on(context, at[0]):
        for each in among(context, sentence):
            if place(each) > at:
                return each
    return None


def previous_head(
    context: Context, head: Entity | Event | None, char: int, among: Among = likely_heads_in
) -> Entity | Event | None:
    """The last head before another one, or before a code point; None when none is near."""
    at = place(head) if head and head.spans else (char, 0, "")
    for sentence in sentences_back(context, at[0]):
        for each in reversed(list(among(context, sentence))):
            if place(each) < at:
                return each
    return None


def _offered(context: Context, sentence: Span) -> set[str]:
    return {each.relation.head for each in offered_relations(context, sentence)} if context.offers else set()


def _heads(context: Context, sentence: Span, offered: set[str]) -> list[Entity | Event]:
    here = [each for each in context.mentions(sentence) if each.spans and envelope(each.spans)[0] >= sentence[0]]
    pairs = context.schema.related_types
    return [
        each
        for each in here
        if each.id in offered or any((each.type, other.type) in pairs for other in here if other.id != each.id)
    ]


def _judged(context: Context, sentence: Span) -> Judged:
    """What was judged of the heads of a sentence; nothing in one without suggestions."""
    if context.pairs is None or context.is_unaided(sentence[0]):
        return {}
    judged: dict[str, list[tuple[str, float]]] = {}
    for (head, tail), share in context.pairs.shares(context, sentence).items():
        judged.setdefault(head, []).append((tail, share))
    return judged


def _leads_on(context: Context, head: Entity | Event, tails: Iterable[tuple[str, float]], least: float) -> bool:
    """Whether a relation from a head is so likely, not made, and not refused at its place."""
    return any(share >= least and _is_open(context, head, tail) for tail, share in tails)


def _is_open(context: Context, head: Entity | Event, tail: str) -> bool:
    other = context.document.find(tail)
    if not isinstance(other, Entity | Event) or between(context, head.id, tail):
        return False
    span = envelope((*head.spans, *other.spans))
    return not is_rejected(context.document, span, "relation")
