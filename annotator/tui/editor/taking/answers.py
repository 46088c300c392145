"""What an edit answers of what was offered: taken, taken under another type, refused; as the log keeps it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from annotator.model.annotation import JSON, Entity
from annotator.model.change import Change, Edit
from annotator.model.spans import Spans
from annotator.store.reading.kept_proposals import DECIDED
from annotator.suggest.kept import counted
from annotator.suggest.offered.offer import Offer
from annotator.suggest.offered.sure import offers_of
from annotator.suggest.worth.offers import OFFERED, Answer, Written
from annotator.tui.editor.context import Context
from annotator.tui.editor.offered.mentions import offered_at
from annotator.tui.editor.proposed.decided import decided
from annotator.tui.editor.rejected import place_of
from annotator.tui.editor.taking.take import TAKE, TAKE_SURE

LABELS = ("label", "label all", "fill", TAKE, TAKE_SURE)
"""The edits whose new mentions a person has decided about one by one, or as the sure ones of a sentence."""
MOST_CHANGES = 200
"""An edit of more changes answers nothing that was read."""


def kept_with(context: Context, edit: Edit) -> tuple[dict[str, tuple[int, int]], dict[str, JSON]]:
    """What an edit that is about to be made says of what was proposed and offered: as counts, and for the log."""
    answers = answered(context, edit)
    counts = {**decided(context, edit), **counts_of(answers)}
    decisions = {DECIDED: {name: list(pair) for name, pair in counts.items()}} if counts else {}
    return counts, {**decisions, **provenance_of(answers)}


def answered(context: Context, edit: Edit) -> list[Written]:
    """What was offered where an edit is about to be made, with what it answers."""
    if len(edit.changes) > MOST_CHANGES:
        return []
    return [
        written(offer, answer, batch=edit.name == TAKE_SURE)
        for change in edit.changes
        for offer, answer in _answers(context, edit, change)
    ]


def written(offer: Offer, answer: Answer, *, batch: bool = False, shown: bool = True) -> Written:
    """An offer with its answer, as it stands in the log; several sources are one, their names joined."""
    probability = None if offer.probability is None else round(offer.probability, 4)
    return Written(
        "+".join(offer.sources), offer.layer, offer.type, answer, offer.spans, probability, shown, offer.planted, batch
    )


def provenance_of(answers: Iterable[Written]) -> dict[str, JSON]:
    """The entries of an operation's provenance."""
    plain = [msgspec.to_builtins(each) for each in answers]
    return {OFFERED: plain} if plain else {}


def counts_of(answers: Iterable[Written]) -> dict[str, tuple[int, int]]:
    """How many offers of each source and type were taken, as how often proposals are kept is counted."""
    shown = (each for each in answers if each.shown and not each.planted)
    return counted(
        (offers_of(each.layer, each.type), source, each.answer == "taken")
        for each in shown
        for source in each.source.split("+")
    )


def _answers(context: Context, edit: Edit, change: Change) -> Iterator[tuple[Offer, Answer]]:
    if isinstance(change.after, Entity) and change.before is None:
        if edit.name in LABELS:
            yield from _of_label(context, change.after.spans, change.after.type)
    elif change.slot == "rejected":
        for spans in _refused(change):
            for offer in offered_at(context, spans)[:1]:
                yield offer, "refused"


def _of_label(context: Context, spans: Spans, type_name: str) -> Iterator[tuple[Offer, Answer]]:
    """What a new label answers: the offer of its type, else the first one there, which has got another type."""
    offers = offered_at(context, spans)
    same = next((each for each in offers if each.type == type_name), None)
    if same is not None:
        yield same, "taken"
    elif offers:
        yield offers[0], "retyped"


def _refused(change: Change) -> Iterator[Spans]:
    """The places that a change puts aside as no mentions."""
    before, after = change.before or (), change.after or ()
    if isinstance(before, tuple) and isinstance(after, tuple):
        for entry in sorted(set(after) - set(before)):
            kind, span = place_of(str(entry))
            if kind == "mention":
                yield (span,)
