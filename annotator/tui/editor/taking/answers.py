"""What an edit answers of what was offered: taken, taken under another type, refused; as the log keeps it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from annotator.model.annotation import JSON, Entity, Event, Relation
from annotator.model.change import Change, Edit
from annotator.model.spans import Span
from annotator.store.reading.kept_proposals import DECIDED
from annotator.suggest.kept import counted
from annotator.suggest.offered.offer import Offer
from annotator.suggest.offered.sure import offers_of
from annotator.suggest.worth.offers import OFFERED, Answer, Written
from annotator.tui.editor.context import Context
from annotator.tui.editor.offered.events import open_events_at
from annotator.tui.editor.offered.mentions import offered_over as offered_over_mentions
from annotator.tui.editor.offered.mentions import said_at
from annotator.tui.editor.offered.relations import offered_between, offered_over
from annotator.tui.editor.proposed.decided import decided
from annotator.tui.editor.rejected import place_of
from annotator.tui.editor.taking.take import TAKE, TAKE_SURE

CONFIRM = "confirm"
LABELS = ("label", "label all", "fill", CONFIRM, TAKE, TAKE_SURE)
"""The edits whose new mentions a person has decided about one by one, or as the sure ones of a sentence."""
RELATES = ("relate", CONFIRM, TAKE)
"""The edits that decide about a relation that may have been offered."""
EVENTS = ("event", "fill")
"""The edits that make an event: by itself, or as the filler of another one."""
MOST_CHANGES = 200
"""An edit of more changes answers nothing that was read."""


def kept_with(context: Context, edit: Edit) -> tuple[dict[str, tuple[int, int]], dict[str, JSON]]:
    """What an edit that is about to be made says of what was proposed and offered: as counts, and for the log."""
    answers = answered(context, edit)
    counts = {**decided(context, edit), **counts_of(answers)}
    is_batch = edit.name == TAKE_SURE or (edit.name == CONFIRM and len(edit.changes) > 1)
    log = [written(offer, answer, batch=is_batch) for offer, answer in answers]
    decisions = {DECIDED: {name: list(pair) for name, pair in counts.items()}} if counts else {}
    return counts, {**decisions, **provenance_of(log)}


def answered(context: Context, edit: Edit) -> list[tuple[Offer, Answer]]:
    """What was offered where an edit is about to be made, with what it answers."""
    if len(edit.changes) > MOST_CHANGES:
        return []
    return [each for change in edit.changes for each in _answers(context, edit, change)]


def written(offer: Offer, answer: Answer, *, batch: bool = False, shown: bool = True) -> Written:
    """An offer with its answer, as it stands in the log."""
    probability = None if offer.probability is None else round(offer.probability, 4)
    first, *others = offer.makers
    return Written(
        first, offer.layer, offer.type, answer, offer.spans, probability, shown, offer.planted, batch, tuple(others)
    )


def provenance_of(answers: Iterable[Written]) -> dict[str, JSON]:
    """The entries of an operation's provenance."""
    plain = [msgspec.to_builtins(each) for each in answers]
    return {OFFERED: plain} if plain else {}


def counts_of(answers: Iterable[tuple[Offer, Answer]]) -> dict[str, tuple[int, int]]:
    """How many offers of each source and type were taken, as how often proposals are kept is counted."""
    return counted(
        (offers_of(offer.layer, offer.type), source, answer == "taken")
        for offer, answer in answers
        if not offer.planted
        for source in offer.sources
    )


def _answers(context: Context, edit: Edit, change: Change) -> Iterator[tuple[Offer, Answer]]:
    if isinstance(change.after, Entity):
        if (change.before is not None or edit.name in LABELS) and _is_decided_by(change):
            yield from _of_type(said_at(context, change.after.spans), change.after.type)
    elif isinstance(change.after, Event):
        if change.before is None and edit.name in EVENTS:
            yield from _of_type(open_events_at(context, change.after.spans), change.after.type)
    elif isinstance(change.after, Relation):
        if (change.before is not None or edit.name in RELATES) and _is_decided_by(change):
            yield from _of_relation(context, change.after)
    elif change.slot == "rejected":
        for kind, span in _refused(change):
            for offer in _offered(context, kind, span)[:1]:
                yield offer, "refused"


def _is_decided_by(change: Change) -> bool:
    """Whether a change says what type something has that had none, or one that was only proposed."""
    before, after = change.before, change.after
    was_open = before is None or (isinstance(before, Entity | Relation) and "type" in before.unconfirmed)
    return was_open and isinstance(after, Entity | Relation) and "type" not in after.unconfirmed


def _of_relation(context: Context, relation: Relation) -> Iterator[tuple[Offer, Answer]]:
    """What a relation answers: the offer that says the same, else the first between its ends, which got another type.

    One that was turned round is another one.
    """
    offers = offered_between(context, relation.head, relation.tail)
    said = (relation.type, relation.head, relation.tail)
    same = next((each for each in offers if (each.relation.type, each.relation.head, each.relation.tail) == said), None)
    if same is not None:
        yield same.offer, "taken"
    elif offers:
        yield offers[0].offer, "retyped"


def _offered(context: Context, kind: str, span: Span) -> list[Offer]:
    """What is offered at a place as what was put aside there."""
    if kind == "mention":
        return list(offered_over_mentions(context, span))
    if kind == "relation":
        return [each.offer for each in offered_over(context, span)]
    return list(open_events_at(context, (span,)))


def _of_type(offers: Sequence[Offer], type_name: str) -> Iterator[tuple[Offer, Answer]]:
    """What is new answers: the offer of its type, else the first one there, which has got another type."""
    same = next((each for each in offers if each.type == type_name), None)
    if same is not None:
        yield same, "taken"
    elif offers:
        yield offers[0], "retyped"


def _refused(change: Change) -> Iterator[tuple[str, Span]]:
    """The places that a change puts aside, and as what they were offered."""
    before, after = change.before or (), change.after or ()
    if isinstance(before, tuple) and isinstance(after, tuple):
        yield from (place_of(str(entry)) for entry in sorted(set(after) - set(before)))
