"""What is marked in the article: which tag each mention shows, what is focused, where hints stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from annotator.model.annotation import Annotation, Argument, Entity, Event, Relation
from annotator.model.document import Document
from annotator.model.spans import Span, Spans
from annotator.schema.label_schema import LabelSchema
from annotator.tui.editor.state import Choosing, Filling, Hinting, Spreading, State, Target


class Hint(NamedTuple):
    """A hint, or what is left of it to type, on a span; `id` is the annotation that it stands for.

    With `is_later` it does not fill the role that is asked for, but another one.
    """

    span: Span
    text: str
    id: str | None
    is_later: bool = False


@dataclass(frozen=True, slots=True)
class Marks:
    """Everything about the article's look that a key may change, besides the annotations themselves.

    `roles` gives words that stand in the place of an annotation's tag; `focus` is the annotation on the card;
    `pending` are spans that would be labelled; `bus` is the focused event's parts as (span, words), trigger included.
    `related` are the heads for which a relation is proposed. With `of_events` events are being made, so that all that
    are offered are shown.
    """

    selection: Spans = ()
    focus: str | None = None
    roles: Mapping[str, str] = field(default_factory=dict)
    hints: tuple[Hint, ...] = ()
    pending: Spans = ()
    bus: tuple[tuple[Span, str], ...] = ()
    related: frozenset[str] = frozenset()
    of_events: bool = False


def marks_of(
    document: Document, schema: LabelSchema, state: State, card: Annotation | None, *, with_bus: bool
) -> Marks:
    """The marks of a state, with the card as it is shown; with a bus row, role names stand there and tags stay."""
    roles = roles_shown(document, schema, card) if card else {}
    bus = bus_parts(document, card) if with_bus and isinstance(card, Event) else ()
    return Marks(
        selection=state.spans,
        focus=state.card,
        roles={} if bus else roles,
        hints=_hints(state),
        pending=_pending(state),
        bus=bus,
        of_events=of_events(state),
    )


def of_events(state: State) -> bool:
    """Whether events are being made: in the walk along triggers, or while the type of one is asked for."""
    return state.triggers is not None or (isinstance(state.mode, Choosing) and state.mode.verb == "event")


def roles_shown(document: Document, schema: LabelSchema, card: Annotation) -> dict[str, str]:
    """The words in the place of tags while this annotation is on the card."""
    if isinstance(card, Event):
        roles = {argument.target: _role_words(document, card, argument) for argument in card.arguments}
        return roles | {card.id: f"◆{short_type(card.type)}"}
    if isinstance(card, Relation):
        declared = schema.relation_types.get(card.type)
        arrow = "─" if declared and declared.symmetric else "▸"
        return {card.tail: arrow, card.head: f"{short_type(card.type)}{arrow}"}
    return {}


def _role_words(document: Document, card: Event, argument: Argument) -> str:
    """The name of a role; what is only preselected for it carries `?`."""
    made = document.events.get(card.id)
    return argument.role if made and argument in made.arguments else f"{argument.role}?"


def bus_parts(document: Document, event: Event) -> tuple[tuple[Span, str], ...]:
    """The places of an event's parts with what stands there, in reading order; none without a trigger."""
    if not event.spans:
        return ()
    parts = [(event.spans[0], f"◆{short_type(event.type)}")]
    for argument in event.arguments:
        filler = document.entities.get(argument.target) or document.events.get(argument.target)
        if isinstance(filler, Entity | Event) and filler.spans:
            parts.append((filler.spans[0], _role_words(document, event, argument)))
    return tuple(sorted(parts))


def short_type(name: str) -> str:
    """A type's name in capitals, without its group."""
    return name.rpartition(".")[2].upper()


def _hints(state: State) -> tuple[Hint, ...]:
    if isinstance(state.mode, Hinting | Filling):
        typed = state.mode.typed
        left = [each for each in state.mode.targets if each.hint.startswith(typed)]
        return tuple(Hint(each.span, _hint_text(each, typed), each.id, each.role is not None) for each in left)
    return ()


def _hint_text(target: Target, typed: str) -> str:
    """What is left to type of a hint; that of the likeliest filler carries `?`."""
    return target.hint[len(typed) :] + ("?" if target.is_best else "")


def _pending(state: State) -> Spans:
    if isinstance(state.mode, Spreading):
        return state.mode.others
    if isinstance(state.mode, Choosing):
        return state.mode.spans
    return ()
