"""All relations and events of a sentence at once, as a page to read."""

from __future__ import annotations

from dataclasses import replace

from annotator.model.annotation import Event
from annotator.tui.editor.annotate.mentions import words_of
from annotator.tui.editor.context import Desk
from annotator.tui.editor.state import Outcome, Reading, State

EMPTY = "nothing is related in this sentence"


def arcs(desk: Desk, state: State) -> Outcome:
    """Show what is related in the sentence of the cursor."""
    sentence = desk.sentence(state.selection)
    here = desk.mentions(sentence)
    named = sorted({naming for each in here for naming in desk.index.naming(each.id)})
    lines = [" ".join(desk.text[slice(*sentence)].split()), ""]
    for event in (each for each in here if isinstance(each, Event)):
        lines += _frame(desk, event)
    for relation_id in named:
        relation = desk.document.relations.get(relation_id)
        if relation:
            lines.append(f"{_name(desk, relation.head)} ──{relation.type}──▸ {_name(desk, relation.tail)}")
    title = "relations and events of this sentence"
    return Outcome(replace(state, mode=Reading(title, tuple(lines if len(lines) > 2 else [*lines, EMPTY]))))


def _frame(desk: Desk, event: Event) -> list[str]:
    lines = [f"◆ {event.type}  {words_of(desk, event)}"]
    last = len(event.arguments) - 1
    for number, argument in enumerate(event.arguments):
        branch = "╰" if number == last else "├"
        lines.append(f"  {branch}─{argument.role}─▸ {_name(desk, argument.target)}")
    return [*lines, ""]


def _name(desk: Desk, annotation_id: str) -> str:
    found = desk.document.find(annotation_id)
    return f"{words_of(desk, found)} ({desk.letters.tag(found.type)})" if found else "?"
