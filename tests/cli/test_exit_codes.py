"""The exit status of every verb, and that what goes wrong is said in a line: in processes, as a shell sees it."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from annotator.__main__ import main
from annotator.datasets.record_bytes import document_bytes
from annotator.model.document import new_document

SCHEMA = """\
name: mini
version: "1.0.0"
definition: Who does what, in small.
offset_unit: unicode_codepoint
entity_types:
  ORG: {key: o, tag: ORG, definition: A group of people}
"""
Run = Callable[..., subprocess.CompletedProcess[bytes]]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Files of every kind: a good one, an empty one, bytes, a folder, a link to nowhere."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    (tmp_path / "mini.yaml").write_text(SCHEMA, "utf-8")
    gold = document_bytes(new_document("d1", "Varania spoke.", schema_ref="mini@1.0.0"))
    (tmp_path / "gold.jsonl").write_bytes(gold)
    (tmp_path / "pred.jsonl").write_bytes(gold)
    (tmp_path / "empty.jsonl").write_bytes(b"")
    (tmp_path / "bytes.txt").write_bytes(b"\xff\xfe")
    (tmp_path / "a.txt").write_text("Oskell answered.\n", "utf-8")
    (tmp_path / "deep.toml").write_text("a=" + "[" * 100_000, "utf-8")
    (tmp_path / "dir").mkdir()
    (tmp_path / "link.jsonl").symlink_to("nowhere")
    return tmp_path


USAGE = """
nope
--nope
init
init a b
add
remove
remove
label --nope
export --format json
export --layer
import
check
check gold.jsonl --format xml
schema nope
schema diff
schema diff one
schema migrate gold.jsonl
schema migrate gold.jsonl --undo
schema release dir
schema release mini.yaml --date today
schema json-schema nope
schema import dir --from nope
convert gold.jsonl
convert gold.jsonl x --from nope --to jsonl
convert --nope gold.jsonl x --from jsonl --to jsonl
predict nope gold.jsonl
predict cmd: gold.jsonl
predict file:pred.jsonl gold.jsonl --jobs 0
predict file:pred.jsonl gold.jsonl --timeout nan
eval gold.jsonl
eval - -
eval gold.jsonl pred.jsonl extra
eval gold.jsonl pred.jsonl --layer nope
eval gold.jsonl pred.jsonl --measure nope
eval gold.jsonl pred.jsonl --measure relations.partial
eval gold.jsonl pred.jsonl --by nope
eval gold.jsonl pred.jsonl --average nope
eval gold.jsonl pred.jsonl --bootstrap -1
eval gold.jsonl pred.jsonl --bootstrap 3 --seed -1
eval gold.jsonl pred.jsonl --fail-under nope
eval gold.jsonl pred.jsonl --fail-under entities.strict.f1=2
eval gold.jsonl pred.jsonl --baseline gold.jsonl
eval gold.jsonl pred.jsonl -o report.nope
eval gold.jsonl pred.jsonl --jobs 0
eval gold.jsonl pred.jsonl --shard 3/2
compare gold.jsonl
compare gold.jsonl pred.jsonl pred.jsonl
compare gold.jsonl pred.jsonl gold.jsonl --figure nope
errors gold.jsonl pred.jsonl --layer nope
errors gold.jsonl pred.jsonl --kind nope
errors gold.jsonl pred.jsonl --format screen
bench
baseline nope
baseline update
merge
merge gold.jsonl --format xml
serve --port nope
serve --port 0
doctor --format xml
"""

INPUT = """
init gold.jsonl
add a.txt
remove d1
label
export
import gold.jsonl
check nope.jsonl --schema mini.yaml
check link.jsonl --schema mini.yaml
check dir --schema mini.yaml
check gold.jsonl --schema nope.yaml
schema show
schema show nope.yaml
schema check
schema diff nope.yaml mini.yaml
schema migrate dir --to 1.0.0
schema import nope
convert nope.jsonl - --from jsonl --to jsonl
predict file:pred.jsonl dir
predict file:nope.jsonl gold.jsonl
eval nope.jsonl pred.jsonl
eval gold.jsonl dir
eval link.jsonl pred.jsonl
eval gold.jsonl pred.jsonl --project nope
eval gold.jsonl pred.jsonl --baseline empty.jsonl --max-drop 0.1
compare gold.jsonl pred.jsonl nope.jsonl
errors gold.jsonl nope.jsonl
bench nope.toml
bench dir
bench deep.toml
baseline update gold.jsonl
merge gold.jsonl.nope
merge dir
serve
doctor
"""

FINE = """
check gold.jsonl --schema mini.yaml
check empty.jsonl --schema mini.yaml
check gold.jsonl --schema mini.yaml --format json
schema check mini.yaml
schema show mini.yaml --format json
schema diff mini.yaml mini.yaml --format json
convert gold.jsonl - --from jsonl --to jsonl
eval gold.jsonl pred.jsonl --measure entities.strict --format json
eval gold.jsonl pred.jsonl --schema mini.yaml
errors gold.jsonl pred.jsonl --format json
errors gold.jsonl pred.jsonl
compare gold.jsonl pred.jsonl empty.jsonl --trials 3 --format json
"""


def lines(table: str) -> list[str]:
    return table.strip().splitlines()


def check_talk(call: str, talk: str, output: str) -> None:
    assert output == "", call
    assert talk.startswith("annotator: "), call
    assert "Traceback" not in talk, call
    assert len(talk.strip()) > len("annotator: ") + 5, call


@pytest.mark.parametrize("call", lines(USAGE))
def test_words_that_are_off_are_2(call: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(shlex.split(call)) == 2
    found = capsys.readouterr()
    check_talk(call, found.err, found.out)


@pytest.mark.parametrize("call", lines(INPUT))
def test_input_that_cannot_be_used_is_3(call: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(shlex.split(call)) == 3
    found = capsys.readouterr()
    check_talk(call, found.err, found.out)


@pytest.mark.parametrize("call", lines(FINE))
def test_what_works_is_0_and_leaves_nothing_behind(call: str, folder: Path) -> None:
    before = sorted(folder.rglob("*"))
    assert main(shlex.split(call)) == 0
    assert sorted(folder.rglob("*")) == before


@pytest.mark.parametrize(
    ("call", "status"),
    [
        ("check bytes.txt --schema mini.yaml", 1),
        ("schema check a.txt", 1),
        ("eval gold.jsonl pred.jsonl --fail-under entities.strict.f1=0.5", 1),
        ("predict cmd:false gold.jsonl", 4),
        ("predict cmd:no-such-program gold.jsonl", 4),
        ("eval gold.jsonl pred.jsonl -o nowhere/x.json", 5),
        ("eval gold.jsonl pred.jsonl --counts-out /dev/full", 5),
        ("convert gold.jsonl /dev/full --from jsonl --to jsonl", 5),
        ("predict file:pred.jsonl gold.jsonl -o /dev/full", 5),
    ],
)
def test_findings_extractors_and_storage_have_their_own(call: str, status: int, folder: Path) -> None:
    assert main(shlex.split(call)) == status


def run(*words: str | bytes, given: bytes = b"", **more: object) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "annotator", *words]
    return subprocess.run(command, input=given, capture_output=True, check=False, **more)  # type: ignore[call-overload,no-any-return]


def shell(line: str) -> subprocess.CompletedProcess[str]:
    """A line of bash, in which `annotator` is this program."""
    script = f'annotator() {{ "{sys.executable}" -m annotator "$@"; }}\n{line}'
    return subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=False)


@pytest.mark.slow
def test_a_dash_is_standard_input(folder: Path) -> None:
    gold = (folder / "gold.jsonl").read_bytes()
    for call in (
        "check - --schema mini.yaml",
        "eval - pred.jsonl",
        "eval gold.jsonl -",
        "errors - pred.jsonl --format json",
        "compare - pred.jsonl empty.jsonl --trials 3",
        "convert - - --from jsonl --to jsonl",
        "predict file:pred.jsonl - -o -",
    ):
        done = run(*shlex.split(call), given=gold)
        assert (done.returncode, b"Traceback" in done.stderr) == (0, False), (call, done.stderr)
        assert done.stdout or call.startswith("check"), call


@pytest.mark.parametrize(
    ("call", "status"),
    [
        ("--help", 0),
        pytest.param("schema json-schema record", 0, marks=pytest.mark.slow),
        pytest.param("eval gold.jsonl pred.jsonl", 0, marks=pytest.mark.slow),
        ("eval gold.jsonl empty.jsonl --fail-under entities.strict.f1=0.99", 1),
        pytest.param(
            "eval gold.jsonl empty.jsonl --fail-under entities.strict.f1=0.99 --format json", 1, marks=pytest.mark.slow
        ),
        pytest.param("check many.jsonl", 1, marks=pytest.mark.slow),
    ],
)
@pytest.mark.parametrize("gone", ["stdout", pytest.param("both", marks=pytest.mark.slow)])
def test_a_reader_that_has_gone_changes_no_status(call: str, status: int, gone: str, folder: Path) -> None:
    (folder / "many.jsonl").write_text('{"id": "x"}\n' * 5000, "utf-8")
    both = "2>&1" if gone == "both" else ""
    done = shell(f"{{ sleep 0.3; annotator {call} {both}; echo $? >status; }} | true; cat status")
    assert (done.stdout, "Traceback" in done.stderr, "Broken pipe" in done.stderr) == (f"{status}\n", False, False)


@pytest.mark.slow
def test_output_that_cannot_be_written_is_5(folder: Path) -> None:
    for call in ("--help", "schema json-schema record", "schema show mini.yaml"):
        for into, said in ((">/dev/full", "No space left"), (">&-", "is closed")):
            done = shell(f"annotator {call} {into}")
            assert done.returncode == 5, (call, into)
            assert said in done.stderr, (call, into)
            assert "Traceback" not in done.stderr, (call, into)


@pytest.mark.slow
def test_closed_input_and_talk_do_no_harm(folder: Path) -> None:
    done = shell("annotator check gold.jsonl --schema mini.yaml <&- 2>&-; echo $?")
    assert done.stdout == "0\n"


@pytest.mark.slow
def test_nothing_a_terminal_would_obey_reaches_it(folder: Path) -> None:
    hostile = "e\x1b[31m\u009b\u202e"
    for words in ([hostile], ["check", hostile], ["check", "x", "--format", hostile], ["export", f"-{hostile}"]):
        talk = run(*words).stderr.decode("utf-8")
        assert talk.startswith("annotator: ")
        assert not {"\x1b", "\u009b", "\u202e"} & set(talk), words


@pytest.mark.slow
def test_names_of_other_encodings(folder: Path) -> None:
    done = run("remove", b"\xff")
    assert (done.returncode, b"UTF-8" in done.stderr) == (2, True)
    plain = os.environ | {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    (folder / "é.yaml").write_text(SCHEMA.replace("small", "klein, ö"), "utf-8")
    done = run("schema", "show", "mini.yaml", env=plain)
    assert done.returncode == 0
    done = run("schema", "show", "é.yaml", env=os.environ | {"PYTHONIOENCODING": "ascii"})
    assert (done.returncode, b"klein, \\xf6" in done.stdout) == (0, True), done


@pytest.mark.slow
def test_a_project_in_a_project_and_names_a_shell_would_split(folder: Path) -> None:
    outer, inner = folder / "my [1] project", folder / "my [1] project" / "inner"
    done = run("init", str(outer))
    assert (done.returncode, b"cd '" in done.stdout) == (0, True)
    assert run("init", str(inner)).returncode == 0
    assert run("add", "../a.txt", cwd=outer).returncode == 0
    assert run("export", cwd=inner).stdout == b""
    assert run("export", cwd=outer / "schema").stdout.startswith(b'{"id":"a"')
    assert run("add", "-", cwd=outer).returncode == 2
    assert run("add", "../a.txt", cwd=outer).returncode == 3
    assert run("export", "--project", "../a.txt", cwd=outer).returncode == 3
    assert run("export", "-o", "-", cwd=outer).returncode == 0
    assert run("export", "-o", "/dev/full", cwd=outer).returncode == 5
    assert run("import", "-", "--layer", "b", given=run("export", cwd=outer).stdout, cwd=outer).returncode == 0
    done = run("doctor", cwd=outer)
    assert (done.returncode, done.stderr) == (0, b"nothing is wrong\n"), done.stdout
    assert run("remove", "a", cwd=outer).returncode == 0
