"""Label Studio: full and minimal exports, UTF-16, controls, annotators, and there and back."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st
from msgspec.structs import replace

from annotator.errors import FormatError
from annotator.formats.annotation_tools.label_studio.export import HOLDS, LabelStudio
from annotator.formats.losses import fitted
from annotator.formats.protocol import Report
from annotator.formats.recognition import recognised
from annotator.model.annotation import Relation, mention
from annotator.model.document import Document, by_id, new_document
from tests.examples import examples
from tests.formats.passing import read_all, there_and_back
from tests.reaching import reached, reaching
from tests.strategies import documents, flat_documents

TEXT = "👩‍🔬 Ilan said 🚀\nOskell fell"


def region(start: int, end: int, label: str, words: str | None = None, **rest: Any) -> dict[str, Any]:
    value = {"start": start, "end": end, "labels": [label]} | ({} if words is None else {"text": words})
    return {"from_name": "label", "to_name": "text", "type": "labels", "origin": "manual", "value": value} | rest


ILAN = region(6, 10, "PER", "Ilan", id="a")
ROCKET = region(16, 18, "OBJ", "🚀", id="b")
LINES = region(11, 25, "SAY", "said 🚀\\nOskell", id="c")


def task(*results: dict[str, Any], **rest: Any) -> dict[str, Any]:
    return {"id": 7, "data": {"text": TEXT}, "annotations": [{"completed_by": 3, "result": list(results)}]} | rest


def read_tasks(folder: Path, *tasks: object) -> tuple[tuple[Document, ...], Report]:
    path = folder / "tasks.json"
    path.write_text(json.dumps(list(tasks), indent=1, ensure_ascii=False))
    assert recognised(path).name == "label-studio"
    return read_all(LabelStudio(), path)


def mentions(document: Document) -> dict[str, tuple[str, str | None]]:
    return {each.id: (each.type, each.text) for each in document.entities.values()}


@reaching(0.1)
@examples(60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(document=st.one_of(flat_documents(), documents()))
def test_what_fits_comes_back(document: Document, tmp_path: Path) -> None:
    document = replace(document, meta={key: value for key, value in document.meta.items() if key != "text"})
    (again,), report, content = there_and_back(LabelStudio(), tmp_path, document)
    expected = replace(fitted(document, HOLDS, Report()), schema_ref=None)
    meta = {key: value for key, value in again.meta.items() if key != "label-studio" or key in document.meta}
    assert replace(again, meta=meta, relations=expected.relations) == expected
    assert sorted((each.type, each.head, each.tail) for each in again.relations.values()) == sorted(
        (each.type, each.head, each.tail) for each in expected.relations.values()
    )
    if not any(each.what == "id" for each in report.losses):
        assert again.relations == expected.relations
        reached(expected.entities)
    units = (document.text or "").encode("utf-16-le")
    for each in results(content):
        if each["type"] == "labels":
            value = each["value"]
            assert units[2 * value["start"] : 2 * value["end"]].decode("utf-16-le") == value["text"]


def results(content: bytes) -> list[dict[str, Any]]:
    """The results of the one annotation of the first task."""
    found: list[dict[str, Any]] = json.loads(content)[0]["annotations"][0]["result"]
    return found


def test_offsets_count_utf_16_and_are_verified(tmp_path: Path) -> None:
    (document,), report = read_tasks(tmp_path, task(ILAN, ROCKET, LINES))
    assert mentions(document) == {"a": ("PER", "Ilan"), "b": ("OBJ", "🚀"), "c": ("SAY", "said 🚀\nOskell")}
    assert (document.id, document.annotator, report.losses) == ("7", "3", ())
    with pytest.raises(FormatError, match=r"tasks.json:2: \[0\].annotations\[0\].result\[0\].value: 6 to 9 is 'Ila'"):
        read_tasks(tmp_path, task(region(6, 9, "PER", "Ilan")))
    with pytest.raises(FormatError, match="16 to 17 does not stand in the text"):
        read_tasks(tmp_path, task(region(16, 17, "OBJ")))


def test_code_points_are_taken_where_the_words_show_them(tmp_path: Path) -> None:
    (document,), report = read_tasks(tmp_path, task(region(4, 8, "PER", "Ilan"), region(14, 15, "OBJ", "🚀")))
    assert mentions(document) == {"T1": ("PER", "Ilan"), "T2": ("OBJ", "🚀")}
    assert any("count code points" in note for note in report.notes)


def test_what_nobody_submitted_is_no_gold(tmp_path: Path) -> None:
    skipped = {"result": [ILAN], "was_cancelled": True}
    tasks = [
        task(ILAN, predictions=[{"result": [ROCKET]}], drafts=[{"result": []}]),
        task(id=8) | {"annotations": [skipped]},
        {"id": 9, "data": {"text": "x"}, "predictions": [{}, {}], "annotations": []},
    ]
    found, report = read_tasks(tmp_path, *tasks)
    assert [each.id for each in found] == ["7"]
    expected = [("annotation", 1), ("draft", 1), ("prediction", 3), ("row", 1), ("row", 1)]
    assert [(each.what, each.count) for each in report.losses] == expected


def test_each_annotator_has_a_document_and_the_ground_truth_the_plain_id(tmp_path: Path) -> None:
    made = [
        {"completed_by": {"id": 1, "email": "mira@x.org"}, "result": [ILAN]},
        {"completed_by": 3, "result": [ROCKET]},
        {"completed_by": 3, "result": []},
        {"completed_by": 4, "result": [LINES], "ground_truth": True},
    ]
    found, report = read_tasks(tmp_path, task(annotations=made), task(id=8, annotations=made[:2]))
    assert [(each.id, each.annotator) for each in found] == [
        ("7~mira@x.org", "mira@x.org"),
        ("7~3", "3"),
        ("7~3~2", "3"),
        ("7", "gold"),
        ("8~mira@x.org", "mira@x.org"),
        ("8~3", "3"),
    ]
    assert any("ID~ANNOTATOR" in note for note in report.notes)
    again, _, content = there_and_back(LabelStudio(), tmp_path, *found)
    assert again == found
    assert json.loads(content)[3]["annotations"][0]["ground_truth"] is True


def test_relations_follow_their_direction(tmp_path: Path) -> None:
    relation = {"type": "relation", "from_id": "a", "to_id": "b"}
    relations = [
        relation | {"direction": "right", "labels": ["Has", "Sees"]},
        relation | {"direction": "left", "labels": ["Of"]},
        relation | {"direction": "bi", "labels": []},
        relation | {"to_id": "x", "labels": ["Lost"]},
    ]
    (document,), report = read_tasks(tmp_path, task(ILAN, ROCKET, *relations))
    found = [(key, each.type, each.head, each.tail) for key, each in sorted(document.relations.items())]
    assert found == [
        ("R1", "Has", "a", "b"),
        ("R2", "Sees", "a", "b"),
        ("R3", "Of", "b", "a"),
        ("R4", "relation", "a", "b"),
    ]
    assert [each.what for each in report.losses] == ["relation"]
    _, _, content = there_and_back(LabelStudio(), tmp_path, document)
    directions = [each["direction"] for each in results(content) if each["type"] == "relation"]
    assert sorted(directions) == ["bi", "right", "right", "right"]


def test_controls_are_attributes_of_regions_and_labels_of_texts(tmp_path: Path) -> None:
    def control(kind: str, value: dict[str, Any], **rest: Any) -> dict[str, Any]:
        return {"type": kind, "from_name": kind, "to_name": "text", "value": value} | rest

    stretch = ILAN["value"]
    said = [
        control("choices", stretch | {"choices": ["sure"]}, id="a"),
        control("rating", stretch | {"rating": 4}, id="a"),
        control("textarea", stretch | {"text": ["one", "two"]}, id="a"),
        control("taxonomy", {"taxonomy": [["News", "War"]]}),
        control("datetime", {"datetime": "2031-05-12"}),
        control("number", {"number": 1.5}),
        control("video", {"x": 1}),
        control("choices", {"choices": ["good"]}, from_name="quality"),
        control("choices", {"choices": ["bad"]}, from_name="quality"),
    ]
    (document,), report = read_tasks(tmp_path, task(ILAN | {"meta": {"text": ["check this"], "x": 1}}, *said))
    (entity,) = document.entities.values()
    assert entity.attributes == {"choices": "sure", "rating": 4, "textarea": ("one", "two")}
    assert entity.note == "check this"
    labels = {"taxonomy": "News/War", "datetime": "2031-05-12", "number": 1.5, "quality": "good"}
    assert document.labels == labels
    assert {each.what for each in report.losses} == {"video", "value"}
    again, report, content = there_and_back(LabelStudio(), tmp_path, document)
    assert again == (document,)
    assert not report.losses
    kinds = {each["from_name"]: each["type"] for each in results(content)}
    assert kinds == {"label": "labels", "choices": "choices", "quality": "choices"} | {
        each: each for each in ("rating", "textarea", "taxonomy", "datetime", "number")
    }


def test_regions_that_stand_in_no_text_are_told(tmp_path: Path) -> None:
    box = {"id": "x", "type": "rectanglelabels", "value": {"x": 1, "rectanglelabels": ["Car"]}}
    value: dict[str, Any] = {"start": "/p[1]/text()", "end": "/p[1]", "hypertextlabels": ["PER"]}
    value |= {"globalOffsets": {"start": 6, "end": 10}, "text": "Ilan"}
    plain = {"id": "h", "type": "hypertextlabels", "value": value}
    elsewhere = plain | {"id": "i", "value": value | {"globalOffsets": {"start": 6, "end": 9}}}
    unlabelled = region(6, 10, "PER") | {"value": {"start": 6, "end": 10}}
    (document,), report = read_tasks(tmp_path, task(box, elsewhere, plain, unlabelled))
    assert mentions(document) == {"h": ("PER", "Ilan")}
    assert [(each.what, each.count) for each in report.losses] == [("region", 1)] * 3
    again, _, content = there_and_back(LabelStudio(), tmp_path, document)
    assert again == (document,)
    assert results(content)[0]["value"] == value


def test_a_minimal_export_has_a_row_for_each_annotation(tmp_path: Path) -> None:
    stretch = {"start": 6, "end": 10, "text": "Ilan"}
    rows = [
        {
            "id": 5,
            "text": TEXT,
            "source": "wire",
            "label": [stretch | {"labels": ["PER"]}],
            "sure": [stretch | {"choices": ["yes", "really"]}],
            "topic": {"choices": ["war", "space"]},
            "annotator": 1,
            "annotation_id": 31,
            "lead_time": 2.5,
        },
        {"id": 5, "text": TEXT, "annotator": 2, "annotation_id": 32},
        {"id": 6, "text": TEXT, "annotator": 2, "annotation_id": 33},
    ]
    found, report = read_tasks(tmp_path, *rows)
    assert [(each.id, each.annotator) for each in found] == [("5~1", "1"), ("5~2", "2"), ("6", "2")]
    (entity,) = found[0].entities.values()
    assert (entity.type, entity.text, entity.attributes) == ("PER", "Ilan", {"sure": ("yes", "really")})
    assert found[0].labels == {"topic": ("war", "space")}
    assert found[0].meta["source"] == "wire"
    assert found[0].meta["label-studio"][""]["annotation"] == {"id": 31, "lead_time": 2.5}
    assert not report.losses


def test_the_text_is_found_or_asked_for(tmp_path: Path) -> None:
    said = [ILAN | {"to_name": "article"}]
    data = {"title": "Rocket", "article": TEXT, "year": 2031}
    (document,), _ = read_tasks(tmp_path, task(*said, data=data))
    assert (document.text, document.meta["title"]) == (TEXT, "Rocket")
    _, _, content = there_and_back(LabelStudio(), tmp_path, document)
    assert json.loads(content)[0]["data"] == data
    with pytest.raises(FormatError, match='could be any of title, article; expected it under "text"'):
        read_tasks(tmp_path, task(ILAN, data=data))
    found, report = read_tasks(tmp_path, task(ILAN, data={"image": 1}))
    assert (found, [each.why for each in report.losses]) == ((), ["line 2 has no text"])


def test_a_note_and_a_relation_are_written_as_label_studio_has_them(tmp_path: Path) -> None:
    ilan, rocket = mention("a", "PER", TEXT, ((4, 8),), note="n"), mention("b", "OBJ", TEXT, ((14, 15),), score=0.5)
    relations = by_id([Relation("R1", "Has", "a", "b")])
    document = new_document("d", TEXT, annotator="gold", entities=by_id([ilan, rocket]), relations=relations)
    again, report, content = there_and_back(LabelStudio(), tmp_path, document)
    assert (again, report.losses) == ((document,), ())
    (written,) = json.loads(content)
    assert written == {
        "data": {"text": TEXT},
        "annotations": [
            {
                "result": [
                    ILAN | {"meta": {"text": ["n"]}},
                    ROCKET | {"score": 0.5},
                    {"from_id": "a", "to_id": "b", "type": "relation", "direction": "right", "labels": ["Has"]},
                ],
                "was_cancelled": False,
                "ground_truth": True,
            }
        ],
        "predictions": [],
        "meta": {"document_id": "d"},
    }
