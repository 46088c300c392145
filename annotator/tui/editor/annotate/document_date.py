"""The day the article is of: asked for once, when the first date is labelled whose value hangs on it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from msgspec import structs

from annotator.model.annotation import Entity
from annotator.model.change import Change, Edit
from annotator.model.edits import set_field
from annotator.tui.editor.annotate.proposals import suggested_values
from annotator.tui.editor.context import Context
from annotator.tui.editor.state import Outcome, State, Typing

PUBLISHED = "published"
"""The key of the document's metadata; None there says that the day is not known."""

PROMPT = "this article is of (YYYY-MM-DD; Enter without: unknown)"


def asked_for(context: Context, state: State, made: Entity) -> State:
    """The state after a label, in which the date is asked for where nobody has been asked and a value hangs on it."""
    if PUBLISHED in context.document.meta:
        return state
    asked_state = context.suggester.document_date(context, made)
    if asked_state is None:
        return state
    return state.enter(replace(_typing(asked_state.value), only="0123456789-"))


def ask(context: Context, state: State) -> Outcome:
    """Ask for the date, or for another one."""
    published = context.document.meta.get(PUBLISHED)
    return Outcome(state.enter(_typing(published if isinstance(published, str) else "")))


def _typing(text: str) -> Typing:
    return Typing("date", PROMPT, text, len(text), selected=bool(text))


def take(context: Context, state: State, mode: Typing) -> Outcome:
    """Keep the date, and propose the values that follow from it; without one it is unknown."""
    text = mode.text.strip()
    if text and (fault := fault_of(text)):
        return Outcome(state.say(fault))
    edit, count = dated(context, text)
    message = f"the article is of {text}" if text else f"no date; {context.keys.key_of('date')} gives one"
    values = f": {count} value{'s' if count > 1 else ''} proposed" if count else ""
    return Outcome(state.leave(message + values), edit)


def fault_of(text: str) -> str:
    """What is wrong with what should be a date; "" where nothing is."""
    try:
        date.fromisoformat(text)
    except ValueError:
        return f"{text!r} is no day; expected YYYY-MM-DD"
    return "" if len(text) == len("YYYY-MM-DD") else f"{text!r}: expected YYYY-MM-DD"


def dated(context: Context, text: str) -> tuple[Edit, int]:
    """The edit that gives the document its date, "" for an unknown one, and how many values it proposes."""
    meta = {**context.document.meta, PUBLISHED: text or None}
    changes = tuple(_proposed(context.dated(meta))) if text else ()
    return set_field(context.document, "meta", meta, "document date") + Edit("", changes), len(changes)


def _proposed(context: Context) -> Iterator[Change]:
    """What the suggesters now say of dates and amounts that have no value yet."""
    for each in context.document.entities.values():
        declared = context.schema.entity_types.get(each.type)
        if not (declared and declared.is_value):
            continue
        new = {name: value for name, value in suggested_values(context, each).items() if name not in each.attributes}
        if new:
            unconfirmed = tuple(sorted({*each.unconfirmed, *new}))
            after = structs.replace(each, attributes={**each.attributes, **new}, unconfirmed=unconfirmed)
            yield Change("entities", each.id, each, after)
