from __future__ import annotations

import json
from functools import reduce
from operator import add

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from annotator.eval.counts.run_totals import NO_TOTALS, RunTotals, totals_from_plain, totals_of
from annotator.extractors.version import version_text
from annotator.model.record import ExtractorRun

optional = st.none() | st.integers(0, 1000)
runs = st.builds(
    ExtractorRun,
    name=st.sampled_from(["llm:a", "llm:b?temperature=none", "rules"]),
    version=st.sampled_from(["", "1.0", "sha256:0123"]),
    elapsed_s=st.none() | st.integers(0, 1000).map(lambda number: number / 1000),
    error=st.none() | st.just("too long"),
    requests=optional,
    tokens=optional,
    repairs=optional,
)


@example([ExtractorRun("llm:a", tokens=0)], 0)
@given(st.lists(runs, max_size=8), st.integers(0, 8))
def test_the_totals_of_parts_add_up(found: list[ExtractorRun], cut: int) -> None:
    named = [(str(number), run) for number, run in enumerate(found)]
    whole, parts = totals_of(named), [totals_of(named[:cut]), totals_of(named[cut:])]
    assert reduce(add, parts, NO_TOTALS).to_plain() == whole.to_plain()
    assert totals_from_plain(json.loads(json.dumps(whole.to_plain()))).to_plain() == whole.to_plain()
    assert whole.failed == sum(run.error is not None for run in found)
    assert sum(whole.tokens.values()) == sum(run.tokens or 0 for run in found)


def test_tokens_cost_what_their_model_costs() -> None:
    found = totals_of(
        [("1", ExtractorRun("llm:a?window_chars=9", tokens=500_000)), ("2", ExtractorRun("llm:b", tokens=7))]
    )
    priced = found.priced({"a": 0.5}, "EUR")
    assert priced.costs == {"EUR": 0.25}
    assert priced.lines() == ["500,007 tokens, 0.2500 EUR"]
    assert found.priced({"c": 1.0}, "EUR") == found
    assert (priced + priced).costs == {"EUR": 0.5}


@pytest.mark.parametrize(
    ("version", "said"),
    [("", "version unknown"), ("sha256:ab", "version unknown (code sha256:ab)"), ("1.2", "version 1.2")],
)
def test_an_extractor_without_a_version_says_so(version: str, said: str) -> None:
    assert version_text(version) == said


def test_nothing_is_said_where_predictions_say_nothing() -> None:
    assert (NO_TOTALS.lines(), NO_TOTALS.figures()) == ([], {"seconds": None, "failed": 0})
    assert RunTotals(missing=2).figures() == {"seconds": None, "failed": 2}
