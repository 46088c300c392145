"""The format docred: things, their relations with evidence, the names beside them, and what does not fit."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import orjson
import pytest

from annotator.errors import FormatError
from annotator.formats.corpora.docred import Docred
from annotator.formats.recognition import recognised
from annotator.model.document import Document
from tests.formats.corpora.rows import lost, refusal
from tests.formats.corpora.settled import counted
from tests.formats.passing import read_all

ROW: dict[str, Any] = {
    "title": "Selm",
    "sents": [
        ["Selm", "is", "in", "Oskell", "."],
        ["Mara", "Voss", "was", "born", "there", "."],
        ["Selm", "grew", "."],
    ],
    "vertexSet": [
        [
            {"name": "Selm", "pos": [0, 1], "sent_id": 0, "type": "LOC"},
            {"name": "Selm", "pos": [0, 1], "sent_id": 2, "type": "LOC"},
        ],
        [{"name": "Oskell", "pos": [3, 4], "sent_id": 0, "type": "LOC"}],
        [{"name": "Mara Voss", "pos": [0, 2], "sent_id": 1, "type": "PER"}],
    ],
    "labels": [
        {"h": 0, "t": 1, "r": "P131", "evidence": [0]},
        {"h": 2, "t": 0, "r": "P19", "evidence": [1, 2]},
        {"h": 2, "t": 1, "r": "P27", "evidence": []},
    ],
}


def listed(folder: Path, *rows: dict[str, Any]) -> Path:
    path = folder / "dev.json"
    path.write_bytes(orjson.dumps(list(rows)))
    return path


def relations_of(document: Document) -> list[tuple[str, Any, Any, Any]]:
    ends = {each.id: each.spans[0] for each in document.entities.values()}
    return sorted((each.type, ends[each.head], ends[each.tail], each.evidence) for each in document.relations.values())


def test_things_and_their_relations_are_read(tmp_path: Path) -> None:
    (document,), report = read_all(Docred(), listed(tmp_path, ROW))
    assert (document.id, document.text) == ("Selm", "Selm is in Oskell .\nMara Voss was born there .\nSelm grew .")
    assert sorted((each.text or "", each.type, each.coref) for each in document.entities.values()) == [
        ("Mara Voss", "PER", "e:Selm.2"),
        ("Oskell", "LOC", "e:Selm.1"),
        ("Selm", "LOC", "e:Selm.0"),
        ("Selm", "LOC", "e:Selm.0"),
    ]
    assert relations_of(document) == [
        ("P131", (0, 4), (11, 17), ((0, 19),)),
        ("P19", (20, 29), (47, 51), ((20, 46), (47, 58))),
        ("P27", (20, 29), (11, 17), ()),
    ]
    assert document.meta == {"tokens": "blanks"}
    assert not report.losses


def test_the_names_of_relations_beside_it_are_kept(tmp_path: Path) -> None:
    (tmp_path / "rel_info.json").write_bytes(orjson.dumps({"P131": "located in", "P19": "place of birth", "P1": "x"}))
    row = {key: each for key, each in ROW.items() if key != "labels"} | {"labels": ROW["labels"][:2]}
    (document,), _ = read_all(Docred(), listed(tmp_path, row))
    assert document.meta["docred"] == {"": {"relations": {"P131": "located in", "P19": "place of birth"}}}
    (tmp_path / "rel_info.json").write_text("[1]")
    with pytest.raises(FormatError, match=r"rel_info\.json: expected an object with the name of each relation"):
        read_all(Docred(), listed(tmp_path, row))


def test_labels_in_columns_are_read_as_labels(tmp_path: Path) -> None:
    columns = {
        "head": [each["h"] for each in ROW["labels"]],
        "tail": [each["t"] for each in ROW["labels"]],
        "relation_id": [each["r"] for each in ROW["labels"]],
        "relation_text": ["located in", "place of birth", "country"],
        "certain": [True, True, True],
        "evidence": [each["evidence"] for each in ROW["labels"]],
    }
    (one,), _ = read_all(Docred(), listed(tmp_path, ROW))
    (other,), report = read_all(Docred(), listed(tmp_path, ROW | {"labels": columns}))
    assert relations_of(other) == relations_of(one)
    assert lost(report) == {"certain of labels": 1}
    names = {"P131": "located in", "P19": "place of birth", "P27": "country"}
    assert other.meta["docred"] == {"": {"relations": names}}
    finding = refusal(Docred(), tmp_path, ROW | {"labels": columns | {"tail": [0]}})
    assert (finding.path, finding.message) == (
        "labels",
        "expected the lists head, tail, relation_id, evidence, all of one length",
    )


def test_a_title_that_stands_twice_gets_a_number(tmp_path: Path) -> None:
    documents, _ = read_all(Docred(), listed(tmp_path, ROW, ROW))
    assert [each.id for each in documents] == ["Selm", "Selm (2)"]


def test_what_a_record_cannot_say_is_reported(tmp_path: Path) -> None:
    vertex = [{"name": "Another", "pos": [0, 1], "sent_id": 0, "type": "LOC", "global_pos": [0, 1]}]
    row = ROW | {"vertexSet": [vertex, vertex, vertex], "labels": [ROW["labels"][0] | {"in_train": True}], "id": 4}
    (document,), report = read_all(Docred(), listed(tmp_path, row))
    assert counted(report.losses) == {"name of a mention": 3, "global_pos of a mention": 3, "in_train of a relation": 1}
    assert document.meta["docred"] == {"": {"id": 4}}


@pytest.mark.parametrize(
    ("changes", "path", "message"),
    [
        (
            {"vertexSet": [[ROW["vertexSet"][0][0] | {"pos": [4, 6]}]], "labels": []},
            "vertexSet[0][0].pos",
            "tokens 4 to 6",
        ),
        ({"labels": [{"h": 0, "t": 9, "r": "P1"}]}, "labels[0].t", "9 is no thing"),
        ({"labels": [{"h": 0, "t": 1, "r": "P1", "evidence": [3]}]}, "labels[0].evidence[0]", "sentence 3"),
        ({"labels": [{"h": 0, "t": 1}]}, "labels[0].r", "missing"),
    ],
)
def test_faults_are_told_with_line_and_path(changes: dict[str, Any], path: str, message: str, tmp_path: Path) -> None:
    finding = refusal(Docred(), tmp_path, ROW, ROW | changes)
    assert (finding.place.line, finding.path) == (2, path)
    assert message in finding.message


def test_it_is_recognised(tmp_path: Path) -> None:
    assert recognised(listed(tmp_path, ROW)).name == "docred"
