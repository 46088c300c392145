"""Who says what is told: the speaker of a speech, of a part of a sentence, of a quotation."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from annotator.model.annotation import Entity, Event
from annotator.model.spans import Span
from annotator.suggest.suggester import DocumentView

SPEECH = frozenset(
    (
        *("say", "says", "said", "claim", "claims", "claimed", "accuse", "accuses", "accused", "blame", "blames"),
        *("blamed", "report", "reported", "reportedly", "allege", "alleges", "alleged", "allegedly", "according"),
        *("told", "wrote", "writes", "announced", "insisted", "insists", "denied", "denies", "deny", "stated"),
        *("states", "declared", "declares", "explained", "asserted", "asserts", "maintains", "maintained"),
        *("complained", "estimates", "estimated", "believe", "believes", "reports"),
        *("spoke", "speaks", "quoted", "quotes", "saying", "claiming", "alleging", "insisting"),
    )
)
REPORTING = frozenset(
    (
        *("say", "says", "said", "claims", "claimed", "reported", "alleges", "alleged", "wrote", "writes"),
        *("announced", "insisted", "insists", "stated", "states", "declared", "explained", "maintains", "reports"),
    )
)
"""Verbs that stand beside what they report: "..., the mayor said"."""
MOST_WORDS_OF_SPEAKER, MOST_WORDS_TO_VERB = 12, 6
"""How many words the part of a sentence has at most that names who said the rest, and up to its verb."""
RELATIVE = frozenset(("who", "whom", "which", "that", "whose", "adding"))
NO_SPEAKER = RELATIVE | {"and", "but", "while", "not"}
"""Words of parts that tell more than who speaks."""
JOINING = frozenset(("in", "of", "at", "for", "from", "near", "on"))
MOST_WORDS_BETWEEN = 3
"""What joins a mention to another one before it, and how many words stand between them then at most."""
NEAR = 3_000
"""How far before a claim its speaker is looked for, in code points."""


class Word(NamedTuple):
    """A word with its place; words that do not start the sentence keep their capitals, so that May is no may."""

    text: str
    span: Span


def speaker_elsewhere(view: DocumentView, span: Span) -> str:
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
    nearest = _subject(view, before) if before else next(iter(things), None)
    return (nearest.coref or nearest.id) if nearest else "UNSPECIFIED"


def speaker(view: DocumentView, clause: Sequence[Word], verbs: frozenset[str]) -> str:
    """Who says what a clause says: the filler of a labelled speech, else the nearest mention before the verb."""
    verb = next(word for word in reversed(clause) if word.text in verbs)
    for each in view.mentions(verb.span):
        fillers = (
            [view.document.entities.get(part.target) for part in each.arguments] if isinstance(each, Event) else []
        )
        if filler := next(filter(None, fillers), None):
            return filler.coref or filler.id
    before = [each for each in _things(view, view.sentence(verb.span)) if each.spans[0][1] <= verb.span[0]]
    subject = _subject(view, before) if before else None
    return (subject.coref or subject.id) if subject else "UNSPECIFIED"


def _subject(view: DocumentView, before: Sequence[Entity]) -> Entity:
    """The nearest of the mentions before a verb that no preposition joins to another one before it."""
    nearest = before[-1]
    for each, other in zip(reversed(before), (*reversed(before[:-1]), None), strict=True):
        between = view.text[other.spans[0][1] : each.spans[0][0]].casefold().split() if other else []
        if not (between and between[0] in JOINING and len(between) <= MOST_WORDS_BETWEEN):
            return each
    return nearest


def _things(view: DocumentView, span: Span) -> list[Entity]:
    return [each for each in view.mentions(span) if isinstance(each, Entity) and view.schema.has_coref(each)]


def speaker_of_quote(view: DocumentView, event: Event) -> str | None:
    """Who is quoted, when an event stands within quotation marks; None where it does not."""
    return _in_one_sentence(view, event.spans[0]) or _named_before(view, event)


def _in_one_sentence(view: DocumentView, span: Span) -> str | None:
    """Who is quoted in a sentence: the first mention behind the quotation."""
    start, end = view.sentence(span)
    before, after = view.text[start : span[0]], view.text[span[1] : end]
    if before.count("“") <= before.count("”") or "”" not in after:
        return None
    close = span[1] + after.index("”")
    outside = [each for each in _things(view, (start, end)) if each.spans[0][0] > close]
    return (outside[0].coref or outside[0].id) if outside else None


def _named_before(view: DocumentView, event: Event) -> str | None:
    """Who is quoted where the sentence names nobody else: as the event before in the quotation, else who spoke last."""
    start = event.spans[0][0]
    paragraph = max(view.text.rfind("\n", 0, start) + 1, start - NEAR)
    before = view.text[paragraph:start]
    if before.count("“") <= before.count("”"):
        return None
    opening = paragraph + before.rindex("“")
    said = [each for each in view.mentions((opening, start)) if isinstance(each, Event) and each.id != event.id]
    for each in sorted(said, key=lambda one: one.spans, reverse=True):
        source = each.attributes.get("source")
        if each.attributes.get("modality") == "ALLEGED" and isinstance(source, str):
            return source
    things = _things(view, view.sentence((max(opening - 2, 0), opening)))
    return (things[0].coref or things[0].id) if things else None
