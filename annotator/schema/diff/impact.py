"""How much of given gold a change touches: how many annotations, in how many documents."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from annotator.model.annotation import Annotation, Event, Relation
from annotator.model.document import Document
from annotator.schema.diff.change import Kind, SchemaChange
from annotator.schema.label_schema import LabelSchema
from annotator.schema.references import References


@dataclass(frozen=True, slots=True)
class Impact:
    """What a change touches.

    For what is added, the documents that are not covered for it; for what is tightened, what is no longer legal; else
    the annotations that carry what changed.
    """

    annotations: int
    documents: int


def impacts(
    changes: Iterable[SchemaChange], documents: Iterable[Document], old: LabelSchema
) -> dict[SchemaChange, Impact]:
    """The impact of each change on documents of the old version."""
    all_changes = list(changes)
    counts = {change: [0, 0] for change in all_changes}
    for document in documents:
        references = References(document.annotations())
        kinds = {each: references.type_of(each, document) for each in (*document.entities, *document.events)}
        for change in all_changes:
            touched = sum(1 for _ in _touched(change, document, kinds, old))
            counts[change][0] += touched
            counts[change][1] += bool(touched) or change.kind is Kind.ADD_TYPE
    return {change: Impact(*count) for change, count in counts.items()}


Kinds = Mapping[str, str | None]


def _touched(change: SchemaChange, document: Document, kinds: Kinds, old: LabelSchema) -> Iterator[Annotation | None]:
    """The annotations touched; None stands for the document itself."""
    if change.part.startswith("labels."):
        name = change.part.removeprefix("labels.")
        if change.kind is Kind.ADD_REQUIRED or name in document.labels:
            yield None
        return
    if change.kind is Kind.SPAN_RULES or (change.part == "constraints" and not change.old_types):
        yield from (each for each in document.annotations() if not isinstance(each, Relation))
        return
    test = _test(change, kinds, old)
    for each in document.annotations():
        if each.type in change.old_types and test(each):
            yield each


def _test(change: SchemaChange, kinds: Kinds, old: LabelSchema) -> Callable[[Annotation], bool]:
    name = change.old_part
    if change.kind is Kind.TIGHTEN and change.part == "types":
        return lambda each: isinstance(each, Relation) and _ends(each, kinds) in change.lost
    if any(role.name == name for event in old.event_types.values() for role in event.roles):
        return lambda each: isinstance(each, Event) and _fills(each, change, kinds)
    if any(attribute.name == name for each in old.types() for attribute in each.attributes):
        return lambda each: _holds(each, change)
    return lambda _: True


def _ends(relation: Relation, kinds: Kinds) -> str:
    return f"{kinds.get(relation.head, '')} -> {kinds.get(relation.tail, '')}"


def _fills(event: Event, change: SchemaChange, kinds: Kinds) -> bool:
    fillers = [kinds.get(each.target, "") for each in event.arguments if each.role == change.old_part]
    if change.lost:
        return any(filler in change.lost for filler in fillers)
    if change.kind is Kind.TIGHTEN and change.message.startswith("max "):
        limit = change.message.rsplit(" ", 1)[1]
        return limit.isdigit() and len(fillers) > int(limit)
    if change.kind is Kind.TIGHTEN and change.message.startswith("min "):
        return len(fillers) < int(change.message.rsplit(" ", 1)[1])
    return bool(fillers)


def _holds(annotation: Annotation, change: SchemaChange) -> bool:
    value = annotation.attributes.get(change.old_part)
    if change.lost:
        return any(each in change.lost for each in (value if isinstance(value, tuple) else (value,)))
    return (value is None) if change.message == "required now" else (value is not None)
