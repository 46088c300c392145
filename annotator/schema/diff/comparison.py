"""Every change between two versions of a schema."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from annotator.schema.diff.attributes import attribute_changes, label_changes
from annotator.schema.diff.change import Kind, SchemaChange
from annotator.schema.diff.lineage import Lineage, guessed_lineage
from annotator.schema.diff.relations import relation_changes
from annotator.schema.diff.roles import role_changes
from annotator.schema.diff.version import Bump, raised
from annotator.schema.label_schema import Constraint, EventType, LabelSchema, LabelType, RelationType

LOOKS = (
    "definition", "key", "tag", "color", "examples", "counterexamples", "triggers", "head_name", "tail_name", "parent",
)  # fmt: skip
"""The fields of a type that change nothing of what is legal."""


def differences(old: LabelSchema, new: LabelSchema, lineage: Lineage | None = None) -> tuple[SchemaChange, ...]:
    """Every change, the gravest first; `lineage` is the migration's where there is one.

    Equal changes of several types are one.
    """
    lineage_used = lineage or guessed_lineage(old, new)
    changes = [*_schema_changes(old, new), *_type_changes(old, new, lineage_used)]
    return tuple(sorted(_joined(changes), key=lambda each: (-each.bump, each.kind.name, each.types, each.part)))


def least_bump(changes: Iterable[SchemaChange]) -> Bump:
    """The gravest class among some changes."""
    return max((each.bump for each in changes), default=Bump.NONE)


def least_version(old: LabelSchema, changes: Iterable[SchemaChange]) -> str:
    """The least version that a schema with these changes over `old` may carry."""
    return raised(old.version, least_bump(changes))


def _joined(changes: Iterable[SchemaChange]) -> list[SchemaChange]:
    groups: dict[tuple[object, ...], list[SchemaChange]] = defaultdict(list)
    for each in changes:
        groups[each.kind, each.part, each.old_part, each.message, each.lost].append(each)
    return [
        replace(
            group[0],
            types=tuple(dict.fromkeys(name for each in group for name in each.types)),
            old_types=tuple(dict.fromkeys(name for each in group for name in each.old_types)),
        )
        for group in groups.values()
    ]


def _schema_changes(old: LabelSchema, new: LabelSchema) -> Iterator[SchemaChange]:
    if old.name != new.name:
        yield SchemaChange(Kind.RENAME, (), "name", f"the schema {old.name} is called {new.name}")
    if old.definition != new.definition:
        yield SchemaChange(Kind.DESCRIPTION, (), "definition", "definition of the schema")
    if old.guidelines != new.guidelines:
        yield SchemaChange(Kind.GUIDELINES, (), "guidelines", "other guidelines")
    if old.offset_unit != new.offset_unit:
        message = f"offset unit {old.offset_unit} -> {new.offset_unit}"
        yield SchemaChange(Kind.SPAN_RULES, (), "offset_unit", message)
    if old.span_rules != new.span_rules:
        yield SchemaChange(Kind.SPAN_RULES, (), "span_rules", "other span rules")
    yield from label_changes(old, new)
    yield from _constraint_changes(old, new)


def _constraint_changes(old: LabelSchema, new: LabelSchema) -> Iterator[SchemaChange]:
    known = {attribute.name for each in old.types() for attribute in each.attributes}
    for each in new.constraints:
        if each not in old.constraints:
            tighter = {each.when, each.then} <= known
            kind = Kind.TIGHTEN if tighter else Kind.ADD_ATTRIBUTE
            message = f"new rule{'' if tighter else ' between new attributes'}: {_rule(each)}"
            yield SchemaChange(kind, each.types, "constraints", message, each.types, each.then)
    for each in old.constraints:
        if each not in new.constraints:
            yield SchemaChange(Kind.LOOSEN, (), "constraints", f"no longer a rule: {_rule(each)}")


def _rule(constraint: Constraint) -> str:
    when, then = (", ".join(map(str, values)) for values in (constraint.when_in, constraint.then_in))
    return f"{constraint.when} in {{{when}}} => {constraint.then} in {{{then}}}"


def _type_changes(old: LabelSchema, new: LabelSchema, lineage: Lineage) -> Iterator[SchemaChange]:
    sources = lineage.sources()
    for each in new.types():
        if not sources.get(each.name):
            yield SchemaChange(Kind.ADD_TYPE, (each.name,), "", f"new {_noun(each)}")
        elif len(sources[each.name]) > 1:
            yield _merger(old, each, sources[each.name], lineage)
    for before in old.types():
        images = lineage.images(before.name)
        yield from _fate(before, images, sources)
        for name in images:
            after = new.type_named(name)
            if after is not None:
                yield from _pair_changes(old, new, before, after, lineage)


def _fate(before: LabelType, images: tuple[str, ...], sources: Mapping[str, tuple[str, ...]]) -> Iterator[SchemaChange]:
    if not images:
        yield SchemaChange(Kind.REMOVE, (before.name,), "", f"{_noun(before)} removed", (before.name,))
    elif len(images) > 1:
        message = f"{before.name} split into {', '.join(images)}"
        yield SchemaChange(Kind.SPLIT, images, "", message, (before.name,))
    elif images[0] != before.name and len(sources[images[0]]) == 1:
        message = f"{before.name} renamed to {images[0]}"
        yield SchemaChange(Kind.RENAME, images, "", message, (before.name,))


def _merger(old: LabelSchema, after: LabelType, sources: tuple[str, ...], lineage: Lineage) -> SchemaChange:
    def has(source: str, name: str) -> bool:
        return any(lineage.attribute(source, after.name, each.name) == name for each in old.attributes_of(source))

    lacking = [
        each.name
        for each in after.attributes
        if each.required and not all(has(source, each.name) for source in sources)
    ]
    message = f"{' and '.join(sources)} merged into {after.name}"
    if lacking:
        message += f", which requires {', '.join(lacking)}"
    kind = Kind.MERGE_ASKING if lacking else Kind.MERGE
    return SchemaChange(kind, (after.name,), "", message, sources)


def _noun(each: LabelType) -> str:
    if isinstance(each, RelationType):
        return "relation type"
    if isinstance(each, EventType):
        return "event type"
    return "value type" if each.is_value else "entity type"


def _pair_changes(
    old: LabelSchema, new: LabelSchema, before: LabelType, after: LabelType, lineage: Lineage
) -> Iterator[SchemaChange]:
    names, old_names = (after.name,), (before.name,)
    looks = [name for name in LOOKS if getattr(before, name, "") != getattr(after, name, "")]
    if looks:
        yield SchemaChange(Kind.DESCRIPTION, names, "", ", ".join(looks), old_names)
    if _noun(before) != _noun(after):
        message = f"{_noun(before)} became {_noun(after)}"
        yield SchemaChange(Kind.REMOVE, names, "", message, old_names)
    if before.abstract != after.abstract:
        kind = Kind.TIGHTEN if after.abstract else Kind.LOOSEN
        yield SchemaChange(kind, names, "", "abstract now" if after.abstract else "no longer abstract", old_names)
    yield from attribute_changes(old, new, before.name, after.name, lineage)
    if isinstance(before, RelationType) and isinstance(after, RelationType):
        yield from relation_changes(old, new, before, after, lineage)
    if isinstance(before, EventType) and isinstance(after, EventType):
        yield from role_changes(old, new, before, after, lineage)
