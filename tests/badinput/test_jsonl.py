"""Bad and unusual records, row by row of the manifest that stands beside the repository, through the real command."""

from __future__ import annotations

import csv
import shlex
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from annotator.__main__ import main
from annotator.datasets.record import read_documents
from annotator.datasets.write import write_records
from tests.shared import SHARED, needs_shared

FOLDER = SHARED / "badinput"


@dataclass(frozen=True)
class Row:
    """One row of the manifest."""

    file: str
    command: str
    exits: tuple[int, ...]
    must: str


def rows(*kinds: str) -> list[Row]:
    manifest = FOLDER / "manifest.tsv"
    if not manifest.is_file():
        return []
    with manifest.open(encoding="utf-8", newline="") as stream:
        entries = list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [
        Row(each["file"], each["command"], tuple(map(int, each["exit"].split("|"))), each["must"])
        for each in entries
        if each["kind"] in kinds and each["command"].startswith("annotator check ")
    ]


SAID = {
    "jsonl/truncated_last_line.jsonl": ":2:",
    "jsonl/empty.jsonl": "0 documents",
    "jsonl/bom.jsonl": "BOM",
    "jsonl/utf16.jsonl": "not UTF-8",
    "jsonl/json_array.jsonl": "JSON array; expected one object a line",
    "jsonl/duplicate_key.jsonl": "'spans' stands twice",
    "jsonl/nan.jsonl": "NaN",
    "jsonl/huge_int_5000_digits.jsonl": "number too large",
    "jsonl/deep_100k.jsonl": "nested deeper",
    "jsonl/lone_surrogate.jsonl": "surrogate",
    "jsonl/end_past_text.jsonl": "entities[0].spans[0]: end 9999 is past the text",
    "jsonl/start_negative.jsonl": "start -8 is negative",
    "jsonl/utf16_offsets.jsonl": "matches when counted in UTF-16 units",
    "jsonl/bool_offset.jsonl": "expected an integer, found false",
    "jsonl/spans_overlapping.jsonl": "do not overlap",
    "jsonl/span_splits_combining.jsonl": "inside one visible character",
    "jsonl/same_span_same_type_twice.jsonl": "'T8' says the same as 'T1'",
    "jsonl/duplicate_entity_id.jsonl": "'T1' is already the id of entities[0]",
    "jsonl/dangling_head.jsonl": "relations[0].head: there is no annotation 'T99'",
    "jsonl/event_cycle.jsonl": "'E2' -> 'E3' -> 'E2'",
    "jsonl/duplicate_id.jsonl": ":2: id: 'd1' is already the id of line 1",
    "jsonl/type_homoglyph.jsonl": "U+0420",
    "jsonl/unknown_role.jsonl": "'Victim'",
    "jsonl/role_over_max.jsonl": "Time is filled 2 times",
    "jsonl/symmetric_wrong_order.jsonl": "relations[1].head: ALLIED_WITH is symmetric",
    "jsonl/attribute_wrong_value.jsonl": "did you mean current?",
    "jsonl/incomplete_for_unknown_type.jsonl": "'WEAPON'",
    "jsonl/schema_version_newer.jsonl": "annotator schema migrate",
    "jsonl/unknown_field.jsonl": "entities[0].lable: unknown key 'lable'",
    "jsonl/hash_mismatch_offsets_fit.jsonl": "text changed",
}
"""What has to be said of a file that is not simply accepted."""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    copy = tmp_path / "badinput"
    shutil.copytree(FOLDER, copy)
    monkeypatch.chdir(copy)
    return copy


@needs_shared
@pytest.mark.parametrize("row", rows("jsonl", "good"), ids=lambda row: row.file)
def test_check_answers_as_the_manifest_says(row: Row, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = contents(folder)
    assert main(shlex.split(row.command)[1:]) in row.exits
    shown = capsys.readouterr()
    printed = shown.out + shown.err
    assert "Traceback" not in printed
    assert not [each for each in printed if each != "\n" and not each.isprintable()], "a control character got through"
    if row.exits != (0,):
        assert SAID[row.file] in printed
    if 0 not in row.exits:
        assert f"{row.file}:" in printed
    assert contents(folder) == before


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@needs_shared
@pytest.mark.parametrize("row", [row for row in rows("good", "jsonl") if row.exits == (0,)], ids=lambda row: row.file)
def test_accepted_files_are_written_again_in_canonical_bytes(row: Row, tmp_path: Path) -> None:
    written = tmp_path / "again.jsonl"
    write_records(read_documents(FOLDER / row.file), written)
    original = "good/ok.jsonl" if row.file == "jsonl/noncanonical_key_order.jsonl" else row.file
    assert written.read_bytes() == (FOLDER / original).read_bytes()


@needs_shared
@pytest.mark.parametrize(
    ("file", "status", "said"),
    [
        ("ok", 0, ""),
        ("missing_doc", 0, ""),
        ("duplicate_spans", 0, ""),
        ("nan_score", 3, "pred/nan_score.jsonl:1:131: NaN is not JSON"),
        ("log_line_first", 3, "logs belong on stderr"),
    ],
)
def test_eval_answers_predictions_as_the_manifest_says(
    file: str, status: int, said: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["eval", "good/ok.jsonl", f"pred/{file}.jsonl", "--format", "json"]) == status
    shown = capsys.readouterr()
    assert said in shown.err
    assert "Traceback" not in shown.err
    assert bool(shown.out) == (status == 0)
