"""The types to choose from by the schema's letters: what is not legal here keeps its letter, greyed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from annotator.model.annotation import Entity, Event
from annotator.schema.label_schema import EntityType, EventType
from annotator.tui.editor.context import Context
from annotator.tui.editor.related import may_relate
from annotator.tui.editor.state import Option


def entity_options(context: Context, legal: Collection[str]) -> tuple[Option, ...]:
    """The entity types, the legal ones first."""
    return _options(context.schema.entity_types, context.letters.entities, legal)


def event_options(context: Context, legal: Collection[str] | None = None) -> tuple[Option, ...]:
    """The event types, the legal ones first; all are where nothing is said."""
    return _options(context.schema.event_types, context.letters.events, legal)


def _options(
    types: Mapping[str, EntityType] | Mapping[str, EventType],
    letters: Mapping[str, str],
    legal: Collection[str] | None,
) -> tuple[Option, ...]:
    keys = {name: key for key, name in letters.items()}
    names = [each.name for each in types.values() if not each.abstract]
    greys = ("" if legal is None or name in legal else f"{name} does not fit here" for name in names)
    return _ordered(Option(keys.get(name, ""), name, grey) for name, grey in zip(names, greys, strict=True))


def relation_options(
    context: Context, start: Entity | Event, near: Iterable[Entity | Event], *, back: bool
) -> tuple[Option, ...]:
    """The relation types: those with a legal other end near first, then those that are legal at all, then the rest."""
    others = [each for each in near if each.id != start.id]
    keys = {name: key for key, name in context.letters.relations.items()}
    options = []
    for each in context.schema.relation_types.values():
        if each.abstract:
            continue
        may = may_start(context, each.name, start, back=back)
        grey = "" if may else f"{start.type} is no {'tail' if back else 'head'} of {each.name}"
        far = not grey and not any(may_relate(context, each.name, start, other, back=back) for other in others)
        options.append(Option(keys.get(each.name, ""), each.name, grey, far))
    return _ordered(options)


def _ordered(options: Iterable[Option]) -> tuple[Option, ...]:
    return tuple(sorted(options, key=lambda each: (bool(each.grey), each.far)))


def may_start(context: Context, type_name: str, start: Entity | Event, *, back: bool) -> bool:
    """Whether relations of a type may begin at an annotation, or end there with `back`."""
    kind = context.around.kind(start.id) or start.type
    pairs = context.schema.ends_of(context.schema.relation_types[type_name])
    return any(context.schema.admits(tails if back else heads, kind) for heads, tails in pairs)
