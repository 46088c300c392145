"""What may go wrong with an extractor, and that none of it gives a prediction, hangs, or leaves a process behind."""

from __future__ import annotations

import json
import os
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from annotator.datasets.record_bytes import document_bytes
from annotator.errors import ExitCode, ExtractorError, UsageError
from annotator.extractors.answers import Answer
from annotator.extractors.article import Article
from annotator.extractors.limits import Limits
from annotator.extractors.run import Run, identify
from annotator.extractors.spec import parse_spec
from annotator.model.canonical import record_of
from annotator.model.document import Document
from tests.examples import examples
from tests.reaching import reached, reaching
from tests.strategies import documents

pytestmark = pytest.mark.slow

PROGRAMS = Path(__file__).parent / "programs"
ARTICLES = (Article("d1", "Ilan Marek left Oskell.", "mini@1.0.0"), Article("d2", "Varania 👩‍🔬 said.", "mini@1.0.0"))
QUICK = Limits(timeout_s=20, grace_s=0.5)
SHORT = Limits(timeout_s=0.7, grace_s=0.1)


@pytest.fixture
def marker() -> str:
    """A word that stands in the arguments of every process of the run, the guard's and the grandchildren's too."""
    return f"marker-{uuid4().hex}"


def program(name: str, *arguments: str) -> str:
    return f"cmd:{shlex.join([sys.executable, str(PROGRAMS / f'{name}.py'), *arguments])}"


def run(spec: str, limits: Limits = QUICK, articles: Sequence[Article] = ARTICLES, jobs: int = 1) -> list[Answer]:
    return list(Run(parse_spec(spec), articles, limits, folder=PROGRAMS, jobs=jobs))


def alive(marker: str) -> list[str]:
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            command = (folder / "cmdline").read_bytes().decode("utf-8", "replace")
        except OSError:
            continue
        if marker in command:
            found.append(f"{folder.name}: {command}")
    return found


