"""Mutants: one comparison, sign or number of a source file changed."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

SWAPS: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.And: ast.Or,
    ast.Or: ast.And,
}


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change: the file, the number of its place among all places of the file, and what a reader sees."""

    file: str
    place: int
    line: int
    what: str


@dataclass(frozen=True, slots=True)
class Place:
    """A node that can be changed and what it stands in: a statement, and a function if any."""

    node: ast.BinOp | ast.BoolOp | ast.Compare | ast.Constant
    statement: ast.stmt
    function: ast.FunctionDef | None

    @property
    def lines(self) -> range:
        """The lines from the start of the statement to the end of the node."""
        return range(self.statement.lineno, (self.node.end_lineno or self.node.lineno) + 1)


def places(
    node: ast.AST, statement: ast.stmt | None = None, function: ast.FunctionDef | None = None
) -> Iterator[Place]:
    """Everything below a node that can be changed, in the order of the source."""
    for child in ast.iter_child_nodes(node):
        inner = child if isinstance(child, ast.stmt) else statement
        inside = node if isinstance(node, ast.FunctionDef) and child in node.body else function
        if inner is not None and changeable(child):
            yield Place(child, inner, inside)  # type: ignore[arg-type]
        yield from places(child, inner, inside)


def changeable(node: ast.AST) -> bool:
    """Whether a node is an operator that can be swapped, or a whole number."""
    match node:
        case ast.BinOp(op=op) | ast.BoolOp(op=op) | ast.Compare(ops=[op, *_]):
            return type(op) in SWAPS
        case ast.Constant(value=value):
            return type(value) is int
    return False


def mutants(file: str, source: str) -> list[Mutant]:
    """All mutants of a file."""
    found = enumerate(places(ast.parse(source)))
    return [Mutant(file, number, each.node.lineno, ast.unparse(each.node)[:60]) for number, each in found]


def mutated(source: str, number: int) -> ast.Module:
    """The source with the change at a place."""
    tree = ast.parse(source)
    node = list(places(tree))[number].node
    if isinstance(node, ast.Constant):
        node.value = int(str(node.value)) + 1
    elif isinstance(node, ast.Compare):
        node.ops[0] = SWAPS[type(node.ops[0])]()  # type: ignore[call-overload]
    else:
        node.op = SWAPS[type(node.op)]()  # type: ignore[assignment]
    return tree


def fatal(source: str, number: int) -> ast.Module:
    """The source whose function around a place does nothing but fail."""
    tree = ast.parse(source)
    function = list(places(tree))[number].function
    if function is not None:
        function.body = ast.parse("raise ZeroDivisionError").body
        ast.increment_lineno(function.body[0], function.lineno)
    return tree
