"""Plain mode's lists to decide from: what is likely, what is proposed, which things there are, what stands twice."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from annotator.errors import UsageError
from annotator.model.annotation import Annotation, Entity, Event
from annotator.model.change import Edit
from annotator.model.edits import add, update
from annotator.model.spans import Span
from annotator.text.visible import visible
from annotator.tui.editor.annotate import reject, twins
from annotator.tui.editor.annotate.coref import chain_words
from annotator.tui.editor.annotate.mentions import words_of
from annotator.tui.editor.annotate.things import likely_things
from annotator.tui.editor.confirming import Confirming, ProposedItem
from annotator.tui.editor.context import Context
from annotator.tui.editor.coverage.places import undecided
from annotator.tui.editor.editor import Editor
from annotator.tui.editor.move.candidates import triggers_in
from annotator.tui.editor.passes import MENTIONS
from annotator.tui.editor.proposed.into_layer import into_layer
from annotator.tui.editor.proposed.items import confirmed, proposed_in
from annotator.tui.editor.rejected import is_rejected
from annotator.tui.editor.state import Outcome
from annotator.tui.plain.answer import Answer
from annotator.tui.plain.offers import offer_line


class AtSentence(Protocol):
    """Whoever stands at a sentence of an open article; `listed` is what was last read out as proposed."""

    work: Editor
    sentence: Span
    listed: tuple[ProposedItem, ...]

    def span(self, words: str) -> Span:
        """The span of words of the sentence."""

    def found(self, annotation_id: str) -> Annotation:
        """The annotation with an id."""


def likely(speaker: AtSentence, words: Sequence[str]) -> Answer:
    """The likely mentions and triggers of the sentence that nobody has decided about."""
    context = speaker.work.context
    places = {
        "mentions": undecided(context, MENTIONS, speaker.sentence),
        "triggers": [each for each in triggers_in(context, speaker.sentence) if _is_open(context, each)],
    }
    lines = [f"{what}: {', '.join(_words(context, each) for each in spans)}" for what, spans in places.items() if spans]
    return Answer(tuple(lines or ["nothing likely is left here"]))


def not_one(speaker: AtSentence, words: Sequence[str]) -> Answer:
    """Put words aside as no mention, or as no trigger; once more takes it back.

    Raises:
        UsageError: the words are not in the sentence.
    """
    *kind, last = words or [""]
    if not last or kind not in ([], ["trigger"]):
        raise UsageError("not WORDS, or not trigger WORDS")
    work = speaker.work
    span = speaker.span(last)
    state = work.state.select(span).leave()
    outcome = reject.not_a_trigger(work.context, state, span) if kind else reject.not_a_mention(work.context, state)
    work.take(outcome)
    return Answer((work.state.message,))


def proposed(speaker: AtSentence, words: Sequence[str]) -> Answer:
    """What is proposed in the sentence, or in the article.

    Raises:
        UsageError: it is neither.
    """
    if list(words) not in ([], ["article"]):
        raise UsageError("proposed, or proposed article")
    items, total, *_ = proposed_in(
        speaker.work.context, Confirming("article" if words else "sentence", speaker.sentence, None)
    )
    speaker.listed = items
    if not items:
        return Answer(("nothing is proposed here",))
    lines = [_line(speaker.work.context, each) for each in items]
    more = f"{total - len(items)} more after these" if total > len(items) else ""
    return Answer((*lines, *([more] if more else [])))


def _line(context: Context, item: ProposedItem) -> str:
    if item.offer is not None:
        return f"offered: {offer_line(context, item)}"
    return visible(" ".join(f"{item.id}: {item.words} {item.tag} {item.proposed}; {item.reason}".split()))


def confirm_listed(speaker: AtSentence) -> Answer:
    """Confirm everything that was last read out; of what is only offered, the sure mentions alone."""
    work, items = speaker.work, speaker.listed
    document = work.session.document
    annotations = [each for item in items if item.id and (each := document.find(item.id))]
    new = into_layer(work.context, [item for item in items if not item.is_alone])
    left = ("what is offered is taken one by one: offers",) if any(each.is_alone for each in items) else ()
    speaker.listed = ()
    if not annotations and not new:
        return Answer(left or ("proposed first lists what there is to confirm",))
    changes = tuple(change for each in annotations for change in update(document, confirmed(each)).changes)
    work.take(Outcome(work.state, Edit("confirm", (*changes, *add(document, *new).changes))))
    return Answer((work.state.message or f"{len(annotations) + len(new)} confirmed", *left))


def things(speaker: AtSentence, words: Sequence[str]) -> Answer:
    """The things of the article: what they are called, how often they are named, an id to say `same` with.

    With an id those that this annotation may be one with, as the screen lists them behind `=`.

    Raises:
        UsageError: nothing has this id, or it is no mention and no event.
    """
    context = speaker.work.context
    if words:
        return _likely_things(context, speaker.found(_one(words)))
    lines, seen = [], set()
    for each in context.mentions((0, len(context.text))):
        if each.coref is not None and each.coref not in seen:
            seen.add(each.coref)
            lines.append(_thing(context, each.coref, each))
    return Answer(tuple(lines or ["no thing is named yet"]))


def _one(words: Sequence[str]) -> str:
    if len(words) > 1:
        raise UsageError("things, or things ID")
    return words[0]


def _likely_things(context: Context, subject: Annotation) -> Answer:
    if not isinstance(subject, Entity | Event) or not context.schema.has_coref(subject):
        raise UsageError(f"{subject.id} names no thing; things ID is for mentions and events")
    lines = [_thing(context, *each) for each in likely_things(context, subject)]
    return Answer(tuple(lines or ["no other thing of this kind is named yet"]))


def _thing(context: Context, coref: str, place: Entity | Event) -> str:
    count = len(context.index.chain(coref))
    kind = "event" if isinstance(place, Event) else place.type
    times = "once" if count == 1 else f"{count} times"
    return visible(f"{place.id}: {chain_words(context, coref) or words_of(context, place)}, {kind}, {times}")


def twin(speaker: AtSentence, words: Sequence[str]) -> Answer:
    """Take over what is labelled where the same words stand."""
    work = speaker.work
    work.take(twins.take_over(work.context, work.state.select(speaker.sentence).leave()))
    return Answer((work.state.message,))


def _is_open(context: Context, span: Span) -> bool:
    is_event = any(isinstance(each, Event) for each in context.exactly((span,)))
    return not is_event and not is_rejected(context.document, span, "trigger")


def _words(context: Context, span: Span) -> str:
    return f'"{visible(" ".join(context.text[slice(*span)].split()))}"'
