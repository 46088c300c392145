"""The things that a mention or event may be the same as, nearest first: take one out of a thing, make one of two."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from annotator.model.annotation import Entity, Event, new_coref
from annotator.model.change import Edit
from annotator.model.edits import update
from annotator.model.spans import Span, envelope
from annotator.tui.editor.annotate import coref
from annotator.tui.editor.annotate.mentions import words_of
from annotator.tui.editor.context import Context
from annotator.tui.editor.passage import flat
from annotator.tui.editor.state import Filling, Hinting, Outcome, Request, State, Valuing
from annotator.tui.editor.thing import Thing

MOST_THINGS = 9
"""One for each digit."""
REACHES = (10_000, 40_000, 160_000, 640_000)
"""How far around the place things are looked for, in code points, until there are enough; at last everywhere."""
MERGE = "merge"
"""The part of the mode while the next digit makes one thing of two."""
MOST_COMPARED = 36
"""How many of the nearest things are put in order, where an order was learned."""
AROUND = 24
"""How many code points of context stand on each side of a thing's last place."""


def things_near(context: Context, subject: Entity | Event) -> tuple[Thing, ...]:
    """The things of the same kind and family of types as lines of the list: `likely_things`, one for each digit."""
    return tuple(thing_at(context, *each) for each in likely_things(context, subject))


def likely_things(context: Context, subject: Entity | Event) -> list[tuple[str, Entity | Event]]:
    """The nearest things by their ids, each with its nearest place; the subject's own where others are in it.

    They stand nearest first; where it was learned what a mention is likely to be one with, the likeliest come first.
    """
    nearest = _nearest_things(context, subject)
    order = list(nearest)
    if context.thing_ranker is not None and isinstance(subject, Entity):
        order = context.thing_ranker.in_order(context, subject, order[:MOST_COMPARED])
    return [(each, nearest[each]) for each in order[:MOST_THINGS]]


def _nearest_things(context: Context, subject: Entity | Event) -> dict[str, Entity | Event]:
    """The things in reach, nearest first."""
    start, end = envelope(subject.spans) if subject.spans else context.window
    nearest: dict[str, Entity | Event] = {}
    for reach in (*REACHES, len(context.text)):
        span = (max(start - reach, 0), min(end + reach, len(context.text)))
        nearest = dict(_nearest(context, subject, span))
        if len(nearest) >= MOST_THINGS or span == (0, len(context.text)):
            break
    return nearest


def _nearest(context: Context, subject: Entity | Event, span: Span) -> Iterator[tuple[str, Entity | Event]]:
    start = envelope(subject.spans)[0] if subject.spans else span[0]
    types = (each for each in context.index.things.types() if coref.is_alike(subject.type, each))
    others = (each for type_name in types for each in context.things(type_name, span) if each.id != subject.id)
    here = (each for each in others if coref.may_be_one(context, subject, each))
    sentence_end = context.sentence((start, start))[1]

    def far(each: Entity | Event) -> tuple[bool, int, int, str]:
        # What was named before the place is nearer to it than what is named only in a later sentence.
        first = each.spans[0][0]
        return first >= sentence_end, abs(first - start), -each.spans[-1][1], each.id

    seen: set[str | None] = set()
    for each in sorted(here, key=far):
        if each.coref not in seen:
            seen.add(each.coref)
            yield str(each.coref), each


def thing_at(context: Context, thing_id: str, place: Entity | Event) -> Thing:
    """A thing, by the id of its chain or of its only mention, as a line of the list that shows one of its places."""
    start, end = envelope(place.spans)
    text, count = context.text, len(context.index.chain(thing_id))
    return Thing(
        thing_id,
        coref.chain_words(context, thing_id) if count else words_of(context, place),
        context.letters.tag(place.type),
        max(count, 1),
        context.elsewhere.get(thing_id, (0, 0))[0],
        (start, end),
        flat(text[max(start - AROUND, 0) : start]),
        flat(text[start:end]),
        flat(text[end : end + AROUND]),
        text.count("\n", 0, start) + 1,
    )


def same(context: Context, state: State) -> Outcome:
    """Ask what the card's annotation is the same thing as: hints in the text, and a list of things."""
    outcome = coref.same(context, state)
    mode = outcome.state.mode
    subject = context.document.find(mode.subject) if isinstance(mode, Hinting) else None
    if not isinstance(mode, Hinting) or not isinstance(subject, Entity | Event):
        return outcome
    return Outcome(
        outcome.state.enter(replace(mode, things=things_near(context, subject), elsewhere=len(context.elsewhere)))
    )


