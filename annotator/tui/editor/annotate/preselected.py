"""The fillers that are preselected when an event is made: on the card with `?`, in the layer only after Enter."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TypeAlias

from msgspec import structs

from annotator.model.annotation import Annotation, Argument, Entity, Event
from annotator.model.change import Edit
from annotator.model.edits import update
from annotator.schema.label_schema import Role
from annotator.tui.editor.annotate.carried import carry
from annotator.tui.editor.annotate.event_identity import with_identity
from annotator.tui.editor.annotate.roles import circular, is_full
from annotator.tui.editor.choose.targets import fits
from annotator.tui.editor.context import Context
from annotator.tui.editor.offered.events import offered_fillers
from annotator.tui.editor.state import Filling, Frame, Preselected, State, Valuing

Ranked: TypeAlias = dict[str, list[tuple[str, float]]]
"""For each role the ids of what may fill it, with how likely it is, the likeliest first."""
LIKELY = 0.6
"""How likely a filler must be to be preselected.

On four development articles after ten others, an event costs 6.91 keys from 0.8 on, 6.78 from 0.6, where one of ten is
wrong, and 6.80 from 0.45, where one of six is.
"""


def with_preselected(context: Context, event: Event, frame: Frame) -> Frame:
    """The walk through the roles of an event with the fillers that are preselected for it, where none were sought."""
    if frame.preselected is not None:
        return frame
    ranked = ranked_fillers(context, event)
    preselected = tuple(_sought(context, event, ranked))
    taken = {each.role for each in preselected}
    best = (Preselected(role, found[0][0]) for role, found in ranked.items() if found and role not in taken)
    return replace(frame, preselected=preselected, best=tuple(best))


def _sought(context: Context, event: Event, ranked: Ranked) -> Iterator[Preselected]:
    """What an offer of the event says, else what is likely to fill its roles; nothing twice."""
    said = list(_fitting(context, event, offered_fillers(context, event)))
    taken = {each.target for each in said}
    likely = [each for each in _likely(ranked) if each.target not in taken]
    yield from _in_order(context, event, _fitting(context, event, [*said, *likely]))


def _likely(ranked: Ranked) -> Iterator[Preselected]:
    """What the ranker finds likely enough, the likeliest first; a filler in its likeliest role only."""
    found = sorted(
        (-probability, role, target)
        for role, fillers in ranked.items()
        for target, probability in fillers
        if probability >= LIKELY
    )
    taken: set[str] = set()
    for _, role, target in found:
        if target not in taken:
            taken.add(target)
            yield Preselected(role, target)


def ranked_fillers(context: Context, event: Event) -> Ranked:
    """For each role of an event what may fill it, the likeliest first: as was learned, else as rules say.

    Nothing in a sentence without suggestions.
    """
    if not event.spans or context.is_unaided(event.spans[0][0]):
        return {}
    learned = context.ranker.ranked(context, event) if context.ranker is not None else {}
    by_role = {role: list(found) for role, found in learned.items()}
    for each in context.suggester.fillers(context, event):
        found = by_role.setdefault(each.value.role, [])
        if not found or found[0][1] < LIKELY:
            found.insert(0, (each.value.target, each.confidence))
    return by_role


def _fitting(context: Context, event: Event, wanted: Sequence[Preselected]) -> Iterator[Preselected]:
    """Those that may fill their role in the event as it is, and no role fuller than it may be."""
    grown = event
    for each in wanted:
        role, filler = context.schema.role_of(event.type, each.role), context.document.find(each.target)
        if role is None or not isinstance(filler, Entity | Event) or not fits(context, role, filler):
            continue
        argument = Argument(each.role, each.target)
        if not is_full(grown, role) and argument not in grown.arguments and not circular(context, event.id, filler.id):
            grown = structs.replace(grown, arguments=(*grown.arguments, argument))
            yield each


def _in_order(context: Context, event: Event, found: Iterator[Preselected]) -> list[Preselected]:
    """In the order of the roles, as the card shows them."""
    names = [each.name for each in context.schema.roles_of(event.type)]
    return sorted(found, key=lambda each: names.index(each.role))


def proposed_with(context: Context, event: Event, frame: Frame) -> Event:
    """The event as Enter would make it: with the fillers that are preselected and the identity that follows."""
    chosen = tuple(_fitting(context, event, frame.preselected or ()))
    if not chosen:
        return event
    arguments = (*event.arguments, *(Argument(each.role, each.target) for each in chosen))
    return with_identity(context, structs.replace(event, arguments=arguments))


def carried_to_fillers(context: Context, event: Event) -> Edit:
    """What the roles of an event carry over to the events that fill it, now that others fill it too."""
    edit = Edit("fill", ())
    for argument in event.arguments:
        filler, role = context.document.events.get(argument.target), context.schema.role_of(event.type, argument.role)
        if filler is not None and role is not None:
            carried = carry(context, role, event, filler)
            if carried != filler:
                edit += update(context.document, carried)
    return edit


def shown_on_card(context: Context, state: State) -> Annotation | None:
    """The annotation on the card as the screen shows it: an event with the fillers that are preselected."""
    card = context.card(state.card)
    mode = state.mode
    if isinstance(card, Event) and isinstance(mode, Filling | Valuing) and mode.frame.subject == card.id:
        return proposed_with(context, card, mode.frame)
    return card


def of_role(frame: Frame, role: Role) -> tuple[Preselected, ...]:
    """What is preselected for a role."""
    return tuple(each for each in frame.preselected or () if each.role == role.name)


def without(frame: Frame, *, role: str = "", target: str = "") -> Frame:
    """The walk without what is preselected for a role, and without a filler wherever it is."""
    left = (each for each in frame.preselected or () if each.role != role and each.target != target)
    return replace(frame, preselected=tuple(left))
