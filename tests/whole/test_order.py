"""What is written depends on the data alone, not on the order in which this run of Python keeps its maps and sets."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.shared import ROOT

GOLD = ROOT / "datasets" / "conflict-news-sample" / "gold-2.0.0.jsonl"
SCHEMAS = ROOT / "schema" / "conflict-news"
CALLS = [
    "convert gold.jsonl --from jsonl --to brat brat",
    "convert brat from-brat.jsonl --from brat --to jsonl --schema {schema}",
    "convert gold.jsonl --from jsonl --to conll gold.conll",
    "eval gold.jsonl pred.jsonl --by type --by document --format json",
    "errors gold.jsonl pred.jsonl --format json",
    "compare gold.jsonl pred.jsonl gold.jsonl --trials 20 --format json",
    "agree gold.jsonl pred.jsonl --format json",
    "adjudicate gold.jsonl pred.jsonl --auto majority -o merged.jsonl",
    "diff gold.jsonl pred.jsonl",
    "check pred.jsonl --schema {schema}",
    "schema migrate gold.jsonl --to 1.0.0 -o older.jsonl",
    "init project",
    "import gold.jsonl --project project",
    "export --project project -o exported.jsonl",
    "doctor --project project",
]
PROGRAM = """
import sys
from annotator.__main__ import main
for call in sys.stdin.read().splitlines():
    print("$", call, flush=True)
    try:
        print("status", main(call.split()), flush=True)
    except SystemExit as ended:
        print("status", ended.code, flush=True)
"""


def changed(record: dict[str, Any], number: int) -> dict[str, Any]:
    """Another annotator's record: some mentions have another type or end, some relations and arguments are gone."""
    for place, each in enumerate(record["entities"]):
        if (place + number) % 3 == 0 and len(each["spans"][0]) and each["spans"][0][1] - each["spans"][0][0] > 3:
            each["spans"][0][1] -= 2
            each["text"] = record["text"][slice(*each["spans"][0])] if len(each["spans"]) == 1 else each["text"]
    record["relations"] = record["relations"][::2]
    for event in record["events"]:
        event["arguments"] = event["arguments"][1:]
    return record | {"annotator": "ben"}


def run(folder: Path, seed: str) -> dict[str, str]:
    """What all calls print and write under one seed."""
    folder.mkdir()
    gold = [json.loads(line) | {"annotator": "ana"} for line in GOLD.read_text("utf-8").splitlines()]
    (folder / "gold.jsonl").write_text("".join(json.dumps(each) + "\n" for each in gold), "utf-8")
    others = [changed(each, number) for number, each in enumerate(gold)]
    (folder / "pred.jsonl").write_text("".join(json.dumps(each) + "\n" for each in others), "utf-8")
    schema = next(SCHEMAS.glob("2.0.0.yaml"))
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], input="\n".join(CALLS).format(schema=schema), cwd=folder, capture_output=True,
        text=True, check=False, env=os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert done.stdout.count("\nstatus ") == len(CALLS), done.stderr
    assert "Traceback" not in done.stderr
    assert "Unknown option" not in done.stderr
    written = {
        str(path.relative_to(folder)): path.read_text("utf-8")
        for path in sorted(folder.rglob("*"))
        if path.suffix in (".jsonl", ".ann", ".conf", ".conll") and ".annotator" not in path.parts
    }
    assert len(written) > len(gold)
    return written | {"stdout": done.stdout.replace(str(folder), "."), "stderr": done.stderr}


@pytest.mark.slow
def test_another_order_of_maps_changes_nothing_that_is_written(tmp_path: Path) -> None:
    first = run(tmp_path / "1", "1")
    for seed in ("2", "3"):
        assert run(tmp_path / seed, seed) == first
