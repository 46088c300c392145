"""A release as other programs load it: the `datasets` library, and readers of Croissant."""

from __future__ import annotations

import itertools
import json
import subprocess
import sys
from pathlib import Path

import pytest
from msgspec.structs import replace

from annotator.datasets.record import read_documents
from annotator.datasets.write import write_records
from annotator.model.document import by_id
from annotator.project.release.release_data_set import release_data_set
from tests.shared import ROOT

# What mlcroissant calls of other libraries is its own affair.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning")

SCHEMA = ROOT / "schema" / "conflict-news" / "2.1.0.yaml"
GOLD = list(read_documents(ROOT / "datasets" / "conflict-wire" / "development.jsonl"))
SAID = """\
version = "1.0.0"
published = "2031-05-12"
summary = "Three reports."
licence = "CC0-1.0"
authors = ["Mira Sol"]
"""

LOADING = """
import json, sys
from datasets import load_dataset
gold = load_dataset(sys.argv[1], cache_dir=sys.argv[2])
print(json.dumps({name: [row for row in part] for name, part in gold.items()}))
"""


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release of three parts: one has no events, and one no relations and no meta."""
    folder = tmp_path_factory.mktemp("three")
    (folder / "dataset.toml").write_text(SAID, "utf-8")
    write_records([GOLD[0]], folder / "train.jsonl")
    write_records([replace(GOLD[1], events=by_id([]))], folder / "development.jsonl")
    write_records([replace(GOLD[2], relations=by_id([]), meta={})], folder / "test.jsonl")
    return release_data_set(folder, schema=SCHEMA).folder


@pytest.mark.slow
def test_load_dataset_gives_the_records_of_all_parts(release: Path, tmp_path: Path) -> None:
    parts = {"train": "train", "validation": "development", "test": "test"}
    assert_loaded(release, parts, tmp_path)


@pytest.mark.slow
def test_load_dataset_loads_what_the_repository_releases(tmp_path: Path) -> None:
    wire, nujaba = (ROOT / "datasets" / name / "releases" / "1.0.0" for name in ("conflict-wire", "nujaba-2020"))
    assert_loaded(wire, {"train": "train", "validation": "development", "test": "test"}, tmp_path / "wire")
    assert_loaded(nujaba, {"gold": "gold"}, tmp_path / "nujaba")


def assert_loaded(release: Path, parts: dict[str, str], tmp_path: Path) -> None:
    pytest.importorskip("datasets", reason="needs the library datasets, of the extra dev")
    command = [sys.executable, "-c", LOADING, str(release), str(tmp_path / "cache")]
    environment = {"HF_HUB_OFFLINE": "1", "HF_HOME": str(tmp_path / "home"), "PATH": ""}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr
    loaded = json.loads(done.stdout.splitlines()[-1])
    assert list(loaded) == list(parts)
    for split, part in parts.items():
        lines = (release / f"{part}.jsonl").read_bytes().splitlines()
        assert [_said(row) for row in loaded[split]] == [_said(json.loads(line)) for line in lines]


def _said(row: object) -> object:
    """A row or a record without what is null: the columns in which a row says nothing are."""
    if isinstance(row, dict):
        return {key: _said(value) for key, value in row.items() if value is not None}
    return [_said(each) for each in row] if isinstance(row, list) else row


def test_croissant_has_no_fault_and_loads_the_records(release: Path) -> None:
    mlcroissant = pytest.importorskip("mlcroissant", reason="needs the library mlcroissant, of the extra dev")
    read = mlcroissant.Dataset(jsonld=str(release / "croissant.json"))
    issues = read.metadata.ctx.issues
    assert (issues.errors, issues.warnings) == (set(), set())
    (record,) = itertools.islice(read.records("test"), 2)
    (gold,) = read_documents(release / "test.jsonl")
    assert record["test/id"].decode() == gold.id
    assert record["test/text"].decode() == gold.text
    assert len(record["test/entities/spans"]) == len(gold.entities)
    assert record["test/relations/id"] in ([], None)
    assert {each.decode() for each in record["test/events/type"]} == {each.type for each in gold.events.values()}


@pytest.mark.parametrize("name", ["conflict-wire", "nujaba-2020"])
def test_croissant_describes_what_the_repository_releases(name: str) -> None:
    mlcroissant = pytest.importorskip("mlcroissant", reason="needs the library mlcroissant, of the extra dev")
    place = ROOT / "datasets" / name / "releases" / "1.0.0"
    read = mlcroissant.Dataset(jsonld=str(place / "croissant.json"))
    assert (read.metadata.ctx.issues.errors, read.metadata.ctx.issues.warnings) == (set(), set())
    for each in read.metadata.record_sets:
        gold = list(read_documents(place / f"{each.uuid}.jsonl"))
        assert [row[f"{each.uuid}/id"].decode() for row in read.records(each.uuid)] == [one.id for one in gold]


def test_croissant_finds_a_file_that_was_changed(release: Path, tmp_path: Path) -> None:
    mlcroissant = pytest.importorskip("mlcroissant", reason="needs the library mlcroissant, of the extra dev")
    for name in ("croissant.json", "train.jsonl", "test.jsonl", "development.jsonl"):
        content = (release / name).read_bytes()
        (tmp_path / name).write_bytes(content.replace(b"Selm", b"Salm") if name == "test.jsonl" else content)
    read = mlcroissant.Dataset(jsonld=str(tmp_path / "croissant.json"))
    with pytest.raises(Exception, match=r"(?i)hash|sha256|generation"):
        list(read.records("test"))
