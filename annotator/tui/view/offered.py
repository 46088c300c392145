"""What is offered at the selection, as card and inspector tell it: what it would become, whose it is, how sure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from annotator.suggest.offered.offer import Offer
from annotator.text.visible import visible
from annotator.tui.editor.annotate.proposals import confirmed
from annotator.tui.editor.context import Context
from annotator.tui.editor.offered.mentions import offered_at
from annotator.tui.editor.state import State
from annotator.tui.editor.taking.take import previewed
from annotator.tui.view.card import attribute_runs, chain_runs
from annotator.tui.view.hues import hue
from annotator.tui.view.marks import short_type
from annotator.tui.view.runs import Run


def offered_lines(context: Context, hues: Mapping[str, str], state: State) -> list[list[Run]]:
    """What is offered at the selection while labelling: what it would become; whose it is, and what Enter does.

    Nothing where nothing is offered.
    """
    offers = offered_at(context, state.spans) if state.mode is None and not state.motion else ()
    if not offers:
        return []
    first = offers[0]
    entity = previewed(context, first)
    becomes: list[Run] = [
        (" ▸ ", "accent.bold"),
        (f"{visible(short_type(first.type))}  ", f"{hue(hues, entity)}.bold"),
        *attribute_runs(context, entity),
    ]
    if context.schema.has_coref(entity):
        becomes += chain_runs(context, entity)
    return [becomes, [*source_runs(first), *_others(offers[1:]), _enter(context, state)]]


def source_runs(offer: Offer) -> list[Run]:
    """Whose offer it is, and how sure."""
    names = visible(" + ".join(offer.sources))
    likely = f" {offer.probability:.2f}" if offer.probability is not None else ""
    reason = f", {visible(offer.reason)}" if offer.reason else ""
    sure: list[Run] = [("   ✓ sure  ", "good.bold")] if offer.is_sure else [("   ? ", "good.bold")]
    return [*sure, (f"{names}{likely}{reason}  ", "dim")]


def _others(offers: Sequence[Offer]) -> list[Run]:
    """What else is offered for the same words."""
    return [
        (f"or {visible(short_type(each.type))} ({visible(' + '.join(each.sources))})  ", "dim") for each in offers[:2]
    ]


def _enter(context: Context, state: State) -> Run:
    card = context.card(state.card)
    is_open = card is not None and confirmed(card) != card
    return ("then Enter takes it" if is_open else "Enter takes it", "accent")
