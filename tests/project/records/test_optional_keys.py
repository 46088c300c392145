"""What the gold record calls optional may be absent, in every combination, whoever reads it."""

from __future__ import annotations

import io
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from msgspec.structs import fields, replace

from annotator.datasets.record import Read, check_lines, read_documents
from annotator.datasets.record_bytes import document_bytes
from annotator.eval.options import ScoreOptions
from annotator.extractors.answers import prediction
from annotator.extractors.article import Article
from annotator.model.annotation import Argument, Entity, Event, Relation, Trigger
from annotator.model.document import Document, by_id, new_document
from annotator.model.record import ExtractorRun, Record
from annotator.project.records.convert_records import convert_files
from annotator.project.records.export_records import exported
from annotator.project.records.import_records import import_records
from annotator.project.scoring.score_files import score_files
from tests.examples import examples
from tests.project.projects import make_project
from tests.strategies import documents

DECLARED = {
    "entities": Entity,
    "relations": Relation,
    "events": Event,
    "trigger": Trigger,
    "arguments": Argument,
    "extractor": ExtractorRun,
}
NEEDED = {"text", "text_sha256", "schema"}
"""Optional in the shape; gold needs them all the same."""


def objects(value: Any, kind: type[Any] = Record) -> Iterator[tuple[dict[str, Any], type[Any]]]:
    """Every object of a record, with the class that declares it."""
    yield value, kind
    for key, declared in DECLARED.items():
        if key in value and any(field.name == key for field in fields(kind)):
            found = value[key]
            for each in found if isinstance(found, list) else [found]:
                yield from objects(each, declared)


@st.composite
def with_keys_absent(draw: st.DrawFn) -> dict[str, Any]:
    """A valid record without some of its optional keys; lists only where nothing refers to their items."""
    plain: dict[str, Any] = orjson.loads(document_bytes(draw(documents(max_each=2))))
    for owner, kind in list(objects(plain)):
        optional = {field.name for field in fields(kind) if not field.required} - NEEDED
        legal = [key for key in sorted(optional & owner.keys()) if kind is not Record or not owner[key]]
        some = st.lists(st.sampled_from(legal), unique=True) if legal else st.just([])
        for key in draw(st.one_of(st.just(legal), some)):
            del owner[key]
    return plain


def absent_in(record: dict[str, Any]) -> Iterator[str]:
    """The optional keys that objects of a record do not have."""
    for owner, kind in objects(record):
        yield from (f"{kind.__name__}.{each.name}" for each in fields(kind) if each.name not in owner)


def bare(*events: Event) -> dict[str, Any]:
    """A valid record with these events, of which everything is absent that may be."""
    text = "Selm burned."
    record = orjson.loads(document_bytes(new_document("bare", text, schema_ref="s@1.0.0", events=by_id(events))))
    record["entities"] = [{"id": "T1", "type": "GPE", "spans": [[0, 4]], "text": "Selm"}]
    record["events"] = [{"id": each.id, "type": each.type} for each in events]
    return {key: value for key, value in record.items() if value or key not in ("relations", "events")}


ABSENT = {"Event.arguments", "Event.trigger", "Entity.attributes", "Record.relations", "Record.events"}
"""What is absent in one of these two records: random ones may all have it."""


@pytest.mark.slow
def test_every_layer_takes_a_record_whose_optional_keys_are_absent(tmp_path: Path) -> None:
    project = make_project(tmp_path / "project", schema=False)
    numbers = count(1)
    met: set[str] = set()

    @given(with_keys_absent())
    @example(bare())
    @example(bare(Event("E1", "Attack")))
    @examples(60)
    def check(plain: dict[str, Any]) -> None:
        met.update(absent_in(plain))
        layer = f"layer{next(numbers)}"
        plain["id"] = f"{layer}-{plain['id']}"
        line = orjson.dumps(plain)
        (document,) = read_documents(io.BytesIO(line))
        (read,) = (found for found in check_lines(io.BytesIO(line)) if isinstance(found, Read))
        assert read.document == document
        folder = tmp_path / layer
        folder.mkdir()
        (folder / "gold.jsonl").write_bytes(line)
        scored = score_files(folder / "gold.jsonl", folder / "gold.jsonl", ScoreOptions())
        assert scored.documents == 1
        assert convert_files(folder / "gold.jsonl", folder / "brat", "jsonl", "brat").documents == 1
        import_records(project, folder / "gold.jsonl", layer)
        assert list(map(document_bytes, exported(project, layer))) == [document_bytes(document)]
        assert answered(plain, document) == said(document)

    check()
    project.close()
    assert met >= ABSENT


def answered(plain: dict[str, Any], document: Document) -> Document:
    """What an extractor's answer of the same annotations amounts to."""
    answer = {key: value for key, value in plain.items() if key in ("entities", "relations", "events", "labels")}
    return said(prediction(answer, Article(document.id, document.text or "", document.schema_ref)))


def said(document: Document) -> Document:
    return replace(document, annotator=None, incomplete_for=(), meta={}, extractor=None)
