from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.errors import UsageError
from annotator.eval.measures.families import FIGURES
from annotator.eval.measures.measure import Measure
from annotator.eval.measures.registry import ALL_MEASURES
from annotator.eval.options import ScoreOptions
from annotator.eval.suites.gates import Gate, error_counts, parse_gate, parse_upper_gate, with_gates

words = st.text("abcdefghijklmnopqrstuvwxyz-", min_size=1, max_size=8)


@given(
    measure=st.sampled_from([each for each in ALL_MEASURES if each.family.figure_names == FIGURES]),
    type_=st.none() | st.lists(words, min_size=1, max_size=3).map(".".join),
    figure=st.sampled_from(FIGURES),
    low=st.booleans(),
    least=st.integers(0, 100).map(lambda number: number / 100),
)
def test_a_gate_reads_back_as_it_is_written(
    measure: Measure, type_: str | None, figure: str, low: bool, least: float
) -> None:
    gate = Gate(measure.layer, measure.name, type_, "micro", figure, low, least)
    assert parse_gate(str(gate)) == gate


@pytest.mark.parametrize(
    "written",
    [
        "entities.strict.f1",
        "entities.f1=0.5",
        "entities.strict.accuracy=0.5",
        "entities.strict.f1=1.5",
        "entities.strict.f1=x",
        "entities.strikt.f1=0.5",
        "entities.strict.f1=nan",
        "entities.strict.*makro.f1=0.5",
        "coref.conll.recall=0.5",
        "coref.conll.precision-low=0.5",
        "tokens.accurracy=0.5",
        "tokens=0.5",
        "=0.5",
        "",
    ],
)
def test_what_is_no_gate_is_a_usage_error(written: str) -> None:
    with pytest.raises(UsageError, match=r"expected|did you mean|tokens\.accuracy"):
        parse_gate(written)


@given(
    measure=st.sampled_from([each for each in ALL_MEASURES if error_counts(each.family)]),
    type_=st.none() | words,
    most=st.integers(0, 1000),
    data=st.data(),
)
def test_an_upper_gate_reads_back_as_it_is_written(
    measure: Measure, type_: str | None, most: int, data: st.DataObject
) -> None:
    count = data.draw(st.sampled_from(error_counts(measure.family)))
    gate = Gate(measure.layer, measure.name, type_, "micro", count, low=False, bound=most, upper=True)
    assert parse_upper_gate(str(gate)) == gate


@pytest.mark.parametrize("written", ["run.seconds=30", "run.mib=512.5", "run.failed=0"])
def test_a_run_is_bounded_by_what_is_measured_of_it(written: str) -> None:
    assert str(parse_upper_gate(written)) == written


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("entities.strict.spurios=3", "did you mean spurious"),
        ("entities.strikt.spurious=3", "did you mean strict"),
        ("entities.strict.f1=0.5", "bounded from below, by --fail-under"),
        ("coref.b3.spurious=3", "counts no errors"),
        ("run.second=3", "did you mean seconds"),
        ("run=3", "expected one of seconds, mib, failed"),
        ("run.seconds=inf", "0 or more"),
        ("run.seconds=-1", "0 or more"),
        ("run.seconds", "is no gate"),
    ],
)
def test_what_is_no_upper_gate_says_what_there_is(written: str, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        parse_upper_gate(written)


@pytest.mark.parametrize("average", ["macro", "weighted", "documents"])
def test_a_mean_has_a_name(average: str) -> None:
    gate = parse_gate(f"entities.strict.*{average}.f1=0.5")
    assert (gate.average, gate.type) == (average, None)
    assert str(gate) == f"entities.strict.*{average}.f1=0.5"


@pytest.mark.parametrize(
    ("written", "said"), [("entities.strict.f1-low=0.5", "--bootstrap"), ("entities.strict.f_beta=0.5", "--beta")]
)
def test_a_gate_says_before_anything_runs_what_it_needs(written: str, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        with_gates(ScoreOptions(), [parse_gate(written)])
    options = with_gates(ScoreOptions(beta=2, bootstrap=10), [parse_gate(written)])
    assert options.gated == ("entities.strict",)
