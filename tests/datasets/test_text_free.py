"""A text-free record holds no word of the article, and is read again."""

from __future__ import annotations

import io
from typing import Any

import orjson
from hypothesis import given
from msgspec.structs import replace

from annotator.datasets.record import read_documents
from annotator.datasets.record_bytes import document_bytes
from annotator.datasets.text_free import without_text
from annotator.model.annotation import Event, Trigger, mention
from annotator.model.document import Document, by_id, new_document
from annotator.model.record import ExtractorRun, Unplaced
from tests.examples import examples
from tests.strategies import documents


@examples(60)
@given(documents())
def test_a_text_free_record_is_read_again_and_holds_no_word(document: Document) -> None:
    bare = without_text(document)
    line = document_bytes(bare)
    (read,) = read_documents(io.BytesIO(line))
    assert document_bytes(read) == line
    if document.text:
        assert read == bare
    plain = orjson.loads(line)
    assert "text" not in plain
    assert plain.get("meta", {}).keys() <= {"source", "url", "published", "language", "licence", "suggested_by"}
    for annotation in plain["entities"] + plain["relations"] + plain["events"]:
        assert not {"text", "note"} & (annotation.keys() | annotation.get("trigger", {}).keys())


def test_nothing_that_may_quote_the_article_stays() -> None:
    text = "Secretville burned."
    quote: dict[str, Any] = {"text": "Secretville", "note": "Secretville", "type": "GPE"}
    unplaced = Unplaced(layer="entities", type="A", text="Secretville", reason="no Secretville")
    document = new_document(
        "d",
        text,
        schema_ref="mini@1.0.0",
        meta={"title": "Secretville", "conll": ["Secretville B-LOC"], "brat": {"T1": "Secretville"}, "licence": "CC0"},
        entities=by_id([mention("T1", "GPE", text, ((0, 11),), note="Secretville", was={"was": [quote]})]),
        extractor=ExtractorRun("x", unplaced=(unplaced,)),
    )
    line = document_bytes(without_text(document))
    assert b"Secretville" not in line
    assert b'"meta":{"licence":"CC0"}' in line
    assert b'"was":{"was":[{"type":"GPE"}]}' in line
    assert b'"unplaced":[{"layer":"entities","type":"A","reason":"left out with the text"}]' in line


def test_a_trigger_keeps_its_place_alone() -> None:
    document = new_document("d", "It burned.", schema_ref="mini@1.0.0")
    burned = Event("E1", "Fire", Trigger(((3, 9),), "burned"))
    bare = without_text(replace(document, events=by_id([burned])))
    assert bare.events["E1"].trigger == Trigger(((3, 9),))
