"""The four annotators of a public corpus: the figures that were published of them, and a pair worked out there."""

from __future__ import annotations

import json
from functools import cache
from statistics import fmean, pstdev
from typing import Any

import pytest

from annotator.agreement.agree import Agreement
from annotator.eval.options import ScoreOptions
from annotator.project.agreement.agree_files import agree_files
from tests.shared import SHARED, needs_shared

BRAT = SHARED / "corpora" / "brat"
NAMES = ("Lisa", "Maria", "Max", "Peter")

pytestmark = needs_shared


@cache
def found() -> Agreement:
    options = ScoreOptions(layers=("entities",), measures=("strict",), by=("type", "document"))
    return agree_files([BRAT / "agreement-4-annotators" / name for name in NAMES], options)


@cache
def expected() -> dict[str, Any]:
    return dict(json.loads((BRAT / "expected.json").read_bytes())["agreement-4-annotators"]["pairwise_f1"])


def f1(*, type_name: str | None = None, document: str | None = None) -> dict[str, float]:
    """The F1 of each pair, of all, of one type, or of one document."""
    return {
        "-".join(each.pair): each.score.f1 or 0.0
        for each in found().pairwise
        if each.pair and (each.score.type, each.score.document) == (type_name, document)
    }


@pytest.mark.slow
def test_every_pair_has_its_figure_and_their_mean_is_the_published_one() -> None:
    pairs = f1()
    assert pairs == {name: pytest.approx(each["f1"]) for name, each in expected()["pairs"].items()}
    published = expected()["published"]
    assert fmean(pairs.values()) == pytest.approx(published["overall_mean"], abs=5.1e-4)
    assert pstdev(pairs.values()) == pytest.approx(published["overall_sd"], abs=5.1e-4)
    mean = next(each.score.f1 for each in found().pairwise if each.pair is None and each.score.is_overall)
    assert mean == pytest.approx(expected()["overall"]["mean"])


@pytest.mark.slow
@pytest.mark.parametrize("type_name", ["LOC", "MISC", "ORG", "PER"])
def test_every_type_has_the_published_mean(type_name: str) -> None:
    values = f1(type_name=type_name).values()
    assert fmean(values) == pytest.approx(expected()["by_type"][type_name]["mean"])
    assert pstdev(values) == pytest.approx(expected()["by_type"][type_name]["sd"])
    assert fmean(values) == pytest.approx(expected()["published"]["by_type_mean"][type_name], abs=5.1e-4)


@pytest.mark.slow
def test_every_document_has_its_mean() -> None:
    for document, figures in expected()["by_document"].items():
        values = f1(document=document).values()
        assert fmean(values) == pytest.approx(figures["mean"])
        assert pstdev(values) == pytest.approx(figures["sd"])


def test_every_difference_is_of_one_kind_and_they_add_up_to_what_no_pair_has_alike() -> None:
    for pair, differences in found().differences.items():
        row = next(each.score for each in found().pairwise if each.pair == pair and each.score.is_overall)
        missing = sum(each.kind == "missing" for each in differences)
        others = sum(each.kind in ("boundary", "type") for each in differences)
        both = sum(each.kind == "boundary" for each in differences) + sum(each.kind == "type" for each in differences)
        assert missing + others == len(differences)
        assert row.counts["fn"] + row.counts["fp"] == missing + 2 * both


def test_a_type_by_itself_is_asked_of_every_unit() -> None:
    rows = [each for each in found().coefficients if each.of == "tokens" and each.pair == ("Lisa", "Max")]
    whole = next(each for each in rows if each.type is None and each.measure == "krippendorff-alpha")
    for each in rows:
        assert each.items == whole.items
        if each.measure == "krippendorff-alpha":
            assert each.value is not None
            assert 0.8 < each.value <= 1
