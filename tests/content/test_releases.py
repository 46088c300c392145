"""Every release in the repository: its checksums, its records, and that its gold is the gold of record."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from annotator.datasets.data_set_files import record_files
from annotator.datasets.record import read_documents
from annotator.datasets.statistics.tables import tables
from annotator.eval.reports.markdown import escape, piped
from annotator.project.records.check_records import check_files
from annotator.project.records.statistics import statistics_of
from annotator.project.release.source import read_source
from annotator.schema.diff.version import version_key
from tests.shared import ROOT

SCHEMA = ROOT / "schema" / "conflict-news" / "2.1.0.yaml"
RELEASES = sorted((ROOT / "datasets").glob("*/releases/*"))
DATA_SETS = sorted({each.parent.parent for each in RELEASES})

each_release = pytest.mark.parametrize("release", RELEASES, ids=lambda each: f"{each.parent.parent.name} {each.name}")
each_data_set = pytest.mark.parametrize("data_set", DATA_SETS, ids=lambda each: each.name)


def last_release(data_set: Path) -> Path:
    return max((data_set / "releases").iterdir(), key=lambda each: version_key(each.name))


def test_both_data_sets_are_released() -> None:
    assert {each.name for each in DATA_SETS} >= {"conflict-wire", "nujaba-2020"}


@each_release
def test_the_checksums_are_those_of_all_files(release: Path) -> None:
    listed = dict(line.split("  ", 1)[::-1] for line in (release / "SHA256SUMS").read_text("utf-8").splitlines())
    files = {each.relative_to(release).as_posix(): each for each in release.rglob("*") if each.is_file()}
    del files["SHA256SUMS"]
    assert listed == {name: hashlib.sha256(each.read_bytes()).hexdigest() for name, each in files.items()}


@each_release
def test_the_records_keep_to_the_schema_and_the_card_counts_what_they_hold(release: Path) -> None:
    files = record_files(release)
    assert check_files([*files, release / "entities.jsonl"], schema=SCHEMA).findings == ()
    card = (release / "README.md").read_text("utf-8")
    for each in tables(statistics_of(files)):
        if each.title in ("types", "roles"):
            assert (
                piped([each.header, *([escape(cell) for cell in row] for row in each.rows)], each.first_number) in card
            )


@each_data_set
def test_the_gold_of_record_is_what_was_released_last(data_set: Path) -> None:
    for file in [*record_files(data_set), data_set / "entities.jsonl"]:
        assert (last_release(data_set) / file.name).read_bytes() == file.read_bytes()


@pytest.mark.slow
@each_data_set
def test_everything_that_looks_inconsistent_is_explained(data_set: Path) -> None:
    source = read_source(data_set, schema=SCHEMA)
    assert [each.key for each, reason in source.doubts if not reason] == []
    assert source.said.version == last_release(data_set).name
    assert {each.id for each in source.documents} == {
        each.id for f in record_files(data_set) for each in read_documents(f)
    }
