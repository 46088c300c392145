"""Changes of the roles of an event type between two versions."""

from __future__ import annotations

from collections.abc import Iterator

from annotator.schema.diff.change import Kind, SchemaChange
from annotator.schema.diff.lineage import Lineage, newly_named
from annotator.schema.label_schema import EventType, LabelSchema, Role


def role_changes(
    old: LabelSchema, new: LabelSchema, before: EventType, after: EventType, lineage: Lineage
) -> Iterator[SchemaChange]:
    """The changes of an old event type's roles against those of what became of it."""
    names, old_names = (after.name,), (before.name,)
    kept: set[str] = set()
    after_roles = {role.name: role for role in new.roles_of(after.name)}
    for role in old.roles_of(before.name):
        name = lineage.role(before.name, after.name, role.name)
        role_after = after_roles.get(name)
        if role_after is None:
            yield SchemaChange(Kind.REMOVE, names, role.name, "role removed", old_names, role.name)
            continue
        kept.add(name)
        if name != role.name:
            message = f"role {role.name} renamed to {name}"
            yield SchemaChange(Kind.RENAME, names, name, message, old_names, role.name)
        for kind, message, lost in _role_changes(old, new, role, role_after, lineage):
            yield SchemaChange(kind, names, name, message, old_names, role.name, lost)
    for role in after_roles.values():
        if role.name not in kept:
            kind = Kind.TIGHTEN if role.min else Kind.ADD_ROLE
            message = f"new role that must be filled {role.min} times" if role.min else "new role"
            yield SchemaChange(kind, names, role.name, message, old_names)


def _role_changes(
    old: LabelSchema, new: LabelSchema, before: Role, after: Role, lineage: Lineage
) -> Iterator[tuple[Kind, str, tuple[str, ...]]]:
    if before.definition != after.definition:
        yield Kind.DESCRIPTION, "definition", ()
    if before.carries != after.carries:
        yield Kind.DESCRIPTION, "carries", ()
    if before.min != after.min:
        yield Kind.TIGHTEN if after.min > before.min else Kind.LOOSEN, f"min {before.min} -> {after.min}", ()
    if before.max != after.max:
        tighter = after.max is not None and (before.max is None or after.max < before.max)
        shown = ["without limit" if each is None else str(each) for each in (before.max, after.max)]
        yield Kind.TIGHTEN if tighter else Kind.LOOSEN, f"max {shown[0]} -> {shown[1]}", ()
    fillers, new_fillers = old.concrete(before.types), new.concrete(after.types)
    images = {each: set(lineage.images(each)) for each in fillers}
    lost = tuple(sorted(each for each, news in images.items() if not news <= new_fillers))
    if lost:
        illegal = sorted({new for each in lost for new in images[each]} - new_fillers)
        yield Kind.TIGHTEN, f"no longer filled by {', '.join(illegal)}", lost
    gained = new_fillers - {new for news in images.values() for new in news}
    if gained := frozenset(newly_named(new, before.types, after.types, gained)):
        yield Kind.LOOSEN, f"now filled by {', '.join(sorted(gained))}", ()
