"""Event measures that compare triggers and arguments by their spans (ACE 2005 and its successors).

An argument that is an event stands for its trigger. The plain argument measures do not ask to which of several
events of a type an argument belongs; the attached ones do.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import Any

from annotator.eval.documents.resolved import Argument, Event, Mention

LAYER = "events"
SPAN_MEASURES = ("trigger-i", "trigger-c", "argument-i", "argument-c", "argument-attached-i", "argument-attached-c")
ENTITY_MEASURES = ("argument-coref-i", "argument-coref-c")


def tuples(measure: str, events: Iterable[Event]) -> list[tuple[str, Any]]:
    """The tuples of a measure, each beside its event type."""
    if measure.startswith("trigger"):
        return [
            (event.type, (event.trigger.spans, event.type if measure == "trigger-c" else ""))
            for event in events
            if event.trigger.spans
        ]
    attached, classified = "attached" in measure, measure.endswith("-c")
    return [
        (
            event.type,
            (
                event.type,
                event.trigger.spans if attached else (),
                argument.target.spans,
                argument.role if classified else "",
            ),
        )
        for event, argument in filled(events)
    ]


def entity_tuples(
    measure: str, events: Iterable[Event], thing: Callable[[Mention], Hashable | None]
) -> list[tuple[str, Any]]:
    """Event type and the entity in the argument, whichever mention of it was chosen, with its role if classified.

    Arguments whose entity is unknown (`incomplete_for` its coreference) are not compared.
    """
    classified = measure.endswith("-c")
    return [
        (event.type, (event.type, thing(argument.target), argument.role if classified else ""))
        for event, argument in filled(events)
        if thing(argument.target) is not None
    ]


def filled(events: Iterable[Event]) -> Iterator[tuple[Event, Argument]]:
    """All arguments with their events."""
    for event in events:
        for argument in event.arguments:
            yield event, argument
