from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from annotator.__main__ import main
from annotator.errors import FormatError
from annotator.formats.cas.cas_json import CasJson
from annotator.formats.recognition import recognised
from tests.formats.passing import read_all
from tests.shared import SHARED, needs_shared

pytest.importorskip("cassis", reason="needs the extra uima")

CORPUS = SHARED / "corpora" / "uima" / "json"
FILE = SHARED / "corpora" / "uima" / "expected.json"
EXPECTED: dict[str, Any] = json.loads(FILE.read_bytes())["json"] if FILE.is_file() else {}


def structures(*others: dict[str, Any]) -> dict[str, Any]:
    sofa = {"%ID": 1, "%TYPE": "uima.cas.Sofa", "sofaNum": 1, "sofaID": "_InitialView", "sofaString": "🚀 Anna"}
    return {"%FEATURE_STRUCTURES": [sofa, *others]}


ANNA = {"%ID": 2, "%TYPE": "own.Who", "@sofa": 1, "begin": 3, "end": 7, "value": "PER", "sure": True}
TYPES = {
    "own.Who": {
        "%NAME": "own.Who",
        "%SUPER_TYPE": "uima.tcas.Annotation",
        "value": {"%NAME": "value", "%RANGE": "uima.cas.String"},
        "sure": {"%NAME": "sure", "%RANGE": "uima.cas.Boolean"},
    }
}
VIEWS = {"_InitialView": {"%SOFA": 1, "%MEMBERS": [2]}}


def written(folder: Path, value: Any) -> Path:
    path = folder / "d.json"
    path.write_text(json.dumps(value), "utf-8")
    return path


@needs_shared
@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_a_file_of_the_corpus_is_read_with_its_counts(name: str) -> None:
    assert recognised(CORPUS / name / "data.json").name == "cas-json"
    (document,), report = read_all(CasJson(), CORPUS / name / "data.json")
    expected = EXPECTED[name]
    texts = [(len(document.text), document.text_sha256)] if document.text is not None else []
    assert texts == [(each["codepoints"], each["text_sha256"]) for each in expected.get("texts", ())]
    annotations = [each for each in expected.get("annotations", ()) if not each["type"].endswith("DocumentAnnotation")]
    found = sorted((each.spans[0], each.text) for each in document.entities.values())
    assert found == sorted(((each["begin"], each["end"]), each["covered"]) for each in annotations)
    lost = {each.what.removeprefix("structure "): each.count for each in report.losses}
    others = expected["feature_structures_by_type"].items()
    known = ("uima.cas.Sofa", "uima.tcas.Annotation", "uima.tcas.DocumentAnnotation")
    assert lost == {each.rpartition(".")[2]: count for each, count in others if each not in known}


@pytest.mark.parametrize(
    "value",
    [
        {"%TYPES": TYPES, **structures(ANNA), "%VIEWS": VIEWS},
        {"%TYPES": TYPES, **structures(ANNA)},
        {
            "%TYPES": TYPES,
            "%FEATURE_STRUCTURES": {str(each["%ID"]): each for each in structures(ANNA)["%FEATURE_STRUCTURES"]},
            "%VIEWS": VIEWS,
        },
    ],
    ids=["whole", "without views", "by id"],
)
def test_annotations_become_mentions(value: Any, tmp_path: Path) -> None:
    (document,), report = read_all(CasJson(), written(tmp_path, value))
    (entity,) = document.entities.values()
    assert (entity.type, entity.spans, entity.text, entity.attributes) == ("PER", ((2, 6),), "Anna", {"sure": True})
    assert report.losses == ()


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ([], "has no %FEATURE_STRUCTURES; expected a CAS in JSON 0.4"),
        ({"%FEATURE_STRUCTURES": [5]}, "%FEATURE_STRUCTURES[0]: is no structure"),
        (structures({"%ID": "x", "%TYPE": "own.Who"}), "%FEATURE_STRUCTURES[1]: is no structure"),
        (structures({**ANNA, "@next": 9}), "%FEATURE_STRUCTURES[1].@next: refers to 9, which no structure has"),
        (structures({**ANNA, "end": 99}), "3-99 is no place of the text; expected UTF-16 offsets in it"),
        (structures({**ANNA, "begin": 1}), "1-7 is no place of the text"),
        (structures({**ANNA, "begin": None}), "None-7 is no place of the text"),
        ({**structures(ANNA), "%VIEWS": []}, "%VIEWS: is no object"),
        ({**structures(ANNA), "%VIEWS": {"a": 3}}, "%VIEWS.a: has no list of %MEMBERS"),
        ({**structures(ANNA), "%VIEWS": {"a": {"%MEMBERS": [7]}}}, "%VIEWS.a.%MEMBERS: lists the id 7"),
        ({**structures(ANNA), "%VIEWS": VIEWS}, "own.Who"),
        ({**structures({"%ID": 4, "%TYPE": "uima.cas.FSArray", "%ELEMENTS": [8]})}, "%ELEMENTS: refers to 8"),
        ({"%TYPES": 5, **structures(ANNA), "%VIEWS": VIEWS}, "is nothing that dkpro-cassis can read"),
    ],
)
def test_what_is_wrong_is_said(value: Any, message: str, tmp_path: Path) -> None:
    with pytest.raises(FormatError, match=re.escape(message)):
        read_all(CasJson(), written(tmp_path, value))


def test_what_is_no_json_is_refused_with_its_place(tmp_path: Path) -> None:
    (tmp_path / "d.json").write_text('{\n"a": }', "utf-8")
    with pytest.raises(FormatError, match=r"d\.json:2:6: no JSON"):
        read_all(CasJson(), tmp_path)


def test_it_reads_only(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = written(tmp_path, {"%TYPES": TYPES, **structures(ANNA), "%VIEWS": VIEWS})
    assert main(["convert", str(path), str(tmp_path / "out"), "--to", "cas-json"]) == 2
    assert "the format cas-json reads only" in capsys.readouterr().err


def test_documents_of_a_folder_are_called_as_their_paths(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        written(tmp_path / name, {"%TYPES": TYPES, **structures(ANNA), "%VIEWS": VIEWS})
    (tmp_path / "other.txt").write_text("text")
    form = recognised(tmp_path)
    found, report = read_all(form, tmp_path)
    assert [each.id for each in found] == ["a/d", "b/d"]
    assert report.notes == ("not read, since they are no cas-json: other.txt",)
