"""What of the article was read, by pass: mentions, relations and events are looked for apart.

A sentence is read when the walk has gone through all its likely places, or the person has gone on from its end with the
key for the next sentence; one without likely places once it was on the screen.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from annotator.model.annotation import Entity, Event, Relation
from annotator.model.change import Edit
from annotator.model.spans import Span
from annotator.tui.editor.context import Context
from annotator.tui.editor.coverage.places import LikelyPlaces, likely_places, undecided, walked_places
from annotator.tui.editor.move.heads import has_likely_pair
from annotator.tui.editor.passes import EVENTS, MENTIONS, RELATIONS

PASSES = (MENTIONS, RELATIONS, EVENTS)
WALKS = ("next_candidate", "previous_candidate", "reject")
"""The verbs of the walks, which pass over the place they are pressed on."""
DECIDES = ("label", "label all", "retype", "event", "relate", "take", "take the sure ones")
"""The edits that decide about the selection."""
MOST_SHOWN = 200
"""How many sentences of a screen are looked at; nobody sees more."""


def _none() -> Mapping[str, frozenset[int]]:
    return {each: frozenset() for each in PASSES}


@dataclass(frozen=True, slots=True)
class SentencesRead:
    """The sentences that were read, by the place where they start.

    `walked` are those that a person went through, by pass, `shown` those without likely places that were on the
    screen. `visited` are the places that a pass has decided or gone by in this sitting, `current` is the pass that goes
    on.
    """

    walked: Mapping[str, frozenset[int]] = field(default_factory=_none)
    shown: Mapping[str, frozenset[int]] = field(default_factory=_none)
    visited: frozenset[tuple[str, Span]] = frozenset()
    current: str = MENTIONS

    def read(self, reads: str) -> frozenset[int]:
        """The sentences read in a pass."""
        return self.walked[reads] | self.shown[reads]

    def is_begun(self, reads: str) -> bool:
        """Whether a person has read any sentence in a pass."""
        return bool(self.walked[reads])


def with_shown(
    context: Context, read: SentencesRead, window: Span, touched: Collection[Span] | None = None
) -> SentencesRead:
    """What was read, with those sentences of a window that have no likely places; others are no longer read by that.

    With `touched` only the sentences are looked at in which one of these spans lies.
    """
    here = list(_sentences(context, window))
    if touched is not None:
        here = [each for each in here if any(start < each[1] and each[0] < end for start, end in touched)]
    places = {each[0]: LikelyPlaces(context, each) for each in here}
    shown = {each: _shown(each, places, read.shown[each]) for each in PASSES}
    return replace(read, shown=shown) if shown != read.shown else read


def with_offers(context: Context, read: SentencesRead) -> SentencesRead:
    """What was read where other things are offered now: what was only shown is not read where something is offered."""
    offers = context.offers

    def has_place(start: int) -> bool:
        sentence = context.sentence((start, start))
        return bool(offers.mentions(sentence) or offers.events(sentence))

    shown = {each: frozenset(start for start in starts if not has_place(start)) for each, starts in read.shown.items()}
    return replace(read, shown=shown) if shown != read.shown else read


def _shown(reads: str, places: Mapping[int, LikelyPlaces], before: frozenset[int]) -> frozenset[int]:
    empty = {start: not there.of(reads) for start, there in places.items()}
    after = {start for start, is_empty in empty.items() if is_empty}
    return before if all(empty[start] == (start in before) for start in empty) else (before - empty.keys()) | after


def _sentences(context: Context, window: Span) -> Iterable[Span]:
    start, end = window
    sentence: Span | None = context.sentence((start, start))
    for _ in range(MOST_SHOWN):
        if sentence is None or sentence[0] >= end:
            return
        if sentence[0] < sentence[1] <= end:
            yield sentence
        sentence = context.segmenter.next_sentence(context.text, sentence[0])


class Pressed(NamedTuple):
    """A key that was pressed at a place: its verb, "" for a letter, and the pass in whose walk it was pressed."""

    verb: str
    place: Span
    walk: str = MENTIONS


def after_key(context: Context, read: SentencesRead, pressed: Pressed, edit: Edit | None) -> SentencesRead:
    """What was read after a key, with the edit that it made."""
    current = pressed.walk if pressed.verb in WALKS else (edit and _pass_of(edit)) or read.current
    read = replace(read, current=current) if current != read.current else read
    decides = pressed.verb in WALKS or (edit is not None and edit.name in DECIDES)
    sentence = context.sentence(pressed.place)
    if sentence[0] == sentence[1] or not (decides or pressed.verb == "next_sentence"):
        return read
    if decides:
        read = replace(read, visited=read.visited | {(current, pressed.place)})
        return _walked(read, sentence) if _is_through(context, read, sentence) else read
    return _walked(read, sentence) if _is_at_end(context, read, sentence, pressed.place) else read


def taken_back(context: Context, read: SentencesRead, edit: Edit, spans: Iterable[Span]) -> SentencesRead:
    """What was read once an edit at some places was taken back: there it is to be decided again."""
    reads = _pass_of(edit) or _pass_of(edit.inverse())
    if not reads:
        return read
    starts = {context.sentence(span)[0] for span in spans}
    visited = frozenset(each for each in read.visited if context.sentence(each[1])[0] not in starts)
    return replace(read, walked={**read.walked, reads: read.walked[reads] - starts}, visited=visited)


def _walked(read: SentencesRead, sentence: Span) -> SentencesRead:
    current = read.current
    done = read.walked[current] | {sentence[0]}
    visited = frozenset(
        (each, span) for each, span in read.visited if each != current or not sentence[0] <= span[0] < sentence[1]
    )
    return replace(read, walked={**read.walked, current: done}, visited=visited)


def _is_through(context: Context, read: SentencesRead, sentence: Span) -> bool:
    """Whether each likely place of a sentence was decided or passed."""
    places = walked_places(context, read.current, sentence)
    if any((read.current, span) not in read.visited for span in places):
        return False
    if read.current == RELATIONS:
        return bool(places) or has_likely_pair(context, sentence)
    return bool(likely_places(context, read.current, sentence))


def _is_at_end(context: Context, read: SentencesRead, sentence: Span, selection: Span) -> bool:
    """Whether no likely place of the walk is left behind the selection; what has no walk is read as a whole."""
    if read.current != MENTIONS:
        return True
    places = undecided(context, read.current, sentence)
    return all((read.current, span) in read.visited or span[0] <= selection[0] for span in places)


def _pass_of(edit: Edit) -> str:
    """The pass that makes what an edit makes; "" for one that only takes away or declares."""
    made = [change.after for change in edit.changes if change.after is not None]
    if any(isinstance(each, Event) for each in made):
        return EVENTS
    if any(isinstance(each, Relation) for each in made):
        return RELATIONS
    return MENTIONS if any(isinstance(each, Entity) for each in made) else ""
