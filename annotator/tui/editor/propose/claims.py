"""What is proposed for an event's attributes: whether it happened, who says so, by the words that govern it.

A speech or threat before the event in its clause governs it, whether it is labelled already or only stands there; what
is named with "the" is taken as having happened. Nothing of it is decided until a person confirms it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from annotator.model.annotation import Entity, Event, Value
from annotator.model.spans import Span
from annotator.schema.label_schema import AttributeType
from annotator.suggest.segment.tokens import tokens
from annotator.tui.editor.context import Context

THREATS = frozenset(
    ("threaten", "threatens", "threatened", "vow", "vows", "vowed", "warn", "warns", "warned", "swore", "pledged")
)
ORDERS = frozenset(("order", "orders", "ordered", "told", "tell", "tells", "urged", "asked", "commanded"))
PLANS = frozenset(("plan", "plans", "planned", "intend", "intends", "intended", "will", "shall"))
POSSIBLE = frozenset(("may", "might", "could", "would", "should", "can", "if", "unless", "fear", "fears", "feared"))
SPEECH = frozenset(
    (
        *("say", "says", "said", "claim", "claims", "claimed", "accuse", "accuses", "accused", "blame", "blames"),
        *("blamed", "report", "reported", "reportedly", "allege", "alleges", "alleged", "allegedly", "according"),
        *("told", "wrote", "writes", "told", "announced", "insisted", "denied", "denies", "deny"),
    )
)
DENIALS = frozenset(("no", "not", "never", "nobody", "none", "neither", "deny", "denies", "denied", "without"))
DEFINITE = frozenset(("the", "this", "that", "these", "those"))
BREAKS = frozenset((",", ";", ":", "but", "who", "which", "whose", "while", "and", "“", "”"))
"""Where a clause ends, for what governs an event."""


class Word(NamedTuple):
    """A word with its place; words that do not start the sentence keep their capitals, so that May is no may."""

    text: str
    span: Span


class Claim(NamedTuple):
    """How an event is told, and by whom where somebody else tells it."""

    modality: str
    source: str | None


def claims(context: Context, event: Event, attributes: tuple[AttributeType, ...]) -> dict[str, Value]:
    """The proposed values, by attribute name; nothing for attributes of other names."""
    if not event.spans:
        return {}
    clause = clause_before(context, event.spans[0])
    claim = _claim(context, event, clause)
    denied = bool(DENIALS & {word.text for word in clause}) and not _is_definite(clause)
    proposed: Mapping[str, Value | None] = {
        "modality": claim.modality,
        "realis": "OTHER" if claim.modality in ("THREATENED", "PLANNED", "POSSIBLE") else "ACTUAL",
        "polarity": "NEGATIVE" if denied else "POSITIVE",
        "source": claim.source,
    }
    return {each.name: value for each in attributes if (value := proposed.get(each.name)) and _legal(each, value)}


def _legal(attribute: AttributeType, value: Value) -> bool:
    return value in attribute.values or attribute.kind == "reference"


def clause_before(context: Context, span: Span) -> list[Word]:
    """The words of a clause before a place."""
    start = context.sentence(span)[0]
    words: list[Word] = []
    for first, last in tokens(context.text, start, span[0]):
        text = context.text[first:last]
        if text in BREAKS:
            words.clear()
        else:
            words.append(Word(text.lower() if first == start else text, (first, last)))
    return words


def _is_definite(clause: Sequence[Word]) -> bool:
    return bool(clause) and clause[-1].text in DEFINITE


def _claim(context: Context, event: Event, clause: Sequence[Word]) -> Claim:
    if _is_definite(clause):
        return Claim("ASSERTED", "AUTHOR")
    quoted = _speaker_of_quote(context, event.spans[0])
    if quoted:
        return Claim("ALLEGED", quoted)
    said = {word.text for word in clause}
    if THREATS & said:
        return Claim("THREATENED", _speaker(context, clause, THREATS))
    if ORDERS & said and clause[-1].text == "to":
        return Claim("PLANNED", _speaker(context, clause, ORDERS))
    if SPEECH & said:
        return Claim("ALLEGED", _speaker(context, clause, SPEECH))
    if PLANS & said:
        return Claim("PLANNED", "AUTHOR")
    return Claim("POSSIBLE" if POSSIBLE & said else "ASSERTED", "AUTHOR")


def _speaker(context: Context, clause: Sequence[Word], verbs: frozenset[str]) -> str:
    """Who says what a clause says: the filler of a labelled speech, else the nearest mention before the verb."""
    verb = next(word for word in reversed(clause) if word.text in verbs)
    for each in context.mentions(verb.span):
        fillers = (
            [context.document.entities.get(part.target) for part in each.arguments] if isinstance(each, Event) else []
        )
        if found := next(filter(None, fillers), None):
            return found.coref or found.id
    before = [each for each in _things(context, context.sentence(verb.span)) if each.spans[0][1] <= verb.span[0]]
    return (before[-1].coref or before[-1].id) if before else "UNSPECIFIED"


def _things(context: Context, span: Span) -> list[Entity]:
    return [each for each in context.mentions(span) if isinstance(each, Entity) and context.schema.has_coref(each)]


def _speaker_of_quote(context: Context, span: Span) -> str | None:
    """Who is quoted, when a place stands within quotation marks; the nearest mention outside them."""
    start, end = context.sentence(span)
    before, after = context.text[start : span[0]], context.text[span[1] : end]
    if before.count("“") <= before.count("”") or "”" not in after:
        return None
    close = span[1] + after.index("”")
    outside = [each for each in _things(context, (start, end)) if each.spans[0][0] > close]
    return (outside[0].coref or outside[0].id) if outside else None
