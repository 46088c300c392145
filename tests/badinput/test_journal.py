"""The journal rows of the shared bad inputs: the same damage, done to the operation log that this program writes."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from annotator.__main__ import main
from annotator.project.project import Project
from annotator.store.reading.loading import open_layer
from annotator.store.tables.layers import all_layers
from tests.badinput.manifest import rows
from tests.project.backup.labelled import label, labelled_project
from tests.shared import needs_shared

Lines = list[bytes]


def ok(lines: Lines) -> Lines:
    return lines


def torn_tail(lines: Lines) -> Lines:
    """The last operation is cut; what stood behind it is gone."""
    last = last_operation(lines)
    return [*lines[:last], lines[last][:40]]


def bit_flip(lines: Lines) -> Lines:
    """One character of an operation differs, which is still JSON."""
    place = last_operation(lines) - 2
    changed = lines[place].replace(b"GPE", b"GPF", 1)
    assert changed != lines[place]
    json.loads(changed)
    return [*lines[:place], changed, *lines[place + 1 :]]


def seq_gap(lines: Lines) -> Lines:
    place = last_operation(lines) - 2
    return [*lines[:place], *lines[place + 1 :]]


DAMAGE: dict[str, Callable[[Lines], Lines]] = {
    "journal/ok.jsonl": ok,
    "journal/torn_tail.jsonl": torn_tail,
    "journal/bit_flip.jsonl": bit_flip,
    "journal/seq_gap.jsonl": seq_gap,
}
SAID = {
    "journal/ok.jsonl": "5 operations",
    "journal/torn_tail.jsonl": "1 operations are lost",
    "journal/bit_flip.jsonl": "checksum",
    "journal/seq_gap.jsonl": "missing",
}


def last_operation(lines: Lines) -> int:
    return max(place for place, line in enumerate(lines) if b'"is":"operations"' in line)


def mentions_in(folder: Path) -> int:
    project = Project.open(folder)
    found = sum(len(open_layer(project.store.rows, key)[1].entities) for key in all_layers(project.store.rows))
    project.close()
    return found


@needs_shared
def test_each_row_has_its_damage() -> None:
    assert {row["file"] for row in rows("journal")} == set(DAMAGE)


@pytest.mark.slow
@pytest.mark.parametrize("name", DAMAGE)
def test_the_same_damage_to_our_log(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project = labelled_project(tmp_path / "p")
    before = len([*rows_in(project)])
    label(project, *((start, start + 1) for start in range(0, 2 * (5 - before), 2)))
    project.close()
    log = tmp_path / "x.log"
    assert main(["log", "--export", str(log), "--project", str(tmp_path / "p")]) == 0
    log.write_bytes(b"\n".join(DAMAGE[name](log.read_bytes().split(b"\n"))))
    damaged = log.read_bytes()
    capsys.readouterr()
    assert main(["log", "--verify", str(log)]) == (0 if name == "journal/ok.jsonl" else 1)
    verified = "".join(capsys.readouterr())
    status = main(["log", "--rebuild", str(log), str(tmp_path / "again")])
    rebuilt = "".join(capsys.readouterr())
    assert SAID[name] in verified + rebuilt
    assert "Traceback" not in verified + rebuilt
    assert log.read_bytes() == damaged
    if name in ("journal/bit_flip.jsonl", "journal/seq_gap.jsonl"):
        assert status == 3
        assert not (tmp_path / "again").exists()
        return
    assert status == 0
    lost = name == "journal/torn_tail.jsonl"
    assert mentions_in(tmp_path / "again") == mentions_in(tmp_path / "p") - lost
    aside = list((tmp_path / "again" / ".annotator").glob("*.set-aside"))
    assert [path.read_bytes() for path in aside] == ([damaged.split(b"\n")[-1]] if lost else [])


def rows_in(project: Project) -> list[tuple[object, ...]]:
    return project.store.rows.all("SELECT seq FROM operations")
