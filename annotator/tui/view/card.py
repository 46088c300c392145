"""The card: the annotation that verbs and digits act on, with everything it says and proposes."""

from __future__ import annotations

from collections.abc import Mapping

from annotator.model.annotation import Annotation, Entity, Event, Relation
from annotator.schema.attributes.kinds import shown
from annotator.text.visible import visible
from annotator.tui.editor.annotate.constraints import forced_by
from annotator.tui.editor.annotate.coref import chain_words
from annotator.tui.editor.annotate.mentions import words_of
from annotator.tui.editor.annotate.problems import problems_of
from annotator.tui.editor.annotate.referents import referent_words
from annotator.tui.editor.choose.slots import Slot, slot_of_part, slots_of
from annotator.tui.editor.context import Context, place
from annotator.tui.editor.modes.legend import prompt_of
from annotator.tui.editor.rejected import is_rejected
from annotator.tui.editor.state import Choosing, State, Typing, Valuing
from annotator.tui.view.asked import flowed, type_parts, typing_runs, value_parts
from annotator.tui.view.hues import hue
from annotator.tui.view.marks import short_type
from annotator.tui.view.runs import Run, StyledRow, cut, fitted, fitted_or_cut

ROWS = 4
MOST_WORDS = 28


def card_rows(context: Context, hues: Mapping[str, str], state: State, width: int) -> list[StyledRow]:
    """The rows below the article: a rule that says what it is, two rows of it, and one of what is asked for."""
    measure = context.measure
    title, runs, more = card_lines(context, hues, state)
    rule = f"── {visible(title)} " if title else ""
    rule_row = fitted([(rule + "─" * max(width - measure(rule), 0), "dim")], width, measure)
    if isinstance(state.mode, Choosing):
        options = flowed(list(type_parts(context, hues, state.mode)), width, ROWS - 1, context)
        return [rule_row, *options, *[fitted([], width, measure)] * (ROWS - 1 - len(options))]
    return [
        rule_row,
        fitted_or_cut(runs, width, measure),
        fitted_or_cut(more, width, measure),
        _asked_row(context, state, width),
    ]


def _asked_row(context: Context, state: State, width: int) -> StyledRow:
    """What is asked for, else what is wrong with the card."""
    mode = state.mode
    if isinstance(mode, Typing):
        return fitted_or_cut(typing_runs(mode), width, context.measure)
    if isinstance(mode, Valuing):
        return flowed(list(value_parts(context, mode)), width, 1, context)[0]
    card = context.card(state.card)
    problems = problems_of(context, card) if card else []
    return fitted_or_cut(
        [(" ! ", "bad.bold"), (visible("; ".join(problems)), "bad")] if problems else [], width, context.measure
    )


def card_lines(context: Context, hues: Mapping[str, str], state: State) -> tuple[str, list[Run], list[Run]]:
    """Title, first and second line."""
    card = context.card(state.card)
    if isinstance(state.mode, Choosing):
        return prompt_of(context, state), [], []
    if card is None:
        words = visible(context.text[slice(*state.selection)])
        what = "not a mention" if is_rejected(context.document, state.selection) else "not labelled"
        return "", [(f" {cut(words, 60, context.measure)}", ""), (f"   {what}" if words else "", "dim")], []
    return _title(context, card), _first(context, hues, card), _second(context, hues, card)


def _title(context: Context, card: Annotation) -> str:
    kind = "event" if isinstance(card, Event) else "relation" if isinstance(card, Relation) else "mention"
    if isinstance(card, Event) and card.spans:
        here = [each for each in context.mentions(context.sentence(card.spans[0])) if isinstance(each, Event)]
        numbers = [each.id for each in sorted(here, key=place)]
        if card.id in numbers and len(numbers) > 1:
            kind = f"event {numbers.index(card.id) + 1} of {len(numbers)} in this sentence"
    return f"{kind} {card.id}"


def _first(context: Context, hues: Mapping[str, str], card: Annotation) -> list[Run]:
    words = cut(visible(words_of(context, card)), MOST_WORDS, context.measure)
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
    found = context.schema.relation_types.get(relation.type)
    return "─" if found and found.symmetric else "▸"


def _words(context: Context, annotation_id: str) -> str:
    found = context.document.find(annotation_id)
    return cut(visible(words_of(context, found)), MOST_WORDS, context.measure) if found else "?"


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
    """What the card's annotation is one with."""
    proposed = "?" if "coref" in card.unconfirmed else ""
    if card.coref is None:
        return [("= ", "accent.bold"), ("new  ", "dim")]
    count = len(context.index.chain(card.coref))
    if count < 2:
        return [("= ", "accent.bold"), (f"new{proposed}  ", "dim")]
    words = cut(visible(chain_words(context, card.coref)), 20, context.measure)
    return [("= ", "accent.bold"), (f"{words}{proposed}", "good.bold" if proposed else "good"), (f" {count}x  ", "dim")]


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


def _second(context: Context, hues: Mapping[str, str], card: Annotation) -> list[Run]:
    if isinstance(card, Event):
        return [*argument_runs(context, hues, card), *chain_runs(context, card)]
    if isinstance(card, Relation):
        return [(" ", ""), *_evidence(context, card)]
    return naming_runs(context, hues, card)


def _evidence(context: Context, card: Relation) -> list[Run]:
    if not card.evidence:
        return [("no evidence", "dim")]
    words = visible(" ".join(context.text[start:end] for start, end in card.evidence))
    return [(f"evidence: {words}", "dim")]


def argument_runs(context: Context, hues: Mapping[str, str], event: Event) -> list[Run]:
    """Each role with its digit and fillers; roles that must be filled and are not carry `!`."""
    runs: list[Run] = [(" ", "")]
    for slot in slots_of(context.schema, event):
        if slot.role is not None:
            runs += role_runs(context, hues, event, slot)
    return runs


def role_runs(context: Context, hues: Mapping[str, str], event: Event, slot: Slot) -> list[Run]:
    """One role with what fills it."""
    fillers = [argument.target for argument in event.arguments if argument.role == slot.name]
    missing = "!" if slot.role and len(fillers) < slot.role.min else ""
    runs: list[Run] = [(f"{slot.digit} ", "accent.bold")] if slot.digit else []
    runs.append((f"{visible(slot.name)}{missing} ", "bad" if missing else "dim"))
    for number, target in enumerate(fillers, 1):
        filler = context.document.find(target)
        comma = "," if number < len(fillers) else ""
        runs.append((f"{_words(context, target)}{comma} ", hue(hues, filler) if filler else "bad"))
    return [*runs, (" ", "")]


def naming_runs(context: Context, hues: Mapping[str, str], card: Annotation) -> list[Run]:
    """The relations and events that name a mention."""
    runs: list[Run] = [(" ", "")]
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
            runs.append((f"{arrow}   ", hue(hues, naming)))
        elif isinstance(naming, Event):
            roles = ", ".join(each.role for each in naming.arguments if each.target == card.id)
            runs += [(f"{visible(roles)} ", "dim"), (f"◆{visible(short_type(naming.type))} ", "event"),
                     (f"{_words(context, naming.id)}   ", "")]  # fmt: skip
    return runs
