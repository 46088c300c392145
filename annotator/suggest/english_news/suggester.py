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
from annotator.suggest.english_news.coreference import Known, described, same_thing
from annotator.suggest.english_news.fillers import directly_before
from annotator.suggest.english_news.levels import ADJECTIVE, NAME, NOMINAL, level_of
from annotator.suggest.english_news.regular import DATE
from annotator.suggest.english_news.stems import stem
from annotator.suggest.english_news.values import Normal, amount_value, date_value, day_of_month
from annotator.suggest.labelled_words import NEAR, TRIGGER, same_fillers, same_words
from annotator.suggest.relation_suggestions import suggested
from annotator.suggest.segment.segmenter import Segmenter
from annotator.suggest.suggester import Candidate, DocumentView, Suggester, Suggestion
from annotator.suggest.trigger_words import KnownTriggers, known_triggers, triggers_among

WINDOWS_KEPT = 512
"""Of how many windows the candidates are kept."""

SPEAKERS = frozenset(("Communicator", "Speaker"))
"""The roles of who speaks: two utterances of one person are mostly two."""

VALUE, EXACTNESS = "value", "mod"
"""The attributes of a date or amount: what it means, and how exact it is."""

PUBLISHED = "published"
"""The key of a document's metadata that says when it appeared."""

SAME_WORDS = "same words"
"""The reason for a value that these words have elsewhere."""

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
        if view.document.meta.get(PUBLISHED) or not _is_date(view, annotation):
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
    normal, reason = _normal(view, entity, words), "a regular form"
    if normal is None:
        normal, reason = _same_words(view, entity, words), SAME_WORDS
    if normal:
        yield VALUE, (normal.value, reason)
    if normal and normal.mod:
        yield EXACTNESS, (normal.mod, "a word before it" if reason != SAME_WORDS else SAME_WORDS)


def _same_words(view: DocumentView, entity: Entity, words: str) -> Normal | None:
    """What the same words of the same type were said to mean, the nearest ones; None where nobody said it."""
    entity_type = view.schema.entity_types.get(entity.type)
    if not (entity_type and entity_type.is_value):
        return None
    start = entity.spans[0][0]
    alike = [
        each
        for each in view.mentions((max(start - NEAR, 0), start + NEAR))
        if isinstance(each, Entity)
        and (each.type, each.id != entity.id) == (entity.type, True)
        and each.attributes.get(VALUE)
        and surface(view.text, each.spans).casefold() == words.casefold()
    ]
    nearest = min(alike, key=lambda each: abs(each.spans[0][0] - start), default=None)
    if nearest is None:
        return None
    mod = nearest.attributes.get(EXACTNESS)
    return Normal(str(nearest.attributes[VALUE]), str(mod) if mod else None)


def _normal(view: DocumentView, entity: Entity, words: str) -> Normal | None:
    """The regular form of a date or amount."""
    entity_type = view.schema.entity_types.get(entity.type)
    if not (entity_type and entity_type.is_value):
        return None
    if _is_date(view, entity):
        return date_value(words, published(view.document.meta.get(PUBLISHED))) or _day_of_month(view, entity, words)
    return amount_value(words)


def _day_of_month(view: DocumentView, entity: Entity, words: str) -> Normal | None:
    """A day that only its number names, in the month of the last date before it."""
    start = entity.spans[0][0]
    told = [
        str(each.attributes[VALUE])
        for each in view.mentions((max(start - NEAR, 0), start))
        if isinstance(each, Entity) and each.type == entity.type and each.attributes.get(VALUE)
    ]
    return day_of_month(words, told[-1]) if told else None


def _is_date(view: DocumentView, entity: Entity) -> bool:
    entity_type = view.schema.entity_types.get(entity.type)
    return bool(entity_type and entity_type.is_value) and any(name in entity.type.upper() for name in ("DATE", "TIME"))


def published(value: object) -> date | None:
    """The day an article appeared, by its metadata."""
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError:
        return None


def _thing(view: DocumentView, entity: Entity) -> tuple[str | None, str]:
    """The thing that a mention probably stands for, None for a new one, and the reason."""
    start = entity.spans[0][0]
    words = surface(view.text, entity.spans)
    known = [
        Known(each.spans[0], surface(view.text, each.spans), each.type, each.coref)
        for each in view.things(entity.type, (max(start - NEAR, 0), start + NEAR))
        if isinstance(each, Entity) and each.coref and each.id != entity.id
    ]
    described_chain = described(view.text, entity.spans[0], entity.type, known) if len(entity.spans) == 1 else None
    chain = described_chain or same_thing(words, entity.type, entity.spans[0], known)
    kind = {NAME: "name", ADJECTIVE: "name", NOMINAL: "noun"}.get(level_of(words), "mention")
    if chain is None:
        return None, f"first {kind}"
    return chain.coref, f"same {kind}" if chain.why == "the same words" else chain.why


def _of_event(view: DocumentView, event: Event) -> tuple[str | None, str]:
    chain = same_words(view, event)
    if chain:
        return chain, "same trigger"
    chain = same_fillers(view, event, SPEAKERS)
    return chain, "same fillers" if chain else "first mention"
