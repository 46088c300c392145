"""Header, status line and legend: what is open, what the next key means, whether the last edit is on disk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from annotator.schema.label_schema import LabelSchema
from annotator.text.cells import Measure
from annotator.text.visible import visible
from annotator.tui.editor.confirming import Confirming
from annotator.tui.editor.declaring import Declaring
from annotator.tui.editor.letters import TypeLetters
from annotator.tui.editor.state import (
    Choosing,
    Filling,
    Hinting,
    Picking,
    Prefixed,
    Reading,
    Spreading,
    State,
    Typing,
)
from annotator.tui.keymap import BY_NAME, LEGEND_ORDER, Keymap
from annotator.tui.view.runs import Run, StyledRow, cut, fitted


@dataclass(frozen=True, slots=True)
class Info:
    """What the bars say about the article and the disk; `read` of `sentences` were read in the pass that goes on.

    `sentences` is 0 while nobody has counted them.
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


def header(info: Info, letters: TypeLetters, hues: Mapping[str, str], width: int, measure: Measure) -> StyledRow:
    """The article's title, and at the right the letters of the types."""
    legend: list[Run] = []
    used = 0
    for letter, name in letters.entities.items():
        tag = letters.tag(name)
        if used + len(tag) + 3 > width - 24:
            break
        legend += [(letter, f"header.{hues.get(name, 'things')}.bold"), (f" {tag}  ", "header")]
        used += len(tag) + 4
    where = f" {info.number}/{info.count}  " if info.count > 1 else " "
    about = f"  {visible(info.schema_ref)}" if width - used > 60 else ""
    room = width - used - len(where) - measure(about) - 2
    title = cut(visible(info.title), max(room, 8), measure)
    blank = " " * max(width - used - len(where) - measure(title) - measure(about), 1)
    return fitted([(where, "header"), (title, "header.bold"), (about, "header"), (blank, "header"), *legend],
                  width, measure, "header")  # fmt: skip


def status(info: Info, state: State, schema: LabelSchema, role: str, width: int, measure: Measure) -> StyledRow:
    """What the next letter is, what happened, and whether it is on disk."""
    chip, words = next_letter(state, role)
    disk = _disk(info)
    right = _right_side(info, width)
    message = state.message or words or info.notice or ""
    room = max(width - measure(disk[0]) - len(right) - len(chip) - 6, 0)
    said = cut(visible(message), room, measure)
    blank = " " * max(width - len(chip) - 4 - measure(said) - measure(disk[0]) - len(right), 1)
    weight = "bold" if state.message else ""
    return fitted([(f" {chip} ", "chip"), (" ", ""), (said, weight), (blank, ""), (right, "dim"), disk], width, measure)


def _right_side(info: Info, width: int) -> str:
    if width < 72:
        return ""
    counts = f"{info.entities} mentions  {info.relations} relations  {info.events} events  "
    read = f"{info.read}/{info.sentences} read  " if info.sentences else f"{info.read} read  "
    return (counts if width >= 110 else "") + read


def _disk(info: Info) -> Run:
    if info.read_only:
        return "◌ read-only ", "bad.bold"
    if info.failure:
        return "✗ not on disk ", "bad.bold"
    if not info.loaded:
        return "… reading ", "dim"
    return ("● on disk ", "good") if info.saved else ("○ writing ", "dim")


def next_letter(state: State, role: str) -> tuple[str, str]:
    """What the next letter is, in one word, and what it is for."""
    mode = state.mode
    if mode is None:
        if state.motion:
            return "MOVE", "vim: letters move, i labels"
        return "TYPE", "" if state.nudged is None else "a letter labels this, Enter moves the annotation here"
    if isinstance(mode, Hinting):
        return "HINT", f"{mode.prompt} {mode.typed}".strip()
    if isinstance(mode, Filling):
        return "ROLE", f"{role} {mode.typed}".strip()
    if isinstance(mode, Choosing):
        return "TYPE", mode.prompt
    if isinstance(mode, Spreading):
        return "ALL?", _spreading(mode)
    if isinstance(mode, Typing):
        return "TEXT", mode.prompt
    if isinstance(mode, Picking):
        return "FIND", mode.title
    if isinstance(mode, Declaring | Confirming):
        return _sheet_letter(mode)
    return ("KEY", "the second key after the comma") if isinstance(mode, Prefixed) else ("READ", mode.title)


def _sheet_letter(mode: Declaring | Confirming) -> tuple[str, str]:
    if isinstance(mode, Declaring):
        return "DONE", "a letter declares a part, or opens it again"
    return "LIST", "a letter says no" if mode.rejecting else "a letter opens an item"


def _spreading(mode: Spreading) -> str:
    if mode.step < 0:
        inside = f" ({len(mode.inside)} inside longer names: by Space)" if mode.inside else ""
        return f"{mode.type} x {len(mode.ticked)} more{inside}: Enter all, Space step, Esc this only"
    return f"{mode.type} {mode.step + 1} of {len(mode.others)}: Enter yes, Space no, Esc done"


LEGENDS: dict[type, tuple[tuple[str, str], ...]] = {
    Hinting: (("a-z", "hint"), ("Space", "whole screen"), ("Esc", "leave")),
    Filling: (("a-z", "filler"), ("Tab", "skip"), ("1-9", "role"), ("*", "one more"), ("Enter", "close"),
              ("Space", "whole screen"), ("Bksp", "take out")),
    Choosing: (("a-z", "type"), ("Esc", "leave")),
    Spreading: (("Enter", "all, or yes"), ("Space", "step, or no"), ("Esc", "this only, or done")),
    Typing: (("Enter", "take"), ("Ctrl+U", "empty"), ("Esc", "leave")),
    Picking: (("a-z", "search"), ("Up Down", "choose"), ("Enter", "take"), ("Esc", "leave")),
    Confirming: (("Enter", "confirm"), ("a-z", "open it"), ("-", "no"), ("1-5 $", "of what"), ("Space", "more"),
                 ("Esc", "leave")),
    Declaring: (("Enter", "declare"), ("m v r e", "only that"), ("/", "a type"), ("Tab", "first gap"),
                ("Esc", "leave")),
    Reading: (("Up Down", "scroll"), ("Esc", "leave")),
    Prefixed: (("r", "relate"), ("e", "event"), ("s", "same"), ("o", "articles"), ("n b", "next, previous"),
               ("i", "inspector"), ("h", "help"), ("q", "quit")),
}  # fmt: skip


def legend(state: State, keys: Keymap, width: int, measure: Measure) -> StyledRow:
    """The keys that matter now."""
    pairs = LEGENDS.get(type(state.mode)) if state.mode else _labelling_legend(keys)
    runs: list[Run] = [(" ", "")]
    used = 1
    for key, words in pairs or ():
        used += measure(f"{key} {words}")
        if used > width:
            break
        runs += [(key, "accent.bold"), (f" {words}   ", "dim")]
        used += 3
    return fitted(runs, width, measure)


def _labelling_legend(keys: Keymap) -> tuple[tuple[str, str], ...]:
    verbs = [(keys.key_of(name), BY_NAME[name].legend) for name in LEGEND_ORDER]
    wanted = [("a-z", "label"), *verbs, ("1-9", "attributes")]
    return tuple((key, words) for key, words in wanted if key)
