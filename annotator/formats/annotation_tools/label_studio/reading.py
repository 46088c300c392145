"""The results of an annotation as a document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from msgspec.structs import replace

from annotator.formats.annotation_tools.label_studio.offsets import Places, Region, region_of
from annotator.formats.annotation_tools.label_studio.task import Annotation, Result, control_for, value_of
from annotator.formats.free_ids import free_ids
from annotator.formats.json_rows import Row
from annotator.formats.kept import OWN, others
from annotator.formats.protocol import Report
from annotator.model.annotation import Entity, Relation, Value, mention

TEXT_LABELS = ("labels", "hypertextlabels")
CONTROLS = "controls"
"""The key under which it is kept of which kind the controls were that attributes and labels come from."""

USUAL: Mapping[str, str] = {"from_name": "label", "to_name": "text", "type": "labels", "origin": "manual"}
"""What is not kept of a region's result, since it is written so unasked."""

UNLABELLED = "relation"
"""The type of a relation that has no label."""


class Results:
    """Gathers what the results of one annotation say of a text."""

    def __init__(self, row: Row, path: str, text: str, report: Report) -> None:
        self._row, self._path, self._text, self._report = row, path, text, report
        self.entities: dict[str, Entity] = {}
        self.relations: dict[str, Relation] = {}
        self.labels: dict[str, Value] = {}
        self.kept: dict[str, dict[str, Any]] = {}
        self._of_region: dict[str, list[str]] = {}
        self._taken: set[str] = set()
        self._free, self._free_relations = free_ids("T", self._taken), free_ids("R", self._taken)

    def take(self, annotation: Annotation, said: Sequence[Mapping[str, Any]]) -> None:
        """Take all results; `said` are the objects that they were read from."""
        numbered = list(enumerate(annotation.result))
        self._taken.update(each.id for each in annotation.result if each.id)
        regions = [(index, each) for index, each in numbered if each.type.endswith("labels")]
        known = [region for _, each in regions if each.type == "labels" and (region := region_of(each))]
        places = Places(self._text, known, self._report)
        for index, each in regions:
            self._region(f"{self._path}.result[{index}]", each, places, said[index])
        for _, each in numbered:
            if each.type == "relation":
                self._relate(each)
            elif not each.type.endswith("labels"):
                self._value(each)

    def _region(self, path: str, result: Result, places: Places, said: Mapping[str, Any]) -> None:
        region = region_of(result)
        if why := self._why_not(result, region, places):
            self._report.lose("region", why)
            return
        assert region is not None
        spans = places.spans(self._row, f"{path}.value", region)
        for number, label in enumerate(_labels(result)):
            own = next(self._free) if result.id is None or number else result.id
            if own in self.entities:
                raise self._row.refused(f"{path}.id", f"{own!r} stands twice; expected a region once")
            self.entities[own] = mention(own, label, self._text, spans, note=_note(result), score=result.score)
            self._taken.add(own)
            self._of_region.setdefault(result.id or own, []).append(own)
            self.kept[own] = _unusual(result, said)

    def _why_not(self, result: Result, region: Region | None, places: Places) -> str:
        if result.type not in TEXT_LABELS:
            return f"{result.type}: it stands in no text"
        if not _labels(result):
            return "it has no label"
        if result.type == "hypertextlabels" and (region is None or not places.fits(region)):
            return "it is known by its place in HTML, or stands in the text that a browser shows of it"
        if region is None:
            return "it has no start and end"
        return ""

    def _relate(self, result: Result) -> None:
        ends = [self._of_region.get(each or "", [None])[0] for each in (result.from_id, result.to_id)]
        head, tail = reversed(ends) if result.direction == "left" else ends
        if head is None or tail is None:
            self._report.lose("relation", "a region that it joins was not read")
            return
        if not result.labels:
            self._report.note(f"a relation without a label is called {UNLABELLED!r}")
        for label in result.labels or (UNLABELLED,):
            relation_id = next(self._free_relations)
            self._taken.add(relation_id)
            self.relations[relation_id] = Relation(relation_id, label, head, tail)
            if result.direction == "bi":
                self.kept[relation_id] = {"direction": "bi"}

    def _value(self, result: Result) -> None:
        """Take what a control says of a region, as an attribute, or of the text, as a label."""
        value, name = value_of(result), result.from_name or result.type
        regions = self._of_region.get(result.id or "", [])
        if value is None or (not regions and region_of(result) is not None):
            self._report.lose(result.type or "result", "it is of a kind that the record does not have")
            return
        if not regions:
            self._say(self.labels, OWN, name, result, value)
        for owner in regions:
            attributes = dict(self.entities[owner].attributes)
            self._say(attributes, owner, name, result, value)
            self.entities[owner] = replace(self.entities[owner], attributes=attributes)

    def _say(self, held: dict[str, Value], owner: str, name: str, result: Result, value: Value) -> None:
        if name in held:
            self._report.lose("value", "a control that says several things of one region or text; the first is read")
            return
        held[name] = value
        if result.type != control_for(value, None):
            self.kept.setdefault(owner, {}).setdefault(CONTROLS, {})[name] = result.type


def _labels(result: Result) -> tuple[str, ...]:
    said = result.value.get(result.type)
    return tuple(each for each in said if isinstance(each, str) and each) if isinstance(said, list) else ()


def _note(result: Result) -> str | None:
    """The note that a person wrote to a region."""
    said = result.meta.get("text") if isinstance(result.meta, dict) else None
    lines = [said] if isinstance(said, str) else said
    return "\n".join(lines) if isinstance(lines, list) and all(isinstance(each, str) for each in lines) else None


def _unusual(result: Result, said: Mapping[str, Any]) -> dict[str, Any]:
    """What a region's result says that is not written unasked."""
    rest = others(said, Result) | {name: getattr(result, name) for name in ("from_name", "to_name", "type")}
    kept = {key: each for key, each in rest.items() if each is not None and USUAL.get(key) != each}
    value = {key: each for key, each in result.value.items() if key not in ("start", "end", "text", result.type)}
    if result.type != "labels":
        value |= {key: result.value[key] for key in ("start", "end") if key in result.value}
    meta = {key: each for key, each in result.meta.items() if key != "text"} if isinstance(result.meta, dict) else {}
    return kept | {key: each for key, each in (("value", value), ("meta", meta)) if each}
