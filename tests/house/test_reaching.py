"""Property tests whose assertion is not always reached count how often it is, and fail when that is too seldom."""

from __future__ import annotations

import ast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.examples import examples
from tests.leaving_out import may_leave_out, uncounted
from tests.reaching import HOW_TO_COUNT, reached, reaching
from tests.shared import ROOT


@pytest.mark.parametrize(
    ("least", "enough", "words"),
    [(0.1, 0, "0 of 20"), (0.0, 0, "0 of 20"), (0.9, 10, "10 of 20.*expected at least 90%"), (0.5, 10, None)],
)
def test_too_few_fail_the_test(monkeypatch: pytest.MonkeyPatch, least: float, enough: int, words: str | None) -> None:
    monkeypatch.setattr("tests.examples.PROFILE", "suite")
    monkeypatch.setattr("tests.reaching.PROFILE", "suite")
    drawn: list[int] = []

    @reaching(least)
    @examples(20, database=None)
    @given(st.integers())
    def counted(number: int) -> None:
        drawn.append(number)
        if len(drawn) <= enough:
            reached()
            reached()
        reached([])

    if words is None:
        counted()
        return
    with pytest.raises(AssertionError, match=words):
        counted()


@pytest.mark.parametrize(
    ("body", "out"),
    [
        ("assert x", False),
        ("if x:\n  assert x", True),
        ("if x:\n  assert x\nelse:\n  assert y", False),
        ("if x:\n  return\nassert y", True),
        ("if x:\n  assert x\n  return\nassert y", False),
        ("assume(x)\nassert y", True),
        ("for y in x:\n  assert y", True),
        ("for y in (1, 2):\n  assert y", False),
        ("with pytest.raises(ValueError):\n  f()", False),
        ("check(x)", False),
    ],
)
def test_what_may_leave_examples_out(body: str, out: bool) -> None:
    (function,) = ast.parse("def test_f(x):\n" + "\n".join(f"  {line}" for line in body.splitlines())).body
    assert isinstance(function, ast.FunctionDef)
    assert may_leave_out(function) is out


def test_property_tests_that_may_leave_examples_out_count_the_others() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{function.lineno} {function.name}"
        for path in sorted((ROOT / "tests").rglob("*.py"))
        for function in uncounted(ast.parse(path.read_text("utf-8")))
    ]
    assert found == [], HOW_TO_COUNT
