"""The format hf: everything is kept, `datasets` loads what is written, and what `datasets` writes is read."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import HealthCheck, given
from msgspec.structs import replace

from annotator.errors import FormatError, InputError, UsageError
from annotator.formats.corpora.hf.hf import Hf
from annotator.formats.protocol import STDOUT
from annotator.formats.recognition import recognised
from annotator.model.annotation import Argument, Event, Relation, Trigger, mention
from annotator.model.document import Document, by_id, new_document
from annotator.model.record import ExtractorRun
from tests.examples import examples
from tests.formats.passing import read_all, write_all
from tests.reaching import reached, reaching
from tests.strategies import documents

PROGRAM = Path(__file__).with_name("with_datasets.py")
TEXT = "Mara Voss 🚀 left Selm.\n"


def plain() -> Document:
    """A document without events, coverage, scores or notes."""
    entities = [mention("T1", "PER", TEXT, ((0, 9),))]
    return new_document("plain", TEXT, entities=by_id(entities))


def full() -> Document:
    """A document with something in every column."""
    rest: dict[str, Any] = {
        "note": "a note",
        "uncertain": True,
        "unconfirmed": ("type",),
        "was": {"type": "ORG", "n": [1, None]},
        "score": 0.125,
        "attributes": {"level": "NAM", "sure": True, "count": 3, "share": 0.5, "whole": 2.0, "all": ("a", "b c")},
    }
    person = mention("T1", "PER", TEXT, ((0, 4), (5, 9)), coref="e:full.T1", links=("wikidata:Q1",), **rest)
    place = mention("T2", "GPE", TEXT, ((17, 21),))
    leaving = Event(
        "E1",
        "Leave",
        Trigger(((12, 16),), "left"),
        (Argument("From", "T2", {"sure": False}), Argument("Who", "T1")),
        coref="h:full.E1",
        links=("x:1",),
        **rest,
    )
    bare = Event("E2", "Say", None, (Argument("What", "E1"),))
    relation = Relation("R1", "Near", "T1", "T2", evidence=((0, 9), (17, 21)), **rest)
    return new_document(
        "full",
        TEXT,
        schema_ref="mini@1.0.0",
        annotator="mira",
        incomplete_for=("ORG",),
        meta={"title": "Selm", "deep": [1, {"a": None}]},
        labels={"genre": "news", "checked": True},
        extractor=ExtractorRun("mine", "2.0", elapsed_s=0.5),
        entities=by_id([person, place]),
        relations=by_id([relation]),
        events=by_id([leaving, bare]),
    )


def put(folder: Path, *documents: Document, target: str = "set") -> Path:
    files, report = write_all(Hf(), documents, folder / target)
    assert not report.losses
    for path, content in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder / target


def loaded(folder: Path, *arguments: object) -> Any:
    """The rows that `datasets` gives of what is asked for; it writes beside them."""
    called = [sys.executable, str(PROGRAM), *map(str, arguments)]
    done = subprocess.run(called, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads((folder / "rows.json").read_text("utf-8"))


def rows_in(file: Path) -> list[Any]:
    return [orjson.loads(line) for line in file.read_bytes().splitlines()]


@pytest.mark.slow
def test_datasets_loads_files_with_and_without_events_together_and_what_it_writes_is_read(tmp_path: Path) -> None:
    source = put(tmp_path, plain())
    other = put(tmp_path, full(), target="other")
    (other / "data" / "train.jsonl").rename(source / "data" / "more.jsonl")
    given_out = loaded(tmp_path, source, tmp_path)["train"]
    # Files are loaded by name.
    assert given_out == rows_in(source / "data" / "more.jsonl") + rows_in(source / "data" / "train.jsonl")
    expected = (full(), plain())
    for written in ("rows.jsonl", "rows.parquet", "saved", "saved_dict"):
        documents, report = read_all(Hf(), tmp_path / written)
        assert (documents, report.losses) == (expected, ()), written
        assert recognised(tmp_path / written).name == "hf"


@pytest.mark.slow
def test_datasets_loads_a_file_alone_without_declared_features(tmp_path: Path) -> None:
    files = [
        put(tmp_path, *each, target=f"{n}.jsonl") for n, each in enumerate([[plain()], [full()], [plain(), full()]])
    ]
    assert loaded(tmp_path, "--json", tmp_path, *files) == [rows_in(each) for each in files]


@reaching(0.3)
@examples(60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(documents())
def test_everything_is_kept(tmp_path: Path, document: Document) -> None:
    again, report = read_all(Hf(), put(tmp_path, document))
    reached(document.entities)
    assert (again, report.losses) == ((document,), ())


@pytest.mark.parametrize(
    "document", [full(), replace(full(), text=None), new_document("empty", "")], ids=["with", "without", "empty"]
)
def test_texts_that_are_not_there_or_empty_are_kept(document: Document, tmp_path: Path) -> None:
    assert read_all(Hf(), put(tmp_path, document))[0] == (document,)


def test_a_file_or_standard_output_gets_rows_alone(tmp_path: Path) -> None:
    assert set(write_all(Hf(), [plain()], tmp_path / "rows.jsonl")[0]) == {tmp_path / "rows.jsonl"}
    assert set(write_all(Hf(), [plain()], STDOUT)[0]) == {STDOUT}
    assert recognised(put(tmp_path, plain(), target="rows.jsonl")).name == "hf"


def test_the_declaration_names_each_column_with_its_type(tmp_path: Path) -> None:
    from io import StringIO

    from ruamel.yaml import YAML

    head = (put(tmp_path, plain()) / "README.md").read_text("utf-8").split("---\n")[1]
    features = YAML(typ="safe").load(StringIO(head))["dataset_info"]["features"]
    (row,) = rows_in(tmp_path / "set" / "data" / "train.jsonl")
    assert [each["name"] for each in features] == list(row)
    columns = {each["name"]: each for each in features}
    assert columns["id"] == {"name": "id", "dtype": "string"}
    assert columns["incomplete_for"] == {"name": "incomplete_for", "list": "string"}
    spans, score = (next(each for each in columns["entities"]["list"] if each["name"] == n) for n in ("spans", "score"))
    assert (spans, score) == ({"name": "spans", "list": {"list": "int64"}}, {"name": "score", "dtype": "float64"})


ROW: dict[str, Any] = {"id": "a", "text": "Selm", "meta_json": None}


@pytest.mark.parametrize(
    ("changes", "path", "message"),
    [
        ({"meta_json": "{"}, "meta_json", "is no JSON"),
        ({"meta_json": "[]"}, "meta_json", "expected a JSON object"),
        ({"labels": [{"name": "x", "value": "yes", "kind": "boolean"}]}, "labels[0].value", "is no JSON"),
        ({"labels": [{"name": "x", "value": "1.5", "kind": "integer"}]}, "labels[0].value", "'1.5' is no integer"),
        ({"labels": [{"name": "x", "value": "1"}] * 2}, "labels[1].name", "'x' stands twice"),
        ({"labels": [{"name": "x", "value": "1", "kind": "date"}]}, "labels[0].kind", 'or "string"'),
        ({"extractor_json": '{"version": "1"}'}, "extractor_json", "is no extractor's run"),
        ({"entities": [{"id": "T1", "type": "X", "spans": [[0, 9]]}]}, "entities[0].spans[0]", "9"),
        ({"text_sha256": "0" * 64}, "text_sha256", "hash"),
    ],
)
def test_faults_are_told_with_line_and_path(changes: dict[str, Any], path: str, message: str, tmp_path: Path) -> None:
    file = tmp_path / "rows.jsonl"
    file.write_bytes(orjson.dumps(ROW) + b"\n" + orjson.dumps(ROW | {"id": "b"} | changes) + b"\n")
    with pytest.raises(FormatError) as caught:
        read_all(Hf(), file)
    assert (caught.value.findings[0].place.line, caught.value.findings[0].path) == (2, path)
    assert message in caught.value.findings[0].message


def test_columns_of_others_are_reported(tmp_path: Path) -> None:
    (tmp_path / "rows.jsonl").write_bytes(orjson.dumps(ROW | {"split": "dev"}) + b"\n")
    _, report = read_all(Hf(), tmp_path / "rows.jsonl")
    assert [(each.what, each.count) for each in report.losses] == [("column split", 1)]


def test_what_is_no_parquet_or_arrow_is_told(tmp_path: Path) -> None:
    for name in ("rows.parquet", "rows.arrow"):
        (tmp_path / name).write_bytes(b"PAR1 and nothing else")
        with pytest.raises(FormatError, match=rf"{name}: is no {name[5:]} file"):
            read_all(Hf(), tmp_path / name)
    with pytest.raises(InputError, match="no data in it"):
        read_all(Hf(), _empty(tmp_path))


def _empty(folder: Path) -> Path:
    (folder / "empty").mkdir()
    return folder / "empty"


def test_without_the_extra_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    (tmp_path / "rows.parquet").write_bytes(b"PAR1")
    with pytest.raises(UsageError, match=r"needs pyarrow, .*pip install 'gold-annotator\[hf\]'"):
        read_all(Hf(), tmp_path / "rows.parquet")
