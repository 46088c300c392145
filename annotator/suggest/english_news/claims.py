"""What is proposed for an event's attributes: whether it happened, who says so, by the words that govern it.

A speech or threat before the event in its clause governs it, whether it is labelled already or only stands there; so
does a speaker named at the end of the sentence, or after "according to" at its start. What is named with "the", or as
somebody's, is taken as having happened.
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
        *("told", "wrote", "writes", "announced", "insisted", "insists", "denied", "denies", "deny", "stated"),
        *("states", "declared", "declares", "explained", "asserted", "asserts", "maintains", "maintained"),
        *("complained", "estimates", "estimated", "believe", "believes", "reports"),
    )
)
REPORTING = frozenset(
    (
        *("say", "says", "said", "claims", "claimed", "reported", "alleges", "alleged", "wrote", "writes"),
        *("announced", "insisted", "insists", "stated", "states", "declared", "explained", "maintains", "reports"),
    )
)
"""Verbs that stand beside what they report: "..., the mayor said"."""
DENIED = frozenset(("denied", "denies", "deny"))
HEARSAY = frozenset(("reportedly", "allegedly"))
MOST_WORDS_OF_SPEAKER, MOST_WORDS_TO_VERB = 12, 6
"""How many words the part of a sentence has at most that names who said the rest, and up to its verb."""
RELATIVE = frozenset(("who", "whom", "which", "that", "whose", "adding"))
NO_SPEAKER = RELATIVE | {"and", "but", "while", "not"}
"""Words of parts that tell more than who speaks."""
DENIALS = frozenset(("no", "not", "never", "nobody", "none", "neither", "deny", "denies", "denied", "without"))
DEFINITE = frozenset(("the", "this", "that", "these", "those", "his", "her", "its", "their", "our", "my", "your"))
UNREAL = frozenset(("THREATENED", "PLANNED", "POSSIBLE"))
BREAKS = frozenset((",", ";", ":", "but", "who", "which", "whose", "while", "and", "“", "”"))
"""Where a clause ends, for what governs an event."""


NEAR = 3_000
"""How far before a claim its speaker is looked for, in code points."""


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
    claim = _with_decision(view, event, _claim(view, event, clause))
    denied = bool(DENIALS & {word.text for word in clause}) and not _is_definite(clause)
    return {
        "modality": (claim.modality, claim.reason),
        "realis": ("OTHER" if denied or claim.modality in UNREAL else "ACTUAL", claim.reason),
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
    if quoted := _speaker_of_quote(view, event.spans[0]):
        return Claim("ALLEGED", quoted, "in a quotation")
    attributed = _speaker_elsewhere(view, event.spans[0])
    if _is_definite(clause) and not attributed:
        return Claim("ASSERTED", "AUTHOR", "named as known")
    if governed := _governed(view, clause):
        return governed
    if attributed:
        return Claim("ALLEGED", attributed, "said by who is named at the start or end of the sentence")
    words = {word.text for word in clause}
    if PLANS & words:
        return Claim("PLANNED", "AUTHOR", "after a plan")
    if POSSIBLE & words:
        return Claim("POSSIBLE", "AUTHOR", "after a doubt or condition")
    return Claim("ASSERTED", "AUTHOR", "stated plainly")


def _governed(view: DocumentView, clause: Sequence[Word]) -> Claim | None:
    """What somebody's speech before the event in its clause makes of it."""
    texts = {word.text for word in clause}
    if THREATS & texts:
        return Claim("THREATENED", _speaker(view, clause, THREATS), "after a threat")
    if ORDERS & texts and clause[-1].text == "to":
        return Claim("PLANNED", _speaker(view, clause, ORDERS), "after an order")
    if DENIED & texts:
        return Claim("ASSERTED", _speaker(view, clause, DENIED), "denied")
    if HEARSAY & texts:
        return Claim("ALLEGED", "UNSPECIFIED", "reported by nobody in particular")
    if SPEECH & texts:
        return Claim("ALLEGED", _speaker(view, clause, SPEECH), "after a verb of speech")
    return None


def _speaker_elsewhere(view: DocumentView, span: Span) -> str:
    """Who says a sentence, by a part of it between commas that does not hold the place; "" where nobody is named."""
    if SPEECH & set(view.text[slice(*span)].casefold().split()):
        return ""
    for words in _other_parts(view, span):
        texts = [word.text for word in words]
        if texts[:2] == ["according", "to"]:
            return _nearest_thing(view, words, words[0])
        if NO_SPEAKER & set(texts):
            continue
        if texts[0] in REPORTING or (texts[-1] in REPORTING and len(words) <= MOST_WORDS_TO_VERB):
            return _nearest_thing(view, words, words[0] if texts[0] in REPORTING else words[-1])
    return ""


def _other_parts(view: DocumentView, span: Span) -> list[list[Word]]:
    """The short parts between commas or closing quotation marks that do not hold a place; none for one in an aside."""
    start, end = view.sentence(span)
    parts: list[list[Word]] = [[]]
    for first, last in view.segmenter.tokens(view.text, start, end):
        text = view.text[first:last].casefold()
        if text in (",", "”"):
            parts.append([])
        elif any(map(str.isalnum, text)):
            parts[-1].append(Word(text, (first, last)))
    parts = [part for part in parts if part]
    own = [part for part in parts if part[0].span[0] <= span[0] < part[-1].span[1]]
    if any(part[0].text in RELATIVE for part in own):
        return []
    return [part for part in parts if part not in own and len(part) <= MOST_WORDS_OF_SPEAKER]


def _nearest_thing(view: DocumentView, words: Sequence[Word], verb: Word) -> str:
    """The mention that ends nearest before a verb, else the first one behind it."""
    things = _things(view, (words[0].span[0], words[-1].span[1]))
    before = [each for each in things if each.spans[0][1] <= verb.span[0]]
    nearest = before[-1] if before else next(iter(things), None)
    return (nearest.coref or nearest.id) if nearest else "UNSPECIFIED"


def _speaker(view: DocumentView, clause: Sequence[Word], verbs: frozenset[str]) -> str:
    """Who says what a clause says: the filler of a labelled speech, else the nearest mention before the verb."""
    verb = next(word for word in reversed(clause) if word.text in verbs)
    for each in view.mentions(verb.span):
        fillers = (
            [view.document.entities.get(part.target) for part in each.arguments] if isinstance(each, Event) else []
        )
        if filler := next(filter(None, fillers), None):
            return filler.coref or filler.id
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
