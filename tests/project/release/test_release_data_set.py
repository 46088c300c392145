"""`annotator release`: the same bytes each time, nothing unfinished, no version twice, nothing half written."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from msgspec.structs import replace

from annotator.__main__ import main
from annotator.datasets.record import read_documents
from annotator.datasets.text_free import without_text
from annotator.datasets.write import write_records
from annotator.disk.operations import on_disk
from annotator.errors import AnnotatorError
from annotator.formats.registry import format_named
from annotator.model.document import Document
from annotator.project.release.release_data_set import release_data_set
from tests.disk.failing_disk import FailingDisk
from tests.formats.passing import read_all
from tests.shared import ROOT

SCHEMA = ROOT / "schema" / "conflict-news" / "2.1.0.yaml"
GOLD = list(read_documents(ROOT / "datasets" / "conflict-wire" / "development.jsonl"))
SAID = """\
version = "1.0.0"
published = "2031-05-12"
summary = "Three reports about a harbour | and its <strike>."
licence = "CC-BY-4.0"
authors = ["Mira Sol", "The Harbour Archive"]
title = "Harbour strike"
further_files = ["notes"]
"""


def write_parts(folder: Path, documents: Sequence[Document]) -> None:
    """Two of them for training, the rest for the test."""
    write_records(documents[:2], folder / "train.jsonl")
    write_records(documents[2:], folder / "test.jsonl")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A data set in two parts, with what its makers wrote about it."""
    made = tmp_path / "harbour"
    (made / "notes").mkdir(parents=True)
    (made / "notes" / "how.md").write_text("By hand.\n", "utf-8")
    (made / "README.md").write_text("# Harbour strike\n\nWritten by its makers.\n", "utf-8")
    (made / "dataset.toml").write_text(SAID, "utf-8")
    write_parts(made, GOLD)
    return made


def released(folder: Path, *words: str) -> int:
    return main(["release", str(folder), "--schema", str(SCHEMA), *words])


def contents(folder: Path) -> dict[str, bytes]:
    return {each.relative_to(folder).as_posix(): each.read_bytes() for each in folder.rglob("*") if each.is_file()}


