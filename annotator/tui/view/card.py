"""The card: the annotation that verbs and digits act on, with everything it says and proposes."""

from __future__ import annotations

from collections.abc import Mapping

from annotator.model.annotation import Annotation, Entity, Event, Relation
from annotator.schema.attribute_kinds import shown
from annotator.text.visible import visible
from annotator.tui.editor.annotate.attributes import attributes_of
from annotator.tui.editor.annotate.coref import chain_words
from annotator.tui.editor.annotate.mentions import words_of
from annotator.tui.editor.context import Context, place
from annotator.tui.editor.rejected import is_rejected
from annotator.tui.editor.state import Choosing, State, Typing
from annotator.tui.view.hues import hue
from annotator.tui.view.marks import short_type
from annotator.tui.view.runs import Run, StyledRow, cut, fitted, fitted_or_cut

ROWS = 3
MOST_WORDS = 28


def card_rows(context: Context, hues: Mapping[str, str], state: State, width: int) -> list[StyledRow]:
    """The three rows below the article: a rule that says what it is, then two rows of it."""
    if isinstance(state.mode, Choosing):
        return option_rows(context, hues, state.mode, width)
    title, runs, more = card_lines(context, hues, state)
    rule = f"── {visible(title)} " if title else ""
    rule_row = fitted([(rule + "─" * max(width - context.measure(rule), 0), "dim")], width, context.measure)
    return [rule_row, fitted_or_cut(runs, width, context.measure), fitted_or_cut(more, width, context.measure)]


def card_lines(context: Context, hues: Mapping[str, str], state: State) -> tuple[str, list[Run], list[Run]]:
    """Title, first and second line."""
    if isinstance(state.mode, Typing):
        return state.mode.prompt, typing_runs(state.mode), []
    card = context.card(state.card)
    if card is None:
        words = visible(context.text[slice(*state.selection)])
        what = "not a mention" if is_rejected(context.document, state.selection) else "not labelled"
        return "", [(f" {cut(words, 60, context.measure)}", ""), (f"   {what}" if words else "", "dim")], []
    return _title(context, card), _first(context, hues, card), _second(context, hues, card)


def typing_runs(mode: Typing) -> list[Run]:
    """A line being typed, with its cursor; the proposal stands dimmed while nothing is typed."""
    text = visible(mode.text)
    cursor = len(visible(mode.text[: mode.cursor]))
    if not mode.text and mode.proposal:
        return [
            (" > ", "accent.bold"),
            (" ", "selection"),
            (visible(mode.proposal), "dim"),
            ("  Enter takes it", "dim"),
        ]
    return [(" > ", "accent.bold"), (text[:cursor], ""), (text[cursor : cursor + 1] or " ", "selection"),
            (text[cursor + 1 :], "")]  # fmt: skip


def option_rows(context: Context, hues: Mapping[str, str], mode: Choosing, width: int) -> list[StyledRow]:
    """The letters to choose from, over as many rows as the card has; what does not fit is counted."""
    rows: list[list[Run]] = [[]]
    used = 0
    for number, option in enumerate(mode.options):
        name = visible(option.name.rpartition(".")[2])
        cells = context.measure(name) + 5
        if used + cells > width:
            if len(rows) == ROWS:
                rows[-1].append((f"+{len(mode.options) - number}", "dim"))
                break
            rows.append([])
            used = 0
        rows[-1] += [(f" {option.key} ", f"{hues.get(option.name, 'accent')}.bold"), (f"{name}  ", "")]
        used += cells
    if len(rows) < ROWS:
        rows = [[("─" * width, "dim")], *rows, *[[]] * (ROWS - 1 - len(rows))]
    return [fitted(row, width, context.measure) for row in rows]


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
            (f"─{visible(short_type(card.type))}▸", f"{colour}.bold"),
            (f" {tail}  ", ""),
        ]
    else:
        sign = "◆ " if isinstance(card, Event) else ""
        runs = [(f" {sign}{visible(short_type(card.type))} ", f"{colour}.bold"), (f"{words}  ", "")]
    runs += attribute_runs(context, card)
    if isinstance(card, Entity | Event) and context.schema.has_coref(card):
        runs += chain_runs(context, card)
    return runs + sign_runs(card)


def _words(context: Context, annotation_id: str) -> str:
    found = context.document.find(annotation_id)
    return cut(visible(words_of(context, found)), MOST_WORDS, context.measure) if found else "?"


def attribute_runs(context: Context, card: Annotation) -> list[Run]:
    """Each attribute with its digit; what is proposed carries `?`."""
    runs: list[Run] = []
    for number, attribute in enumerate(attributes_of(context, card), 1):
        words = reference_words(context, shown(card.attributes.get(attribute.name)))
        proposed = "?" if attribute.name in card.unconfirmed else ""
        if not words:
            value, style = visible(attribute.name) + ("!" if attribute.required else ""), "dim"
        else:
            value = visible(attribute.caption(words))
            style = "good" if not proposed else "good.bold"
        runs += [(str(number % 10), "accent.bold"), (f" {value}{proposed}  ", style)]
    return runs


def reference_words(context: Context, value: str) -> str:
    """What a reference is called: the words of the annotation or chain, else the value itself."""
    if context.index.chain(value):
        return chain_words(context, value)
    found = context.document.find(value) if value else None
    return words_of(context, found) if found else value


def chain_runs(context: Context, card: Entity | Event) -> list[Run]:
    """What the card's annotation is one with."""
    proposed = "?" if "coref" in card.unconfirmed else ""
    if card.coref is None:
        return [("= ", "accent.bold"), ("new  ", "dim")]
    count = len(context.index.chain(card.coref))
    words = cut(visible(chain_words(context, card.coref)), 20, context.measure)
    return [("= ", "accent.bold"), (f"{words}{proposed}", "good"), (f" {count}x  ", "dim")]


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
        return argument_runs(context, hues, card)
    if isinstance(card, Relation):
        return [(" ", ""), *_evidence(context, card)]
    return naming_runs(context, hues, card)


def _evidence(context: Context, card: Relation) -> list[Run]:
    if not card.evidence:
        return [("no evidence", "dim")]
    words = visible(" ".join(context.text[start:end] for start, end in card.evidence))
    return [(f"evidence: {words}", "dim")]


def argument_runs(context: Context, hues: Mapping[str, str], event: Event) -> list[Run]:
    """Each role with its fillers; roles that must be filled and are not carry `!`."""
    runs: list[Run] = [(" ", "")]
    for argument in event.arguments:
        filler = context.document.find(argument.target)
        runs += [(f"{visible(argument.role)} ", "dim"), (f"{_words(context, argument.target)} ",
                 hue(hues, filler) if filler else "bad")]  # fmt: skip
        runs.append((f"{context.letters.tag(filler.type)}   " if filler else "   ", "dim"))
    for role in context.schema.roles_of(event.type):
        count = sum(argument.role == role.name for argument in event.arguments)
        if count < role.min:
            runs.append((f"{visible(role.name)}! ", "bad"))
    return runs


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
