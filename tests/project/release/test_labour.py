"""The card tells of the work that logs and decisions of a data set know of."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import pytest
from msgspec.structs import replace

from annotator.__main__ import main
from annotator.datasets.record import read_documents
from annotator.datasets.write import write_records
from annotator.errors import InputError
from annotator.project.release.labour import labour_section
from annotator.project.release.source import ReleaseSource, read_source
from tests.project.backup.labelled import labelled_project
from tests.shared import ROOT

SCHEMA = ROOT / "schema" / "conflict-news" / "2.1.0.yaml"
GOLD = list(read_documents(ROOT / "datasets" / "conflict-wire" / "development.jsonl"))
SAID = """\
version = "1.0.0"
published = "2031-05-12"
summary = "Three reports."
licence = "CC0-1.0"
authors = ["Mira Sol"]
labour = ["decisions.txt"]
"""


@pytest.fixture
def source(tmp_path: Path) -> ReleaseSource:
    folder = tmp_path / "set"
    folder.mkdir()
    (folder / "dataset.toml").write_text(SAID, "utf-8")
    write_records(GOLD, folder / "train.jsonl")
    return read_source(folder, schema=SCHEMA)


def decision(document: str, when: str, who: str = "lea") -> str:
    row = {"document": document, "key": f"k{when}", "kind": "missing", "how": "nothing", "who": who, "when": when}
    return json.dumps(row) + "\n"


def rows(source: ReleaseSource) -> list[str]:
    return labour_section(source)[2].splitlines()[2:]


def test_time_passes_between_the_decisions_of_a_person_and_a_pause_counts_a_minute(source: ReleaseSource) -> None:
    lines = [
        decision("quay-01", "2031-05-12T10:00:00+00:00"),
        decision("quay-02", "2031-05-12T10:00:30+00:00"),
        decision("quay-01", "2031-05-12T12:00:00+00:00"),
        decision("quay-02", "2031-05-12T12:00:10+00:00", who="ana"),
        decision("elsewhere", "2031-05-12T12:00:20+00:00"),
    ]
    (source.folder / "train.jsonl").with_name("decisions.txt").write_text("".join(reversed(lines)), "utf-8")
    assert rows(source) == ["| quay-01 | 0 | 2 | 1.0 |", "| quay-02 | 0 | 2 | 0.5 |", "| all | 0 | 4 | 1.5 |"]


def test_the_edits_of_a_log_are_counted(source: ReleaseSource, tmp_path: Path) -> None:
    folder = tmp_path / "p"
    labelled_project(folder).close()
    write_records([replace(GOLD[0], id="a"), *GOLD[1:]], source.folder / "train.jsonl")
    assert main(["log", "--export", str(source.folder / "done.log"), "--project", str(folder)]) == 0
    (source.folder / "dataset.toml").write_text(SAID.replace("decisions.txt", "done.log"), "utf-8")
    (labelled, _) = rows(read_source(source.folder, schema=SCHEMA))
    assert labelled.startswith("| a | 4 | 0 | ")


def test_what_is_no_such_file_is_refused(source: ReleaseSource) -> None:
    with pytest.raises(InputError, match="is not there"):
        labour_section(source)
    (source.folder / "decisions.txt").write_text(decision("quay-01", "noon"), "utf-8")
    with pytest.raises(InputError, match="expected ISO 8601"):
        labour_section(source)


KEYS = {"quay-01": 641, "quay-02": 702, "all": 1343}


def test_keys_that_were_counted_have_a_column_of_their_own(source: ReleaseSource) -> None:
    (source.folder / "keys.csv").write_text("article,keys\nquay-01,641\nelsewhere,9\nquay-02,702\n", "utf-8")
    source = dataclasses.replace(source, said=dataclasses.replace(source.said, labour=("keys.csv",)))
    assert rows(source) == [f"| {name} | 0 | 0 | {keys} | 0.0 |" for name, keys in KEYS.items()]
    (source.folder / "keys.csv").write_text("article,keys\nquay-01,many\n", "utf-8")
    with pytest.raises(InputError, match=r"keys\.csv:2: .*expected the columns article and keys"):
        labour_section(source)
