"""`--confine`: no network, nothing written but the scratch folder, neither gold nor project to be read."""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.__main__ import main
from annotator.errors import UsageError
from annotator.extractors import confinement, landlock
from annotator.extractors.article import Article
from annotator.extractors.confinement import Confinement, Way
from annotator.extractors.limits import Limits
from annotator.extractors.run import Run
from annotator.extractors.spec import parse_spec

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="extractors are confined on Linux only"),
]

CODE = """
    import json, os, socket, sys
    from pathlib import Path
    from beside import WORD

    def outcome(act):
        try:
            return str(act() or "done")
        except OSError as error:
            return "refused"

    def extract(records):
        for record in records:
            found = {name: outcome(act) for name, act in ACTS.items()} | {"own code": WORD}
            yield {"id": record["id"], "entities": [], "relations": [], "events": [], "error": json.dumps(found)}

    ACTS = {
        "read gold": lambda: Path(GOLD).read_text(),
        "read gold by proc": lambda: Path("/proc/self/root" + GOLD).read_text(),
        "read project": lambda: Path(PROJECT, "annotator.toml").read_text(),
        "list project": lambda: os.listdir(Path(PROJECT, "datasets")),
        "write project": lambda: Path(PROJECT, "new").write_text("x"),
        "write beside": lambda: Path(PROJECT).with_name("canary").write_text("x"),
        "write scratch": lambda: Path("mine").write_text("x"),
        "read system": lambda: len(os.listdir("/usr")),
        "connect": lambda: socket.create_connection(("127.0.0.1", PORT), 2),
        "send": lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"x", ("192.0.2.1", 9)),
        "start another": lambda: os.system("cat " + GOLD + " >/dev/null 2>&1") and "refused",
    }
"""
REFUSED = {
    *("read gold", "read gold by proc", "read project", "list project", "write project", "write beside"),
    *("connect", "send", "start another"),
}


def works(way: Way) -> bool:
    if way == "Landlock":
        return bool(landlock.version())
    bwrap = shutil.which("bwrap")
    return bool(bwrap) and confinement._works(str(bwrap))


WAYS: tuple[Way, ...] = ("bwrap", "Landlock")
USABLE = [each for each in WAYS if sys.platform == "linux" and works(each)]


@pytest.fixture(params=USABLE or WAYS)
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Way:
    chosen: Way = request.param
    if not USABLE:
        pytest.skip("neither bwrap nor Landlock may be used here")
    monkeypatch.setattr(confinement, "_way", lambda: chosen)
    return chosen


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with gold, and an extractor that tries everything."""
    folder = tmp_path / "p"
    (folder / "datasets").mkdir(parents=True)
    (folder / "annotator.toml").write_text("")
    record = {"id": "a", "text": "Selm.", "schema": "m@1.0.0", "entities": [], "relations": [], "events": []}
    gold = folder / "datasets" / "gold.jsonl"
    gold.write_text(json.dumps(record) + "\n")
    (folder / "tools").mkdir()
    (folder / "tools" / "beside.py").write_text("WORD = 'known'\n")
    names = f"GOLD, PROJECT, PORT = {str(gold)!r}, {str(folder)!r}, 9\n"
    (folder / "tools" / "tries.py").write_text(names + textwrap.dedent(CODE))
    return folder


def tried(project: Path, listening_port: int, *, confine: bool) -> dict[str, str]:
    code = project / "tools" / "tries.py"
    code.write_text(code.read_text().replace(", 9\n", f", {listening_port}\n", 1))
    held = Confinement(project, project / "datasets" / "gold.jsonl") if confine else None
    run = Run(
        parse_spec("tools/tries.py:extract"),
        [Article("a", "Selm.")],
        Limits(timeout_s=30, allow_errors=True, confinement=held),
        folder=project,
    )
    (answer,) = list(run)
    return dict(json.loads(answer.error or "{}"))


@pytest.fixture
def port() -> Iterator[int]:
    """A port of this machine that answers."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield int(server.getsockname()[1])


def test_each_promise(way: Way, project: Path, port: int) -> None:
    free = tried(project, port, confine=False)
    assert [name for name, found in free.items() if found == "refused"] == [], "the acts fail without confinement too"
    (project / "new").unlink()
    (project.parent / "canary").unlink()
    found = tried(project, port, confine=True)
    assert {name for name, outcome in found.items() if outcome == "refused"} == REFUSED
    assert "Selm" not in json.dumps(found)
    assert (found["own code"], found["write scratch"]) == ("known", "1")
    assert int(found["read system"]) > 0
    assert not (project / "new").exists()
    assert not (project.parent / "canary").exists()


def test_predict_and_bench_confine(way: Way, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project)
    (project / "tools" / "reads.py").write_text(
        "import os\n\ndef extract(records):\n    for each in records:\n        secret = ''\n        try:\n"
        f"            secret = open({str(project / 'datasets' / 'gold.jsonl')!r}).read()\n"
        "        except OSError:\n            pass\n"
        "        assert not secret, 'read the gold'\n"
        "        yield {'id': each['id'], 'entities': [], 'relations': [], 'events': []}\n"
    )
    words = ["predict", "tools/reads.py:extract", "datasets/gold.jsonl", "-o", "out.jsonl"]
    assert main(words) == 4
    assert main([*words, "--confine"]) == 0
    (project / "suite.toml").write_text(
        'title = "s"\ngold = "datasets/gold.jsonl"\n[[extractor]]\nname = "r"\nspec = "tools/reads.py:extract"\n'
    )
    assert main(["bench", "suite.toml"]) == 4
    assert main(["bench", "suite.toml", "--confine"]) == 0


def test_a_program_is_confined_too(way: Way, project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    program = project / "prog.sh"
    gold = project / "datasets" / "gold.jsonl"
    program.write_text(f'#!/bin/sh\nif grep -q Selm "{gold}"; then exit 3; fi\nwhile read line; do :; done\nexit 7\n')
    program.chmod(0o755)
    assert main(["predict", f"cmd:{program}", str(gold), "--confine"]) == 4
    assert "exit status 7" in capsys.readouterr().err


def test_where_nothing_is_there_it_is_said(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(confinement, "_way", lambda: None)
    with pytest.raises(UsageError, match="install bubblewrap"):
        confinement.way_here()
    gold = str(project / "datasets" / "gold.jsonl")
    assert main(["predict", "tools/tries.py:extract", gold, "--confine"]) == 2


def test_all_but_what_is_hidden_is_outside(tmp_path: Path) -> None:
    for name in ("a/b/secret", "a/b/other", "a/c", "d"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "a" / "link").symlink_to(tmp_path / "a" / "b" / "secret")
    found = {path.relative_to(tmp_path).as_posix() for path in landlock.outside(tmp_path, {tmp_path / "a/b/secret"})}
    assert found == {"a/b/other", "a/c", "d"}
    assert list(landlock.outside(tmp_path, {tmp_path})) == []


def test_the_script_says_when_it_cannot() -> None:
    words = [sys.executable, "-I", "-S", str(landlock.__file__), '{"hidden":[],"needed":[],"secret":[]}', "/nowhere"]
    done = subprocess.run([*words, "x"], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "cannot be confined" in done.stderr