@pytest.fixture(autouse=True)
def scratch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which scratch folders are made."""
    folder = tmp_path / "scratch"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


FAILURES = {
    "garbage": (QUICK, "line 1 of its output: not JSON: 'I found \\x1b[31mthree\\x1b[0m entities'"),
    "crash": (QUICK, "ended with exit status 3\n  | out of ␛[2Jluck"),
    "segfault": (QUICK, "was killed by SIGSEGV"),
    "silent": (SHORT, "did not end within 0.7 s"),
    "deaf": (QUICK, "no answer for 2 of 2 documents: 'd1', 'd2'"),
    "stubborn": (SHORT, "did not end within 0.7 s"),
    "endless_line": (QUICK, "wrote a line longer than"),
    "endless_lines": (QUICK, "line 2 of its output: a second answer for document 'd1'"),
    "endless_blanks": (SHORT, "did not end within 0.7 s"),
    "stderr_flood": (QUICK, "ended with exit status 9\n  | warning 199990: nothing is right␛[31m"),
    "slow_bytes": (SHORT, "did not end within 0.7 s"),
    "binary": (QUICK, "line 1 of its output: not UTF-8"),
    "grandchild": (QUICK, "left a process that was still running"),
    "forks": (SHORT, "did not end within 0.7 s"),
}


@pytest.mark.parametrize("name", FAILURES)
def test_every_failure_is_told_and_nothing_is_left(name: str, marker: str, scratch: Path) -> None:
    limits, message = FAILURES[name]
    with pytest.raises(ExtractorError) as caught:
        run(program(name, marker), limits)
    assert caught.value.exit_code == ExitCode.EXTRACTOR
    assert message in str(caught.value)
    assert "\x1b" not in str(caught.value)
    assert len(str(caught.value)) < 6_000
    assert alive(marker) == []
    assert list(scratch.iterdir()) == []


GOOD = {"id": "{id}", "entities": [], "relations": [], "events": []}
PERSON = {"id": "T1", "type": "PERSON", "spans": [[0, 4]]}

WRONG = [
    ([GOOD | {"id": "d3"}], "an answer for document 'd3', which was not asked for"),
    ([GOOD, GOOD], "line 2 of its output: a second answer for document 'd1'"),
    ([GOOD | {"id": 7}], 'no "id"'),
    ([{"entities": []}], 'no "id"'),
    ([GOOD | {"entities": [PERSON | {"spans": [[0, 99]]}]}], "entities[0].spans[0]: end 99 is past the text"),
    ([GOOD | {"entities": [PERSON | {"spans": [[4, 2]]}]}], "end 2 is before start 4"),
    ([GOOD | {"entities": [PERSON | {"spans": [["0", 2]]}]}], "entities[0].spans[0]"),
    ([GOOD | {"entities": [PERSON | {"text": "Nobody"}]}], "found 'Nobody', but the text has 'Ilan' there"),
    ([GOOD | {"entities": [PERSON, PERSON]}], "'T1' is already the id of entities[0]"),
    ([GOOD | {"relations": [{"id": "R1", "type": "X", "head": "T1", "tail": "T9"}]}], "no annotation 'T1'"),
    ([GOOD | {"entities": "none"}], "entities"),
    ([GOOD | {"entity": []}], "unknown key 'entity'"),
    ([GOOD | {"text": "another"}], 'another "text" than the one that was sent'),
    ([GOOD | {"error": 5}], '"error" is no text'),
    ([GOOD | {"error": "too hard"}], "document 'd1': too hard"),
    ([GOOD | {"entities": [PERSON | {"score": float("nan")}]}], "NaN is not JSON"),
]


@pytest.mark.parametrize(("answers", "message"), WRONG)
def test_an_answer_that_is_no_prediction_fails_the_run(answers: list[object], message: str) -> None:
    with pytest.raises(ExtractorError) as caught:
        run(program("answers", json.dumps(answers)))
    assert message in str(caught.value)


PYTHON_FAILURES = {
    "raises": "ValueError: cannot read ␛[31mthis",
    "first_only": "no answer for 1 of 2 documents: 'd2'",
    "nothing": "TypeError: nothing gave NoneType; expected an iterable of answers",
    "unwritable": "TypeError: an answer cannot be written as JSON: Object of type set is not JSON serializable",
    "leaves": "ended with exit status 5",
    "half_fails": "document 'd1': too long",
    "no_function": "LookupError: there is no function 'no_function' in",
}


@pytest.mark.parametrize("function", PYTHON_FAILURES)
def test_a_python_function_fails(function: str) -> None:
    with pytest.raises(ExtractorError) as caught:
        run(f"functions.py:{function}")
    assert PYTHON_FAILURES[function] in str(caught.value)
    assert "Traceback" not in str(caught.value)


def test_what_python_code_prints_is_no_answer() -> None:
    runs = Run(parse_spec("functions.py:noisy"), ARTICLES, QUICK, folder=PROGRAMS)
    assert [answer.article.id for answer in runs] == ["d1", "d2"]
    assert runs.identity is not None
    assert runs.identity.version == "1.2.3"
    (ending,) = runs.endings
    assert sorted(set(ending.stderr.split("\n"))) == ["", "from a shell", "to descriptor 1", "to stdout"]
    assert ending.peak_bytes > 1_000_000


def test_answers_in_any_order_are_signed() -> None:
    answers = run("functions.py:backwards")
    assert [answer.article.id for answer in answers] == ["d2", "d1"]
    for answer in answers:
        assert answer.document is not None
        assert answer.document.extractor is not None
        assert answer.document.extractor.name == "functions.py:backwards"
        assert answer.document.schema_ref == "mini@1.0.0"


def test_the_time_of_each_document_is_recorded() -> None:
    elapsed = [answer.elapsed_s for answer in run("functions.py:slow")]
    assert None not in elapsed
    assert sum(each or 0 for each in elapsed) > 0.3


def test_a_document_that_failed_is_missing_where_that_is_allowed() -> None:
    answers = run("functions.py:half_fails", Limits(timeout_s=20, allow_errors=True))
    assert [(answer.article.id, answer.error, answer.document is None) for answer in answers] == [
        ("d1", "too long", True),
        ("d2", None, False),
    ]


def test_an_importable_module_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "marek.py").write_text((PROGRAMS / "functions.py").read_text("utf-8"), "utf-8")
    answers = list(Run(parse_spec("marek:backwards"), ARTICLES, QUICK, folder=tmp_path))
    assert len(answers) == len(ARTICLES)


@pytest.mark.parametrize(
    ("spec", "message"),
    [
        ("cmd:./nowhere", "there is no program ./nowhere"),
        ("cmd:no-such-program-anywhere", "there is no program no-such-program-anywhere"),
        ("cmd:./functions.py", "./functions.py is not executable; make it so with: chmod +x"),
        ("cmd:../programs", "../programs is a folder"),
        ("nowhere.py:extract", "there is no file"),
        ("no.such.module:extract", "ModuleNotFoundError: No module named 'no'"),
    ],
)
def test_an_extractor_that_is_not_there(spec: str, message: str) -> None:
    with pytest.raises(ExtractorError) as caught:
        run(spec)
    assert message in str(caught.value)


def test_a_script_without_an_interpreter(tmp_path: Path) -> None:
    script = tmp_path / "script"
    script.write_text("print('no first line')", "utf-8")
    script.chmod(0o755)
    with pytest.raises(ExtractorError, match="cannot be started: Exec format error"):
        run(f"cmd:{script}")


@pytest.mark.parametrize("argument", ["../lib/answer.py", "--script=../lib/answer.py"])
def test_an_argument_that_is_a_file_is_found_from_the_folder_of_its_suite(argument: str, tmp_path: Path) -> None:
    (tmp_path / "lib").mkdir()
    (tmp_path / "suites").mkdir()
    script = tmp_path / "lib" / "answer.py"
    answers = "import json, sys\nfor line in sys.stdin:\n    print(json.dumps({'id': json.loads(line)['id']}))\n"
    script.write_text(answers, "utf-8")
    program = tmp_path / "suites" / "interpreter"
    program.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} "${{1#--script=}}"\n', "utf-8")
    program.chmod(0o755)
    spec = parse_spec(f"cmd:./interpreter {argument}")
    runs = Run(spec, ARTICLES, QUICK, folder=tmp_path / "suites")
    assert len(list(runs)) == len(ARTICLES)
    before = runs.identity
    script.write_text(answers + "# changed\n", "utf-8")
    assert identify(spec, QUICK, folder=tmp_path / "suites") != before, "the file is part of what is run"


@pytest.mark.skipif(shutil.which("node") is None, reason="node is not here")
def test_a_node_script_runs_from_a_suite(tmp_path: Path) -> None:
    (tmp_path / "suites").mkdir()
    (tmp_path / "extract.mjs").write_text(
        "import { createInterface } from 'node:readline'\n"
        "for await (const line of createInterface({ input: process.stdin }))\n"
        "  console.log(JSON.stringify({ id: JSON.parse(line).id, entities: [], relations: [], events: [] }))\n",
        "utf-8",
    )
    runs = Run(parse_spec("cmd:node ../extract.mjs"), ARTICLES, QUICK, folder=tmp_path / "suites")
    assert len(list(runs)) == len(ARTICLES)


def test_the_surroundings_are_bare(monkeypatch: pytest.MonkeyPatch, marker: str) -> None:
    monkeypatch.setenv("SECRET_TOKEN", "s3cret")
    monkeypatch.setenv("WANTED", "ä b")
    monkeypatch.setenv("LANG", "C.UTF-8")
    with (PROGRAMS / "functions.py").open() as held:
        os.set_inheritable(held.fileno(), True)
        (answer,) = run(program("surroundings", marker), Limits(environment=("WANTED",)), ARTICLES[:1])
    assert answer.document is not None
    seen = json.loads(str(answer.document.labels["seen"]))
    environment = seen["environment"]
    environment.pop("LC_CTYPE", None)
    assert environment == {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "WANTED": "ä b", "HOME": seen["folder"]}
    assert seen["descriptors"] == [0, 1, 2]
    assert seen["content"] == []
    assert seen["session"]
    assert int(seen["ignored"], 16) & 1 << (signal.SIGINT - 1) == 0
    assert seen["asked"] == {"id": "d1", "text": ARTICLES[0].text, "schema": "mini@1.0.0"}
    assert not Path(seen["folder"]).exists()
    assert Path(seen["folder"]) != Path.cwd()


@pytest.mark.parametrize("name", ["NOT_SET_ANYWHERE", "A=B"])
def test_a_variable_that_is_not_there(name: str) -> None:
    with pytest.raises(UsageError, match="--env"):
        run("functions.py:backwards", Limits(environment=(name,)))


def test_a_process_may_end_a_moment_later(marker: str) -> None:
    assert len(run(program("short_lived_grandchild", marker), Limits(timeout_s=60, grace_s=30))) == 2
    assert alive(marker) == []


def test_large_documents_do_not_block() -> None:
    text = "Varania 漢字 🚀. " * 60_000
    articles = [Article(f"d{number}", text) for number in range(4)]
    spec = program("answers", json.dumps([GOOD]), "3000000")
    assert len(run(spec, articles=articles)) == 4


def test_no_documents_are_no_problem() -> None:
    assert run("functions.py:backwards", articles=()) == []


def test_several_children_share_the_documents() -> None:
    articles = [Article(f"d{number}", "Oskell") for number in range(9)]
    answers = run("functions.py:backwards", articles=articles, jobs=3)
    assert sorted(answer.article.id for answer in answers) == [article.id for article in articles]


def test_one_of_several_children_fails_and_all_are_stopped() -> None:
    with pytest.raises(ExtractorError, match="d2 is bad"):
        run("functions.py:one_hangs", Limits(timeout_s=3_000), jobs=2)


def test_a_reader_that_stops_leaves_nothing_behind(marker: str) -> None:
    runs = iter(Run(parse_spec(program("grandchild", marker)), ARTICLES, QUICK, folder=PROGRAMS))
    next(runs)
    runs.close()  # type: ignore[attr-defined]
    assert alive(marker) == []


def heed_interrupts() -> None:
    """A suite started in the background of a shell hands on that SIGINT is ignored; a person's terminal does not."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_nothing_is_left_when_the_program_is_interrupted(
    number: int, marker: str, tmp_path: Path, scratch: Path
) -> None:
    source = tmp_path / "source.jsonl"
    source.write_bytes(document_bytes(Document("d1", "Oskell")))
    command = [sys.executable, "-m", "annotator", "predict", program("forks", marker), str(source), "-o", "-"]
    pipe = subprocess.PIPE
    environment = os.environ | {"TMPDIR": str(scratch)}
    with subprocess.Popen(command, stdout=pipe, stderr=pipe, env=environment, preexec_fn=heed_interrupts) as process:
        try:
            while len(alive(marker)) < 20:
                time.sleep(0.05)
                assert process.poll() is None
            process.send_signal(number)
            output, talk = process.communicate(timeout=30)
        finally:
            process.kill()
    assert output == b""
    if number == signal.SIGINT:
        assert process.returncode == ExitCode.INTERRUPTED
        assert talk == b"annotator: interrupted\n"
    for _ in range(100):
        if not alive(marker):
            break
        time.sleep(0.05)
    assert alive(marker) == []
    assert list(scratch.iterdir()) == []


