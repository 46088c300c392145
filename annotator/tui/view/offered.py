"""What is offered at the selection, as card and inspector tell it: what it would become, whose it is, how sure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from annotator.model.annotation import Relation
from annotator.suggest.offered.offer import Offer
from annotator.text.visible import visible
from annotator.tui.editor.annotate.mentions import words_of
from annotator.tui.editor.annotate.proposals import confirmed
from annotator.tui.editor.choose.slots import slots_of
from annotator.tui.editor.context import Context
from annotator.tui.editor.offered.mentions import offered_at
from annotator.tui.editor.offered.relations import OfferedRelation
from annotator.tui.editor.proposed.mentions import previewed
from annotator.tui.editor.proposed.relations import previewed as previewed_relation
from annotator.tui.editor.state import Choosing, State
from annotator.tui.editor.taking.relations import offered_here
from annotator.tui.view.card import MOST_WORDS, attribute_runs, chain_runs, value_of_slot
from annotator.tui.view.hues import hue
from annotator.tui.view.marks import short_type
from annotator.tui.view.runs import Run, both_ends

MOST_SAID = 26
"""How many cells the names of the sources have beside a relation."""


def offered_lines(context: Context, hues: Mapping[str, str], state: State) -> list[list[Run]]:
    """What is offered at the selection while labelling: what it would become; whose it is, and what Enter does.

    In the walk along heads it is the relation that is offered. Nothing where nothing is offered.
    """
    if isinstance(state.mode, Choosing):
        here = offered_here(context, state.mode)
        return _relation_lines(context, hues, state.mode.subject, here[0]) if here else []
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


def _relation_lines(
    context: Context, hues: Mapping[str, str], subject: str, offered: OfferedRelation
) -> list[list[Run]]:
    """The relation that Enter takes, with its values; whose it is, and that Enter takes it."""
    relation = previewed_relation(context, offered)
    other = context.document.find(relation.tail if relation.head == subject else relation.head)
    words = both_ends(visible(words_of(context, other)), MOST_WORDS, context.measure) if other else "?"
    sign = "─" if context.schema.relation_types[relation.type].symmetric else "▸"
    type_run = (f"{visible(short_type(relation.type))} ", f"{hues.get(relation.type, 'accent')}.bold")
    runs: list[Run] = [(f" {sign} ", "accent.bold"), type_run, (f"{words}  ", "")]
    if relation.tail == subject and sign == "▸":
        runs = [(f" {words} ", ""), (f"{sign} ", "accent.bold"), type_run]
    return [
        [*runs, *_said_or_missing(context, relation)],
        [
            (f" {both_ends(visible(offered.offer.said_by), MOST_SAID, context.measure)}  ", "dim"),
            ("Enter takes it", "accent"),
        ],
    ]


def _said_or_missing(context: Context, relation: Relation) -> list[Run]:
    """The values that a relation would have, and those that it must have and has not."""
    slots = (slot for slot in slots_of(context.schema, relation) if slot.attribute)
    shown = (slot for slot in slots if slot.name in relation.attributes or (slot.attribute and slot.attribute.required))
    return [(f"{words} ", style) for words, style in (value_of_slot(context, relation, slot) for slot in shown)]


def source_runs(offer: Offer) -> list[Run]:
    """Whose offer it is, and how sure."""
    sure: list[Run] = [("   ✓ sure  ", "good.bold")] if offer.is_sure else [("   ? ", "good.bold")]
    return [*sure, (f"{visible(offer.said_by)}  ", "dim")]


def _others(offers: Sequence[Offer]) -> list[Run]:
    """What else is offered for the same words."""
    return [
        (f"or {visible(short_type(each.type))} ({visible(' + '.join(each.sources))})  ", "dim") for each in offers[:2]
    ]


def _enter(context: Context, state: State) -> Run:
    card = context.card(state.card)
    is_open = card is not None and confirmed(card) != card
    return ("then Enter takes it" if is_open else "Enter takes it", "accent")
