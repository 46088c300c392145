"""spaCy's training data as JSON: rows `[text, {"entities": [[start, end, label]]}]`; read without spaCy."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from msgspec import Struct, field

from annotator.formats.extractor_output.rows import document_id, document_of_row, entity_at
from annotator.formats.json_rows import Row, documents_of_rows, json_rows, shaped_as
from annotator.formats.kept import OWN, others
from annotator.formats.protocol import Format, Report
from annotator.formats.sample import Sample
from annotator.model.annotation import Entity
from annotator.model.document import Document
from annotator.schema.label_schema import LabelSchema

NAME = "spacy-jsonl"
KEYS = {"entities", "cats", "spans"}


class _Said(Struct):
    """What is said of a text."""

    entities: tuple[tuple[int | str | None, ...], ...] = ()
    spans: dict[str, tuple[tuple[int | str | None, ...], ...]] = field(default_factory=dict)
    cats: dict[str, float | bool] = field(default_factory=dict)


class SpacyJsonl(Format):
    """spaCy's training data as JSON: a text and its entities a row, counted in code points."""

    name = NAME

    def read(self, source: Path, schema: LabelSchema | None, report: Report) -> Iterator[Document]:
        """The documents of a file; categories are labels, span groups mentions too, other keys are kept in `meta`."""
        return documents_of_rows(json_rows(source, report), lambda row: _documents(row, source, report))

    def recognizes(self, sample: Sample) -> bool:
        """Whether the first row is a list of a text and an object with entities, categories or spans."""
        return _is_row(sample.value)


def _is_row(value: Any) -> bool:
    is_pair = isinstance(value, list) and len(value) == 2 and isinstance(value[0], str) and isinstance(value[1], dict)
    return is_pair and not KEYS.isdisjoint(value[1])


def _documents(row: Row, source: Path, report: Report) -> Iterator[Document]:
    if not isinstance(row.value, list) or len(row.value) != 2 or not isinstance(row.value[0], str):
        raise row.refused("", "expected a list of a text and an object with its entities")
    text = row.value[0]
    said = shaped_as(row._replace(value=row.value[1], path=f"{row.path}[1]"), _Said)
    entities: list[Entity] = []
    for group in said.spans:
        report.note(f"spans of the group {group} are mentions beside the entities")
    groups = {"entities": said.entities, **{f"spans.{group}": spans for group, spans in said.spans.items()}}
    for group, spans in groups.items():
        for index, each in enumerate(spans):
            entities.append(_entity(row, f"[1].{group}[{index}]", text, f"T{len(entities) + 1}", each))
    kept = {OWN: others(row.value[1], _Said)}
    yield document_of_row(row, NAME, document_id(row, None, source), text, entities, kept, labels=said.cats)


def _entity(row: Row, path: str, text: str, own: str, said: tuple[int | str | None, ...]) -> Entity:
    """An entity of `[start, end, label]`, with an id in a knowledge base where one follows."""
    start, end, label, link = (*said, *(None,) * (4 - len(said))) if 3 <= len(said) <= 4 else (None,) * 4
    if not isinstance(start, int) or not isinstance(end, int) or not isinstance(label, str):
        raise row.refused(path, "expected [start, end, label]", "shape")
    return entity_at(row, path, text, own, label, (start, end), links=(str(link),) if link else ())
