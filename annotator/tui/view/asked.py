"""What is asked for, as the card shows it: the letters of types and values, the rows of a list, a line being typed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from annotator.model.annotation import Value
from annotator.schema.attributes.kinds import shown
from annotator.suggest.offered.offer import Offer
from annotator.text.visible import visible
from annotator.tui.editor.annotate.referents import referent_words
from annotator.tui.editor.annotate.values import Asked, asked
from annotator.tui.editor.context import Context
from annotator.tui.editor.letters import value_letters
from annotator.tui.editor.offered.events import open_events_at
from annotator.tui.editor.state import Choosing, Option, Typing, Valuing
from annotator.tui.view.lanes import OFFERED, OFFERED_SURE
from annotator.tui.view.runs import Run, StyledRow, cut, fitted
from annotator.tui.view.source_names import MOST_SAID, source_names

MOST_WORDS = 20


def type_parts(context: Context, hues: Mapping[str, str], mode: Choosing) -> Iterator[list[Run]]:
    """The types with their letters; what is not legal here keeps its letter, greyed."""
    offered = open_events_at(context, mode.spans) if mode.verb == "event" else ()
    legal = {each.name: each for each in mode.options if not each.grey}
    first = next((each for each in offered if each.type in legal), None)
    if first is not None:
        yield from _offered_parts(context, hues, legal[first.type], first)
    for option in mode.options:
        if option.key and not (first and option.name == first.type):
            yield _type_part(hues, option)


def _offered_parts(context: Context, hues: Mapping[str, str], option: Option, offer: Offer) -> Iterator[list[Run]]:
    """The type that is offered and what Enter does; whose offer it is."""
    likely = f" {offer.probability:.2f}" if offer.probability is not None else ""
    name, sign = visible(option.name.rpartition(".")[2]), OFFERED_SURE if offer.is_sure else OFFERED
    yield [
        (f" {option.key} ", f"{hues.get(option.name, 'accent')}.bold"),
        (f"{name}{sign} ", "good.bold"),
        ("Enter takes it ", "accent"),
    ]
    yield [(f" {source_names(offer, MOST_SAID, context.measure)}{likely}   ", "dim")]


def _type_part(hues: Mapping[str, str], option: Option) -> list[Run]:
    name = visible(option.name.rpartition(".")[2])
    if option.grey:
        return [(f" {option.key} ·  ", "dim")]
    if option.far:
        return [(f" {option.key} {name}  ", "dim")]
    return [(f" {option.key} ", f"{hues.get(option.name, 'accent')}.bold"), (f"{name}  ", "")]


def value_parts(context: Context, mode: Valuing) -> Iterator[list[Run]]:
    """The attribute that is asked for, its values with their letters, its rows with their digits."""
    question = asked(context, mode.frame, mode.part)
    if question is None:
        return
    yield [(f" {question.slot.digit} ", "accent.bold"), (f"{visible(mode.part)}:  ", "dim")]
    for letter, value in value_letters(question.attribute).items():
        yield _value_part(context, question, letter, value)
    if referents := referent_shown(context, question):
        yield referents


def referent_shown(context: Context, question: Asked) -> list[Run]:
    """The annotation that an attribute names now; its list stands below the article."""
    value = question.card.attributes.get(question.attribute.name)
    if not question.attribute.points or not isinstance(value, str) or value in question.attribute.choices():
        return []
    words = cut(visible(referent_words(context, value)), MOST_WORDS, context.measure)
    sign = "?" if question.attribute.name in question.card.unconfirmed else "✓"
    return [(f"now {words}{sign}  ", "good.bold")]


def value_row(context: Context, mode: Valuing, width: int) -> StyledRow:
    """The same in one row, at its right the keys that are no values, where there is room for them."""
    parts = list(value_parts(context, mode))
    others: list[Run] = []
    for verb, does in (("reject", "empty"), ("search", "find")):
        others += [(f"  {context.keys.key_of(verb)} ", "accent.bold"), (does, "dim")]
    used, more = (sum(context.measure(text) for text, _ in runs) for runs in ([r for p in parts for r in p], others))
    if used + more > width or mode.things:
        return flowed(parts, width, 1, context)[0]
    return fitted([*(run for part in parts for run in part), (" " * (width - used - more), ""), *others],
                  width, context.measure)  # fmt: skip


def _value_part(context: Context, question: Asked, key: str, value: Value) -> list[Run]:
    current = question.card.attributes.get(question.attribute.name)
    is_current = value in current if isinstance(current, tuple) else value == current
    words = value if isinstance(value, str) else shown(value)
    text = cut(
        visible(referent_words(context, words) if question.attribute.points else words), MOST_WORDS, context.measure
    )
    sign = ("?" if question.attribute.name in question.card.unconfirmed else "✓") if is_current else ""
    return [(f"{key} ", "accent.bold"), (f"{text}{sign}  ", "good.bold" if is_current else "")]


def typing_runs(mode: Typing) -> list[Run]:
    """A line being typed, with its cursor; the proposal stands dimmed while nothing is typed."""
    text = visible(mode.text)
    cursor = len(visible(mode.text[: mode.cursor]))
    prompt: list[Run] = [(f" {visible(mode.prompt)} ", "dim"), ("> ", "accent.bold")]
    if not mode.text and mode.proposal:
        return [*prompt, (" ", "selection"), (visible(mode.proposal), "dim"), ("  Enter takes it", "dim")]
    if mode.selected:
        return [*prompt, (text, "selection"), (" ", "")]
    return [*prompt, (text[:cursor], ""), (text[cursor : cursor + 1] or " ", "selection"), (text[cursor + 1 :], "")]


def flowed(parts: Sequence[list[Run]], width: int, most: int, context: Context) -> list[StyledRow]:
    """The parts over some rows, none broken; how many did not fit stands at the end, with the key that finds them."""
    rows: list[list[Run]] = [[]]
    used = 0
    more = f" {context.keys.key_of('search')} {{}} more"
    for number, part in enumerate(parts):
        cells = sum(context.measure(text) for text, _ in part)
        is_last = number == len(parts) - 1
        reserved = 0 if is_last or len(rows) < most else len(more.format(len(parts)))
        if used + cells + reserved > width:
            if len(rows) == most:
                rows[-1].append((more.format(len(parts) - number), "accent"))
                break
            rows.append([])
            used = 0
        rows[-1] += part
        used += cells
    return [fitted(row, width, context.measure) for row in rows]
