"""Everything that reads files of other people's, with a good file to begin from; formats come from their registry."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import redirect_stderr, redirect_stdout, suppress
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory

from annotator.__main__ import main
from annotator.datasets.record import check_lines, read_documents, read_records
from annotator.datasets.registry import check_registry
from annotator.errors import AnnotatorError
from annotator.eval.suites.suite import read_suite
from annotator.extractors.answers import AnswerError, judged, parsed
from annotator.extractors.article import Article
from annotator.formats.protocol import Format, OutputFile, Report, has_schemas, writes, writes_schemas
from annotator.formats.registry import format_named, format_names
from annotator.model.document import Document
from annotator.project.adjudication.adjudicate_files import read_decisions
from annotator.project.backup.archive import read_archive
from annotator.project.config import read_config
from annotator.project.log.read_log import verify_log
from annotator.project.scoring.score_files import read_part, read_stored
from annotator.schema.language import read_schema
from annotator.schema.migration.answers import read_answers
from annotator.schema.migration.reading import read_migration
from annotator.schema.released import read_releases
from tests.fuzz.read_only import READ_ONLY
from tests.project.backup.labelled import labelled_project
from tests.shared import ROOT

SAMPLE = ROOT / "datasets" / "conflict-news-sample"
SCHEMAS = ROOT / "schema" / "conflict-news"


@dataclass(frozen=True)
class Reader:
    """Files by name, good ones, and what reads the folder that they lie in."""

    files: Mapping[str, bytes]
    read: Callable[[Path], object]


def consumed(items: Iterable[object]) -> None:
    """Read to the end."""
    for _ in items:
        pass


def answer(file: Path) -> None:
    """What an extractor's lines are put through."""
    article = Article("a", "Varania protested.")
    for line in file.read_bytes().split(b"\n"):
        with suppress(AnswerError):
            if not line.strip():
                continue
            judged(parsed(line), article)


def archive(file: Path) -> None:
    with TemporaryDirectory() as folder:
        read_archive(file, Path(folder))


@lru_cache(maxsize=1)
def readers() -> dict[str, Reader]:
    """All of them by name."""
    with redirect_stdout(io.TextIOWrapper(io.BytesIO())), redirect_stderr(io.StringIO()):
        return _readers()


def _readers() -> dict[str, Reader]:
    gold = b"".join((SAMPLE / "gold-1.0.0.jsonl").read_bytes().splitlines(keepends=True)[:2])
    with TemporaryDirectory() as folder:
        made = Path(folder)
        labelled_project(made / "p").close()
        main(["backup", str(made / "backup"), "--project", str(made / "p")])
        main(["log", "--export", str(made / "log"), "--project", str(made / "p")])
        (made / "gold").write_bytes(gold)
        words = ["eval", str(made / "gold"), str(made / "gold")]
        main([*words, "--output", str(made / "score.json")])
        main([*words, "--shard", "1/2", "--counts-out", str(made / "part.json")])
        kept = {path.name: path.read_bytes() for path in made.iterdir() if path.is_file()}
    config = b'schema = "schema/x.yaml"\nannotator = "mira"\nlanguage = "en"\nsuggesters = ["english-news"]\n'
    config += b'[backup]\nfolder = "backups"\nkeep = 7\n[limits]\nextractor_s = 600\nregex_s = 2\n'
    answers = b'{"question":"q","document":"d","id":"T1","decision":"keep","who":"mira","when":"2026-01-02"}\n'
    decisions = b'{"document":"a","key":"' + b"k" * 64 + b'","kind":"missing","how":"nothing","who":"m"}\n'
    said = {
        "id": "a",
        "entities": [{"type": "GPE", "text": "Varania", "spans": [[0, 7]]}],
        "relations": [],
        "events": [],
    }
    suite = next((ROOT / "eval" / "suites").glob("*.toml"))
    migration = next(SCHEMAS.glob("migrate-*.yaml"))
    one = {
        "records": (gold, lambda file: consumed(check_lines(file))),
        "loose records": (gold, lambda file: consumed(read_records(file, loose=True))),
        "documents": (gold, lambda file: consumed(read_documents(file))),
        "registry": ((SAMPLE / "entities.jsonl").read_bytes(), lambda file: consumed(check_registry(file))),
        "schema": ((SCHEMAS / "1.0.0.yaml").read_bytes(), read_schema),
        "migration": (migration.read_bytes(), read_migration),
        "answers": (answers, read_answers),
        "decisions": (decisions, lambda file: consumed(read_decisions(file))),
        "suite": (suite.read_bytes(), read_suite),
        "project file": (config, read_config),
        "log": (kept["log"], verify_log),
        "backup": (kept["backup"], archive),
        "score": (kept["score.json"], read_stored),
        "part": (kept["part.json"], read_part),
        "extractor's answer": (json.dumps(said).encode() + b"\n", answer),
    }
    found = {name: Reader({"file": content}, _of_file(read)) for name, (content, read) in one.items()}
    found["releases"] = Reader({"released.toml": (SCHEMAS / "released.toml").read_bytes()}, read_releases)
    return found | dict(_formats(list(read_documents(SAMPLE / "gold-1.0.0.jsonl"))))


def _of_file(read: Callable[[Path], object]) -> Callable[[Path], object]:
    return lambda folder: read(folder / "file")


def _formats(documents: list[Document]) -> Iterator[tuple[str, Reader]]:
    """Every format that is registered, with what it writes of these documents, or else a file of its own."""
    for name in format_names():
        form = format_named(name)
        files: dict[str, bytes] = {}
        for given in (documents, documents[:1]) if writes(form) else ():
            with suppress(AnnotatorError):
                files = files or _content(form.write(given, Path("out"), None, Report()))
        files = files or {"out": READ_ONLY.get(name, b'{"a":[1]}\n')}
        yield f"format {name}", Reader(files, partial(_read_documents, form))
        if has_schemas(form):
            schema, given_files = read_schema(SCHEMAS / "1.0.0.yaml"), files
            if writes_schemas(form):
                given_files = _content(form.write_schema(schema, Path("out"), Report()))
            yield f"schema of {name}", Reader(given_files or {"out": b"x\n"}, partial(_read_schema, form))


def _content(files: Iterable[OutputFile]) -> dict[str, bytes]:
    return {path.as_posix(): b"".join(chunks) for path, chunks in files}


def _read_documents(form: Format, folder: Path) -> None:
    consumed(form.read(folder / "out", None, Report()))


def _read_schema(form: Format, folder: Path) -> None:
    form.read_schema(folder / "out", "x", "1.0.0", Report())
