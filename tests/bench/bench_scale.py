"""Whole projects, from small to 2,000 documents with a million annotations: what each command costs, and how it grows.

`python tests/bench/bench_scale.py [SCALE]`; SCALE 1.0 ends at 2,000 documents of 500 annotations. Every command is a
program of its own. `growth` is the work an annotation costs, as a multiple of that in the next smaller project: more
than 1 is worse than linear. The import stands beside `check` of the same file.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import orjson

SENTENCE = "Oskell-backed forces entered Varania on Monday, said envoy Ilan Marek of Tessal. "
TYPES = ("ORG", "GPE", "PERSON")
ANNOTATIONS = 500
SCHEMA = """\
name: "scale"
version: "1.0.0"
offset_unit: "unicode_codepoint"
entity_types:
  ORG: {definition: "an organisation"}
  GPE: {definition: "a country"}
  PERSON: {definition: "a human"}
relation_types:
  MEMBER_OF: {domain: ["PERSON"], range: ["ORG"], symmetric: false, cardinality: "N:N"}
"""
SIZES = (250, 500, 1000, 2000)


@dataclass(frozen=True, slots=True)
class Cost:
    """What a program took: user and system time, and its largest memory."""

    cpu_s: float
    peak_mb: float


def main() -> int:
    """Measure and print."""
    scale = float(sys.argv[1]) if len(sys.argv) > 1 else 1.0
    before: dict[str, float] = {}
    print(f"{'documents':>9}{'annotations':>13}  {'command':10}{'CPU s':>9}{'peak MB':>9}{'us each':>9}{'growth':>8}")
    for size in SIZES:
        documents = int(size * scale)
        with TemporaryDirectory(prefix="bench") as name:
            for command, cost in measured(Path(name), documents):
                each = cost.cpu_s / (documents * ANNOTATIONS) * 1e6
                growth = f"{each / before[command]:8.2f}" if command in before else ""
                before[command] = each
                print(
                    f"{documents:9,}{documents * ANNOTATIONS:13,}  {command:10}{cost.cpu_s:9.1f}{cost.peak_mb:9.0f}"
                    f"{each:9.1f}{growth}",
                    flush=True,
                )
    return 0


def measured(folder: Path, documents: int) -> Iterator[tuple[str, Cost]]:
    """The cost of each command, in the order of the work."""
    project, gold = folder / "p", folder / "gold.jsonl"
    with gold.open("wb") as stream:
        # Line by line: a program is charged with the memory of the one that started it.
        for number in range(documents):
            stream.write(orjson.dumps(record(number)) + b"\n")
    (project / "schema").mkdir(parents=True)
    schema = project / "schema" / "scale.yaml"
    schema.write_text(SCHEMA)
    (project / "annotator.toml").write_text('schema = "schema/scale.yaml"\nannotator = "mira"\n')
    inside = ("--project", str(project))
    yield "check", run("check", str(gold), "--schema", str(schema))
    yield "add", run("add", str(gold), *inside)
    yield "import", run("import", str(gold), "--layer", "mira", *inside)
    yield "open", run("label", "report-0", "--plain", *inside)
    yield "status", run("status", *inside)
    yield "export", run("export", "--layer", "mira", "-o", str(folder / "out.jsonl"), *inside)
    yield "doctor", run("doctor", *inside)
    yield "log", run("log", "--export", str(folder / "log.jsonl"), *inside)
    yield "backup", run("backup", str(folder / "a.backup"), *inside)
    yield "restore", run("restore", str(folder / "a.backup"), str(folder / "q"))


def record(number: int) -> dict[str, object]:
    """A document of its own text: three quarters mentions, the rest relations between neighbours."""
    random = Random(number)
    mentions = ANNOTATIONS * 3 // 4
    words = [word for _ in range(mentions // 3 + 1) for word in ("Oskell", "Varania", "Ilan Marek")][:mentions]
    text, entities = f"Report {number}. ", []
    for index, word in enumerate(words):
        start = len(text)
        text += f"{word} in May {random.randint(1900, 2030)}, "
        entities.append(
            {"id": f"T{index + 1}", "type": TYPES[index % 3], "spans": [[start, start + len(word)]], "text": word}
        )
    relations = [
        {"id": f"R{number + 1}", "type": "MEMBER_OF", "head": f"T{index + 1}", "tail": f"T{index - 1}"}
        for number, index in enumerate(range(2, mentions, 3))
    ]
    return {
        "id": f"report-{number}",
        "text": text,
        "text_sha256": sha256(text.encode()).hexdigest(),
        "schema": "scale@1.0.0",
        "entities": entities,
        "relations": relations,
    }


def run(*words: str) -> Cost:
    """Run a command to its end.

    Raises:
        RuntimeError: it found faults or failed.
    """
    with Path(os.devnull).open("r+") as nowhere:
        command = [sys.executable, "-m", "annotator", *words]
        program = subprocess.Popen(command, stdin=nowhere, stdout=nowhere, stderr=subprocess.PIPE)
        said = program.stderr.read() if program.stderr else b""
        _, status, used = os.wait4(program.pid, 0)
    if os.waitstatus_to_exitcode(status):
        raise RuntimeError(f"annotator {' '.join(words)}: {said.decode()[-500:]}")
    return Cost(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


if __name__ == "__main__":
    sys.exit(main())
