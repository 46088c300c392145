"""Failing the Nth operation on the disk, for N = 1, 2, 3, ... until a run does not reach it: `make faults`.

For each action and each way of failing, a child process runs the action on a copy of one project while a preloaded
library counts what it does on the disk and has the Nth operation fail. Afterwards the store and the files that it
writes must be those of before or those of after, `doctor` must find nothing, or what it advises must help, and the
same action must then work.
`--every 7` looks at each seventh N only, `--only export` at one action.
"""

from __future__ import annotations

import argparse
import ctypes
import io
import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from annotator.__main__ import main
from annotator.project.backup.restore import restore_backup
from annotator.project.backup.take import take_backup
from annotator.project.doctor import Diagnosis, diagnose
from annotator.project.project import Project
from annotator.store.database.transaction import writing
from annotator.store.tables.decisions import insert_decision
from tests.project.backup.labelled import DECISION, label, labelled_project, rows_of
from tests.project.projects import SCHEMA_YAML

SOURCE = Path(__file__).with_name("faulty_disk.c")
MODES = ("crash", "full once", "full always", "broken", "torn", "lost", "renamed without data")
MOST_OPERATIONS = 2000


def export(folder: Path) -> int:
    return main(["export", "--project", str(folder), "-o", str(folder / "out")])


def edit(folder: Path) -> int:
    project = Project.open(folder)
    label(project, (26, 29))
    project.close()
    return 0


def decide(folder: Path) -> int:
    project = Project.open(folder)
    with writing(project.store.writable(), project.store.location) as transaction:
        insert_decision(transaction, DECISION)
    project.close()
    return 0


def read_in(folder: Path) -> int:
    return main(["import", str(folder / "gold.jsonl"), "--layer", "new", "--project", str(folder)])


def keep_log(folder: Path) -> int:
    return main(["log", "--export", str(folder / "out"), "--project", str(folder)])


def back_up(folder: Path) -> int:
    return main(["backup", str(folder / "out"), "--project", str(folder)])


def restore(folder: Path) -> int:
    return main(["restore", str(folder / "old.backup"), str(folder)])


def migrate(folder: Path) -> int:
    return main(["schema", "migrate", "--to", "1.1.0", "--project", str(folder)])


ACTIONS: dict[str, Callable[[Path], int]] = {
    "export": export,
    "edit": edit,
    "decision": decide,
    "import": read_in,
    "log --export": keep_log,
    "backup": back_up,
    "restore": restore,
    "schema migrate": migrate,
}


class Outcome(NamedTuple):
    """How a child ended: its status, what it said, and how many operations it did."""

    status: int
    said: str
    operations: int


def in_child(action: Callable[[Path], int], folder: Path, failing: int, mode: int) -> Outcome:
    """Run an action in a child, on a disk whose Nth operation fails."""
    report = Path(tempfile.gettempdir()) / f"faults-{os.getpid()}"
    report.unlink(missing_ok=True)
    kept = folder.parent / "kept"
    shutil.rmtree(kept, ignore_errors=True)
    kept.mkdir()
    child = os.fork()
    if not child:
        library = ctypes.CDLL(os.environ["LD_PRELOAD"])
        said, status = io.StringIO(), 99
        os.environ["TMPDIR"] = tempfile.tempdir = str(folder)
        library.fault_arm(ctypes.c_long(failing), mode, str(folder).encode(), str(kept).encode())
        try:
            with redirect_stderr(said), redirect_stdout(io.TextIOWrapper(io.BytesIO())):
                status = action(folder)
        except BaseException as error:
            said.write(f"{type(error).__name__}: {error}")
            status = int(getattr(error, "exit_code", 98))
        count = library.fault_count()
        library.fault_arm(ctypes.c_long(0), 0, b"", b"")
        report.write_text(f"{count}\n{said.getvalue()}")
        os._exit(status)
    _, ended = os.waitpid(child, 0)
    count, _, said_by = report.read_text().partition("\n") if report.exists() else (str(failing), "", "")
    return Outcome(os.waitstatus_to_exitcode(ended), said_by, int(count))


def signature(folder: Path) -> str:
    """All that a project's store holds, times and running numbers aside, and whether its output is there."""
    project = Project.open(folder)
    rows = rows_of(project)
    project.close()
    held = {name: [[each for each in row if not is_time(each)] for row in table] for name, table in rows.items()}
    held["operations"] = [row[:7] for row in held["operations"]]
    held["decisions"] = [row[:5] for row in held["decisions"]]
    return sha256(repr(sorted(held.items())).encode()).hexdigest()


def is_time(value: object) -> bool:
    return isinstance(value, str) and value[:2] == "20" and "T" in value


def output(folder: Path) -> bytes:
    path = folder / "out"
    return path.read_bytes() if path.exists() else b""