@pytest.mark.slow
def test_the_same_input_gives_the_same_bytes_wherever_they_go(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert released(folder) == released(folder, "-o", str(tmp_path / "elsewhere")) == 0
    first = contents(folder / "releases" / "1.0.0")
    assert contents(tmp_path / "elsewhere") == first
    write_records(reversed(GOLD[:2]), folder / "train.jsonl")
    capsys.readouterr()
    assert released(folder) == 0
    told = capsys.readouterr()
    assert told.out == f"{folder / 'releases' / '1.0.0'}\n"
    assert "was released before and is the same" in told.err
    assert contents(folder / "releases" / "1.0.0") == first


@pytest.mark.slow
def test_the_bytes_do_not_depend_on_the_process(folder: Path, tmp_path: Path) -> None:
    made = []
    for seed in ("1", "2"):
        target = tmp_path / seed
        words = ["release", str(folder), "--schema", str(SCHEMA), "-o", str(target)]
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        subprocess.run([sys.executable, "-m", "annotator", *words], cwd=ROOT, env=environment, check=True)
        made.append(contents(target))
    assert made[0] == made[1]


def test_what_looks_inconsistent_stands_in_the_card_with_its_reason(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "dataset.toml").write_text(
        SAID + '[[explained]]\ndoubts = ["bare-event: quay-02 E16"]\nwhy = "Nobody saw who fired."\n', "utf-8"
    )
    assert released(folder) == 0
    card = (folder / "releases" / "1.0.0" / "README.md").read_text("utf-8")
    section = card.partition("## Consistency\n")[2].partition("\n## ")[0]
    assert "Nobody saw who fired.\n\n- Conflict.Repress 'Shots' in quay-02 has no argument\n" in section
    assert "Not explained:" in section
    (folder / "dataset.toml").write_text(
        SAID.replace("1.0.0", "1.0.1") + '[[explained]]\ndoubts = ["bare-event: gone"]\nwhy = "No more."\n', "utf-8"
    )
    capsys.readouterr()
    assert released(folder) == 3
    assert "explains 'bare-event: gone', which is not found" in capsys.readouterr().err


def test_a_release_has_what_people_expect(folder: Path) -> None:
    assert released(folder) == 0
    files = contents(folder / "releases" / "1.0.0")
    alone = {name for name in files if "/" not in name}
    assert alone == {
        "CITATION.cff", "LICENSE", "README.md", "SHA256SUMS", "VERSION", "croissant.json", "statistics.json",
        "statistics.svg", "test.jsonl", "train.jsonl",
    }  # fmt: skip
    assert files["notes/how.md"] == b"By hand.\n"
    assert files["VERSION"] == b"1.0.0\n"
    assert b"SPDX-License-Identifier: CC-BY-4.0\n" in files["LICENSE"]
    sums = files.pop("SHA256SUMS").decode().splitlines()
    assert sums == [f"{hashlib.sha256(content).hexdigest()}  {name}" for name, content in sorted(files.items())]
    assert list(read_documents(folder / "releases" / "1.0.0" / "test.jsonl")) == GOLD[2:]


def test_the_other_formats_hold_the_same_gold(folder: Path) -> None:
    assert released(folder) == 0
    place = folder / "releases" / "1.0.0"
    brat, _ = read_all(format_named("brat"), place / "brat" / "test")
    assert [each.text for each in brat] == [each.text for each in GOLD[2:]]
    found = [sorted((each.type, each.spans) for each in one.entities.values()) for one in brat]
    assert found == [sorted((each.type, each.spans) for each in one.entities.values()) for one in GOLD[2:]]
    conll, _ = read_all(format_named("conll"), place / "conll" / "train.conll")
    assert [each.id for each in conll] == [each.id for each in GOLD[:2]]
    assert "Conflict_Attack" in (place / "brat" / "train" / "annotation.conf").read_text("utf-8")


@pytest.mark.slow
def test_the_card_begins_with_its_makers_words_and_counts_what_stats_counts(
    folder: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert released(folder) == 0
    card = (folder / "releases" / "1.0.0" / "README.md").read_text("utf-8")
    matter, _, words = card.removeprefix("---\n").partition("---\n")
    assert words.startswith("# Harbour strike\n\nWritten by its makers.\n")
    assert 'license: "cc-by-4.0"\n' in matter
    assert '  - split: "test"\n    path: "test.jsonl"\n' in matter
    capfd.readouterr()
    parts = [str(folder / f"{part}.jsonl") for part in ("train", "test")]
    assert main(["stats", *parts, "-o", str(tmp_path / "all.md")]) == 0
    for table in (tmp_path / "all.md").read_text("utf-8").split("\n\n## ")[1:]:
        assert table.partition("\n\n")[2].strip() in words
    assert main(["stats", *parts, "--format", "json"]) == 0
    assert json.loads(capfd.readouterr().out) == json.loads(contents(folder / "releases" / "1.0.0")["statistics.json"])


def test_without_their_words_the_card_says_the_summary_and_nothing_in_it_is_markup(folder: Path) -> None:
    (folder / "README.md").unlink()
    assert released(folder) == 0
    card = (folder / "releases" / "1.0.0" / "README.md").read_text("utf-8")
    assert "# Harbour strike\n\nThree reports about a harbour &#124; and its &#60;strike>.\n" in card


@pytest.mark.slow
def test_a_released_version_never_changes(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert released(folder) == 0
    before = contents(folder / "releases" / "1.0.0")
    write_parts(folder, [replace(GOLD[0], meta={}), *GOLD[1:]])
    assert released(folder) == 3
    told = capsys.readouterr().err
    assert "a released version never changes: raise the version in dataset.toml, now 1.0.0" in told
    assert "train.jsonl" in told
    (folder / "dataset.toml").write_text(SAID.replace("1.0.0", "1.1.0"), "utf-8")
    assert released(folder) == 0
    assert contents(folder / "releases" / "1.0.0") == before
    (folder / "dataset.toml").write_text(SAID.replace("1.0.0", "1.0.1"), "utf-8")
    assert released(folder) == 3
    assert "1.1.0 is released already; expected a version above it" in capsys.readouterr().err


def test_a_release_that_somebody_changed_is_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert released(folder) == 0
    (folder / "releases" / "1.0.0" / "notes" / "more.md").write_text("Added later.", "utf-8")
    assert released(folder) == 3
    assert "would change (notes/more.md)" in capsys.readouterr().err


def _unconfirmed(documents: list[Document]) -> list[Document]:
    first = documents[0]
    name, entity = next(iter(sorted(first.entities.items())))
    entities = first.entities.set(name, replace(entity, unconfirmed=("type",)))
    return [replace(first, entities=entities), *documents[1:]]


UNFINISHED: dict[str, tuple[Callable[[list[Document]], list[Document]], str]] = {
    "unconfirmed": (_unconfirmed, "not confirmed: type"),
    "incomplete": (
        lambda each: [replace(each[0], incomplete_for=("LOC",)), *each[1:]],
        "not finished: not exhaustively labelled for LOC",
    ),
    "conflict": (
        lambda each: [replace(each[0], meta={"conflicts": [{"kind": "x"}]}), *each[1:]],
        "conflicts",
    ),
    "twice": (lambda each: [*each, each[0]], "stands in train and in test"),
    "leak": (lambda each: [*each, replace(each[0], id="copy")], "one part would give the other away"),
    "schemas": (
        lambda each: [replace(each[0], schema_ref="conflict-news@2.1.1"), *each[1:]],
        "others under conflict-news@2.1",
    ),
}


@pytest.mark.parametrize(("change", "said"), UNFINISHED.values(), ids=UNFINISHED)
def test_what_is_not_finished_is_refused(
    change: Callable[[list[Document]], list[Document]], said: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_parts(folder, change(list(GOLD)))
    assert released(folder) == 3
    assert said in capsys.readouterr().err
    assert not (folder / "releases").exists()


def test_what_breaks_a_rule_is_refused(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    content = (folder / "train.jsonl").read_bytes()
    (folder / "train.jsonl").write_bytes(content.replace(b'"type":"GPE"', b'"type":"PLANET"', 1))
    assert released(folder) == 3
    assert "PLANET" in capsys.readouterr().err
    assert not (folder / "releases").exists()


def test_a_split_that_says_something_else_is_refused(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "split.json").write_text('{"parts": {"train": [], "test": []}}', "utf-8")
    assert released(folder) == 3
    assert "split again" in capsys.readouterr().err
    (folder / "split.json").write_text("[]", "utf-8")
    assert released(folder) == 3
    assert "is no file that annotator split wrote" in capsys.readouterr().err


def test_wrong_calls(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert released(tmp_path / "nowhere") == 3
    assert "is no folder" in capsys.readouterr().err
    (folder / "dataset.toml").write_text(SAID.replace("notes", "gone") + 'licens = "MIT"\n', "utf-8")
    assert released(folder) == 3
    assert "did you mean licence?" in capsys.readouterr().err
    (folder / "dataset.toml").write_text(SAID.replace("notes", "gone"), "utf-8")
    assert released(folder) == 3
    assert "there is no gone" in capsys.readouterr().err
    (folder / "dataset.toml").write_text(SAID.replace("notes", "../secret"), "utf-8")
    assert released(folder) == 3
    assert "expected a file or folder inside" in capsys.readouterr().err
    (folder / "dataset.toml").unlink()
    assert released(folder) == 3
    assert 'licence = "CC-BY-4.0"' in capsys.readouterr().err
    (folder / "dataset.toml").write_text(SAID, "utf-8")
    assert released(folder, "-o", str(folder)) == 3
    assert "is there and no release" in capsys.readouterr().err


def test_nothing_is_published_through_a_link(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "secret").write_text("x", "utf-8")
    (folder / "notes" / "link").symlink_to(tmp_path / "secret")
    assert released(folder) == 3
    assert "a link leads out" in capsys.readouterr().err


@pytest.mark.slow
def test_a_disk_that_fails_leaves_no_release(folder: Path) -> None:
    counting = FailingDisk(0, "broken")
    with on_disk(counting):
        release_data_set(folder, folder / "whole", schema=SCHEMA)
    for failing in range(1, counting.count, 37):
        with on_disk(FailingDisk(failing, "full always")):
            try:
                release_data_set(folder, folder / "out" / "1.0.0", schema=SCHEMA)
            except AnnotatorError:
                assert not list((folder / "out").glob("*"))
            else:  # The disk was full where nothing was written any more.
                assert contents(folder / "out" / "1.0.0") == contents(folder / "whole")


def test_a_text_free_data_set_is_released_without_a_word_of_its_texts(folder: Path) -> None:
    write_parts(folder, [without_text(each) for each in GOLD])
    assert released(folder) == 0
    files = contents(folder / "releases" / "1.0.0")
    assert not [name for name in files if name.startswith(("brat", "conll"))]
    assert b"Amber Queen" not in b"".join(files.values())
    assert b"annotator hydrate" in files["README.md"]
