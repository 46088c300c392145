"""The way back: a migration turned round, step by step, last first.

Renamings and moved roles come back exactly. A merger is undone by the values that `back` gives, else by `was`,
else by asking; a split by putting the types together again. What a version added is taken off by `fitting`.
"""

from __future__ import annotations

from collections.abc import Mapping

from annotator.schema.migration.operations import (
    TYPE,
    AskAttributes,
    DropAttribute,
    MergeTypes,
    Migration,
    MoveRole,
    Operation,
    OwnCoref,
    RenameAttribute,
    RenameRole,
    RenameType,
    RenameValue,
    Rule,
    SetAttribute,
    SplitType,
)


def inverse(migration: Migration) -> Migration:
    """The migration from the new version back to the old one."""
    steps = tuple(back for step in reversed(migration.steps) for back in _back(step))
    return Migration(migration.schema, migration.new, migration.old, steps, downgrade=True)


def _back(step: Operation) -> tuple[Operation, ...]:
    if isinstance(step, RenameType):
        return (RenameType(step.new, step.old),)
    if isinstance(step, RenameRole):
        return (RenameRole(step.types, step.new, step.old),)
    if isinstance(step, RenameAttribute):
        return (RenameAttribute(step.types, step.new, step.old),)
    if isinstance(step, RenameValue):
        return (RenameValue(step.types, step.attribute, step.new, step.old),)
    if isinstance(step, MoveRole):
        return (MoveRole(step.types, step.new, step.old, step.fillers),)
    if isinstance(step, MergeTypes):
        return (_merger_back(step),)
    if isinstance(step, SplitType):
        return (MergeTypes(step.new, step.old, roles=_turned(step.roles), undoes=True),)
    if isinstance(step, SetAttribute):
        return (DropAttribute(step.types, step.attribute, (step.value,), partly=True),)
    if isinstance(step, AskAttributes):
        return tuple(DropAttribute(step.types, name, partly=True) for name in step.attributes)
    return (OwnCoref(step.types, undoes=True),) if isinstance(step, OwnCoref) else ()


def _merger_back(step: MergeTypes) -> SplitType:
    rules = tuple(
        Rule({TYPE: old}, having={name: values}) for old, given in step.back.items() for name, values in given.items()
    )
    return SplitType(
        old=step.new,
        new=step.old,
        question=f"{step.new} was",
        text=f"Which of {', '.join(step.old)} is it in the older version?",
        rules=rules,
        otherwise=step.old[-1],
        roles=_turned(step.roles),
        undoes=True,
    )


def _turned(roles: Mapping[str, Mapping[str, str]]) -> dict[str, dict[str, str]]:
    return {name: {new: old for old, new in renamed.items()} for name, renamed in roles.items()}
