"""Whether a property test lets examples pass without asserting anything, seen from its source.

Such a test must count the examples that get to its assertion (`tests/reaching.py`).
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from typing import TypeAlias

Function: TypeAlias = ast.FunctionDef | ast.AsyncFunctionDef
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
CONSTANT = re.compile(r"[A-Z][A-Z_]*(\.items\(\))?$")


def uncounted(tree: ast.AST) -> Iterator[Function]:
    """The property tests in a piece of source that may leave examples out and do not count the others."""
    for node in ast.walk(tree):
        if isinstance(node, FUNCTIONS) and "given" in decorators(node):
            calls = {ast.unparse(each.func) for each in ast.walk(node) if isinstance(each, ast.Call)}
            if may_leave_out(node) and not ("reaching" in decorators(node) and "reached" in calls):
                yield node


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
