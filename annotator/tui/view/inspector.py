"""The inspector at the right of a wide screen: the card in full, then the sentence's events, relations and problems."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from annotator.model.annotation import Annotation, Entity, Event, Relation
from annotator.text.visible import visible
from annotator.tui.editor.annotate.mentions import words_of
from annotator.tui.editor.annotate.preselected import shown_on_card
from annotator.tui.editor.annotate.problems import problems_of
from annotator.tui.editor.choose.slots import slots_of
from annotator.tui.editor.context import Context
from annotator.tui.editor.modes.legend import prompt_of
from annotator.tui.editor.state import Choosing, State, Typing, Valuing
from annotator.tui.view.asked import type_parts, typing_runs, value_parts
from annotator.tui.view.card import chain_runs, role_runs, selected_words, sign_runs, value_of_slot
from annotator.tui.view.hues import hue
from annotator.tui.view.marks import short_type
from annotator.tui.view.message import wrapped
from annotator.tui.view.offered import offer_shown
from annotator.tui.view.runs import Run, StyledRow, both_ends, fitted_or_cut

CARD_ROWS = 12
"""How many rows the card has here, filled or not: what stands below does not move with every key."""


def inspector_rows(context: Context, hues: Mapping[str, str], state: State, width: int, height: int) -> list[StyledRow]:
    """The rows of the inspector, a rule at their left."""
    lines = list(_top(context, hues, state, width - 2))
    lines += [[]] * (min(CARD_ROWS, height // 2) - len(lines))
    lines += _below(context, hues, state, width - 2)
    lines += [[]] * (height - len(lines))
    return [fitted_or_cut([("│ ", "dim"), *line], width, context.measure) for line in lines[:height]]


def _top(context: Context, hues: Mapping[str, str], state: State, width: int) -> Iterator[list[Run]]:
    """What is asked for, and the card."""
    mode = state.mode
    if isinstance(mode, Typing):
        yield typing_runs(mode)
    elif isinstance(mode, Choosing):
        yield [(visible(prompt_of(context, state)).upper(), "dim")]
        yield from offer.lines() if (offer := offer_shown(context, hues, state)) else ()
        yield from type_parts(context, hues, mode)
        return
    if card := shown_on_card(context, state):
        yield from _card(context, hues, card, width)
    elif not isinstance(mode, Typing):
        yield [("SELECTED", "dim")]
        yield [(both_ends(selected_words(context.text, state.selection), width - 2, context.measure), "")]
    if isinstance(mode, Valuing):
        yield from value_parts(context, mode)
    if offer := offer_shown(context, hues, state):
        yield [("OFFERED here", "dim")]
        yield from offer.lines()


def _below(context: Context, hues: Mapping[str, str], state: State, width: int) -> Iterator[list[Run]]:
    card = context.card(state.card)
    here = context.mentions(context.sentence(state.selection))
    yield from _events(context, here, card, width)
    yield from _relations(context, hues, here, card, width)


def _card(context: Context, hues: Mapping[str, str], card: Annotation, width: int) -> Iterator[list[Run]]:
    words = both_ends(visible(words_of(context, card)), max(width - 16, 8), context.measure)
    kind = "RELATION" if isinstance(card, Relation) else "EVENT" if isinstance(card, Event) else "MENTION"
    yield [(f"{kind} {visible(card.id)}", "dim")]
    if isinstance(card, Relation):
        yield from _relation_lines(context, hues, card, width, chosen=True)
    else:
        yield [(f"{visible(short_type(card.type))} ", f"{hue(hues, card)}.bold"), (words, "bold")]
    yield from attribute_lines(context, card)
    if isinstance(card, Event):
        yield from _frame(context, hues, card, width)
    if isinstance(card, Entity | Event) and context.schema.has_coref(card):
        yield [("  ", ""), *chain_runs(context, card)]
    if signs := sign_runs(card):
        yield [("  ", ""), *signs]
    for problem in problems_of(context, card):
        for number, line in enumerate(wrapped(visible(problem), width - 6, context.measure)):
            yield [("    " if number else "  ! ", "bad.bold"), (line, "bad")]


def attribute_lines(context: Context, card: Annotation) -> Iterator[list[Run]]:
    """One line an attribute: digit, name, value; what is proposed carries `?`, what is missing `!`."""
    for slot in slots_of(context.schema, card):
        if slot.attribute is not None:
            value, style = value_of_slot(context, card, slot, named=True)
            is_empty = not card.attributes.get(slot.name) and card.attributes.get(slot.name) is not False
            runs: list[Run] = [(f"  {slot.digit or ' '} ", "accent.bold"), (f"{visible(slot.name):<10} ", "dim")]
            missing = "!" if slot.attribute.required else ""
            yield [*runs, (missing, "bad") if is_empty else (value, style)]


def _events(context: Context, here: list[Entity | Event], card: Annotation | None, width: int) -> Iterator[list[Run]]:
    events = [each for each in here if isinstance(each, Event)]
    if not events:
        return
    yield [("EVENTS of this sentence", "dim")]
    for event in events:
        chosen = card is not None and event.id == card.id
        words = both_ends(visible(words_of(context, event)), max(width - 22, 8), context.measure)
        proposed = " ?" if event.unconfirmed else ""
        yield [
            ("▸ " if chosen else "  ", "event"),
            (f"{visible(short_type(event.type)):<12} ", "event.bold"),
            (f"{words} ", ""),
            (f"{len(event.arguments)}{proposed}", "dim"),
        ]
    yield []


def _frame(context: Context, hues: Mapping[str, str], event: Event, width: int) -> Iterator[list[Run]]:
    """One line a role: digit, name, fillers."""
    for slot in slots_of(context.schema, event):
        if slot.role is not None:
            yield [("  ", ""), *role_runs(context, hues, event, slot)]


def _relations(
    context: Context, hues: Mapping[str, str], here: list[Entity | Event], card: Annotation | None, width: int
) -> Iterator[list[Run]]:
    named = {
        naming for each in here for naming in context.index.naming(each.id) if naming in context.document.relations
    }
    if not named:
        return
    yield [("RELATIONS of this sentence", "dim")]
    for relation_id in sorted(named):
        relation = context.document.relations[relation_id]
        yield from _relation_lines(context, hues, relation, width, chosen=card is not None and card.id == relation_id)
    yield []


def _relation_lines(
    context: Context, hues: Mapping[str, str], relation: Relation, width: int, *, chosen: bool
) -> Iterator[list[Run]]:
    head, tail = context.document.find(relation.head), context.document.find(relation.tail)
    name = visible(short_type(relation.type))
    room = max((width - len(name) - 8) // 2, 6)
    ends = [
        both_ends(visible(words_of(context, each)), room, context.measure) if each else "?" for each in (head, tail)
    ]
    yield [("▸ " if chosen else "  ", "accent"), (f"{ends[0]} ", hue(hues, head) if head else "bad"),
           (f"{name} ", "accent.bold" if chosen else "accent"), (ends[1], hue(hues, tail) if tail else "bad"),
           ("?" if relation.unconfirmed else "", "good")]  # fmt: skip
