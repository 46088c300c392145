"""The card: the annotation that verbs and digits act on, with everything it says and proposes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from annotator.model.annotation import Annotation, Entity, Event, Relation
from annotator.model.spans import Span
from annotator.schema.attributes.kinds import shown
from annotator.text.visible import visible
from annotator.tui.editor.annotate.constraints import forced_by
from annotator.tui.editor.annotate.coref import chain_words
from annotator.tui.editor.annotate.mentions import words_of
from annotator.tui.editor.annotate.preselected import shown_on_card
from annotator.tui.editor.annotate.problems import problems_of
from annotator.tui.editor.annotate.referents import referent_words
from annotator.tui.editor.choose.slots import Slot, slot_of_part, slots_of
from annotator.tui.editor.context import Context, place
from annotator.tui.editor.modes.legend import prompt_of
from annotator.tui.editor.rejected import is_rejected
from annotator.tui.editor.state import Choosing, State, Typing, Valuing
from annotator.tui.view.asked import flowed, type_parts, typing_runs, value_row
from annotator.tui.view.bars import counts
from annotator.tui.view.hues import hue
from annotator.tui.view.marks import short_type
from annotator.tui.view.offer_shown import OfferShown
from annotator.tui.view.runs import Run, StyledRow, both_ends, cut, fitted, fitted_or_cut

ROWS = 4
MOST_WORDS = 28
MOST_SELECTED = 44
LONGEST_LOOKED_AT = 400
"""Code points at each end of a selection of which the card shows some."""


def card_rows(
    context: Context, hues: Mapping[str, str], state: State, width: int, offer: OfferShown | None = None
) -> list[StyledRow]:
    """The rows below the article: a rule that says what it is, two rows of it, and one of what is asked for.

    What is offered at the selection takes the last rows.
    """
    measure = context.measure
    title, runs, parts, end = card_lines(context, hues, state)
    rule_row = _rule(context, title, width)
    if isinstance(state.mode, Choosing):
        taken = [fitted_or_cut(each, width, measure) for each in offer.rows(1)] if offer else []
        options = flowed(list(type_parts(context, hues, state.mode)), width, ROWS - 1 - len(taken), context)
        return [rule_row, *taken, *options, *[fitted([], width, measure)] * (ROWS - 1 - len(taken) - len(options))]
    asked = _asked_row(context, state, width)
    last = [asked] if asked else []
    last += [fitted_or_cut(each, width, measure) for each in offer.rows(ROWS - 2 - len(last))] if offer else []
    room = ROWS - 2 - len(last)
    more = _with_end(context, parts, end, width, room) if room else []
    rows = [rule_row, fitted_or_cut(runs, width, measure), *more, *last]
    return rows + [fitted([], width, measure)] * (ROWS - len(rows))


def _with_end(context: Context, parts: list[list[Run]], end: list[Run], width: int, most: int) -> list[StyledRow]:
    """The parts over some rows, cut where there is no room for all of them: the end is always there."""
    rows: list[list[Run]] = [[(" ", "")]]
    used = 1
    for number, part in enumerate(parts):
        cells = _cells(context, part)
        rest = _cells(context, end) if number == len(parts) - 1 else max(_cells(context, end), 2)
        if used + cells + (rest if len(rows) == most else 0) > width and used > 1:
            if len(rows) == most:
                rows[-1].append(("… ", "dim"))
                break
            rows.append([(" ", "")])
            used = 1
        rows[-1] += part
        used += cells
    if used + _cells(context, end) > width and len(rows) < most:
        rows.append([(" ", "")])
    rows[-1] += end
    return [fitted_or_cut(row, width, context.measure) for row in rows]


def _cells(context: Context, runs: list[Run]) -> int:
    return sum(context.measure(text) for text, _ in runs)


def _rule(context: Context, title: str, width: int) -> StyledRow:
    """The rule above the card: what it is, and at the right how much is labelled, where that has room."""
    measure, document = context.measure, context.document
    left = f"── {visible(title)} " if title else ""
    numbers = counts(len(document.entities), len(document.relations), len(document.events))
    right = f" {numbers} ──"
    room = width - measure(left) - len(right)
    filled = left + "─" * room + right if room >= 2 else left + "─" * max(width - measure(left), 0)
    return fitted([(filled, "dim")], width, measure)


def _asked_row(context: Context, state: State, width: int) -> StyledRow:
    """What is asked for, else what is wrong with the card; nothing where nothing is."""
    mode = state.mode
    if isinstance(mode, Typing):
        return fitted_or_cut(typing_runs(mode), width, context.measure)
    if isinstance(mode, Valuing):
        return value_row(context, mode, width)
    card = shown_on_card(context, state)
    problems = problems_of(context, card) if card else []
    if not problems:
        return ()
    return fitted_or_cut([(" ! ", "bad.bold"), (visible("; ".join(problems)), "bad")], width, context.measure)


class CardLines(NamedTuple):
    """The title of a card, its first line, the parts of what stands below, and what ends them."""

    title: str
    first: list[Run]
    parts: list[list[Run]]
    end: list[Run]


def card_lines(context: Context, hues: Mapping[str, str], state: State) -> CardLines:
    """What the card says."""
    card = shown_on_card(context, state)
    if isinstance(state.mode, Choosing):
        return CardLines(_asking_title(context, state, state.mode), [], [], [])
    if card is None:
        words = selected_words(context.text, state.selection)
        what = "not a mention" if is_rejected(context.document, state.selection) else "not labelled"
        length = state.selection[1] - state.selection[0]
        if context.measure(words) > MOST_SELECTED:
            what = f"{length:,} characters, {what}"
        quoted = both_ends(words, MOST_SELECTED, context.measure)
        first: list[Run] = [(f" {quoted}", ""), (f"   {what}" if words else "", "dim")]
        return CardLines("", first, [], [])
    end = chain_runs(context, card) if isinstance(card, Event) else []
    return CardLines(_title(context, card), _first(context, hues, card), _second(context, hues, card), end)


def _asking_title(context: Context, state: State, mode: Choosing) -> str:
    """What a type is asked for."""
    card = context.document.find(mode.subject)
    if mode.verb != "relation" or card is None:
        return prompt_of(context, state)
    words = f"{short_type(card.type)} {both_ends(words_of(context, card), MOST_WORDS, context.measure)}"
    return f"which relation ▸ {words}?" if mode.back else f"{words} ▸ which relation?"


def selected_words(text: str, span: Span) -> str:
    """The words of a selection, safe to show; of one that is very long, its two ends."""
    start, end = span
    if end - start <= 2 * LONGEST_LOOKED_AT:
        return visible(text[start:end])
    return visible(f"{text[start : start + LONGEST_LOOKED_AT]} {text[end - LONGEST_LOOKED_AT : end]}")


def _title(context: Context, card: Annotation) -> str:
    kind = "event" if isinstance(card, Event) else "relation" if isinstance(card, Relation) else "mention"
    if isinstance(card, Event) and card.spans:
        here = [each for each in context.mentions(context.sentence(card.spans[0])) if isinstance(each, Event)]
        numbers = [each.id for each in sorted(here, key=place)]
        if card.id in numbers and len(numbers) > 1:
            kind = f"event {numbers.index(card.id) + 1} of {len(numbers)} in this sentence"
    return f"{kind} {card.id}"


def _first(context: Context, hues: Mapping[str, str], card: Annotation) -> list[Run]:
    words = both_ends(visible(words_of(context, card)), MOST_WORDS, context.measure)
    colour = hue(hues, card)
    if isinstance(card, Relation):
        head, tail = (_words(context, each) for each in (card.head, card.tail))
        runs: list[Run] = [
            (f" {head} ", ""),
            (f"─{visible(short_type(card.type))}{arrow_of(context, card)}", f"{colour}.bold"),
            (f" {tail}  ", ""),
        ]
    else:
        sign = "◆ " if isinstance(card, Event) else ""
        runs = [(f" {sign}{visible(short_type(card.type))} ", f"{colour}.bold"), (f"{words}  ", "")]
    runs += attribute_runs(context, card)
    if isinstance(card, Entity) and context.schema.has_coref(card):
        runs += chain_runs(context, card)
    return runs + sign_runs(card)


def arrow_of(context: Context, relation: Relation) -> str:
    """How the line of a relation ends at its tail: a symmetric one has no direction."""
    relation_type = context.schema.relation_types.get(relation.type)
    return "─" if relation_type and relation_type.symmetric else "▸"


def _words(context: Context, annotation_id: str) -> str:
    annotation = context.document.find(annotation_id)
    return both_ends(visible(words_of(context, annotation)), MOST_WORDS, context.measure) if annotation else "?"


def attribute_runs(context: Context, card: Annotation) -> list[Run]:
    """Each attribute with its digit; what is proposed carries `?`, what another one leaves no choice about `←`."""
    runs: list[Run] = []
    for slot in slots_of(context.schema, card):
        if slot.attribute is not None:
            value, style = value_of_slot(context, card, slot)
            runs += [(slot.digit, "accent.bold"), (f" {value}  ", style)]
    return runs


def value_of_slot(context: Context, card: Annotation, slot: Slot, *, named: bool = False) -> Run:
    """What an attribute holds, in words; `named` says that its name stands beside it."""
    attribute = slot.attribute
    words = referent_words(context, shown(card.attributes.get(slot.name)))
    if not words or attribute is None:
        return visible(slot.name) + ("!" if attribute and attribute.required else ""), "dim"
    words = visible(words if named else attribute.caption(words))
    if slot.name in card.unconfirmed:
        return f"{words}?", "good.bold"
    forcing = slot_of_part(context.schema, card, forced_by(context.schema, card, slot.name))
    return words + (f"←{forcing.digit}" if forcing else ""), "good"


def chain_runs(context: Context, card: Entity | Event) -> list[Run]:
    """What the card's annotation is the same thing as."""
    proposed = "?" if "coref" in card.unconfirmed else ""
    if card.coref is None:
        return [("= ", "accent.bold"), ("new  ", "dim")]
    chain = set(context.index.chain(card.coref))
    if chain <= {card.id}:
        return [("= ", "accent.bold"), (f"new{proposed}  ", "dim")]
    words = cut(visible(chain_words(context, card.coref)), 20, context.measure)
    return [
        ("= ", "accent.bold"),
        (f"{words}{proposed}", "good.bold" if proposed else "good"),
        (f" {len(chain)}x  ", "dim"),
    ]


