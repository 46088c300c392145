"""English news: likely mentions, levels, values of dates and amounts, how events are told, and which thing is meant."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache

from annotator.model.annotation import Annotation, Argument, Entity, Event, Relation, Value
from annotator.model.spans import Span, surface
from annotator.schema.mention_levels import LEVEL
from annotator.suggest.english_news.candidates import candidates
from annotator.suggest.english_news.claims import claims
from annotator.suggest.english_news.confidence import ATTRIBUTES, CANDIDATES, CHAINS, DOCUMENT_DATE, FILLER, SAME_VALUE
from annotator.suggest.english_news.coreference import same_thing
from annotator.suggest.english_news.dates import date_value
from annotator.suggest.english_news.fillers import directly_before
from annotator.suggest.english_news.known import Known
from annotator.suggest.english_news.levels import level_of
from annotator.suggest.english_news.regular import DATE
from annotator.suggest.english_news.stems import stem
from annotator.suggest.english_news.values import (
    EXACTNESS,
    PUBLISHED,
    SAME_WORDS,
    VALUE,
    exactness_of,
    is_date,
    published,
    value_of,
)
from annotator.suggest.labelled_words import NEAR, TRIGGER, same_fillers, same_words
from annotator.suggest.relation_suggestions import suggested
from annotator.suggest.segment.segmenter import Segmenter
from annotator.suggest.suggester import Candidate, DocumentView, Suggester, Suggestion
from annotator.suggest.trigger_words import KnownTriggers, known_triggers, triggers_among

WINDOWS_KEPT = 512
"""Of how many windows the candidates are kept."""

SPEAKERS = frozenset(("Communicator", "Speaker"))
"""The roles of who speaks: two utterances of one person are mostly two."""

DATELINE_CHARS = 1_000
"""How much of an article is its head, where its date may stand."""


class EnglishNews(Suggester):
    """The rules for news in English, which know the attributes of schemas such as `conflict-news` by their names."""

    name = "english-news"

    def __init__(self) -> None:
        """Nothing has been looked at yet."""
        self._candidates = lru_cache(WINDOWS_KEPT)(_candidates)
        self._known_triggers: KnownTriggers | None = None
        self._triggers: dict[Span, tuple[Suggestion[Candidate], ...]] = {}

    def candidates(self, view: DocumentView, span: Span) -> Sequence[Suggestion[Candidate]]:
        """Names, demonyms, pronouns, nouns of a list, dates, amounts, and what was labelled before."""
        return self._candidates(view.text, view.segmenter, span, view.labelled_words(view.text[slice(*span)]))

    def triggers(self, view: DocumentView, span: Span) -> Sequence[Suggestion[Candidate]]:
        """The forms of the words of the schema's examples, and of those that were triggers elsewhere."""
        known = known_triggers(view, stem)
        if known is not self._known_triggers:
            self._known_triggers, self._triggers = known, {}
        if span not in self._triggers:
            tokens = list(view.segmenter.tokens(view.text, *span))
            triggers = triggers_among(view.text, tokens, known, stem)
            reason = "listed by the schema, or labelled before"
            self._triggers[span] = tuple(Suggestion(each, self.name, reason, TRIGGER) for each in triggers)
        return self._triggers[span]

    def attributes(self, view: DocumentView, annotation: Annotation) -> Mapping[str, Suggestion[Value]]:
        """The level of a mention, the value of a date or amount, how an event is told."""
        values: Mapping[str, tuple[Value, str]] = {}
        if isinstance(annotation, Entity):
            values = dict(_of_mention(view, annotation))
        elif isinstance(annotation, Event):
            values = claims(view, annotation)
        return {
            name: Suggestion(value, self.name, reason, SAME_VALUE if reason == SAME_WORDS else ATTRIBUTES[name])
            for name, (value, reason) in values.items()
        }

    def fillers(self, view: DocumentView, event: Event) -> Sequence[Suggestion[Argument]]:
        """What stands directly before the trigger, where its role is plain."""
        found = directly_before(view, event)
        if found is None:
            return ()
        role, filler = found
        return [Suggestion(Argument(role.name, filler.id), self.name, "directly before", FILLER)]

    def document_date(self, view: DocumentView, annotation: Entity) -> Suggestion[str] | None:
        """The first full date at the head of the article, where a date hangs on the unknown day of publication."""
        if view.document.meta.get(PUBLISHED) or not is_date(view, annotation):
            return None
        words = surface(view.text, annotation.spans)
        if date_value(words) or not date_value(words, date.max.replace(month=1)):
            return None
        written = (date_value(match.group()) for match in DATE.finditer(view.text[:DATELINE_CHARS]))
        full = next((each.value for each in written if each and published(each.value)), "")
        return Suggestion(full, self.name, "the first full date", DOCUMENT_DATE)

    def relations(self, view: DocumentView, span: Span) -> Sequence[Suggestion[Relation]]:
        """What was related before where the same words stood between such mentions."""
        return list(suggested(view, span, view.learned_relations, self.name))

    def chains(self, view: DocumentView, annotation: Entity | Event) -> Sequence[Suggestion[str | None]]:
        """The nearest thing of the same name, of a part of it, of its initials or country; a new one without any."""
        coref, reason = _of_event(view, annotation) if isinstance(annotation, Event) else _thing(view, annotation)
        return [Suggestion(coref, self.name, reason, CHAINS[reason])]


def _candidates(
    text: str, segmenter: Segmenter, span: Span, known: tuple[tuple[str, str], ...]
) -> tuple[Suggestion[Candidate], ...]:
    places = candidates(text, list(segmenter.tokens(text, *span)), span, dict(known))
    return tuple(
        Suggestion(
            Candidate(each.span, (each.type_hint,) if each.type_hint else ()),
            EnglishNews.name,
            "labelled before" if each.kind == "known" else each.kind,
            CANDIDATES[each.kind],
        )
        for each in places
    )


def _of_mention(view: DocumentView, entity: Entity) -> Iterator[tuple[str, tuple[Value, str]]]:
    words = surface(view.text, entity.spans)
    yield LEVEL, (level_of(words), "the form of the words")
    found = value_of(view, entity)
    if found:
        normal, reason = found
        yield VALUE, (normal.value, reason)
        if normal.mod:
            yield EXACTNESS, (normal.mod, "a word before it" if reason != SAME_WORDS else SAME_WORDS)
            return
    if beside := exactness_of(view, entity):
        yield EXACTNESS, (beside, "a word before it")


def _thing(view: DocumentView, entity: Entity) -> tuple[str | None, str]:
    """The thing that a mention probably stands for, None for a new one, and the reason."""
    start = entity.spans[0][0]
    known = [
        Known(
            each.spans[0], surface(view.text, each.spans), each.type, each.coref, str(each.attributes.get(LEVEL) or "")
        )
        for each in view.things(entity.type, (max(start - NEAR, 0), start + NEAR))
        if isinstance(each, Entity) and each.coref and each.id != entity.id
    ]
    mention = Known(entity.spans[0], surface(view.text, entity.spans), entity.type)
    return same_thing(view.text, mention, known)


def _of_event(view: DocumentView, event: Event) -> tuple[str | None, str]:
    chain = same_words(view, event)
    if chain:
        return chain, "same trigger"
    chain = same_fillers(view, event, SPEAKERS)
    return chain, "same fillers" if chain else "first mention"
