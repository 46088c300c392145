"""A row of the minimal export (JSON_MIN) as the task of the full one: its controls stand beside its data."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from annotator.formats.json_rows import Row

OF_ANNOTATION = ("annotation_id", "created_at", "updated_at", "lead_time")
"""Keys that concern the annotation and not the task."""


def is_minimal(value: object) -> bool:
    """Whether a row is one of a minimal export."""
    if not isinstance(value, dict) or "data" in value:
        return False
    return {"annotation_id", "annotator"} <= value.keys() or any(
        _is_regions(each) and all(isinstance(region.get(_kind(region)), list) for region in each)
        for each in value.values()
    )


def as_task(row: Row) -> Row:
    """The same row in the shape of the full export."""
    value = row.value
    regions = {name: each for name, each in value.items() if _is_regions(each)}
    choices = {name: each["choices"] for name, each in value.items() if _is_choices(each)}
    known = {*regions, *choices, *OF_ANNOTATION, "id", "annotator"}
    results = [*_results(regions)]
    results += [{"type": "choices", "from_name": name, "value": {"choices": each}} for name, each in choices.items()]
    annotation = {"result": results, "completed_by": value.get("annotator")}
    annotation |= {"id" if name == "annotation_id" else name: value[name] for name in OF_ANNOTATION if name in value}
    data = {name: each for name, each in value.items() if name not in known}
    return row._replace(value={"id": value.get("id"), "data": data, "annotations": [annotation]})


def _results(regions: dict[str, list[dict[str, Any]]]) -> Iterator[dict[str, Any]]:
    """Regions with labels as results with ids, then what other controls say of the same stretches."""
    ids: dict[tuple[Any, Any], str] = {}
    labelled = [(name, each, kind) for name, several in regions.items() for each in several if (kind := _kind(each))]
    for number, (name, each, kind) in enumerate(labelled, 1):
        ids.setdefault((each["start"], each["end"]), f"T{number}")
        yield {"id": f"T{number}", "type": kind, "from_name": name, "value": each}
    for name, several in regions.items():
        for each in several:
            kind = next((key for key in ("choices", "taxonomy", "rating", "number", "datetime") if key in each), "")
            if not _kind(each) and (own := ids.get((each["start"], each["end"]))):
                yield {"id": own, "type": kind, "from_name": name, "value": each}


def _kind(region: dict[str, Any]) -> str:
    return next((key for key in region if key.endswith("labels")), "")


def _is_regions(value: object) -> bool:
    return (
        isinstance(value, list)
        and bool(value)
        and all(isinstance(each, dict) and {"start", "end"} <= each.keys() for each in value)
    )


def _is_choices(value: object) -> bool:
    return isinstance(value, dict) and value.keys() == {"choices"} and isinstance(value["choices"], list)
