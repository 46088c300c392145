"""Relations proposed where what was learned from a person fits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from annotator.model.annotation import Entity, Relation
from annotator.model.spans import Span
from annotator.suggest.learned_relations import LearnedRelations, first_of, pattern_of
from annotator.suggest.suggester import DocumentView, Suggestion

MOST_BETWEEN = 3
"""How many other mentions may stand between the two."""
AS_BEFORE = 0.7
"""How often a relation that was made between such mentions, with these words between, is one again."""
REASON = "related before"


def suggested(view: DocumentView, span: Span, learned: LearnedRelations, source: str) -> Iterator[Suggestion[Relation]]:
    """The relations that what was learned proposes between the mentions of a sentence; those that are there too."""
    if not learned:
        return
    here = [each for each in view.mentions(span) if isinstance(each, Entity) and each.spans[0][0] >= span[0]]
    for one, other in _pairs(here):
        pattern = pattern_of(view.text, one, other)
        made = learned.of(pattern) if pattern else None
        if made:
            first = first_of(one, other)
            second = other if first is one else one
            head, tail = (first, second) if made.is_forward else (second, first)
            relation = Relation("", made.type, head.id, tail.id, attributes=made.attributes)
            yield Suggestion(relation, source, REASON, AS_BEFORE)


def _pairs(here: Sequence[Entity]) -> Iterator[tuple[Entity, Entity]]:
    for number, one in enumerate(here):
        for other in here[number + 1 : number + 2 + MOST_BETWEEN]:
            yield one, other
