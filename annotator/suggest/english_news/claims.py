"""What is proposed for an event's attributes: whether it happened, who says so, by the words that govern it.

A speech or threat before the event in its clause governs it, whether it is labelled already or only stands there; so
does a speaker named at the end of the sentence, or after "according to" at its start. What is named with "the", or as
somebody's, is taken as having happened.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from annotator.model.annotation import Event, Value
from annotator.model.spans import Span
from annotator.suggest.english_news.speakers import NEAR, SPEECH, Word, speaker, speaker_elsewhere, speaker_of_quote
from annotator.suggest.suggester import DocumentView

THREATS = frozenset(
    ("threaten", "threatens", "threatened", "vow", "vows", "vowed", "warn", "warns", "warned", "swore", "pledged")
)
ORDERS = frozenset(("order", "orders", "ordered", "told", "tell", "tells", "urged", "asked", "commanded"))
PLANS = frozenset(("plan", "plans", "planned", "intend", "intends", "intended", "will", "shall"))
BE = frozenset(("is", "are", "was", "were"))
POSSIBLE = frozenset(("may", "might", "could", "would", "should", "can", "if", "unless", "fear", "fears", "feared"))
DENIED = frozenset(("denied", "denies", "deny"))
HEARSAY = frozenset(("reportedly", "allegedly"))
DENIALS = frozenset(("no", "not", "never", "nobody", "none", "neither", "deny", "denies", "denied", "without"))
DEFINITE = frozenset(("the", "this", "that", "these", "those", "his", "her", "its", "their", "our", "my", "your"))
BANS = frozenset(("ban", "bans", "banned", "forbid", "forbids", "forbade", "forbidden", "prohibit", "prohibits"))
"""What is said to be no more: it has not happened."""
PLANNED_AFTER = re.compile(r"\s+(?:is|are|was|were)\s+(?:planned|scheduled|due|expected)\b")
UNREAL = frozenset(("THREATENED", "PLANNED", "POSSIBLE"))
BREAKS = frozenset((",", ";", ":", "but", "who", "which", "whose", "while", "and", "“", "”"))
"""Where a clause ends, for what governs an event."""


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
    claim = _with_decision(view, event, _claim(view, event, clause))
    denied = bool(DENIALS & {word.text for word in clause}) and not _is_definite(clause)
    unreal = denied or claim.modality in UNREAL or bool(BANS & {word.text for word in clause})
    return {
        "modality": (claim.modality, claim.reason),
        "realis": ("OTHER" if unreal else "ACTUAL", claim.reason),
        "polarity": ("NEGATIVE", "a denial before it") if denied else ("POSITIVE", "no denial before it"),
        "source": (claim.source, claim.reason),
    }


def _with_decision(view: DocumentView, event: Event, claim: Claim) -> Claim:
    """The claim as a person has decided it: who made the last claim before it makes this one too."""
    is_alleged = event.attributes.get("modality") == "ALLEGED" and "modality" not in event.unconfirmed
    if not is_alleged or claim.source != "AUTHOR":
        return claim
    start = view.sentence(event.spans[0])[0]
    before = [each for each in view.mentions((max(start - NEAR, 0), event.spans[0][0])) if isinstance(each, Event)]
    for each in sorted(before, key=lambda each: each.spans, reverse=True):
        source = each.attributes.get("source")
        if each.id != event.id and each.attributes.get("modality") == "ALLEGED" and isinstance(source, str):
            return Claim("ALLEGED", source, "who said what stands before it")
    return claim


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
    return bool(clause) and (clause[-1].text in DEFINITE or clause[-1].text.endswith(("’s", "'s", "s’", "s'")))


def _claim(view: DocumentView, event: Event, clause: Sequence[Word]) -> Claim:
    if quoted := speaker_of_quote(view, event):
        return Claim("ALLEGED", quoted, "in a quotation")
    attributed = speaker_elsewhere(view, event.spans[0])
    if _is_definite(clause) and not attributed:
        return Claim("ASSERTED", "AUTHOR", "named as known")
    if governed := _governed(view, clause):
        return governed
    if attributed:
        return Claim("ALLEGED", attributed, "said by who is named at the start or end of the sentence")
    words = {word.text for word in clause}
    if PLANS & words or PLANNED_AFTER.match(view.text, event.spans[0][1]):
        return Claim("PLANNED", "AUTHOR", "after a plan")
    if POSSIBLE & words:
        return Claim("POSSIBLE", "AUTHOR", "after a doubt or condition")
    return Claim("ASSERTED", "AUTHOR", "stated plainly")


def _governed(view: DocumentView, clause: Sequence[Word]) -> Claim | None:
    """What somebody's speech before the event in its clause makes of it."""
    texts = {word.text for word in clause}
    if THREATS & texts:
        return Claim("THREATENED", speaker(view, clause, THREATS), "after a threat")
    if ORDERS & texts and clause[-1].text == "to":
        return Claim("PLANNED", speaker(view, clause, ORDERS), "after an order")
    if len(clause) > 1 and clause[-1].text == "to" and clause[-2].text in BE:
        return Claim("PLANNED", "AUTHOR", "after a plan")
    if DENIED & texts:
        return Claim("ASSERTED", speaker(view, clause, DENIED), "denied")
    if HEARSAY & texts:
        return Claim("ALLEGED", "UNSPECIFIED", "reported by nobody in particular")
    if SPEECH & texts:
        return Claim("ALLEGED", speaker(view, clause, SPEECH), "after a verb of speech")
    return None
