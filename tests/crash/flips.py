"""Flipping one bit of a file that the program wrote, again and again, and asking whether anybody notices: `make flips`.

`FLIPS=500 SEED=3 make flips`. Each flip is at a random place of a fresh copy. `found`: the command that looks the file
over has a finding or refuses it; `same`: what the file says is what it said, whatever the bit was for; `silent`: it
says something else, and nobody noticed.
"""

from __future__ import annotations

import io
import os
import shutil
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from random import Random
from typing import NamedTuple

import orjson

from annotator.__main__ import main
from annotator.errors import AnnotatorError
from annotator.project.doctor import diagnose
from annotator.project.project import Project
from tests.crash.faults import is_time
from tests.project.backup.labelled import labelled_project, rows_of

Content = dict[str, object]
"""What a file says, by table or by key."""


class Target(NamedTuple):
    """A file in a made project, and how one finds out what became of it."""

    file: str
    is_sound: Callable[[Path], bool]
    content: Callable[[Path], Content]


def succeeds(*words: str) -> bool:
    """Whether a command finds nothing wrong."""
    with redirect_stderr(io.StringIO()), redirect_stdout(io.TextIOWrapper(io.BytesIO())):
        return main(list(words)) == 0


def rows(folder: Path) -> Content:
    """What the store of a project holds, times aside."""
    project = Project.open(folder)
    try:
        return {
            name: [[each for each in row if not is_time(each)] for row in t] for name, t in rows_of(project).items()
        }
    finally:
        project.close()


def records(folder: Path) -> Content:
    """The values of all records by key; the bytes, where they are no records any more."""
    content: defaultdict[str, list[object]] = defaultdict(list)
    for line in (folder / "p.jsonl").read_bytes().splitlines():
        for key, value in orjson.loads(line).items():
            content[key].append(value)
    return dict(content)


def restored(folder: Path) -> Content:
    succeeds("restore", str(folder / "p.backup"), str(folder / "again"))
    return rows(folder / "again")


def rebuilt(folder: Path) -> Content:
    succeeds("log", "--rebuild", str(folder / "p.log"), str(folder / "again"))
    return rows(folder / "again")


TARGETS = {
    "the store": Target(
        ".annotator/store.sqlite",
        lambda folder: not any(each.level == "finding" for each in diagnose(folder)),
        rows,
    ),
    "exported gold": Target(
        "p.jsonl", lambda folder: succeeds("check", str(folder / "p.jsonl"), "--project", str(folder)), records
    ),
    "an exported log": Target("p.log", lambda folder: succeeds("log", "--verify", str(folder / "p.log")), rebuilt),
    "a backup": Target(
        "p.backup", lambda folder: succeeds("restore", str(folder / "p.backup"), str(folder / "looked-at")), restored
    ),
}


def made(folder: Path) -> Path:
    """A labelled project, its export, its log and its backup."""
    labelled_project(folder).close()
    inside = ("--project", str(folder))
    succeeds("export", "-o", str(folder / "p.jsonl"), *inside)
    succeeds("log", "--export", str(folder / "p.log"), *inside)
    succeeds("backup", str(folder / "p.backup"), *inside)
    return folder


def became(target: Target, folder: Path, before: Content) -> str:
    """What became of a flipped bit: `found`, `same`, or `silent` with what says something else now."""
    try:
        if not target.is_sound(folder):
            return "found"
        now = target.content(folder)
    except AnnotatorError:
        return "found"
    other = sorted(key for key in before.keys() | now.keys() if before.get(key) != now.get(key))
    return f"silent: {', '.join(other)}" if other else "same"


def flipped(target: Target, original: Path, scratch: Path, random: Random, flips: int) -> Iterator[str]:
    """What became of each of so many flips."""
    whole = (original / target.file).read_bytes()
    shutil.copytree(original, scratch / "whole")
    before = target.content(scratch / "whole")
    shutil.rmtree(scratch / "whole")
    for _ in range(flips):
        copy = shutil.copytree(original, scratch / "copy")
        damaged, bit = bytearray(whole), random.randrange(len(whole) * 8)
        damaged[bit // 8] ^= 1 << bit % 8
        (copy / target.file).write_bytes(damaged)
        yield became(target, copy, before)
        shutil.rmtree(copy)


def campaign(flips: int, seed: int) -> dict[str, Counter[str]]:
    """Flip bits of every file, and print the table."""
    outcomes: dict[str, Counter[str]] = {}
    print(f"{'a bit flipped in':18}{'tried':>7}{'found':>7}{'same':>7}{'silent':>8}")
    with tempfile.TemporaryDirectory() as name:
        original = made(Path(name) / "p")
        for called, target in TARGETS.items():
            found = outcomes[called] = Counter(flipped(target, original, Path(name), Random(seed), flips))
            silent = {message: count for message, count in found.items() if message.startswith("silent")}
            counts = (found.total(), found["found"], found["same"], sum(silent.values()))
            print(f"{called:18}{counts[0]:7}{counts[1]:7}{counts[2]:7}{counts[3]:8}", flush=True)
            for message, count in sorted(silent.items()):
                print(f"    {count} {message}", flush=True)
    return outcomes


if __name__ == "__main__":
    campaign(int(os.environ.get("FLIPS", "500")), int(os.environ.get("SEED", "0")))