def template(folder: Path) -> Path:
    """A project with an older backup, gold to import and an output of before."""
    project = labelled_project(folder)
    take_backup(project, folder / "old.backup")
    label(project, (30, 33))
    main(["export", "--project", str(folder), "-o", str(folder / "gold.jsonl")])
    (folder / "out").write_bytes(b"old\n")
    project.close()
    # A folder of versions, so that the project's working state can be migrated.
    (folder / "schema" / "mini").mkdir()
    (folder / "schema" / "mini.yaml").rename(folder / "schema" / "mini" / "1.0.0.yaml")
    newer = SCHEMA_YAML.replace("1.0.0", "1.1.0").replace("  GPE:", '  PLACE: {definition: "a place"}\n  GPE:')
    (folder / "schema" / "mini" / "1.1.0.yaml").write_text(newer)
    config = folder / "annotator.toml"
    config.write_text(config.read_text().replace("schema/mini.yaml", "schema/mini/1.0.0.yaml"))
    return folder


def faults_of(action: Callable[[Path], int], made: Path, scratch: Path, mode: int, every: int) -> Iterator[str]:
    """What became of each failure: before, after, or what is wrong."""
    before = signature(made)
    done = scratch / "done"
    shutil.copytree(made, done)
    assert in_child(action, done, MOST_OPERATIONS, mode).status == 0
    after = signature(done)
    shutil.rmtree(done)
    for failing in range(1, MOST_OPERATIONS, every):
        run = scratch / "run"
        shutil.copytree(made, run)
        outcome = in_child(action, run, failing, mode)
        if outcome.operations < failing:
            shutil.rmtree(run)
            return
        yield judged(action, run, outcome, (before, after))
        shutil.rmtree(run)


def judged(action: Callable[[Path], int], run: Path, outcome: Outcome, states: tuple[str, str]) -> str:
    if outcome.status not in (0, 3, 5, 137):
        return f"wrong: ended with {outcome.status}: {outcome.said[:200]}"
    if advised := [each for each in findings(run) if "annotator schema migrate" in str(each) and action is migrate]:
        in_child(action, run, MOST_OPERATIONS * 10, 0)
        if signature(run) != states[1]:
            return f"wrong: the advice does not help: {advised[0]}"
    if found := findings(run):
        return f"wrong: doctor: {found[0]}"
    now = signature(run)
    if now not in states:
        return "wrong: neither the state of before nor that of after"
    kept = output(run)
    if kept != b"old\n" and not is_whole(kept, run):
        return "wrong: a file that is neither the old one nor the new one"
    if action is not decide and in_child(action, run, MOST_OPERATIONS * 10, 0).status:
        return "wrong: it does not work afterwards"
    return "after" if now == states[1] != states[0] or kept != b"old\n" else "before"


def findings(run: Path) -> list[Diagnosis]:
    return [each for each in diagnose(run) if each.level == "finding"]


def is_whole(content: bytes, run: Path) -> bool:
    """Whether an output is one that its command would read or write again."""
    copy = run / "whole"
    copy.write_bytes(content)
    if content[:2] == b"PK":
        return restore_backup(copy, run / "from-output").faults == ()
    verb = ["log", "--verify"] if b'"is":"log"' in content[:60] else ["check", "--project", str(run)]
    with redirect_stderr(io.StringIO()), redirect_stdout(io.TextIOWrapper(io.BytesIO())):
        return main([*verb, str(copy)]) == 0 and content.endswith(b"\n")


def campaign(every: int, only: str | None = None) -> int:
    """Run all of it, or one action, and print the table; the number of failures that were not survived."""
    wrong = 0
    print(f"{'action':15}{'failing':21}{'tried':>7}{'before':>8}{'after':>7}{'wrong':>7}")
    with tempfile.TemporaryDirectory() as scratch:
        made = template(Path(scratch).resolve() / "made")
        for name, action in ACTIONS.items():
            if only not in (None, name):
                continue
            for mode, called in enumerate(MODES):
                found = Counter(faults_of(action, made, Path(scratch).resolve(), mode, every))
                bad = {message: count for message, count in found.items() if message.startswith("wrong")}
                wrong += sum(bad.values())
                counts = (found.total(), found["before"], found["after"], sum(bad.values()))
                print(f"{name:15}{called:21}{counts[0]:7}{counts[1]:8}{counts[2]:7}{counts[3]:7}", flush=True)
                for message in bad:
                    print(f"    {message}", flush=True)
    return wrong


def preloaded() -> dict[str, str]:
    """The environment in which the library is loaded; built beside nothing, in a folder that the system clears."""
    library = Path(tempfile.mkdtemp(prefix="faulty-disk-")) / "faulty_disk.so"
    subprocess.run(["cc", "-O1", "-shared", "-fPIC", "-o", str(library), str(SOURCE), "-ldl", "-pthread"], check=True)
    return {**os.environ, "LD_PRELOAD": str(library)}


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--only", choices=ACTIONS)
    wanted = parser.parse_args()
    if "LD_PRELOAD" not in os.environ:
        again = [sys.executable, "-m", "tests.crash.faults", *sys.argv[1:]]
        sys.exit(subprocess.run(again, env=preloaded()).returncode)
    sys.exit(min(campaign(wanted.every, wanted.only), 1))
