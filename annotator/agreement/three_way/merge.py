"""Two versions of a document merged on the version that both come from.

A part is a key of an annotation, one attribute, one argument, one label, one key of `meta`, one entry of
`incomplete_for`. A part that only one side changed is taken; equal changes are one; changed differently on both sides
it is a conflict, with ours in place; removed here and changed or used there it is a conflict, and stays. Nothing is
ever dropped silently, and no reference dangles.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple, TypeVar

from msgspec import UNSET
from msgspec.structs import fields, replace

from annotator.agreement.three_way.shared_ids import Versions, with_shared_ids
from annotator.model.annotation import Annotation, Argument, Entity, Event, Relation
from annotator.model.canonical import record_of, to_bytes, to_plain
from annotator.model.document import Document, by_id
from annotator.model.faults import errors
from annotator.schema.ref import comparable_version

CONFLICTS = "conflicts"
"""The key under `meta` that holds what is left to decide."""

Kind = TypeVar("Kind", bound=Annotation)


class Conflict(NamedTuple):
    """What both sides changed differently; the values are JSON, null where there is nothing.

    `kind` is `changed`, `removed`, `used` or `document`; `place` is `LAYER/ID/PART`.
    """

    kind: str
    place: str
    ours: object
    theirs: object
    base: object


class Merged(NamedTuple):
    """The merged document, its conflicts under `meta` too."""

    document: Document
    conflicts: tuple[Conflict, ...]


def merge_documents(
    base: Document | None, ours: Document, theirs: Document, symmetric: frozenset[str] = frozenset()
) -> Merged:
    """Merge two versions of one document; `base` is None where both added it."""
    start = base or replace(ours, entities=by_id(()), relations=by_id(()), events=by_id(()), meta={}, labels={},
                            incomplete_for=())  # fmt: skip
    if not _same_article(start, ours, theirs):
        return _undecided(ours, _whole(ours, theirs, base))
    merger = _Merger(with_shared_ids(Versions(_without_conflicts(start), ours, theirs), symmetric))
    merged = merger.merged()
    if any(errors(record_of(merged))):
        return _undecided(ours, _whole(ours, theirs, base))
    return _undecided(merged, merger.conflicts)


def _whole(ours: Document, theirs: Document, base: Document | None) -> list[Conflict]:
    shown = [_identity(each) if each else None for each in (ours, theirs, base)]
    return [Conflict("document", "", *shown)]


def _identity(document: Document) -> dict[str, object]:
    return {"text_sha256": document.text_sha256, "schema": document.schema_ref}


def _same_article(*documents: Document) -> bool:
    versions = {comparable_version(each.schema_ref or "") for each in documents}
    return len({each.text_sha256 for each in documents}) == 1 and len(versions) == 1


def _without_conflicts(document: Document) -> Document:
    return replace(document, meta={key: value for key, value in document.meta.items() if key != CONFLICTS})


def _undecided(document: Document, conflicts: Iterable[Conflict]) -> Merged:
    in_order = tuple(sorted(conflicts, key=lambda each: (each.place, each.kind)))
    undecided = list(document.meta.get(CONFLICTS, ()))
    listed = [each._asdict() for each in in_order]
    if not undecided and not listed:
        return Merged(_without_conflicts(document), ())
    return Merged(replace(document, meta={**document.meta, CONFLICTS: [*undecided, *listed]}), in_order)


class _Merger:
    def __init__(self, versions: Versions) -> None:
        self._versions = versions
        self.conflicts: list[Conflict] = []

    def merged(self) -> Document:
        """The merged document; `conflicts` is filled on the way."""
        base, ours, theirs = self._versions
        entities = self._layer("entities", base.entities, ours.entities, theirs.entities)
        relations = self._layer("relations", base.relations, ours.relations, theirs.relations)
        events = self._layer("events", base.events, ours.events, theirs.events)
        self._restore(entities, relations, events)
        return replace(
            ours,
            incomplete_for=tuple(sorted(_set_merge(base.incomplete_for, ours.incomplete_for, theirs.incomplete_for))),
            schema_ref=self._value("document/schema", base.schema_ref, ours.schema_ref, theirs.schema_ref),
            extractor=self._value("document/extractor", base.extractor, ours.extractor, theirs.extractor),
            annotator=self._value("document/annotator", base.annotator, ours.annotator, theirs.annotator),
            labels=self._mapping("labels", base.labels, ours.labels, theirs.labels),
            meta=self._meta(base.meta, ours.meta, theirs.meta),
            entities=by_id(entities.values()),
            relations=by_id(relations.values()),
            events=by_id(events.values()),
        )

    def _meta(self, base: Mapping[str, Any], ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> dict[str, Any]:
        undecided = [*ours.get(CONFLICTS, ())]
        undecided += [each for each in theirs.get(CONFLICTS, ()) if each not in undecided]
        rest = [{key: each for key, each in side.items() if key != CONFLICTS} for side in (base, ours, theirs)]
        return self._mapping("meta", *rest) | ({CONFLICTS: undecided} if undecided else {})

    def _layer(
        self, layer: str, base: Mapping[str, Kind], ours: Mapping[str, Kind], theirs: Mapping[str, Kind]
    ) -> dict[str, Kind]:
        merged = {}
        for key in sorted({*base, *ours, *theirs}):
            merged_annotation = self._annotation(f"{layer}/{key}", base.get(key), ours.get(key), theirs.get(key))
            if merged_annotation is not None:
                merged[key] = merged_annotation
        return merged

    def _annotation(self, place: str, base: Kind | None, ours: Kind | None, theirs: Kind | None) -> Kind | None:
        if _same(ours, theirs) or _same(base, theirs):
            return ours
        if _same(base, ours):
            return theirs
        if ours is None or theirs is None:
            self._conflict("removed", place, ours, theirs, base)
            return ours or theirs
        parts = {
            field.name: self._part(f"{place}/{field.name}", field.name, base, ours, theirs) for field in fields(ours)
        }
        return replace(ours, **_fitting(parts, ours, theirs))

    def _part(self, place: str, name: str, base: Any, ours: Any, theirs: Any) -> Any:
        before = getattr(base, name, None)
        one, other = getattr(ours, name), getattr(theirs, name)
        if name == "attributes":
            return self._mapping(place, before or {}, one, other)
        if name == "arguments":
            return self._arguments(place, before or (), one, other)
        if name == "unconfirmed":
            return tuple(sorted(_set_merge(before or (), one, other)))
        if name == "text":
            return one
        return self._value(place, before, one, other)

    def _arguments(
        self, place: str, base: tuple[Argument, ...], ours: tuple[Argument, ...], theirs: tuple[Argument, ...]
    ) -> tuple[Argument, ...]:
        sides = [{(each.role, each.target): each for each in side} for side in (base, ours, theirs)]
        kept = _set_merge(*sides)
        merged = []
        for key in sorted(kept):
            before, one, other = (side.get(key) for side in sides)
            shown = one or other
            if shown is not None and one is not None and other is not None:
                attributes_before = before.attributes if before else {}
                attributes = self._mapping(
                    f"{place}/{'='.join(key)}", attributes_before, one.attributes, other.attributes
                )
                shown = replace(shown, attributes=attributes)
            merged += [shown] if shown else []
        return tuple(merged)

    def _mapping(
        self, place: str, base: Mapping[str, Any], ours: Mapping[str, Any], theirs: Mapping[str, Any]
    ) -> dict[str, Any]:
        merged = {}
        for key in sorted({*base, *ours, *theirs}):
            value = self._value(f"{place}/{key}", *(side.get(key, UNSET) for side in (base, ours, theirs)))
            if value is not UNSET:
                merged[key] = value
        return merged

    def _value(self, place: str, base: Any, ours: Any, theirs: Any) -> Any:
        if _same(ours, theirs) or _same(base, theirs):
            return ours
        if _same(base, ours):
            return theirs
        self._conflict("changed", place, ours, theirs, base)
        return theirs if ours in (None, UNSET) else ours

    def _conflict(self, kind: str, place: str, ours: Any, theirs: Any, base: Any) -> None:
        shown = [None if each in (None, UNSET) else to_plain(each) for each in (ours, theirs, base)]
        self.conflicts.append(Conflict(kind, place, *shown))

    def _restore(self, entities: dict[str, Any], relations: dict[str, Relation], events: dict[str, Event]) -> None:
        """Bring back what one side removed and the other side's relations and arguments still name."""
        base, ours, theirs = self._versions
        layers: dict[str, dict[str, Any]] = {"entities": entities, "events": events}
        while gone := sorted(_named(relations, events) - {*entities, *events}):
            for key in gone:
                layer = "events" if any(key in side.events for side in self._versions) else "entities"
                versions = [side.find(key) for side in (ours, theirs, base)]
                layers[layer][key] = next(each for each in versions if each)
                self._conflict("used", f"{layer}/{key}", *versions)


def _named(relations: Mapping[str, Relation], events: Mapping[str, Event]) -> set[str]:
    ends = {end for each in relations.values() for end in (each.head, each.tail)}
    return ends | {argument.target for each in events.values() for argument in each.arguments}


def _fitting(parts: dict[str, Any], ours: Annotation, theirs: Annotation) -> dict[str, Any]:
    """The parts with the surface of the spans that were taken."""
    if isinstance(ours, Entity) and isinstance(theirs, Entity) and parts["spans"] != ours.spans:
        parts["text"] = theirs.text
    return parts


def _set_merge(base: Iterable[Any], ours: Iterable[Any], theirs: Iterable[Any]) -> set[Any]:
    """What both have, and what one added or did not remove."""
    before, one, other = set(base), set(ours), set(theirs)
    return (one & other) | ((one | other) - before)


def _same(left: Any, right: Any) -> bool:
    if left is right:
        return True
    nothing = (None, UNSET)
    return left not in nothing and right not in nothing and to_bytes(left) == to_bytes(right)
