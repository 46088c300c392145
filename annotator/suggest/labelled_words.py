"""Suggestions for any language: what was labelled before is likely again, and the same words are the same thing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from annotator.model.annotation import Entity, Event, Relation
from annotator.model.spans import Span, surface
from annotator.suggest.relation_suggestions import suggested
from annotator.suggest.suggester import Candidate, DocumentView, Suggester, Suggestion
from annotator.suggest.trigger_words import known_triggers, triggers_among

NEAR = 10_000
"""How far around a place it is looked for what it may be one with, in code points."""

AGAIN = 0.9
"""How often words that were labelled are labelled again where they stand in the same article."""

TRIGGER = 0.6
"""How often words that are an example of a trigger, or were one, are one."""

SAME = 0.9
"""How often the same words of one type are the same thing."""


class LabelledWords(Suggester):
    """Knows nothing but what was labelled in this article."""

    name = "labelled-words"

    def candidates(self, view: DocumentView, span: Span) -> Sequence[Suggestion[Candidate]]:
        """The words that were labelled elsewhere."""
        known = dict(view.labelled_words(view.text[slice(*span)]))
        tokens = list(view.segmenter.tokens(view.text, *span)) if known else []
        places = []
        end = span[0]
        for candidate in known_words(view.text, tokens, known):
            if candidate.span[0] >= end:
                places.append(Suggestion(candidate, self.name, "labelled before", AGAIN))
                end = candidate.span[1]
        return places

    def triggers(self, view: DocumentView, span: Span) -> Sequence[Suggestion[Candidate]]:
        """The words of the schema's examples, and those that were triggers elsewhere."""
        tokens = list(view.segmenter.tokens(view.text, *span))
        triggers = triggers_among(view.text, tokens, known_triggers(view, str.casefold), str.casefold)
        return [Suggestion(each, self.name, "listed by the schema, or labelled before", TRIGGER) for each in triggers]

    def relations(self, view: DocumentView, span: Span) -> Sequence[Suggestion[Relation]]:
        """What was related before where the same words stood between such mentions."""
        return list(suggested(view, span, view.learned_relations, self.name))

    def chains(self, view: DocumentView, annotation: Entity | Event) -> Sequence[Suggestion[str | None]]:
        """The nearest thing of the same type and words."""
        chain = same_words(view, annotation)
        return [Suggestion(chain, self.name, "same words", SAME)] if chain else []


def known_words(text: str, tokens: Sequence[Span], known: Mapping[str, str]) -> Iterator[Candidate]:
    """At each token the longest known string that starts there and ends with a token, with its type."""
    longest = max(map(len, known), default=0)
    for index, (first, _) in enumerate(tokens):
        last_end = None
        for ahead in range(index, len(tokens)):
            last = tokens[ahead][1]
            if last - first > longest:
                break
            if text[first:last] in known:
                last_end = last
        if last_end is not None:
            yield Candidate((first, last_end), (known[text[first:last_end]],))


def same_words(view: DocumentView, annotation: Entity | Event) -> str | None:
    """The `coref` id of the nearest annotation of the same type and words: one before it, else a mention behind it."""
    if not annotation.spans:
        return None
    start = annotation.spans[0][0]
    words = surface(view.text, annotation.spans).casefold()
    end = start if isinstance(annotation, Event) else start + NEAR

    def is_same(each: Entity | Event) -> bool:
        alike = type(each) is type(annotation) and each.id != annotation.id
        if not (alike and surface(view.text, each.spans).casefold() == words):
            return False
        if isinstance(each, Event) and isinstance(annotation, Event):
            return not roles_differ(view, annotation, each)
        return True

    alike = filter(is_same, view.things(annotation.type, (max(start - NEAR, 0), end)))
    nearest = min(alike, key=lambda each: (each.spans[0][0] >= start, abs(each.spans[0][0] - start)), default=None)
    return nearest.coref if nearest else None


def same_fillers(view: DocumentView, event: Event, aside: frozenset[str] = frozenset()) -> str | None:
    """The `coref` id of the event of the same type before it with most of its fillers in the same roles.

    None where there is no such event, or one with a role that is filled by something else; `aside` are roles in which
    one filler says nothing, because it fills them again and again.
    """
    if not event.spans:
        return None
    start = event.spans[0][0]
    alike = [
        (shared, each.spans[0][0], each.coref)
        for each in view.things(event.type, (max(start - NEAR, 0), start))
        if isinstance(each, Event) and each.id != event.id and each.coref
        if (shared := _shared_roles(view, event, each, aside)) and not roles_differ(view, event, each)
    ]
    return max(alike)[2] if alike else None


def _shared_roles(view: DocumentView, one: Event, other: Event, aside: frozenset[str]) -> int:
    fillers, others = _fillers(view, one), _fillers(view, other)
    return sum(not fillers[role].isdisjoint(others[role]) for role in (fillers.keys() & others.keys()) - aside)


def roles_differ(view: DocumentView, one: Event, other: Event) -> bool:
    """Whether some role is filled in two events, by different things: then they are not one happening."""
    fillers, others = _fillers(view, one), _fillers(view, other)
    return any(fillers[role].isdisjoint(others[role]) for role in fillers.keys() & others.keys())


def _fillers(view: DocumentView, event: Event) -> dict[str, set[object]]:
    """What fills each role, by its thing or, for values, by what it says."""
    fillers: dict[str, set[object]] = {}
    for argument in event.arguments:
        filler = view.document.entities.get(argument.target) or view.document.events.get(argument.target)
        if filler is not None:
            attributes = tuple(sorted(filler.attributes.items(), key=repr)) if isinstance(filler, Entity) else ()
            words = surface(view.text, filler.spans).casefold()
            fillers.setdefault(argument.role, set()).add(filler.coref or attributes or words)
    return fillers
