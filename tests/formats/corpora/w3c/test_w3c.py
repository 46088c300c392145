"""Web Annotation: the real file with its counts, everything there and back, texts beside, quotes against positions."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import HealthCheck, given
from msgspec.structs import replace

from annotator.errors import FormatError
from annotator.formats.corpora.w3c.w3c import W3c
from annotator.formats.protocol import Report
from annotator.formats.recognition import recognised
from annotator.model.document import Document
from tests.examples import examples
from tests.formats.passing import read_all, write_all
from tests.reaching import reached, reaching
from tests.shared import SHARED, needs_shared
from tests.strategies import documents, flat_documents

CORPUS = SHARED / "corpora" / "w3c"
TEXT = "🚀 Oskell struck Selm. Oskell rested."


def annotation(*selectors: dict[str, Any], tag: str | None = "GPE", **rest: Any) -> dict[str, Any]:
    bodies = [{"type": "TextualBody", "value": tag, "purpose": "tagging"}] if tag else []
    return {"type": "Annotation", "body": bodies, "target": {"selector": list(selectors)}, **rest}


def position(start: int, end: int) -> dict[str, Any]:
    return {"type": "TextPositionSelector", "start": start, "end": end}


def quote(exact: str, **around: str) -> dict[str, Any]:
    return {"type": "TextQuoteSelector", "exact": exact, **around}


def read(folder: Path, value: Any, text: str | None = TEXT) -> tuple[tuple[Document, ...], Report]:
    path = folder / "said.json"
    path.write_bytes(orjson.dumps(value))
    if text is not None:
        (folder / "said.txt").write_bytes(text.encode())
    assert recognised(path).name == "w3c"
    return read_all(W3c(), path)


def passed(folder: Path, *given_documents: Document) -> tuple[tuple[Document, ...], Report, list[dict[str, Any]]]:
    files, report = write_all(W3c(), given_documents, folder / "out.jsonl")
    (content,) = files.values()
    (folder / "out.jsonl").write_bytes(content)
    return read_all(W3c(), folder / "out.jsonl")[0], report, [orjson.loads(line) for line in content.splitlines()]


@needs_shared
def test_the_real_file_has_the_counts_that_were_made_independently() -> None:
    expected = json.loads((CORPUS / "expected.json").read_text("utf-8"))
    path = CORPUS / "annotations.w3c.json"
    assert recognised(path).name == "w3c"
    (document,), report = read_all(W3c(), path)
    assert document.text is None
    assert len(document.entities) == expected["with_selectors"]
    assert len(document.relations) == expected["linking"]
    spans = {each.spans[0]: each.text for each in document.entities.values()}
    for said in expected["selectors"]:
        agrees = said["length_of_exact"] == said["length_of_position"]
        assert spans[said["start"], said["end"]] == (said["exact"] if agrees else None)
    assert len(report.notes) == expected["quote_and_position_lengths_differ"]
    notes = {each.note for each in document.entities.values()}
    assert notes == {"This is a comment", "Another comment", "Comment..."}


@reaching(0.2)
@examples(60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(document=flat_documents() | documents())
def test_everything_comes_back(document: Document, tmp_path: Path) -> None:
    with suppress(FormatError):
        (again,), report, _ = passed(tmp_path, document)
        reached(document.entities)
        kept = {key: value for key, value in again.meta.items() if key != "w3c"}
        assert not report.losses
        assert replace(again, meta=kept, schema_ref=document.schema_ref) == document


def test_a_page_is_what_the_standard_says(tmp_path: Path) -> None:
    (document,), _ = read(tmp_path, [annotation(position(2, 8), quote("Oskell"), id="x")])
    _, _, (page,) = passed(tmp_path, document)
    assert page["type"] == "AnnotationPage"
    (item,) = page["items"]
    assert item["target"] == {
        "source": "said",
        "selector": [quote("Oskell", prefix="🚀 ", suffix=" struck Selm. Oskell rested."), position(2, 8)],
    }
    assert item["body"] == [{"type": "TextualBody", "value": "GPE", "purpose": "tagging"}]


@pytest.mark.parametrize("shift", [0, 1])
def test_quotes_say_what_positions_count(shift: int, tmp_path: Path) -> None:
    said = [annotation(position(2 + shift, 8 + shift), quote("Oskell")), annotation(position(16 + shift, 20 + shift))]
    (document,), report = read(tmp_path, said)
    assert [each.text for _, each in sorted(document.entities.items())] == ["Oskell", "Selm"]
    assert len(report.notes) == shift


def test_a_quote_is_found_where_its_position_does_not_fit(tmp_path: Path) -> None:
    said = [
        annotation(quote("Selm")),
        annotation(quote("Oskell", prefix=". ", suffix=" rested")),
        annotation(position(0, 4), quote("rested")),
        annotation({"type": "FragmentSelector", "value": "char=16,20"}),
        annotation(quote("Oskell")),
        annotation(quote("Varania"), position(2, 8)),
    ]
    (document,), report = read(tmp_path, said)
    spans = [each.spans for _, each in sorted(document.entities.items())]
    assert spans == [((16, 20),), ((22, 28),), ((29, 35),), ((16, 20),)]
    assert document.extractor is not None
    assert [each.text for each in document.extractor.unplaced] == ["Oskell", "Varania"]
    assert len(report.notes) == 2


def test_without_the_text_utf16_positions_are_none(tmp_path: Path) -> None:
    said = [annotation(position(0, 2), quote("🚀")), annotation(position(3, 9), quote("Oskell"))]
    (document,), report = read(tmp_path, said, text=None)
    assert document.extractor is not None
    assert [each.text for each in document.extractor.unplaced] == ["🚀", "Oskell"]
    assert not document.entities
    assert report.notes[0].startswith("positions count utf16")


def test_sources_are_documents_and_what_else_is_said_is_kept(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(TEXT.encode())
    resource = {"type": "SpecificResource", "source": "wikidata:Q7", "purpose": "identifying"}
    video = {"type": "Video", "id": "http://example.org/v"}
    first = annotation(position(2, 8), id="1", creator="mira", motivation="highlighting")
    first["target"]["source"] = "http://example.org/a.txt#x"
    first["body"] += [resource, video, {"type": "TextualBody", "value": "big", "purpose": "tagging"}]
    second = annotation(position(0, 4), id="2")
    second["target"]["source"] = {"id": "other"}
    (known, other), report = read(tmp_path, [first, second], text=None)
    assert (known.id, known.text, other.id, other.text) == ("http://example.org/a.txt", TEXT, "other", None)
    entity = known.entities["1"]
    assert (entity.links, entity.attributes) == (("wikidata:Q7",), {"tags": ("big",)})
    assert known.meta["w3c"]["1"] == {"creator": "mira", "motivation": "highlighting", "bodies": [video]}
    assert not report.losses
    again, _, pages = passed(tmp_path, known)
    assert again == (known,)
    assert {"creator": "mira", "motivation": "highlighting"}.items() <= pages[0]["items"][0].items()


def test_what_targets_annotations_is_a_relation_or_an_event(tmp_path: Path) -> None:
    said = [annotation(position(2, 8), id="1"), annotation(position(16, 20), id="2")]
    for own, targets in (("3", ["1", {"id": "2"}]), ("4", [{"id": "1"}, "2", "3"]), ("5", ["gone"]), ("6", ["5", "1"])):
        said.append({"type": "Annotation", "id": own, "target": targets, "motivation": "linking"})
    (document,), report = read(tmp_path, {"type": "AnnotationPage", "id": "d", "items": said})
    assert document.id == "d"
    assert [(each.head, each.tail, each.type) for each in document.relations.values()] == [("1", "2", "linking")]
    assert {each.what: each.count for each in report.losses} == {
        "annotation without a text": 1,
        "target": 2,
    }
    assert [each.target for each in document.events["4"].arguments] == ["1", "2"]


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ([{"type": "Person", "@context": "http://www.w3.org/ns/anno.jsonld"}], "'Person' is no Annotation and no page"),
        ([annotation(position(2, 8), id="1")] * 2, "id: '1' stands twice"),
        ({"type": "AnnotationPage", "items": [1]}, "items: expected a list of annotations"),
        (
            [annotation(id="1") | {"target": [{"selector": position(2, 8)}, {"selector": position(4, 9)}]}],
            "target: its targets overlap",
        ),
        (
            [annotation(position(2, 8)) | {"body": [{"type": "annotator:Fields", "annotator:value": {"score": "x"}}]}],
            "body: score: Expected",
        ),
    ],
)
def test_a_fault_is_told_with_its_place(said: Any, message: str, tmp_path: Path) -> None:
    with pytest.raises(FormatError) as caught:
        read(tmp_path, said)
    assert message in str(caught.value)
    assert "said.json:1" in str(caught.value)
