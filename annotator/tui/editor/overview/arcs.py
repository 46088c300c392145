"""All relations and events of a sentence at once, as a page to read."""

from __future__ import annotations

from dataclasses import replace

from annotator.model.annotation import Event
from annotator.tui.editor.annotate.mentions import words_of
from annotator.tui.editor.context import Context
from annotator.tui.editor.state import Outcome, Reading, State

EMPTY = "nothing is related in this sentence"


def arcs(context: Context, state: State) -> Outcome:
    """Show what is related in the sentence of the cursor."""
    sentence = context.sentence(state.selection)
    here = context.mentions(sentence)
    named = sorted({naming for each in here for naming in context.index.naming(each.id)})
    lines = [" ".join(context.text[slice(*sentence)].split()), ""]
    for event in (each for each in here if isinstance(each, Event)):
        lines += _frame(context, event)
    for relation_id in named:
        relation = context.document.relations.get(relation_id)
        if relation:
            declared = context.schema.relation_types.get(relation.type)
            arrow = "─" if declared and declared.symmetric else "▸"
            lines.append(f"{_name(context, relation.head)} ──{relation.type}──{arrow} {_name(context, relation.tail)}")
    title = "relations and events of this sentence"
    return Outcome(replace(state, mode=Reading(title, tuple(lines if len(lines) > 2 else [*lines, EMPTY]))))


def _frame(context: Context, event: Event) -> list[str]:
    lines = [f"◆ {event.type}  {words_of(context, event)}"]
    last = len(event.arguments) - 1
    for number, argument in enumerate(event.arguments):
        branch = "╰" if number == last else "├"
        lines.append(f"  {branch}─{argument.role}─▸ {_name(context, argument.target)}")
    return [*lines, ""]


def _name(context: Context, annotation_id: str) -> str:
    annotation = context.document.find(annotation_id)
    return f"{words_of(context, annotation)} ({context.letters.tag(annotation.type)})" if annotation else "?"
