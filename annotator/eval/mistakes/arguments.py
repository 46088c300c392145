"""What is wrong with arguments, beside the measure `argument-attached-c` (event type, trigger, words, role)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from annotator.eval.documents.resolved import Argument, Event
from annotator.eval.mistakes.mistake import Key, Mistake, Side
from annotator.eval.mistakes.tuples import Comparison, tuple_mistakes
from annotator.model.spans import shared_chars


class Filled(NamedTuple):
    """An argument with its event."""

    event: Event
    argument: Argument


def argument_mistakes(document: str, gold: Sequence[Filled], predicted: Sequence[Filled]) -> Iterator[Mistake]:
    """Every mistake of one document's arguments."""
    comparison = Comparison(layer="arguments", equal=attached, kinds=KINDS_IN_TURN, side=side_of)
    return tuple_mistakes(document, gold, predicted, comparison)


def filled(events: Iterable[Event]) -> list[Filled]:
    """All arguments with their events."""
    return [Filled(event, argument) for event in events for argument in event.arguments]


def side_of(each: Filled) -> Side:
    """An argument as a mistake shows it: role, event type, and the words of the filler."""
    ids = tuple(filter(None, (each.event.trigger.id, each.argument.target.id)))
    label = f"{each.argument.role} of {each.event.type}"
    trigger = each.event.trigger.spans
    return Side(label, each.event.type, each.argument.target.spans, ids, each.argument.role, trigger)


def attached(each: Filled) -> Key:
    """What the measure `argument-attached-c` compares."""
    return each.event.type, each.event.trigger.spans, each.argument.target.spans, each.argument.role


def _same_event(one: Filled, two: Filled) -> bool:
    return one.event.type == two.event.type and one.event.trigger.spans == two.event.trigger.spans


def _same_filler(one: Filled, two: Filled) -> bool:
    return one.argument.target.spans == two.argument.target.spans


def _same_role(one: Filled, two: Filled) -> bool:
    return one.argument.role == two.argument.role


def _wrong_role(one: Filled, two: Filled) -> bool:
    return _same_event(one, two) and _same_filler(one, two)


def _wrong_trigger(one: Filled, two: Filled) -> bool:
    """The event is the right one, but its trigger's words or type are off, and its argument with it."""
    touching = shared_chars(one.event.trigger.spans, two.event.trigger.spans) > 0
    return touching and _same_filler(one, two) and _same_role(one, two)


def _wrong_event(one: Filled, two: Filled) -> bool:
    return one.event.type == two.event.type and _same_filler(one, two) and _same_role(one, two)


def _wrong_boundary(one: Filled, two: Filled) -> bool:
    touching = shared_chars(one.argument.target.spans, two.argument.target.spans) > 0
    return _same_event(one, two) and _same_role(one, two) and touching


KINDS_IN_TURN = (
    ("role", _wrong_role),
    ("trigger", _wrong_trigger),
    ("wrong-event", _wrong_event),
    ("boundary", _wrong_boundary),
)
