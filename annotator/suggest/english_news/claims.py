"""What is proposed for an event's attributes: whether it happened, who says so, by the words that govern it.

A speech or threat before the event in its clause governs it, whether it is labelled already or only stands there; what
is named with "the" is taken as having happened.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from annotator.model.annotation import Entity, Event, Value
from annotator.model.spans import Span
from annotator.suggest.suggester import DocumentView

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
    """How an event is told, by whom, and by which words that is known."""

    modality: str
    source: str
    reason: str


def claims(view: DocumentView, event: Event) -> dict[str, tuple[Value, str]]:
    """The proposed values with the reason for each, by the names that these attributes have in schemas for news."""
    if not event.spans:
        return {}
    clause = clause_before(view, event.spans[0])
    claim = _claim(view, event, clause)
    denied = bool(DENIALS & {word.text for word in clause}) and not _is_definite(clause)
    return {
        "modality": (claim.modality, claim.reason),
        "realis": ("OTHER" if claim.modality in ("THREATENED", "PLANNED", "POSSIBLE") else "ACTUAL", claim.reason),
        "polarity": ("NEGATIVE", "a denial before it") if denied else ("POSITIVE", "no denial before it"),
        "source": (claim.source, claim.reason),
    }


def clause_before(view: DocumentView, span: Span) -> list[Word]:
    """The words of a clause before a place."""
    start = view.sentence(span)[0]
    words: list[Word] = []
    for first, last in view.segmenter.tokens(view.text, start, span[0]):
        text = view.text[first:last]
        if text in BREAKS:
            words.clear()
        else:
            words.append(Word(text.lower() if first == start else text, (first, last)))
    return words


def _is_definite(clause: Sequence[Word]) -> bool:
    return bool(clause) and clause[-1].text in DEFINITE


def _claim(view: DocumentView, event: Event, clause: Sequence[Word]) -> Claim:
    if _is_definite(clause):
        return Claim("ASSERTED", "AUTHOR", "named as known")
    quoted = _speaker_of_quote(view, event.spans[0])
    if quoted:
        return Claim("ALLEGED", quoted, "in a quotation")
    said = {word.text for word in clause}
    if THREATS & said:
        return Claim("THREATENED", _speaker(view, clause, THREATS), "after a threat")
    if ORDERS & said and clause[-1].text == "to":
        return Claim("PLANNED", _speaker(view, clause, ORDERS), "after an order")
    if SPEECH & said:
        return Claim("ALLEGED", _speaker(view, clause, SPEECH), "after a verb of speech")
    if PLANS & said:
        return Claim("PLANNED", "AUTHOR", "after a plan")
    if POSSIBLE & said:
        return Claim("POSSIBLE", "AUTHOR", "after a doubt or condition")
    return Claim("ASSERTED", "AUTHOR", "stated plainly")


def _speaker(view: DocumentView, clause: Sequence[Word], verbs: frozenset[str]) -> str:
    """Who says what a clause says: the filler of a labelled speech, else the nearest mention before the verb."""
    verb = next(word for word in reversed(clause) if word.text in verbs)
    for each in view.mentions(verb.span):
        fillers = (
            [view.document.entities.get(part.target) for part in each.arguments] if isinstance(each, Event) else []
        )
        if found := next(filter(None, fillers), None):
            return found.coref or found.id
    before = [each for each in _things(view, view.sentence(verb.span)) if each.spans[0][1] <= verb.span[0]]
    return (before[-1].coref or before[-1].id) if before else "UNSPECIFIED"


def _things(view: DocumentView, span: Span) -> list[Entity]:
    return [each for each in view.mentions(span) if isinstance(each, Entity) and view.schema.has_coref(each)]


def _speaker_of_quote(view: DocumentView, span: Span) -> str | None:
    """Who is quoted, when a place stands within quotation marks; the nearest mention outside them."""
    start, end = view.sentence(span)
    before, after = view.text[start : span[0]], view.text[span[1] : end]
    if before.count("“") <= before.count("”") or "”" not in after:
        return None
    close = span[1] + after.index("”")
    outside = [each for each in _things(view, (start, end)) if each.spans[0][0] > close]
    return (outside[0].coref or outside[0].id) if outside else None
