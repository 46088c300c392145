"""The list of things below the article, while `=` or a reference asks for one."""

from __future__ import annotations

from annotator.model.annotation import Entity, Event
from annotator.schema.mention_levels import LEVEL
from annotator.text.cells import Measure
from annotator.text.visible import visible
from annotator.tui.editor.annotate.mentions import words_of
from annotator.tui.editor.context import Context
from annotator.tui.editor.passage import flat
from annotator.tui.editor.state import Hinting, Valuing
from annotator.tui.editor.thing import Thing
from annotator.tui.view.passage_row import in_context
from annotator.tui.view.runs import Run, StyledRow, cut, fitted

FRAME_ROWS = 2

KEYS = {
    Hinting: (("=", "new"), ("/", "find, other articles too"), ("-", "take out"), ("+", "make one of two")),
    Valuing: (("-", "empty"), ("/", "find, in the whole article"), ("Space", "hints")),
}
"""What else may be pressed, by mode."""


def things_rows(context: Context, mode: object, size: tuple[int, int]) -> list[StyledRow]:
    """The nearest things with their digits; at most half of the article is covered."""
    if not isinstance(mode, Hinting | Valuing) or not mode.things:
        return []
    width, height = size
    measure = context.measure
    room = max(height // 2 - FRAME_ROWS, 0)
    if not room:
        return []
    rule = f"── {visible(_asks(context, mode, width // 3))} "
    rows = [fitted([(rule + "─" * max(width - measure(rule), 0), "dim")], width, measure)]
    shown = mode.things[:room]
    counts = [f"{each.count:>3}x" + (f" +{each.elsewhere}" if each.elsewhere else "") for each in shown]
    widest = max(map(len, counts))
    for number, (thing, count) in enumerate(zip(shown, counts, strict=True), 1):
        rows.append(_row(number, thing, count.ljust(widest), width, measure))
    keys: list[Run] = []
    for key, does in KEYS[type(mode)]:
        known = f" ({mode.elsewhere})" if key == "@" and isinstance(mode, Hinting) and mode.elsewhere else ""
        keys += [(f" {key} ", "accent.bold"), (f"{does}{known}  ", "")]
    return [*rows, fitted(keys, width, measure)]


def _asks(context: Context, mode: Hinting | Valuing, cells: int) -> str:
    """What is asked, with what it is asked of: its words, type and level."""
    if isinstance(mode, Valuing):
        return f"{mode.part} is"
    subject = context.document.find(mode.subject)
    if not isinstance(subject, Entity | Event):
        return "is the same as"
    level = subject.attributes.get(LEVEL)
    words = cut(flat(words_of(context, subject)), cells, context.measure)
    parts = (words, context.letters.tag(subject.type), *((str(level),) if level else ()))
    asked = "is one thing with: all its mentions move" if mode.part else "is the same as"
    return f"{'  '.join(parts)}  {asked}"


def _row(number: int, thing: Thing, count: str, width: int, measure: Measure) -> StyledRow:
    name_cells = max(min(width // 4, 24), 8)
    name = cut(visible(thing.name), name_cells, measure)
    name += " " * (name_cells - measure(name))
    line = f"  line {thing.line}"
    runs: list[Run] = [(f" {number} ", "accent.bold"), (f"{name} ", ""), (f"{thing.tag} {count}  ", "dim")]
    room = width - sum(measure(text) for text, _ in runs) - len(line) - 1
    context = in_context(thing.before, thing.words, thing.after, room, measure)
    blank = " " * max(room - sum(measure(text) for text, _ in context), 0)
    return fitted([*runs, *context, (blank, ""), (line, "dim")], width, measure)
