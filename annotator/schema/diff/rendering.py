"""A comparison of two schema versions as JSON, Markdown or rows of a table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from textwrap import wrap
from typing import Any

from annotator.schema.diff.change import SchemaChange
from annotator.schema.diff.comparison import least_bump, least_version
from annotator.schema.diff.impact import Impact
from annotator.schema.diff.version import declared_bump
from annotator.schema.label_schema import LabelSchema

Impacts = Mapping[SchemaChange, Impact]

HEADER = ("class", "what", "change", "automatic", "migration")


def as_object(
    old: LabelSchema, new: LabelSchema, changes: Sequence[SchemaChange], impacts: Impacts | None = None
) -> dict[str, Any]:
    """The comparison as a JSON object; `annotations` and `documents` are null where no gold was given."""
    return {
        "old": old.ref,
        "new": new.ref,
        "bump": least_bump(changes).name.lower(),
        "declared": declared_bump(old.version, new.version).name.lower(),
        "least_version": least_version(old, changes),
        "changes": [_change_object(each, impacts) for each in changes],
    }


def _change_object(change: SchemaChange, impacts: Impacts | None) -> dict[str, Any]:
    impact = impacts.get(change) if impacts is not None else None
    return {
        "class": change.bump.name.lower(),
        "kind": change.kind.name.lower().replace("_", "-"),
        "types": list(change.types),
        "part": change.part or None,
        "message": change.message,
        "old_types": list(change.old_types),
        "automatic": change.kind.value.automatic,
        "migration": change.kind.value.migration,
        "annotations": impact.annotations if impact else None,
        "documents": impact.documents if impact else None,
    }


def as_rows(changes: Iterable[SchemaChange], impacts: Impacts | None = None) -> list[tuple[str, ...]]:
    """A row a change, in the columns of `header`."""
    rows: list[tuple[str, ...]] = []
    for each in changes:
        row: tuple[str, ...] = (
            each.bump.name,
            each.subject,
            each.message,
            each.kind.value.automatic,
            each.kind.value.migration,
        )
        if impacts is not None:
            row = (*row, str(impacts[each].annotations), str(impacts[each].documents))
        rows.append(row)
    return rows


def header(impacts: Impacts | None = None) -> tuple[str, ...]:
    """The columns of `as_rows`."""
    return HEADER if impacts is None else (*HEADER, "annotations", "documents")


def as_text(changes: Iterable[SchemaChange], impacts: Impacts | None = None, width: int = 80) -> str:
    """Every change by its class in lines of at most this many characters, with what becomes of gold below it."""
    lines: list[str] = []
    for bump, of_class in groupby(changes, key=lambda each: each.bump.name):
        lines.append(f"{bump}:")
        for each in of_class:
            rule = each.kind.value
            touched = f"; touches {_touched(impacts[each])}" if impacts is not None else ""
            lines += wrap(f"{each.subject}: {each.message}", width, initial_indent="  ", subsequent_indent="    ")
            told = f"automatic {rule.automatic}; {rule.migration}{touched}"
            lines += wrap(told, width, initial_indent="    ", subsequent_indent="    ")
    return "\n".join(lines)


def _touched(impact: Impact) -> str:
    annotations, documents = impact.annotations, impact.documents
    return f"{annotations} annotation{'s' * (annotations != 1)} in {documents} document{'s' * (documents != 1)}"


def summary(old: LabelSchema, new: LabelSchema, changes: Sequence[SchemaChange]) -> str:
    """One line: what the changes demand and what is declared."""
    if not changes:
        return f"{old.ref} and {new.ref} say the same"
    least = least_version(old, changes)
    count = f"{len(changes)} change{'s' if len(changes) > 1 else ''}"
    return f"{old.ref} -> {new.ref}: {count}, {least_bump(changes).name}; the least legal version is {least}"


def as_markdown(
    old: LabelSchema, new: LabelSchema, changes: Sequence[SchemaChange], impacts: Impacts | None = None
) -> str:
    """The comparison as a Markdown section with a table."""
    columns = header(impacts)
    lines = [f"## {old.ref} -> {new.ref}", "", summary(old, new, changes) + ".", ""]
    if changes:
        lines += ["| " + " | ".join(columns) + " |", "|" + "---|" * len(columns)]
        lines += ["| " + " | ".join(_cell(each) for each in row) + " |" for row in as_rows(changes, impacts)]
    return "\n".join(lines).rstrip("\n") + "\n"


def _cell(text: str) -> str:
    return text.replace("\\", "\\\\").replace("|", "\\|").replace("\n", " ")
