"""What a role says of the event that fills it: a threatened act is threatened, by whoever threatens."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import structs

from annotator.model.annotation import Entity, Event, Value
from annotator.schema.label_schema import Role
from annotator.tui.editor.annotate.constraints import with_consequences
from annotator.tui.editor.context import Context


def carry(context: Context, role: Role, outer: Event, filler: Event) -> Event:
    """The filler with what the role of the outer event carries over, proposed; what a person decided stays."""
    decided = set(filler.attributes) - set(filler.unconfirmed)
    values_wanted = with_consequences(context.schema, filler, dict(_carried(context, role, outer)))
    legal = {each.name: each for each in context.schema.attributes_of(filler.type)}
    values = {
        name: value
        for name, value in values_wanted.items()
        if value is not None
        and name in legal
        and name not in decided
        and legal[name].fault(value, context.around.names) is None
    }
    unconfirmed = tuple(sorted({*filler.unconfirmed, *values}))
    return structs.replace(filler, attributes={**filler.attributes, **values}, unconfirmed=unconfirmed)


def _carried(context: Context, role: Role, outer: Event) -> Iterator[tuple[str, Value | None]]:
    for each in role.carries:
        if not each.role:
            yield each.attribute, each.value
        elif value := _filler_of(context, outer, each.role):
            yield each.attribute, value


def _filler_of(context: Context, outer: Event, role: str) -> str:
    """The first filler of a role, by its chain where it has one; "" where there is none."""
    for argument in outer.arguments:
        filler = context.document.find(argument.target)
        if argument.role == role and isinstance(filler, Entity | Event):
            return filler.coref or filler.id
    return ""
