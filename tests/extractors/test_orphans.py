"""An extractor that turns on its guard is killed all the same, and sees nothing of the program that started it."""

from __future__ import annotations

import ctypes
import os
import shlex
import shutil
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from annotator.datasets.record_bytes import document_bytes
from annotator.errors import ExtractorError
from annotator.extractors.article import Article
from annotator.extractors.limits import Limits
from annotator.extractors.orphans import GET_READABLE, GET_REAPER
from annotator.extractors.run import Run
from annotator.extractors.spec import parse_spec
from annotator.model.document import Document

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="orphans are taken in and memory is closed on Linux only"),
]

QUICK = Limits(timeout_s=20, grace_s=0.3)
STAY = "import time, sys; time.sleep(600)"
KILLERS = {
    "alone": "os.kill(os.getppid(), signal.SIGKILL); time.sleep(600)",
    "with children in other sessions": """
for _ in range(4):
    if not os.fork():
        os.setsid()
        if not os.fork():
            os.execve(sys.executable, [sys.executable, "-c", STAY, MARKER], {})
        time.sleep(600)
time.sleep(0.2)
os.kill(os.getppid(), signal.SIGKILL)
time.sleep(600)
""",
    "whose parent has gone": """
guard = os.getppid()
if os.fork():
    os.kill(guard, signal.SIGKILL)
else:
    time.sleep(600)
""",
}


def killer(code: str, marker: str) -> str:
    head = f"import os, signal, sys, time\nMARKER = {marker!r}\nSTAY = {STAY!r}\n"
    return f"cmd:{shlex.join([sys.executable, '-c', head + textwrap.dedent(code), marker])}"


def alive(marker: str) -> list[str]:
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if marker in (folder / "cmdline").read_bytes().decode("utf-8", "replace"):
                found.append(folder.name)
        except OSError:
            continue
    return found


@pytest.fixture
def bystander() -> Iterator[subprocess.Popen[bytes]]:
    """A child of this process in a session of its own, which no run may touch."""
    process = subprocess.Popen([sys.executable, "-c", STAY], start_new_session=True)
    yield process
    process.kill()
    process.wait()


def kept_by_the_system() -> tuple[int, int]:
    reaper = ctypes.c_int()
    ctypes.CDLL(None).prctl(GET_REAPER, ctypes.byref(reaper), 0, 0, 0)
    return reaper.value, ctypes.CDLL(None).prctl(GET_READABLE, 0, 0, 0, 0)


@pytest.mark.parametrize("jobs", [1, 3])
@pytest.mark.parametrize("code", KILLERS.values(), ids=KILLERS)
def test_it_does_not_outlive_its_run(code: str, jobs: int, tmp_path: Path, bystander: subprocess.Popen[bytes]) -> None:
    marker = f"marker-{uuid4().hex}"
    articles = [Article(f"d{number}", "Oskell.", None) for number in range(jobs)]
    before = kept_by_the_system()
    with pytest.raises(ExtractorError, match="killed the process that guards it"):
        list(Run(parse_spec(killer(code, marker)), articles, QUICK, folder=tmp_path, jobs=jobs))
    assert alive(marker) == []
    assert bystander.poll() is None
    assert kept_by_the_system() == before


def test_one_that_stops_its_guard_does_not_hold_the_program(tmp_path: Path) -> None:
    marker = f"marker-{uuid4().hex}"
    spec = killer("os.kill(os.getppid(), signal.SIGSTOP); time.sleep(600)", marker)
    with pytest.raises(ExtractorError, match="did not end within"):
        list(Run(parse_spec(spec), [Article("d", "Oskell.", None)], Limits(timeout_s=1, grace_s=0.1), folder=tmp_path))
    assert alive(marker) == []


LOOK = """
import json, os, sys
found = {}
pid = os.getppid()
for _ in range(2):
    for name in ("environ", "cwd", "mem"):
        try:
            path = f"/proc/{pid}/{name}"
            found[f"{pid} {name}"] = os.readlink(path) if name == "cwd" else open(path, "rb").read(0).decode()
            if name == "environ":
                found[f"{pid} {name}"] = open(path, "rb").read().decode()
        except OSError:
            pass
    pid = int(open(f"/proc/{pid}/stat").read().rpartition(")")[2].split()[1])
print(json.dumps({"id": "d", "schema": None, "entities": [], "error": f"seen: {json.dumps(found)}"}))
"""


def without_looking_into_others() -> list[str]:
    """What a command is run by so that it has no more rights than a user's: root may look into every process."""
    if os.getuid():
        return []
    found = shutil.which("setpriv")
    if found is None:
        pytest.skip("root's rights cannot be given up without setpriv")
    rights = "-sys_ptrace,-perfmon,-sys_admin"
    return [found, f"--bounding-set={rights}", f"--inh-caps={rights}"]


def test_it_sees_nothing_of_the_program_that_started_it(tmp_path: Path) -> None:
    source = tmp_path / "source.jsonl"
    source.write_bytes(document_bytes(Document("d", "Oskell")))
    spec = f"cmd:{shlex.join([sys.executable, '-c', LOOK])}"
    command = [sys.executable, "-m", "annotator", "predict", spec, str(source), "-o", "-"]
    environment = os.environ | {"SECRET_TOKEN": "canary"}
    command = [*without_looking_into_others(), *command]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    assert "canary" not in done.stdout + done.stderr
    assert "seen: {}" in done.stderr, done.stderr


def test_a_program_that_is_killed_leaves_a_guard_that_ends(tmp_path: Path) -> None:
    marker = f"marker-{uuid4().hex}"
    source = tmp_path / "source.jsonl"
    source.write_bytes(document_bytes(Document("d", "Oskell")))
    command = [sys.executable, "-m", "annotator", "predict", killer("time.sleep(600)", marker), str(source), "-o", "-"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        while len(alive(marker)) < 3:
            time.sleep(0.05)
            assert process.poll() is None
        process.send_signal(signal.SIGKILL)
    for _ in range(100):
        if not alive(marker):
            break
        time.sleep(0.05)
    assert alive(marker) == []
