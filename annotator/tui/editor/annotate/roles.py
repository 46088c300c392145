"""Filling the roles of an event, with all that follows from it."""

from __future__ import annotations

from msgspec import structs

from annotator.model.annotation import Argument, Entity, Event
from annotator.model.change import Edit
from annotator.model.edits import add, update
from annotator.schema.label_schema import Role
from annotator.tui.editor.annotate.carried import carry
from annotator.tui.editor.annotate.event_identity import with_identity
from annotator.tui.editor.context import Context


def filled(context: Context, event: Event, role: Role, filler: str | Entity | Event) -> Edit:
    """The edit that puts a filler, perhaps a new one, into a role, with all that follows from it."""
    target = filler if isinstance(filler, str) else filler.id
    annotation = context.document.find(target) if isinstance(filler, str) else filler
    grown = structs.replace(event, arguments=(*event.arguments, Argument(role.name, target)))
    carried = carry(context, role, grown, annotation) if isinstance(annotation, Event) else annotation
    edit = Edit("fill", ())
    if carried is not None and not isinstance(filler, str):
        edit += add(context.document, carried)
    elif carried is not None and carried != annotation:
        edit += update(context.document, carried)
    return edit + update(context.document, with_identity(context, grown), "fill")


def is_full(event: Event, role: Role) -> bool:
    """Whether a role takes no more fillers."""
    count = sum(argument.role == role.name for argument in event.arguments)
    return role.max is not None and count >= role.max


def circular(context: Context, event_id: str, filler: str) -> bool:
    """Whether an event would, through its arguments, be an argument of itself."""
    waiting, seen = [filler], set()
    while waiting:
        each = waiting.pop()
        if each == event_id:
            return True
        event = context.document.events.get(each)
        if event and each not in seen:
            seen.add(each)
            waiting += [argument.target for argument in event.arguments]
    return False
