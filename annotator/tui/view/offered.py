"""What is offered at the selection, as card and inspector tell it: what it would become, whose it is, how sure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from annotator.model.annotation import Entity, Relation
from annotator.suggest.offered.offer import Offer
from annotator.text.visible import visible
from annotator.tui.editor.annotate.mentions import words_of
from annotator.tui.editor.annotate.proposals import is_open
from annotator.tui.editor.choose.slots import slots_of
from annotator.tui.editor.context import Context
from annotator.tui.editor.offered.mentions import offered_at
from annotator.tui.editor.offered.relations import OfferedRelation
from annotator.tui.editor.proposed.mentions import previewed
from annotator.tui.editor.proposed.relations import previewed as previewed_relation
from annotator.tui.editor.state import Choosing, State
from annotator.tui.editor.taking.relations import offered_here
from annotator.tui.view.card import MOST_WORDS, chain_runs, value_of_slot
from annotator.tui.view.hues import hue
from annotator.tui.view.lanes import OFFERED, OFFERED_SURE
from annotator.tui.view.marks import short_type
from annotator.tui.view.offer_shown import OfferShown
from annotator.tui.view.runs import Run, both_ends
from annotator.tui.view.source_names import MOST_SAID_TOO, said_by, source_names


def offer_shown(context: Context, hues: Mapping[str, str], state: State) -> OfferShown | None:
    """What is offered at the selection while labelling, in the walk along heads the relation; None where nothing is."""
    if isinstance(state.mode, Choosing):
        relations = offered_here(context, state.mode)
        return _relation(context, hues, state.mode.subject, relations[0]) if relations else None
    offers = offered_at(context, state.spans) if state.mode is None else ()
    return _mention(context, hues, state, offers) if offers else None


def _mention(context: Context, hues: Mapping[str, str], state: State, offers: Sequence[Offer]) -> OfferShown:
    entity = previewed(context, offers[0])
    words = both_ends(visible(words_of(context, entity)), MOST_WORDS, context.measure)
    becomes = [
        (" ▸ ", "accent.bold"),
        (f"{visible(short_type(entity.type))} ", f"{hue(hues, entity)}.bold"),
        (f"{words}  ", ""),
    ]
    says = _said_or_missing(context, entity)
    if context.schema.has_coref(entity):
        (same, _), *thing = chain_runs(context, entity)
        says += [(same, ""), *thing]
    source = _source(offers[0], said_by(offers[0], context.measure))
    return OfferShown(becomes, says, _enter(context, state), source, _others(context, offers[1:]))


def _relation(context: Context, hues: Mapping[str, str], subject: str, offered: OfferedRelation) -> OfferShown:
    relation = previewed_relation(context, offered)
    other = context.document.find(relation.tail if relation.head == subject else relation.head)
    words = both_ends(visible(words_of(context, other)), MOST_WORDS, context.measure) if other else "?"
    sign = "─" if context.schema.relation_types[relation.type].symmetric else "▸"
    type_run = (f"{visible(short_type(relation.type))} ", f"{hues.get(relation.type, 'accent')}.bold")
    runs: list[Run] = [(f" {sign} ", "accent.bold"), type_run, (f"{words}  ", "")]
    if relation.tail == subject and sign == "▸":
        runs = [(f" {words} ", ""), (f"{sign} ", "accent.bold"), type_run]
    source = _source(offered.offer, said_by(offered.offer, context.measure))
    return OfferShown(runs, _said_or_missing(context, relation), [("   Enter takes it", "accent")], source, [])


def _said_or_missing(context: Context, annotation: Entity | Relation) -> list[Run]:
    """The values that it would have, and those that it must have and has not; no digit sets one before it is taken."""
    shown = [
        each
        for each in slots_of(context.schema, annotation)
        if each.attribute and (each.attribute.required or each.name in annotation.attributes)
    ]
    return [(f"{words}  ", style) for words, style in (value_of_slot(context, annotation, slot) for slot in shown)]


def _source(offer: Offer, words: str) -> list[Run]:
    """Whose offer it is, in words, and how sure."""
    return [(f"   {f'{OFFERED_SURE} sure ' if offer.is_sure else OFFERED} ", "good.bold"), (words, "dim")]


def _others(context: Context, offers: Sequence[Offer]) -> list[Run]:
    """What else is offered for the same words."""
    said = ((each, source_names(each, MOST_SAID_TOO, context.measure)) for each in offers[:2])
    names = (f"{visible(short_type(each.type))} ({sources})" for each, sources in said)
    return [(f"   or {name}", "dim") for name in names]


def _enter(context: Context, state: State) -> list[Run]:
    """What Enter does; where the card has something open, it confirms that first."""
    key, twice = context.keys.key_of("accept"), " twice" if is_open(context.card(state.card)) else ""
    return [(f"   {key}{twice} takes it", "accent")]
