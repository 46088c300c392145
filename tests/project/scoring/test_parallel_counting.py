from __future__ import annotations

import json
from pathlib import Path

import pytest

from annotator.errors import InputError, UsageError
from annotator.eval.options import ScoreOptions
from annotator.eval.score import result_of
from annotator.project.scoring.parallel_counting import Files, Runner, count_spread, in_processes, on_dask
from annotator.project.scoring.score_files import count_files
from tests.shared import ROOT

pytestmark = pytest.mark.slow

GOLD = ROOT / "datasets" / "conflict-news-sample" / "gold-2.0.0.jsonl"


@pytest.fixture
def files(tmp_path: Path) -> Files:
    """A dozen documents and a prediction that lacks some of each."""
    records = [json.loads(line) for line in GOLD.read_text("utf-8").splitlines()]
    gold, predictions = tmp_path / "gold.jsonl", tmp_path / "predictions.jsonl"
    copies = [dict(records[number % 2], id=f"d{number}") for number in range(12)]
    gold.write_text("".join(json.dumps(each) + "\n" for each in copies), "utf-8")
    poorer = [
        dict(each, relations=[], events=[], entities=each["entities"][:: 1 + int(each["id"][1:]) % 3])
        for each in copies
    ]
    predictions.write_text("".join(json.dumps(each) + "\n" for each in poorer), "utf-8")
    return Files(gold, predictions)


def same(files: Files, runner: Runner) -> None:
    options = ScoreOptions(by=("type",), bootstrap=100)
    whole = result_of(count_files(files.gold, files.predictions, options))
    spread = result_of(count_spread(files, options, 3, runner))
    assert spread.scores == whole.scores
    assert spread.signature == whole.signature


def test_two_processes_count_what_one_does(files: Files) -> None:
    same(files, in_processes(2))


@pytest.mark.filterwarnings("ignore")
def test_a_dask_cluster_counts_what_one_process_does(files: Files) -> None:
    distributed = pytest.importorskip("distributed", reason="needs the extra `dask`")
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:
        same(files, on_dask(cluster.scheduler_address))


def test_nobody_at_the_address(files: Files) -> None:
    pytest.importorskip("distributed", reason="needs the extra `dask`")
    with pytest.raises((InputError, UsageError), match="dask"):
        count_spread(files, ScoreOptions(), 2, on_dask("tcp://127.0.0.1:1", timeout_s=0.5))
