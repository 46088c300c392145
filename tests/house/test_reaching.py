"""Property tests whose assertion is not always reached count how often it is, and fail when that is too seldom."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.examples import examples
from tests.reaching import reached, reaching
from tests.shared import ROOT

Function = ast.FunctionDef | ast.AsyncFunctionDef
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
CONSTANT = re.compile(r"[A-Z][A-Z_]*(\.items\(\))?$")


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


def decorators(function: Function) -> set[str]:
    calls = (each.func if isinstance(each, ast.Call) else each for each in function.decorator_list)
    return {ast.unparse(each).rpartition(".")[2] for each in calls}


def own_nodes(node: ast.AST) -> Iterator[ast.AST]:
    """A node and those under it, without functions and what is in them."""
    if not isinstance(node, (*FUNCTIONS, ast.Lambda, ast.ClassDef)):
        yield node
        for child in ast.iter_child_nodes(node):
            yield from own_nodes(child)


def asserts(statement: ast.AST) -> bool:
    """Whether a statement asserts something whatever the example is."""
    match statement:
        case ast.Assert():
            return True
        case ast.With():
            return "raises" in ast.unparse(statement.items[0]) or always_asserts(statement.body)
        case ast.If():
            return always_asserts(statement.body) and always_asserts(statement.orelse)
        case ast.For():
            turns = isinstance(statement.iter, ast.Tuple | ast.List) or bool(
                CONSTANT.match(ast.unparse(statement.iter))
            )
            return turns and always_asserts(statement.body)
    return False


def leaves(statement: ast.AST) -> bool:
    """Whether an example may end in a statement before it has asserted anything."""
    if isinstance(statement, ast.If) and not statement.orelse and always_asserts(statement.body):
        return False
    return any(isinstance(node, ast.Return) or getattr(node, "id", "") == "assume" for node in own_nodes(statement))


def always_asserts(statements: Sequence[ast.stmt]) -> bool:
    """Whether some statement asserts and none before it lets an example go."""
    for statement in statements:
        if asserts(statement):
            return True
        if leaves(statement):
            return False
    return False


def may_leave_out(function: Function) -> bool:
    """Whether an example can pass without any of the assertions that stand in a test."""
    nodes = [node for statement in function.body for node in own_nodes(statement)]
    some = any(isinstance(node, ast.Assert | ast.Return) or getattr(node, "id", "") == "assume" for node in nodes)
    return some and not always_asserts(function.body)


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
    uncounted = []
    for path in sorted((ROOT / "tests").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, FUNCTIONS) and "given" in decorators(node):
                calls = {ast.unparse(each.func) for each in ast.walk(node) if isinstance(each, ast.Call)}
                if may_leave_out(node) and not ("reaching" in decorators(node) and "reached" in calls):
                    uncounted.append(f"{path.relative_to(ROOT)}:{node.lineno} {node.name}")
    assert uncounted == [], "decorate them with @reaching(share) and call reached() (tests/reaching.py)"