@reaching(0.2)
@examples(12)
@given(st.lists(documents(), min_size=1, max_size=5, unique_by=lambda document: document.id), st.booleans())
def test_any_document_comes_back_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, given_: list[Document], schema: bool
) -> None:
    file = tmp_path_factory.mktemp("echo") / "answers.jsonl"
    wanted = [bare(document, schema) for document in given_]
    file.write_bytes(b"".join(map(document_bytes, wanted)))
    articles = [Article(each.id, each.text or "", each.schema_ref) for each in wanted]
    answers = run(program("echo", str(file)), articles=articles)
    got = {answer.article.id: answer.document for answer in answers}
    reached(any(each.entities for each in wanted))
    for document in wanted:
        found = got[document.id]
        assert found is not None
        assert record_of(replace(found, extractor=None)) == record_of(document)


def bare(document: Document, schema: bool) -> Document:
    """What an extractor can say of a document."""
    ref = document.schema_ref if schema else None
    return replace(document, schema_ref=ref, annotator=None, incomplete_for=(), meta={}, extractor=None)


INTO_ALL_STREAMS = """
import os

def extract(records):
    for each in records:
        for number in range(3, 20):
            try:
                os.write(number, LINE)
            except OSError:
                pass
        yield {"id": each["id"], "entities": [], "relations": [], "events": []}
"""


@pytest.mark.parametrize("line", ['["files",', '["files", 3]', '["files", {"a": 1}]'])
def test_what_code_writes_into_the_runners_stream_is_no_traceback(line: str, tmp_path: Path) -> None:
    (tmp_path / "writes.py").write_text(INTO_ALL_STREAMS + f"\nLINE = {line.encode()!r} + b'\\n'\n")
    with pytest.raises(ExtractorError, match="only the runner writes"):
        list(Run(parse_spec("writes.py:extract"), [Article("a", "Selm.")], Limits(timeout_s=20), folder=tmp_path))
