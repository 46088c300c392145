"""Plain mode's offers: what sources offer in the sentence, by number; taken or refused one by one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Protocol

from annotator.errors import UsageError
from annotator.model.annotation import Annotation, Relation
from annotator.model.edits import add
from annotator.model.spans import Span, surface
from annotator.suggest.offered.offer import HEAD, TAIL, Offer
from annotator.text.visible import visible
from annotator.tui.editor.annotate.events import happen
from annotator.tui.editor.confirming import Confirming, ProposedItem
from annotator.tui.editor.context import Context
from annotator.tui.editor.editor import Editor
from annotator.tui.editor.offered.relations import MOST_SENTENCES
from annotator.tui.editor.proposed.into_layer import into_layer
from annotator.tui.editor.proposed.items import MOST_ITEMS
from annotator.tui.editor.proposed.offers import Looked, OfferedItems, offered_first, short_name
from annotator.tui.editor.proposed.sheet import refuse
from annotator.tui.editor.state import Outcome
from annotator.tui.editor.taking.take import TAKE
from annotator.tui.plain.answer import Answer
from annotator.tui.plain.describe import describe, word_spans

STOPPED = f"{MOST_SENTENCES} sentences from here on were looked at; further on there may be more"
KINDS = {"entities": "mention", "relations": "relation", "events": "event"}


class AtSentence(Protocol):
    """Whoever stands at a sentence of an open article.

    `offered` is what was last read out as offered, `heard` the sentence of which that was last said, and what.
    """

    work: Editor
    sentence: Span
    offered: tuple[ProposedItem, ...]
    heard: tuple[Span, tuple[str, ...]]


def offers(speaker: AtSentence, words: Sequence[str]) -> Answer:
    """What is offered in the sentence, or in the article, each with a number to take or refuse it by.

    Raises:
        UsageError: it is neither.
    """
    if list(words) not in ([], ["article"]):
        raise UsageError("offers, or offers article")
    found = _offered(speaker, is_article=bool(words))
    speaker.offered = found.items
    lines = list(_lines(speaker.work.context, speaker.offered, with_sentences=bool(words)))
    more = ["there are more; these come first"] if found.is_cut else []
    more += [STOPPED] if found.stopped else []
    return Answer((*lines, *more) or ("nothing is offered here",))


def _lines(context: Context, items: Sequence[ProposedItem], *, with_sentences: bool) -> Iterator[str]:
    """A line an item, with its number; with sentences each is read out before what is offered in it."""
    last = None
    for number, item in enumerate(items, 1):
        sentence = context.sentence(item.span) if item.span and with_sentences else last
        if sentence != last and sentence is not None:
            yield visible(" ".join(f"in: {context.text[slice(*sentence)]}".split()))
        last = sentence
        yield f"{number}: {offer_line(context, item)}"


def offered_here(speaker: AtSentence) -> tuple[str, ...]:
    """That something is offered in the sentence, in a line; none where nothing is."""
    count = len(_offered(speaker, is_article=False).items)
    return (f"offered here: {count}; offers lists what",) if count else ()


def newly_offered(speaker: AtSentence) -> tuple[str, ...]:
    """The same where it was not said of this sentence before; it counts as said afterwards."""
    heard = speaker.sentence, offered_here(speaker)
    is_new, speaker.heard = heard != speaker.heard, heard
    return heard[1] if is_new else ()


def take(speaker: AtSentence, words: Sequence[str]) -> Answer:
    """Take what is offered under some numbers, one after the other.

    Raises:
        UsageError: a number is none of those read out.
    """
    return _each(speaker, words, "take", _take)


def turn_down(speaker: AtSentence, words: Sequence[str]) -> Answer:
    """Refuse what is offered under some numbers, for good.

    Raises:
        UsageError: a number is none of those read out.
    """
    return _each(speaker, words, "refuse", _refuse)


def _offered(speaker: AtSentence, *, is_article: bool) -> Looked:
    """What is offered in the sentence, or in the article from there on."""
    mode = Confirming("article" if is_article else "sentence", speaker.sentence, None)
    return offered_first(speaker.work.context, mode, MOST_ITEMS)


def offer_line(context: Context, item: ProposedItem) -> str:
    """What it would become, in the words of `describe`; where it stands, what it says, who offers it."""
    offer = item.offer
    if offer is None:
        return visible(item.words)
    parts = {each.role: f'"{" ".join(surface(context.text, each.spans).split())}"' for each in offer.parts}
    if offer.layer == "relations":
        what = f" from {parts[HEAD]} to {parts[TAIL]}"
        says = item.proposed.removeprefix(short_name(offer.type)).strip()
    else:
        what = f' "{" ".join(surface(context.text, offer.spans).split())}"{_where(context, offer.span)}'
        what += "".join(f", {role} {words}" for role, words in parts.items())
        says = item.proposed if offer.layer == "entities" else ""
    said_by = f"{item.reason}{', sure' if offer.is_sure else ''}"
    return visible("; ".join(filter(None, (f"{KINDS[offer.layer]} {offer.type}{what}", says, said_by))))


def _where(context: Context, span: Span) -> str:
    """The numbers of its words, as the sentence is read out."""
    words = enumerate(word_spans(context, context.sentence(span)), 1)
    numbers = [number for number, (start, end) in words if start < span[1] and span[0] < end]
    if len(numbers) > 1:
        return f", words {numbers[0]}-{numbers[-1]}"
    return f", word {numbers[0]}" if numbers else ""


def _each(speaker: AtSentence, words: Sequence[str], verb: str, does: Callable[[Editor, ProposedItem], str]) -> Answer:
    if not words:
        raise UsageError(f"{verb} N ...: the numbers that offers read out")
    items = [_numbered(speaker, each, verb) for each in dict.fromkeys(_each_number(words))]
    return Answer(tuple(does(speaker.work, each) for each in items))


def _each_number(words: Sequence[str]) -> Iterator[str]:
    """The numbers one by one: 2-4 is three of them, and commas may stand between."""
    for word in " ".join(words).replace(",", " ").split():
        first, dash, last = word.partition("-")
        is_range = dash and first.isdecimal() and last.isdecimal() and int(first) <= int(last) <= MOST_ITEMS
        yield from map(str, range(int(first), int(last) + 1)) if is_range else (word,)


def _numbered(speaker: AtSentence, word: str, verb: str) -> ProposedItem:
    count = len(speaker.offered)
    if not word.isdecimal() or not 1 <= int(word) <= count:
        known = f"a number from 1 to {count}" if count else "offers before it, which gives each a number"
        raise UsageError(f"{verb} {word}: expected {known}")
    return speaker.offered[int(word) - 1]


def _take(work: Editor, item: ProposedItem) -> str:
    """Put one into the layer, decided; what it must say and nobody knows is told."""
    if not _is_open(work.context, item):
        return f"{visible(item.words)}: no longer offered"
    if item.offer and item.offer.layer == "events":
        return _take_event(work, item.offer)
    (made,) = into_layer(work.context, [item])
    work.take(Outcome(work.state, add(work.session.document, made, name=TAKE)))
    return _told(work, made)


def _take_event(work: Editor, offer: Offer) -> str:
    """An event with the fillers that are preselected for it."""
    work.take(happen(work.context, work.state.select(offer.span).leave(), offer.type, offer.spans))
    event = work.context.card(work.state.card)
    if work.state.mode is not None:
        work.press("enter")
    return _told(work, event) if event else work.state.message


def _told(work: Editor, made: Annotation) -> str:
    now = work.session.document.find(made.id)
    if now is None:
        return work.state.message
    work.state = work.state.leave()
    missing = [
        each.name
        for each in work.session.schema.attributes_of(now.type)
        if isinstance(now, Relation) and each.required and each.name not in now.attributes
    ]
    asked = f"; set {now.id} {missing[0]} VALUE" if missing else ""
    return describe(work.context, now) + asked


def _refuse(work: Editor, item: ProposedItem) -> str:
    if not _is_open(work.context, item):
        return f"{visible(item.words)}: no longer offered"
    work.take(refuse(work.context, work.state.leave(), item))
    return f"{visible(item.words)}: refused; undo offers it again"


def _is_open(context: Context, item: ProposedItem) -> bool:
    """Whether it is offered as it was read out: nothing was labelled in its place since, and it was not refused."""
    mode = Confirming("sentence", item.span or (0, 0), None)
    return any(each.key == item.key for each in OfferedItems(context, mode))
