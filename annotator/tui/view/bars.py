"""Header, status line and legend: what is open, what the next key means, whether the last edit is on disk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from annotator.text.cells import Measure
from annotator.text.visible import visible
from annotator.tui.editor.context import Context
from annotator.tui.editor.letters import TypeLetters
from annotator.tui.editor.modes.legend import chip_of, legend_of, prompt_of
from annotator.tui.editor.news import News
from annotator.tui.editor.state import State
from annotator.tui.view.runs import Run, StyledRow, cut, fitted

GAP = 3
"""How many blanks stand between two keys of the legend."""
LEAST_TITLE = 12
"""How many cells of the header the letters of the types leave to the title."""
COUNTS_FROM = 100
"""From this width on the status line says how much is labelled; below it, the rule above the card."""


@dataclass(frozen=True, slots=True)
class Info:
    """What the bars say about the article and the disk; `read` of `sentences` were read in the pass that goes on.

    `sentences` is 0 while nobody has counted them. `unconfirmed` annotations have something that is not decided. `news`
    is what was said from beside, by no key.
    """

    title: str
    schema_ref: str
    number: int = 1
    count: int = 1
    read: int = 0
    sentences: int = 0
    saved: bool = True
    failure: str | None = None
    read_only: str | None = None
    notice: str | None = None
    loaded: bool = True
    entities: int = 0
    relations: int = 0
    events: int = 0
    unconfirmed: int = 0
    news: News = field(default_factory=News)


def header(
    info: Info, letters: TypeLetters, hues: Mapping[str, str], width: int, measure: Measure, *, of_events: bool = False
) -> StyledRow:
    """The article's title, and at the right the letters of the types; those of events while events are made."""
    where = f" {info.number}/{info.count}  " if info.count > 1 else " "
    types = letters.events if of_events else letters.entities
    legend = _type_letters(types, letters, hues, width - len(where) - LEAST_TITLE, measure)
    used = sum(measure(text) for text, _ in legend)
    about = f"  {visible(info.schema_ref)}" if width - used > 60 else ""
    room = width - used - len(where) - measure(about) - 1
    title = cut(visible(info.title), max(room, 8), measure)
    blank = " " * max(width - used - len(where) - measure(title) - measure(about), 1)
    return fitted([(where, "header"), (title, "header.bold"), (about, "header"), (blank, "header"), *legend],
                  width, measure, "header")  # fmt: skip


def _type_letters(
    types: Mapping[str, str], letters: TypeLetters, hues: Mapping[str, str], room: int, measure: Measure
) -> list[Run]:
    """Letter and tag of each type without a blank, and how many more the palette has."""
    widths = [measure(letter + letters.tag(name)) + 1 for letter, name in types.items()]
    fitting = len(widths)
    while fitting and sum(widths[:fitting]) + (4 if fitting < len(widths) else 0) > room:
        fitting -= 1
    runs: list[Run] = []
    for letter, name in list(types.items())[:fitting]:
        runs += [(letter, f"header.{hues.get(name, 'things')}.bold"), (f"{letters.tag(name)} ", "header")]
    left = len(types) - fitting
    return [*runs, (f"'{left} ", "header.bold")] if left and fitting else runs


def status(info: Info, context: Context, state: State, width: int, *, is_told_above: bool = False) -> StyledRow:
    """What the next letter is, what happened where that is not told whole above, and whether it is on disk."""
    chip, disk, measure = chip_of(state), _disk(info), context.measure
    message = "" if is_told_above else message_of(info, context, state)
    right = _right_side(info, width)
    if measure(visible(message)) > _room(chip, disk, right, width, measure):
        # Counts can be read at any time, a message only now.
        right = ""
    message_words = cut(visible(message), _room(chip, disk, right, width, measure), measure)
    blank = " " * max(width - len(chip) - 4 - measure(message_words) - measure(disk[0]) - len(right), 1)
    weight = "bold" if told(info, state) else ""
    return fitted(
        [(f" {chip} ", "chip"), (" ", ""), (message_words, weight), (blank, ""), (right, "dim"), disk], width, measure
    )


def message_of(info: Info, context: Context, state: State) -> str:
    """What the status line says: what happened, else what is asked for, else what is to be known of the article."""
    return told(info, state) or prompt_of(context, state) or info.notice or ""


def told(info: Info, state: State) -> str:
    """What happened: by the last key, and from beside."""
    return info.news.beside(state.message)


def message_room(info: Info, context: Context, state: State, width: int) -> int:
    """How many cells the status line has for that at most."""
    return _room(chip_of(state), _disk(info), "", width, context.measure)


def _room(chip: str, disk: Run, right: str, width: int, measure: Measure) -> int:
    return max(width - measure(disk[0]) - len(right) - len(chip) - 6, 0)


def _right_side(info: Info, width: int) -> str:
    if width < 60:
        return ""
    parts = [counts(info.entities, info.relations, info.events)] if width >= COUNTS_FROM else []
    parts.append(f"{info.read}/{info.sentences} read" if info.sentences else f"{info.read} read")
    if info.unconfirmed:
        parts.append(f"{info.unconfirmed}?")
    return "".join(f"{each}  " for each in parts)


def counts(entities: int, relations: int, events: int) -> str:
    """How much is labelled, in words."""
    numbers = ((entities, "mention"), (relations, "relation"), (events, "event"))
    return "  ".join(f"{number:,} {noun}{'' if number == 1 else 's'}" for number, noun in numbers)


def _disk(info: Info) -> Run:
    if info.read_only:
        return "◌ read-only ", "bad.bold"
    if info.failure:
        return "✗ not on disk ", "bad.bold"
    if not info.loaded:
        return "… reading ", "dim"
    return ("● on disk ", "good") if info.saved else ("○ writing ", "dim")


def legend(context: Context, state: State, width: int) -> StyledRow:
    """The keys that matter now, as many as fit; the last one, which leaves a mode, always is among them."""
    parts = legend_of(context, state)
    cells = [context.measure(f"{key} {words}") for key, words in parts]
    # Two blanks between them where three leave no room for all.
    is_roomy = state.mode is None or sum(cells) + GAP * (len(cells) - 1) < width
    gap = GAP if is_roomy else GAP - 1
    kept, used = [], 1 + (cells[-1] + gap if parts and state.mode is not None else 0)
    for number in range(len(parts)):
        is_reserved = state.mode is not None and number == len(parts) - 1
        if is_reserved or used + cells[number] <= width:
            kept.append(number)
            used += 0 if is_reserved else cells[number] + gap
        elif state.mode is None:
            break
    runs: list[Run] = [(" ", "")]
    for number in kept:
        key, words = parts[number]
        runs += [(key, "accent.bold"), (f" {words}{' ' * gap}", "dim")]
    return fitted(runs, width, context.measure)