def sign_runs(card: Annotation) -> list[Run]:
    """Uncertain, note, links."""
    runs: list[Run] = []
    if card.uncertain:
        runs.append(("~ uncertain  ", "bad"))
    if isinstance(card, Entity | Event) and card.links:
        runs.append((f"@ {visible(' '.join(card.links))}  ", "accent"))
    if card.note:
        runs.append((f"# {visible(card.note)}  ", "values"))
    return runs


def _second(context: Context, hues: Mapping[str, str], card: Annotation) -> list[list[Run]]:
    if isinstance(card, Event):
        slots = slots_of(context.schema, card)
        return [role_runs(context, hues, card, each) for each in slots if each.role is not None]
    if isinstance(card, Relation):
        return [_evidence(context, card)]
    return naming_parts(context, hues, card)


def _evidence(context: Context, card: Relation) -> list[Run]:
    if not card.evidence:
        return [("no evidence", "dim")]
    words = visible(" ".join(context.text[start:end] for start, end in card.evidence))
    return [(f"evidence: {words}", "dim")]


def role_runs(context: Context, hues: Mapping[str, str], event: Event, slot: Slot) -> list[Run]:
    """One role with its digit and what fills it.

    What is preselected and not in the layer carries `?`, a role that must be filled and is not `!`.
    """
    fillers = [argument.target for argument in event.arguments if argument.role == slot.name]
    made = context.document.events.get(event.id)
    decided = [argument.target for argument in made.arguments if argument.role == slot.name] if made else fillers
    missing = "!" if slot.role and len(fillers) < slot.role.min else ""
    runs: list[Run] = [(f"{slot.digit} ", "accent.bold")] if slot.digit else []
    runs.append((f"{visible(slot.name)}{missing} ", "bad" if missing else "dim"))
    for number, target in enumerate(fillers, 1):
        filler = context.document.find(target)
        proposed, comma = "" if target in decided else "?", "," if number < len(fillers) else ""
        style = "good.bold" if proposed else hue(hues, filler) if filler else "bad"
        runs.append((f"{_words(context, target)}{proposed}{comma} ", style))
    return [*runs, (" ", "")]


def naming_parts(context: Context, hues: Mapping[str, str], card: Annotation) -> list[list[Run]]:
    """The relations and events that name a mention."""
    parts: list[list[Run]] = []
    for naming_id in context.index.naming(card.id):
        naming = context.document.find(naming_id)
        if isinstance(naming, Relation):
            outward = naming.head == card.id
            other = _words(context, naming.tail if outward else naming.head)
            arrow = (
                f"─{visible(short_type(naming.type))}▸ {other}"
                if outward
                else f"◂{visible(short_type(naming.type))}─ {other}"
            )
            parts.append([(f"{arrow}   ", hue(hues, naming))])
        elif isinstance(naming, Event):
            roles = ", ".join(each.role for each in naming.arguments if each.target == card.id)
            parts.append([(f"{visible(roles)} ", "dim"), (f"◆{visible(short_type(naming.type))} ", "event"),
                          (f"{_words(context, naming.id)}   ", "")])  # fmt: skip
    return parts
