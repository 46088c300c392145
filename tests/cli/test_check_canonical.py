"""`annotator check --canonical` and `--fix`: other bytes of the same content are reported, and written canonically."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.__main__ import main
from annotator.project.records.canonical_form import canonical_findings, write_canonically
from tests.examples import examples
from tests.shared import ROOT

SAMPLE = ROOT / "datasets" / "conflict-news-sample"
SCHEMA = str(ROOT / "schema" / "conflict-news" / "2.0.0.yaml")


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    file = tmp_path / "gold.jsonl"
    file.write_bytes((SAMPLE / "gold-2.0.0.jsonl").read_bytes())
    return file


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    capsys.readouterr()
    status = main(["check", *words, "--schema", SCHEMA])
    found = capsys.readouterr()
    return status, found.out + found.err


def lines_of(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text("utf-8").splitlines()]


def _reversed_keys(file: Path) -> None:
    text = "".join(json.dumps(dict(reversed(each.items())), ensure_ascii=False) + "\n" for each in lines_of(file))
    file.write_text(text, "utf-8")


def _reversed_entities(file: Path) -> None:
    records = lines_of(file)
    for each in records:
        each["entities"].reverse()
    compact = (json.dumps(each, ensure_ascii=False, separators=(",", ":")) for each in records)
    file.write_text("".join(f"{line}\n" for line in compact), "utf-8")


def _reversed_lines(file: Path) -> None:
    file.write_bytes(b"".join(reversed(file.read_bytes().splitlines(keepends=True))))


def _no_last_line_end(file: Path) -> None:
    file.write_bytes(file.read_bytes().rstrip(b"\n"))


def _dos_line_ends(file: Path) -> None:
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (_reversed_keys, "not in canonical bytes, which from byte"),
        (_reversed_entities, "not in canonical bytes, which from byte"),
        (_reversed_lines, "lines are sorted by id"),
        (_no_last_line_end, "which end with a line feed"),
        (_dos_line_ends, "not in canonical bytes"),
    ],
)
def test_other_bytes_of_the_same_content_are_reported_and_fixed(
    change: Any, said: str, gold: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    canonical = gold.read_bytes()
    assert run(capsys, str(gold), "--canonical")[0] == 0
    change(gold)
    assert run(capsys, str(gold))[0] == 0, "the content is what it was"
    status, found = run(capsys, str(gold), "--canonical")
    assert (status, said in found) == (1, True), found
    status, found = run(capsys, str(gold), "--fix")
    assert (status, "written in canonical bytes" in found) == (0, True), found
    assert gold.read_bytes() == canonical
    assert run(capsys, str(gold), "--canonical")[0] == 0


def test_a_file_with_another_fault_is_not_touched(gold: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _reversed_keys(gold)
    text = gold.read_text("utf-8")
    gold.write_text(text.replace('"GPE"', '"GPEE"', 1), "utf-8")
    before = gold.read_bytes()
    status, found = run(capsys, str(gold), "--fix")
    assert (status, "GPEE" in found, gold.read_bytes() == before) == (1, True, True), found
    assert "not in canonical bytes" in found


def test_a_canonical_file_is_not_written(gold: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = gold.stat().st_mtime_ns
    assert "written" not in run(capsys, str(gold), "--fix")[1]
    assert gold.stat().st_mtime_ns == before


def test_standard_input_cannot_be_fixed(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "-", "--fix")[0] == 2


def test_a_registry_has_a_canonical_form_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "entities.jsonl"
    things = [{"id": name, "kind": "entity", "type": "GPE", "name": name} for name in ("e:b", "e:a")]
    file.write_text("".join(json.dumps(each) + "\n" for each in things), "utf-8")
    assert run(capsys, str(file), "--canonical")[0] == 1
    assert run(capsys, str(file), "--fix")[0] == 0
    assert [each["id"] for each in lines_of(file)] == ["e:a", "e:b"]
    assert list(canonical_findings(file)) == []


@examples(20)
@given(st.randoms())
def test_whatever_the_order_the_same_bytes_come_out(tmp_path_factory: pytest.TempPathFactory, random: Any) -> None:
    file = tmp_path_factory.mktemp("canonical") / "gold.jsonl"
    content = (SAMPLE / "gold-2.0.0.jsonl").read_bytes()
    file.write_bytes(content)
    records = lines_of(file)
    for each in records:
        for layer in ("entities", "relations", "events"):
            random.shuffle(each[layer])
    random.shuffle(records)
    file.write_text("".join(json.dumps(each) + "\n" for each in records), "utf-8")
    assert list(canonical_findings(file)) != []
    write_canonically(file)
    assert file.read_bytes() == content
    assert list(canonical_findings(file)) == []
