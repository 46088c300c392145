"""JUnit files are what both schemas ask for, and say in text what failed, under names of their own."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.eval.reports import junit
from annotator.eval.reports.failed import Failed
from annotator.eval.reports.report import Report
from annotator.eval.reports.suite_report import SuiteReport, as_junit
from annotator.eval.scores.result import Result
from annotator.eval.suites.gates import Verdict
from tests.eval.reports.junit_schemas import faults
from tests.eval.reports.test_reports import FAILED, PASSED, report

words = st.text(st.characters(codec="utf-8"), max_size=6)
verdicts = st.lists(st.builds(Verdict, words, st.none() | st.floats(0, 1), st.booleans(), words), max_size=4)


@given(words, st.lists(st.tuples(words, verdicts), max_size=3), st.lists(st.tuples(words, words), max_size=2))
def test_every_report_is_valid_by_both_schemas(
    title: str, suites: list[tuple[str, list[Verdict]]], broken: list[tuple[str, str]]
) -> None:
    reports = tuple(Report(name, Result("s", 1, ()), tuple(found)) for name, found in suites)
    failed = tuple(Failed(name, "cmd:x", message, (message,)) for name, message in broken)
    assert faults(ElementTree.fromstring(as_junit(SuiteReport(title, reports, failed=failed)))) == []


def test_a_run_with_its_times_is_valid_too() -> None:
    root = ElementTree.fromstring(junit.render(report(PASSED, FAILED)))
    assert faults(root) == []
    assert root[0].get("time") == "0.500"


@pytest.mark.parametrize("broken", ["<testsuites tests='1'/>", "<testsuites><testsuite name='a'/></testsuites>"])
def test_the_schemas_refuse_something(broken: str) -> None:
    assert faults(ElementTree.fromstring(broken))


def test_what_failed_stands_in_the_text_and_no_name_stands_twice() -> None:
    below = Verdict("a.b.f1", 0.1, False, "a.b.f1 is 0.1, below 0.2")
    named = [Report(name, Result("s", 1, ()), (below, below)) for name in ("first", "second")]
    cases = list(ElementTree.fromstring(as_junit(SuiteReport("t", tuple(named)))).iter("testcase"))
    assert {case.findtext("failure") for case in cases} == {below.message}
    names = Counter((case.get("classname"), case.get("name")) for case in cases)
    assert sorted(names) == [(each, name) for each in ("first", "second") for name in ("a.b.f1", "a.b.f1 (2)")]
    assert set(names.values()) == {1}


def test_an_extractor_without_scores_is_one_test_and_one_error() -> None:
    root = ElementTree.fromstring(as_junit(SuiteReport("t", (), failed=(Failed("x", "cmd:x", "it fell over"),))))
    (suite,) = root.iter("testsuite")
    assert [suite.get(name) for name in ("tests", "errors", "failures", "time")] == ["1", "1", "0", "0"]


def test_a_run_whose_time_is_not_known_took_no_time() -> None:
    timeless = report(PASSED)
    assert timeless.run is not None
    root = ElementTree.fromstring(junit.render(replace(timeless, run=replace(timeless.run, elapsed_s=None))))
    assert root[0].get("time") == "0.000"
