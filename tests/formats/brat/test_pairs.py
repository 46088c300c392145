"""Pairs of `.a1` and `.a2`: read as one document, written as a pair again, faults named with their file and line."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from annotator.__main__ import main
from annotator.errors import FormatError
from annotator.formats.brat.standoff import Brat
from annotator.formats.protocol import STDOUT
from annotator.formats.recognition import recognised
from annotator.model.annotation import mention
from tests.formats.passing import read_all, write_all

TEXT = "Acme struck Selm.\n"
GIVEN = "T1\tORG 0 4\tAcme\nT2\tGPE 12 16\tSelm\n"
REST = "T3\tAttack 5 11\tstruck\nE1\tAttack:T3 Agent:T1 Target:T2\n*\tEquiv T1 T2\nM1\tNegation E1\n"


def folder_with(folder: Path, given: str | None, rest: str | None) -> Path:
    for name, content in (("a.txt", TEXT), ("a.a1", given), ("a.a2", rest)):
        if content is not None:
            (folder / name).write_bytes(content.encode())
    return folder


@pytest.mark.parametrize(
    ("given", "rest"),
    [
        (GIVEN, REST),
        (GIVEN, ""),
        (GIVEN, None),
        (GIVEN.rstrip("\n"), REST),
        (GIVEN.rstrip("\n"), ""),
        (GIVEN.rstrip("\n"), None),
        (GIVEN, REST.rstrip("\n")),
        (GIVEN.replace("\n", "\r\n"), REST.replace("\n", "\r\n")),
        (GIVEN.replace("\n", "\r\n"), REST),
        (f"{GIVEN}\n", f"\n{REST}\n"),
        ("", ""),
        ("", None),
    ],
)
def test_a_pair_comes_back_byte_by_byte(given: str, rest: str | None, tmp_path: Path) -> None:
    (document,), report = read_all(Brat(), folder_with(tmp_path, given, rest))
    assert list(document.events) == (["E1"] if rest else [])
    files, written = write_all(Brat(), [document], Path("out"))
    expected = {"a.txt": TEXT, "a.a1": given} | ({} if rest is None else {"a.a2": rest})
    assert {path.name: content.decode() for path, content in files.items()} == expected
    assert not [*report.notes, *written.notes, *report.losses, *written.losses]


def test_what_is_new_stands_in_the_second_file(tmp_path: Path) -> None:
    (document,), _ = read_all(Brat(), folder_with(tmp_path, GIVEN, None))
    new = mention("T9", "ORG", TEXT, ((0, 4),))
    files, _ = write_all(Brat(), [replace(document, entities=document.entities.set("T9", new))], Path("out"))
    assert files[Path("out/a.a1")].decode() == GIVEN
    assert files[Path("out/a.a2")].decode() == "T9\tORG 0 4\tAcme\n"


def test_on_standard_output_a_pair_is_one_and_that_is_told(tmp_path: Path) -> None:
    (document,), _ = read_all(Brat(), folder_with(tmp_path, GIVEN.rstrip("\n"), REST))
    files, report = write_all(Brat(), [document], STDOUT)
    assert files[STDOUT].decode() == GIVEN + REST
    assert report.notes == ("the lines of a pair of .a1 and .a2 are written as one",)


@pytest.mark.parametrize("name", ["a.a1", "a.a2", "a.txt", "."])
def test_any_file_of_a_pair_names_it(name: str, tmp_path: Path) -> None:
    folder = folder_with(tmp_path, GIVEN, REST)
    assert [document.id for document in read_all(Brat(), folder / name)[0]] == ["a"]
    assert name == "a.txt" or recognised(folder / name).name == "brat"


@pytest.mark.parametrize(
    ("given", "rest", "place"),
    [
        (GIVEN + "T7\tORG 0 99\tAcme\n", REST, "a.a1:3: T7: "),
        (GIVEN, REST + "A1\tNegation E9\n", "a.a2:5: A1: "),
        (GIVEN.rstrip("\n"), "nothing\n", "a.a2:1: "),
        (None, REST, "a.a1: cannot be read"),
    ],
)
def test_faults_are_named_with_file_and_line(given: str | None, rest: str, place: str, tmp_path: Path) -> None:
    with pytest.raises(FormatError) as caught:
        read_all(Brat(), folder_with(tmp_path, given, rest))
    assert place in str(caught.value)


def test_a_document_is_in_one_form(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder_with(tmp_path, GIVEN, REST) / "a.ann").write_bytes(GIVEN.encode())
    assert main(["convert", str(tmp_path), "-", "--from", "brat", "--to", "jsonl"]) == 3
    assert "expected a .ann file or a pair of .a1 and .a2" in capsys.readouterr().err
