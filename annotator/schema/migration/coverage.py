"""Coverage: what a document was not labelled for, followed through a migration, and what a new version adds to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from annotator.schema.diff.change import Kind, SchemaChange
from annotator.schema.diff.comparison import differences
from annotator.schema.diff.lineage import Lineage
from annotator.schema.label_schema import EventType, LabelSchema
from annotator.schema.migration.operations import Migration, NotCovered, OwnCoref
from annotator.schema.rules.coverage import COREF, coverage_fault

LOOSENED_PARTS = ("cardinality", "types", "irreflexive", "acyclic", "")
"""Parts of a type whose loosening concerns the type as a whole."""


def carried(entries: Iterable[str], lineage: Lineage, old: LabelSchema, new: LabelSchema) -> tuple[str, ...]:
    """Entries of `incomplete_for` in the new version's names; what has no place there goes."""
    entries_after = {name for entry in entries for name in _carried(entry, lineage, old)}
    return tuple(sorted(name for name in entries_after if coverage_fault(name, new) is None))


def _carried(entry: str, lineage: Lineage, old: LabelSchema) -> Iterator[str]:
    name, slash, part = entry.partition("/")
    if name == "*":
        yield entry
        return
    event = isinstance(old.type_named(name), EventType)
    for image in lineage.images(name):
        if not slash:
            yield image
        elif event and part in lineage.roles.get((name, image), {}):
            yield f"{image}/{lineage.role(name, image, part)}"
        else:
            yield f"{image}/{part if part == COREF else lineage.attribute(name, image, part)}"


def not_covered(migration: Migration, old: LabelSchema, new: LabelSchema, lineage: Lineage) -> tuple[str, ...]:
    """What gold of the old version cannot be complete for in the new one, sorted.

    New types and optional roles, new attributes that get a default, whatever was loosened, and the coreference of
    events that now start with an id of their own.
    """
    uncovered = {entry for change in differences(old, new, lineage) for entry in _uncovered(change, new)}
    for step in migration.steps:
        if isinstance(step, NotCovered):
            uncovered |= set(step.entries)
        elif isinstance(step, OwnCoref) and not step.undoes:
            types = new.event_types if "EVENT" in step.types else step.types
            uncovered |= {f"{name}/{COREF}" for name in types}
    return tuple(sorted(entry for entry in uncovered if "/" not in entry or entry.partition("/")[0] not in uncovered))


def _uncovered(change: SchemaChange, new: LabelSchema) -> Iterator[str]:
    if change.part.startswith("labels.") or not change.types or change.part == "constraints":
        return
    for name in change.types:
        added = change.kind is Kind.ADD_ROLE or (
            change.kind is Kind.ADD_ATTRIBUTE and _has_default(new, name, change.part)
        )
        loosened = change.kind is Kind.LOOSEN and not change.message.startswith(("no longer required", "min "))
        if change.kind is Kind.ADD_TYPE or (loosened and change.part in LOOSENED_PARTS):
            yield name
        elif added or loosened:
            yield f"{name}/{change.part}"


def _has_default(schema: LabelSchema, type_name: str, attribute: str) -> bool:
    return any(each.name == attribute and each.default is not None for each in schema.attributes_of(type_name))
