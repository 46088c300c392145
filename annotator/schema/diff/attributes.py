"""Changes of attributes and document labels between two versions."""

from __future__ import annotations

from collections.abc import Iterator

from annotator.schema.attributes.attribute_type import AttributeType
from annotator.schema.diff.change import Kind, SchemaChange
from annotator.schema.diff.lineage import Lineage
from annotator.schema.label_schema import LabelSchema


def attribute_changes(
    old: LabelSchema, new: LabelSchema, old_type: str, new_type: str, lineage: Lineage
) -> Iterator[SchemaChange]:
    """The changes between the attributes of an old type and those of what became of it."""
    before = {each.name: each for each in old.attributes_of(old_type)}
    after = {each.name: each for each in new.attributes_of(new_type)}
    kept: set[str] = set()
    for name, attribute in before.items():
        new_name = lineage.attribute(old_type, new_type, name)
        if new_name not in after:
            yield SchemaChange(Kind.REMOVE, (new_type,), name, "attribute removed", (old_type,), name)
            continue
        kept.add(new_name)
        if new_name != name:
            message = f"attribute {name} renamed to {new_name}"
            yield SchemaChange(Kind.RENAME, (new_type,), new_name, message, (old_type,), name)
        renamed = {value: lineage.value(old_type, new_type, name, value) for value in attribute.values}
        for kind, message, lost in _value_changes(attribute, after[new_name], renamed):
            yield SchemaChange(kind, (new_type,), new_name, message, (old_type,), name, lost)
    for name, attribute in after.items():
        if name not in kept:
            yield _added(attribute, (new_type,), (old_type,))


def label_changes(old: LabelSchema, new: LabelSchema) -> Iterator[SchemaChange]:
    """The changes of the labels of documents."""
    for name, label in old.labels.items():
        if name not in new.labels:
            yield SchemaChange(Kind.REMOVE, (), f"labels.{name}", "label removed")
            continue
        same = {value: value for value in label.values}
        for kind, message, lost in _value_changes(label, new.labels[name], same):
            yield SchemaChange(kind, (), f"labels.{name}", message, (), f"labels.{name}", lost)
    for name, label in new.labels.items():
        if name not in old.labels:
            kind = Kind.ADD_REQUIRED if label.required else Kind.ADD_ATTRIBUTE
            yield SchemaChange(kind, (), f"labels.{name}", "new label" + _default(label))


def _added(attribute: AttributeType, types: tuple[str, ...], old_types: tuple[str, ...]) -> SchemaChange:
    kind = Kind.ADD_REQUIRED if attribute.required else Kind.ADD_ATTRIBUTE
    message = ("new required attribute" if attribute.required else "new attribute") + _default(attribute)
    return SchemaChange(kind, types, attribute.name, message, old_types)


def _default(attribute: AttributeType) -> str:
    return "" if attribute.default is None else f", default {attribute.default}"


Found = tuple[Kind, str, tuple[str, ...]]


def _value_changes(before: AttributeType, after: AttributeType, renamed: dict[str, str]) -> Iterator[Found]:
    """The changes between two attributes; `renamed` maps every old value to its new name."""
    if before.definition != after.definition:
        yield Kind.DESCRIPTION, "definition", ()
    if before.letters != after.letters:
        yield Kind.DESCRIPTION, "letters", ()
    if before.default != after.default:
        # A first default decides nothing that is labelled; another one may have been taken as it stood.
        kind = Kind.DESCRIPTION if before.default is None else Kind.GUIDELINES
        yield kind, f"default {before.default} -> {after.default}", ()
    if before.required != after.required:
        kind = Kind.TIGHTEN if after.required else Kind.LOOSEN
        yield kind, "required now" if after.required else "no longer required", ()
    if before.multiple != after.multiple:
        yield Kind.LOOSEN if after.multiple else Kind.TIGHTEN, "several values" if after.multiple else "one value", ()
    if before.kind != after.kind:
        kind = Kind.LOOSEN if after.takes_anything else Kind.TIGHTEN
        yield kind, f"{before.kind} became {after.kind}", ()
    else:
        yield from _choice_changes(before, after, renamed)


def _choice_changes(before: AttributeType, after: AttributeType, renamed: dict[str, str]) -> Iterator[Found]:
    if before.to != after.to:
        kind = Kind.TIGHTEN if after.to else Kind.LOOSEN
        yield kind, f"refers to {before.to or 'anything'} -> {after.to or 'anything'}", ()
    if before.format != after.format:
        yield Kind.DESCRIPTION, f"format {before.format or 'any'} -> {after.format or 'any'}", ()
    for value, new_value in renamed.items():
        if value != new_value and new_value in after.values:
            yield Kind.RENAME, f"value {value} renamed to {new_value}", (value,)
    lost = tuple(value for value, new_value in renamed.items() if new_value not in after.values)
    if lost:
        yield Kind.TIGHTEN, f"no longer legal: {', '.join(lost)}", lost
    if gained := [value for value in after.values if value not in renamed.values()]:
        yield Kind.LOOSEN, f"now legal: {', '.join(gained)}", ()
