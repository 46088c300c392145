"""The value of a date or an amount where it stands: by its form, by what was told before it, by the same words."""

from __future__ import annotations

from datetime import date

import regex

from annotator.model.annotation import Entity
from annotator.model.spans import Span, surface
from annotator.suggest.english_news.amounts import amount_value
from annotator.suggest.english_news.dates import date_value
from annotator.suggest.english_news.normal import Normal
from annotator.suggest.english_news.told_dates import told_value
from annotator.suggest.labelled_words import NEAR
from annotator.suggest.suggester import DocumentView

VALUE, EXACTNESS = "value", "mod"
"""The attributes of a date or amount: what it means, and how exact it is."""

PUBLISHED = "published"
"""The key of a document's metadata that says when it appeared."""

REGULAR, SAME_WORDS = "a regular form", "same words"
"""The reasons for a value: the form of its words, or that they have it elsewhere."""

_AHEAD = regex.compile(r"(?i:\b(?:will|won’t|won't|shall|until|is to|are to|due|plans? to|expected to)\b|[’']ll\b)")
"""Words of a clause whose dates lie ahead."""

_CLAUSE_END = regex.compile(r"[.,;:?!–—“”\n]")
_BESIDE = regex.compile(r"(?i:\b(before|after) (?:the )?)$")
_LONGEST_BESIDE = len(" before the ")


def is_value(view: DocumentView, entity: Entity) -> bool:
    """Whether a mention is a date or an amount."""
    declared = view.schema.entity_types.get(entity.type)
    return bool(declared and declared.is_value)


def is_date(view: DocumentView, entity: Entity) -> bool:
    """Whether a mention is a date."""
    return is_value(view, entity) and any(name in entity.type.upper() for name in ("DATE", "TIME"))


def published(value: object) -> date | None:
    """The day an article appeared, by its metadata."""
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError:
        return None


def value_of(view: DocumentView, entity: Entity) -> tuple[Normal, str] | None:
    """The value of a date or amount with the reason for it; None for other mentions, and where nothing tells it."""
    if not is_value(view, entity):
        return None
    words = surface(view.text, entity.spans)
    normal = _date(view, entity, words) if is_date(view, entity) else amount_value(words, _currency(view, entity))
    if normal:
        return normal, REGULAR
    same = _same_words(view, entity, words)
    return (same, SAME_WORDS) if same else None


def exactness_of(view: DocumentView, entity: Entity) -> str | None:
    """What the word directly before a date says: BEFORE, AFTER or nothing."""
    start = entity.spans[0][0]
    beside = _BESIDE.search(view.text[max(start - _LONGEST_BESIDE, 0) : start]) if is_date(view, entity) else None
    return beside[1].upper() if beside else None


def _date(view: DocumentView, entity: Entity, words: str) -> Normal | None:
    appeared = published(view.document.meta.get(PUBLISHED))
    is_open = words.lower().endswith(("after", "before")) and not _CLAUSE_END.match(view.text, entity.spans[-1][1])
    by_others = None if is_open else told_value(words, _before(view, entity), appeared)
    return by_others or date_value(words, appeared, ahead=_is_ahead(view, entity.spans[0]))


def _is_ahead(view: DocumentView, span: Span) -> bool:
    """Whether the words of its clause say that a date lies ahead."""
    first, last = view.sentence(span)
    before = _CLAUSE_END.split(view.text[first : span[0]])[-1]
    after = _CLAUSE_END.split(view.text[span[1] : last])[0]
    return bool(_AHEAD.search(before) or _AHEAD.search(after))


def _before(view: DocumentView, entity: Entity) -> list[str]:
    """The values that mentions of the same type near before a mention have, in the order of the text."""
    start = entity.spans[0][0]
    return [
        str(each.attributes[VALUE])
        for each in view.mentions((max(start - NEAR, 0), start))
        if isinstance(each, Entity)
        and (each.type, each.id != entity.id) == (entity.type, True)
        and each.spans[0][0] < start
        and each.attributes.get(VALUE)
    ]


def _currency(view: DocumentView, entity: Entity) -> str:
    """The currency of the last amount of money before one that names none."""
    if "MONEY" not in entity.type.upper():
        return ""
    told = [value.partition(" ")[2] for value in _before(view, entity)]
    return next(filter(None, reversed(told)), "")


def _same_words(view: DocumentView, entity: Entity, words: str) -> Normal | None:
    """What the same words of the same type were said to mean, the nearest ones; None where nobody said it."""
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
