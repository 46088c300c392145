"""What a migration makes of names: the lineage of its types, roles, attributes and values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from annotator.schema.diff.lineage import Lineage
from annotator.schema.label_schema import LabelSchema
from annotator.schema.migration.operations import (
    DropAttribute,
    DropRole,
    DropType,
    MergeTypes,
    Migration,
    Operation,
    RenameAttribute,
    RenameRole,
    RenameType,
    RenameValue,
    SplitType,
)

Names = dict[str, str]


@dataclass(frozen=True, slots=True)
class _Thread:
    """One old type on its way: what it and its parts are called by now."""

    old: str
    layer: str
    now: str
    roles: Names = field(default_factory=dict)
    attributes: Names = field(default_factory=dict)
    values: dict[str, Names] = field(default_factory=dict)

    def concerns(self, types: Iterable[str]) -> bool:
        return self.now in types or self.layer in types


def lineage_of(migration: Migration, old: LabelSchema) -> Lineage:
    """Where the types of the old version, and their parts, are in the new one."""
    words = {"entities": "ENTITY", "relations": "RELATION", "events": "EVENT"}
    threads = []
    for each in old.types():
        roles = {role.name: role.name for role in old.roles_of(each.name)}
        attributes = {one.name: one.name for one in old.attributes_of(each.name)}
        values = {one.name: {value: value for value in one.values} for one in old.attributes_of(each.name)}
        layer = words[old.layer_of(each.name) or "entities"]
        threads.append(_Thread(each.name, layer, each.name, roles, attributes, values))
    for step in migration.steps:
        threads = [after for thread in threads for after in _after(step, thread)]
    types: dict[str, tuple[str, ...]] = {each.name: () for each in old.types()}
    for thread in threads:
        types[thread.old] = (*types[thread.old], thread.now)
    pairs = {(each.old, each.now): each for each in threads}
    return Lineage(
        types,
        {pair: each.roles for pair, each in pairs.items()},
        {pair: each.attributes for pair, each in pairs.items()},
        {(*pair, name): values for pair, each in pairs.items() for name, values in each.values.items()},
    )


def _after(step: Operation, thread: _Thread) -> Iterator[_Thread]:
    if isinstance(step, SplitType) and thread.now == step.old:
        for new in step.new:
            yield replace(thread, now=new, roles=_renamed(thread.roles, step.roles.get(new, {})))
    elif isinstance(step, MergeTypes) and thread.now in step.old:
        yield replace(thread, now=step.new, roles=_renamed(thread.roles, step.roles.get(thread.now, {})))
    elif isinstance(step, RenameType) and thread.now == step.old:
        yield replace(thread, now=step.new)
    elif isinstance(step, DropType) and thread.concerns(step.types):
        return
    else:
        yield _with_parts(step, thread)


def _with_parts(step: Operation, thread: _Thread) -> _Thread:
    if isinstance(step, RenameRole) and thread.concerns(step.types):
        return replace(thread, roles=_renamed(thread.roles, {step.old: step.new}))
    if isinstance(step, RenameAttribute) and thread.concerns(step.types):
        return replace(thread, attributes=_renamed(thread.attributes, {step.old: step.new}))
    if isinstance(step, RenameValue) and thread.concerns(step.types):
        own = next((old for old, now in thread.attributes.items() if now == step.attribute), None)
        if own is not None:
            values = _renamed(thread.values.get(own, {}), {step.old: step.new})
            return replace(thread, values={**thread.values, own: values})
    if isinstance(step, DropRole) and thread.concerns(step.types):
        return replace(thread, roles=_without(thread.roles, step.role))
    if isinstance(step, DropAttribute) and thread.concerns(step.types):
        return replace(thread, attributes=_without(thread.attributes, step.attribute))
    return thread


def _renamed(names: Names, change: object) -> Names:
    changes = change if isinstance(change, dict) else dict(change)  # type: ignore[call-overload]
    return {old: changes.get(now, now) for old, now in names.items()}


def _without(names: Names, gone: str) -> Names:
    """The names with one that leads nowhere from now on."""
    return {old: "" if now == gone else now for old, now in names.items()}
