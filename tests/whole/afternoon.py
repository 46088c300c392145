"""An afternoon with an extractor to gate, typed as somebody new would: `python -m tests.whole.afternoon` prints it.

A project, gold from another tool, a suite, an extractor that breaks, a gate that is missed, a baseline, reports, a
mistake of the gold mended, and all of it again. Each step says how it must end.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

BRAT_TEXT = "Acme Corp. sued Ana Orrin in Selm. Orrin denied it.\n"
BRAT_NOTES = (
    "T1\tORG 0 10\tAcme Corp.\n"
    "T2\tPERSON 16 25\tAna Orrin\n"
    "T3\tGPE 29 33\tSelm\n"
    "T4\tORG 35 40\tOrrin\n"  # a mistake of whoever labelled it
)
BRAT_CONFIGURATION = "[entities]\nORG\nPERSON\nGPE\n[relations]\n[events]\n[attributes]\n"

BROKEN = """def extract(records):
    for record in records:
        yield {"id": record["id"], "entities": record["ents"]}
"""
RULES = """import re

__version__ = "{version}"
KNOWN = {known}


def extract(records):
    for record in records:
        found = [(name, match) for name in KNOWN for match in re.finditer(re.escape(name), record["text"])]
        entities = [
            {{"id": f"T{{n}}", "type": KNOWN[name], "spans": [list(match.span())], "text": name}}
            for n, (name, match) in enumerate(found, 1)
        ]
        yield {{"id": record["id"], "entities": entities}}
"""
GOOD = {"Acme Corp.": "ORG", "Ana Orrin": "PERSON", "Selm": "GPE"}
WORSE = {"Acme Corp.": "ORG"}

SUITE = """title = "Court news"
gold = "../../datasets/court/gold.jsonl"
{baseline}
[scoring]
layers = ["entities"]
measures = ["strict"]
by = ["type"]

[[extractor]]
name = "rules"
spec = "../extractors/rules.py:extract"
fail_under = ["entities.strict.f1={least}"]
"""
WRONG, RIGHT = (f'"id":"T4","type":"{kind}"' for kind in ("ORG", "PERSON"))
BASELINE = 'baseline = "../results/court.json"'


class Done(NamedTuple):
    """A command that was typed, what it printed and how it ended."""

    command: str
    printed: str
    status: int
    wanted: int


class Afternoon:
    """A folder in which commands are typed one after the other."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def write(self, name: str, text: str) -> None:
        """Write a file, as in an editor."""
        file = self._folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")

    def type(self, command: str, status: int = 0) -> Done:
        """Type a command; `status` is how it should end."""
        known = {name: value for name, value in os.environ.items() if not name.startswith("GITHUB_")}
        path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        done = subprocess.run(
            ["bash", "-c", command],
            cwd=self._folder,
            env=known | {"PATH": path, "COLUMNS": "80"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        return Done(command, done.stdout, done.returncode, status)


def afternoon(folder: Path) -> Iterator[Done]:
    """Every command of the afternoon, as it ends."""
    at = Afternoon(folder)
    suite = "eval/suites/court.toml"
    yield at.type("annotator innit court", 2)
    yield at.type("annotator init court")
    at = Afternoon(folder / "court")
    for name, text in (("court.txt", BRAT_TEXT), ("court.ann", BRAT_NOTES), ("annotation.conf", BRAT_CONFIGURATION)):
        at.write(f"brat/{name}", text)

    yield at.type("annotator convert brat datasets/court/gold.jsonl --from brat", 2)
    yield at.type("annotator schema import brat --name court -o court.yaml")
    yield at.type("mkdir -p datasets/court schema/court && mv court.yaml schema/court/1.0.0.yaml")
    yield at.type(
        "annotator convert brat datasets/court/gold.jsonl --from brat --to jsonl --schema schema/court/1.0.0.yaml"
    )
    yield at.type("annotator check datasets/court/gold.jsonl")

    at.write("eval/extractors/rules.py", BROKEN)
    at.write(suite, SUITE.format(baseline="", least="80%"))
    yield at.type(f"annotator bench {suite}", 3)
    at.write(suite, SUITE.format(baseline="", least="0.80"))
    yield at.type(f"annotator bench {suite}", 4)
    at.write("eval/extractors/rules.py", RULES.format(version="1", known=WORSE))
    yield at.type(f"annotator bench {suite}", 1)
    at.write("eval/extractors/rules.py", RULES.format(version="2", known=GOOD))
    yield at.type(f"annotator bench {suite}")

    at.write(suite, SUITE.format(baseline=BASELINE, least="0.80"))
    yield at.type(f"annotator bench {suite}", 3)
    yield at.type(f"annotator baseline update {suite}")
    yield at.type(f"annotator bench {suite} -o report.html -o report.xml -o scores.metrics.json")
    yield at.type("cat scores.metrics.json | head -n 5")

    yield at.type("annotator predict eval/extractors/rules.py:extract datasets/court/gold.jsonl -o predictions.jsonl")
    yield at.type("annotator errors datasets/court/gold.jsonl predictions.jsonl")
    yield at.type("cp datasets/court/gold.jsonl before.jsonl")
    yield at.type('sed -i \'s/"id":"T4","type":"ORG"/"id":"T4","type":"PERSON"/\' datasets/court/gold.jsonl')
    yield at.type("annotator diff before.jsonl datasets/court/gold.jsonl", 1)
    yield at.type("annotator check datasets/court/gold.jsonl")

    yield at.type(f"annotator bench {suite}", 3)
    yield at.type(f"annotator baseline update {suite}")
    at.write("eval/extractors/rules.py", RULES.format(version="3", known=GOOD | {"Orrin denied": "PERSON"}))
    yield at.type(f"annotator bench {suite}", 1)
    at.write("eval/extractors/rules.py", RULES.format(version="4", known=GOOD))
    yield at.type(f"annotator bench {suite} -o report.html")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as here:
        for each in afternoon(Path(here)):
            odd = "" if each.status == each.wanted else f", and not {each.wanted}"
            print(f"$ {each.command}\n{each.printed.rstrip()}\n({each.status}{odd})\n")