def same_in_frame(context: Context, state: State, mode: Filling | Valuing, key: str) -> Outcome:
    """Ask the same in the middle of a card; the roles of an event are asked for again afterwards."""
    outcome = same(context, state)
    asking = outcome.state.mode
    return Outcome(state.enter(replace(asking, frame=mode.frame))) if isinstance(asking, Hinting) else outcome


def digit(context: Context, state: State, mode: Hinting, key: str) -> Outcome:
    """Put the card's annotation, or its whole thing, into the thing of a digit."""
    subject = context.document.find(mode.subject)
    if not isinstance(subject, Entity | Event):
        return Outcome(state.leave("it is gone"))
    if not 1 <= int(key) <= len(mode.things):
        return Outcome(state.say(f"there is no thing {key} in the list"))
    thing = mode.things[int(key) - 1]
    edit = _made_one(context, subject, thing.coref) if mode.part == MERGE else _moved(context, [subject], thing.coref)
    if not edit:
        return Outcome(state.leave(f"it is {thing.name} already"))
    return Outcome(replace(state.leave(f"= {thing.name}: {_words(edit)}"), card=subject.id), edit)


def merge(context: Context, state: State, mode: Hinting, key: str) -> Outcome:
    """The next digit makes one thing of two; pressed again it does not."""
    return Outcome(state.enter(replace(mode, part="" if mode.part else MERGE)))


def take_out(context: Context, state: State, mode: Hinting, key: str) -> Outcome:
    """A thing of its own for the card's annotation; pressed once more, all later ones of its thing come along."""
    subject = context.document.find(mode.subject)
    if not isinstance(subject, Entity | Event):
        return Outcome(state.leave("it is gone"))
    return _take_out(context, state, subject)


def elsewhere(context: Context, state: State, mode: Hinting, key: str) -> Outcome:
    """The things of other articles, and registered ones."""
    return Outcome(state.leave(), request=Request("link"))


def _take_out(context: Context, state: State, subject: Entity | Event) -> Outcome:
    members = context.index.chain(subject.coref) if subject.coref else ()
    if len(members) < 2:
        return Outcome(state.leave("it is a thing of its own already"))
    edit = _moved(context, [subject], _own(context, subject), "new thing")
    message = f"a thing of its own: {_words(edit)}; - again: with all later ones"
    return Outcome(replace(state.leave(message), card=subject.id, took_out=subject.coref or ""), edit)


def take_later_out(context: Context, state: State, coref_id: str) -> Outcome:
    """The mentions after the card's, of the thing that it was taken out of, into its new one."""
    subject = context.card(state.card)
    if not isinstance(subject, Entity | Event) or subject.coref is None:
        return Outcome(state.say("it is gone"))
    place = envelope(subject.spans) if subject.spans else (0, 0)
    later = [each for each in _members(context, coref_id) if each.spans and envelope(each.spans) > place]
    if not later:
        return Outcome(state.say("no mention of it comes later"))
    edit = _moved(context, later, subject.coref, "new thing")
    return Outcome(state.say(f"with all later ones: {_words(edit)}"), edit)


def _own(context: Context, subject: Entity | Event) -> str:
    """A thing's id that nothing has: the subject's own, or one of a new number where others have that."""
    is_event = isinstance(subject, Event)
    own = new_coref(context.document.id, subject.id, is_event=is_event)
    return new_coref(context.document.id, context.fresh_id("T"), is_event=is_event) if own == subject.coref else own


def _made_one(context: Context, subject: Entity | Event, coref_id: str) -> Edit:
    """The edit that makes one thing of the subject's and another: all its mentions move there."""
    members = _members(context, subject.coref) if subject.coref else []
    return _moved(context, members or [subject], coref_id, "one thing of two")


def _members(context: Context, coref_id: str) -> list[Entity | Event]:
    annotations = (context.document.find(each) for each in sorted(context.index.chain(coref_id)))
    return [each for each in annotations if isinstance(each, Entity | Event)]


def _moved(context: Context, moving: Sequence[Entity | Event], coref_id: str, name: str = "same") -> Edit:
    there = ((each, coref.in_chain(each, coref_id)) for each in moving)
    changes = (update(context.document, after).changes for before, after in there if after != before)
    return Edit(name, tuple(change for each in changes for change in each))


def _words(edit: Edit) -> str:
    count = len(edit.changes)
    return f"{count} mention{'s' if count > 1 else ''} moved"
