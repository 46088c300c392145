"""Scores of files of tags: figures of seqeval and conlleval through real files, shares that add up, the signature."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from annotator.errors import UsageError
from annotator.eval.counts.part_file import Shard, merge_parts
from annotator.eval.options import ScoreOptions
from annotator.eval.score import result_of
from annotator.eval.scores.result import Result, Score
from annotator.eval.scores.tokens import TokenCounts
from annotator.formats.conll.schemes import Repair
from annotator.project.scoring.score_files import count_files, score_files
from tests.eval.conformance_cases import Case, agreed
from tests.shared import needs_shared

AVERAGES = {"micro_avg": "micro", "macro_avg": "macro", "weighted_avg": "weighted"}
FIGURES = {"precision": "precision", "recall": "recall", "f1": "f1-score"}


def written(folder: Path, sides: Mapping[str, list[list[str]]]) -> tuple[Path, Path]:
    """Both sides as files of tags with numbered words."""
    for side, sentences in sides.items():
        text = "\n".join("".join(f"w{n}\tNN\t{tag}\n" for n, tag in enumerate(tags)) for tags in sentences)
        (folder / f"{side}.conll").write_text(text, "utf-8")
    return folder / "gold.conll", folder / "pred.conll"


def rows(case: Case, folder: Path, repair: Repair) -> tuple[Result, dict[tuple[str, str | None], Score]]:
    files = written(folder, {side: case[side]["tags"] for side in ("gold", "pred")})
    averages = tuple(AVERAGES.values())
    options = ScoreOptions(measures=("strict",), by=("type",), averages=averages, repair=repair, zero_division=0.0)
    result = score_files(*files, options)
    return result, {(row.average, row.type): row for row in result.scores}


@needs_shared
@pytest.mark.parametrize("case", agreed("bio_tags"))
@pytest.mark.parametrize(("scorer", "repair"), [("seqeval_default", "conlleval"), ("seqeval_strict_iob2", "discard")])
def test_figures_of_seqeval_through_files(case: Case, scorer: str, repair: Repair, tmp_path: Path) -> None:
    result, found = rows(case, tmp_path, repair)
    for name, expected in case["expected"][scorer].items():
        row = found[(AVERAGES[name], None) if name in AVERAGES else ("micro", name)]
        assert row.counts["tp"] + row.counts["fn"] == expected["support"]
        for ours, theirs in FIGURES.items():
            assert row.figures()[ours] == pytest.approx(expected[theirs], abs=case["tolerance"]), (name, ours)
    assert result.tokens is not None
    assert result.tokens.accuracy == pytest.approx(case["expected"]["token_accuracy"], abs=case["tolerance"])
    assert result.tokens.count == sum(map(len, case["gold"]["tags"]))


@needs_shared
@pytest.mark.parametrize("case", agreed("bio_tags"))
def test_figures_of_conlleval_through_files(case: Case, tmp_path: Path) -> None:
    _, found = rows(case, tmp_path, "conlleval")
    expected = case["expected"]["conlleval"]
    total = found["micro", None].counts
    counted = total["tp"] + total["fn"], total["tp"] + total["fp"], total["tp"]
    assert counted == tuple(expected[f"{name}_phrases"] for name in ("gold", "found", "correct"))
    for type_name, figures in {None: expected, **expected["by_type"]}.items():
        for ours, theirs in (("precision", "precision_pct"), ("recall", "recall_pct"), ("f1", "fb1_pct")):
            value = found["micro", type_name].figures()[ours] or 0.0
            assert 100 * value == pytest.approx(figures[theirs], abs=case["tolerance_pct"])


GOLD = [["B-PER", "I-PER", "O"], ["O"], ["I-LOC", "O"], ["B-LOC", "O", "B-PER"]]
PRED = [["B-PER", "O", "O"], ["O"], ["I-LOC", "O"], ["B-PER", "O", "B-PER"]]


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    return written(tmp_path, {"gold": GOLD, "pred": PRED})


def test_the_signature_says_that_tokens_were_counted_and_how_tags_were_repaired(files: tuple[Path, Path]) -> None:
    result = score_files(*files, ScoreOptions(repair="conlleval"))
    assert "|unit:token|" in result.signature
    assert "|repair:conlleval|" in result.signature
    assert result.tokens == TokenCounts(9, 7)
    assert result.to_plain()["tokens"] == {"count": 9, "right": 7, "accuracy": 7 / 9}


def test_repaired_tags_are_reported(files: tuple[Path, Path]) -> None:
    found = score_files(*files, ScoreOptions(repair="discard")).warnings
    repaired = [(each.count, each.message) for each in found if each.code == "repaired-tag"]
    assert [count for count, _ in repaired] == [1, 1]
    assert "tags in gold do not fit iob2; they are dropped, with their mentions" in repaired[0][1]


@pytest.mark.parametrize("shares", [1, 2, 5])
def test_shares_of_the_documents_add_up(files: tuple[Path, Path], shares: int) -> None:
    options = ScoreOptions(repair="conlleval", by=("document",))
    parts = [
        (str(number), count_files(*files, options, shard=Shard(number, shares))) for number in range(1, shares + 1)
    ]
    whole, merged = score_files(*files, options), result_of(merge_parts(parts))
    for name in ("scores", "tokens", "warnings", "signature", "documents"):
        assert getattr(merged, name) == getattr(whole, name)


def test_nothing_is_undefined_in_another_way(tmp_path: Path) -> None:
    result = score_files(*written(tmp_path, {"gold": [], "pred": []}), ScoreOptions())
    assert result.documents == 0
    assert result.to_plain()["tokens"] == {"count": 0, "right": 0, "accuracy": None}
    assert {row.f1 for row in result.scores} == {None}


def test_records_have_no_tags_to_repair(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"--repair discard is for files of tags"):
        score_files(tmp_path / "a.jsonl", tmp_path / "b.jsonl", ScoreOptions(repair="discard"))
