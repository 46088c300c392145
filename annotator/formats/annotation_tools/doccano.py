"""doccano's JSON Lines, in both shapes: `label: [[start, end, type]]`, and `entities` with `relations`.

Offsets count code points, as doccano does unless a project counts graphemes. Ids are numbers: `T12` is 12. Keys that
the record has no place for are kept under `meta.doccano` and written back.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from itertools import count
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

import orjson
from msgspec import Struct, field
from msgspec.structs import fields

from annotator.formats.document_files import with_text
from annotator.formats.free_ids import free_ids
from annotator.formats.json_rows import Row, documents_of_rows, json_rows, leave_out, shaped_as
from annotator.formats.kept import OWN, meta_with, others, with_kept
from annotator.formats.losses import Holds, fitted
from annotator.formats.protocol import Format, OutputFile, Report, refuse_folder
from annotator.formats.sample import Sample
from annotator.model.annotation import Entity, Relation, Value, mention
from annotator.model.document import Document, new_document
from annotator.model.order import ordered_entities, ordered_relations
from annotator.model.quoted import quoted
from annotator.schema.label_schema import LabelSchema

NAME = "doccano"
HOLDS = Holds(NAME, meta=True, relations=(), empty=True, ids=True)
NUMBERS = "doccano numbers its annotations"


_NUMBER = re.compile(r"0|[1-9][0-9]{0,14}")


class _Entity(Struct):
    """A mention of the second shape."""

    id: int | str
    label: str
    start_offset: int
    end_offset: int


class _Relation(Struct):
    """A relation of the second shape."""

    from_id: int | str
    to_id: int | str
    type: str
    id: int | str | None = None


class _Row(Struct):
    """A document in either shape; `labels` is what older versions call `label`."""

    text: str | None = None
    id: int | str | None = None
    label: tuple[tuple[int, int, str], ...] = ()
    labels: tuple[tuple[int, int, str], ...] = ()
    entities: tuple[_Entity, ...] = ()
    relations: tuple[_Relation, ...] = ()
    meta: dict[str, Any] = field(default_factory=dict)


KNOWN = frozenset(each.name for each in fields(_Entity))
"""The keys of a mention in the second shape."""


class Doccano(Format):
    """doccano JSON Lines: sequence labelling, or with relations where a document has some."""

    name = NAME

    def read(self, source: Path, schema: LabelSchema | None, report: Report) -> Iterator[Document]:
        """The documents of a file; a row without a text is left out, and told."""
        return documents_of_rows(json_rows(source, report), lambda row: _documents(row, source.stem, report))

    def recognizes(self, sample: Sample) -> bool:
        """Whether the first object has `[start, end, type]` under `label`, or entities with `start_offset`."""
        first = sample.first
        entities = first.get("entities")
        if isinstance(entities, list) and entities:
            return isinstance(entities[0], dict) and "start_offset" in entities[0]
        if entities == [] and first.get("relations") == [] and "Comments" in first:
            return True
        labels = first.get("label", first.get("labels"))
        return isinstance(labels, list) and all(_is_label(each) for each in labels)

    def write(
        self, documents: Iterable[Document], target: Path, schema: LabelSchema | None, report: Report
    ) -> Iterator[OutputFile]:
        """One file with a document a line; all in the shape with relations where any document has one."""
        refuse_folder(target)
        yield target, _lines(documents, report)


def _is_label(value: object) -> bool:
    return isinstance(value, list) and len(value) == 3 and isinstance(value[2], str)


def _documents(row: Row, stem: str, report: Report) -> Iterator[Document]:
    of_text = _labels_of_text(row.value)
    read = shaped_as(row, _Row)
    if read.text is None:
        leave_out(row, "has no text", report)
        return
    numbered = [_entity(row, read.text, index, each) for index, each in enumerate(read.entities)]
    entities = row.by_id("entities", [*numbered, *_unnumbered(row, read, {each.id for each in numbered})])
    relations = list(_relations(read))
    for index, each in enumerate(relations):
        for key, end in (("from_id", each.head), ("to_id", each.tail)):
            if end not in entities:
                raise row.refused(f"relations[{index}].{key}", f"{quoted(end)} is no entity of this row")
    kept = {OWN: others(row.value, _Row)}
    kept |= _kept(numbered, row.value.get("entities"), _Entity) | _kept(
        relations, row.value.get("relations"), _Relation
    )
    yield new_document(
        f"{stem}-{row.number}" if read.id is None else str(read.id),
        read.text,
        meta=meta_with(read.meta, NAME, kept, report),
        labels=of_text,
        entities=entities,
        relations=row.by_id("relations", relations),
    )


def _labels_of_text(value: Any) -> dict[str, Value]:
    """What a project for classifying texts says of one, taken out of the row."""
    found: dict[str, Value] = {}
    for name in ("label", "labels") if isinstance(value, dict) else ():
        said = value.get(name)
        if said and (isinstance(said, str) or (isinstance(said, list) and all(isinstance(each, str) for each in said))):
            found[name] = tuple(value.pop(name)) if isinstance(said, list) else value.pop(name)
    return found


def _entity(row: Row, text: str, index: int, said: _Entity) -> Entity:
    spans = row.span(f"entities[{index}]", text, said.start_offset, said.end_offset)
    return mention(_id("T", said.id), said.label, text, spans)


def _unnumbered(row: Row, read: _Row, taken: Container[str]) -> Iterator[Entity]:
    text = read.text or ""
    free = free_ids("T", taken)
    for index, (start, end, kind) in enumerate((*read.label, *read.labels)):
        yield mention(next(free), kind, text, row.span(f"label[{index}]", text, start, end))


def _relations(read: _Row) -> Iterator[Relation]:
    taken = {_id("R", each.id) for each in read.relations if each.id is not None}
    free = free_ids("R", taken)
    for each in read.relations:
        own = next(free) if each.id is None else _id("R", each.id)
        yield Relation(own, each.type, _id("T", each.from_id), _id("T", each.to_id))


def _id(letter: str, said: int | str) -> str:
    return f"{letter}{said}" if isinstance(said, int) else said


def _kept(annotations: Sequence[Entity | Relation], said: Any, shape: type[Struct]) -> dict[str, dict[str, Any]]:
    return {each.id: others(value, shape) for each, value in zip(annotations, said or (), strict=True)}


def _lines(documents: Iterable[Document], report: Report) -> Iterator[bytes]:
    """The lines, which wait in a file until it is known whether any has a relation."""
    related = False
    with TemporaryFile() as waiting:
        for document in documents:
            text = with_text(document, NAME)
            kept = fitted(document, HOLDS, report)
            related = related or bool(kept.relations)
            waiting.write(orjson.dumps(_row(kept, text, report)) + b"\n")
        waiting.seek(0)
        yield from waiting if related else (_without_relations(line, report) for line in waiting)


def _row(document: Document, text: str, report: Report) -> dict[str, Any]:
    entities, relations = ordered_entities(document), ordered_relations(document)
    mentions = _numbers("T", [each.id for each in entities], report)
    own = _numbers("R", [each.id for each in relations], report)
    row = {
        "id": int(document.id) if _NUMBER.fullmatch(document.id) else document.id,
        "text": text,
        "entities": [with_kept(_said(each, mentions[each.id]), document, NAME, each.id) for each in entities],
        "relations": [
            with_kept(
                {"id": own[each.id], "from_id": mentions[each.head], "to_id": mentions[each.tail], "type": each.type},
                document,
                NAME,
                each.id,
            )
            for each in relations
        ],
        "meta": {key: value for key, value in document.meta.items() if key != NAME},
    }
    return with_kept(row, document, NAME)


def _said(entity: Entity, number: int) -> dict[str, Any]:
    start, end = entity.spans[0]
    return {"id": number, "label": entity.type, "start_offset": start, "end_offset": end}


def _numbers(letter: str, ids: Sequence[str], report: Report) -> dict[str, int]:
    """The number of each id: its own where it is one behind this letter, else one that is free."""
    numbers = {each: int(each[1:]) for each in ids if each[0] == letter and _NUMBER.fullmatch(each[1:])}
    taken = set(numbers.values())
    free = (number for number in count(1) if number not in taken)
    report.lose("id", NUMBERS, len(ids) - len(numbers))
    return {each: numbers[each] if each in numbers else next(free) for each in ids}


def _without_relations(line: bytes, report: Report) -> bytes:
    """A row in the shape of sequence labelling, whose mentions are [start, end, type] and nothing else."""
    row = orjson.loads(line)
    entities = row.pop("entities")
    del row["relations"]
    changed = sum(each["id"] != number for number, each in enumerate(entities, 1))
    report.lose("id", f"{NUMBERS} where there are relations, and has no ids elsewhere", changed)
    for each in entities:
        report.lose_all(
            (f"meta.{NAME}: {key}", "has a place beside relations only") for key in each if key not in KNOWN
        )
    row["label"] = [[each["start_offset"], each["end_offset"], each["label"]] for each in entities]
    return orjson.dumps(row) + b"\n"
