"""Nothing is declared, kept or shipped for nobody: dependencies are imported, and so is every module."""

from __future__ import annotations

import ast
import sys
import tomllib
from importlib.metadata import packages_distributions
from itertools import accumulate
from pathlib import Path

import pytest
from grimp import ImportGraph, build_graph
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.shared import ROOT

pytestmark = pytest.mark.slow

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
STARTED = {"annotator", "annotator.__main__", *PROJECT["entry-points"]["pytest11"].values()}
NOT_IMPORTED_YET = {"annotator.agreement.disorder"}
"""What `annotator agree` will import."""
NOT_USED_YET: set[str] = set()
"""What `annotator agree` will compute its coefficients with."""
OF_OTHERS = {"aiohttp", "aiohttp-jinja2", "pydantic-core", "rich", "typing-extensions"}
"""What comes with a dependency and is part of how it is used: the server of textual-serve, the text of textual."""
OF_CALLERS = {"pandas", "pytest"}
"""What somebody who calls the interface for Python has, or does without."""


def imported_names() -> set[str]:
    """The top-level names that the package imports, wherever in a file, its own and the standard library's left out."""
    names = set()
    for path in (ROOT / "annotator").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                names |= {each.name.partition(".")[0] for each in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                names.add(node.module.partition(".")[0])
    return names - set(sys.stdlib_module_names) - {"annotator"}


def distributions(name: str) -> set[str]:
    return {canonicalize_name(each) for each in packages_distributions().get(name, [name])}


def declared(requirements: list[str]) -> set[str]:
    return {canonicalize_name(Requirement(each).name) for each in requirements}


def test_every_dependency_is_imported_by_the_package() -> None:
    used = set().union(*map(distributions, imported_names()))
    assert declared(PROJECT["dependencies"]) - used == NOT_USED_YET


def test_everything_imported_is_declared() -> None:
    extras = [each for name, group in PROJECT["optional-dependencies"].items() if name != "dev" for each in group]
    known = declared([*PROJECT["dependencies"], *extras]) | OF_OTHERS | OF_CALLERS
    unknown = {name for name in imported_names() if not distributions(name) & known}
    assert unknown == set()


@pytest.fixture(scope="module")
def graph() -> ImportGraph:
    return build_graph("annotator", cache_dir=None)


def source(module: str) -> Path:
    path = Path(ROOT, *module.split("."))
    return path / "__init__.py" if path.is_dir() else path.with_suffix(".py")


def named_modules(graph: ImportGraph) -> set[str]:
    """The modules that a table names, as verbs and formats are, instead of an import."""
    words = {
        node.value.partition(":")[0]
        for path in (ROOT / "annotator").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    return graph.modules & words


def used_by(graph: ImportGraph, module: str) -> set[str]:
    """What imports a module or, of a package, anything in it, from outside."""
    inside = {module, *graph.find_descendants(module)}
    return set().union(*(graph.find_modules_that_directly_import(each) for each in inside)) - inside


def test_every_module_and_package_is_imported_by_something_outside_tests(graph: ImportGraph) -> None:
    named = {part for name in named_modules(graph) for part in accumulate(name.split("."), "{}.{}".format)}
    unused = {module for module in graph.modules - named - STARTED if not used_by(graph, module)}
    found_by_alembic = {module for module in unused if module.startswith("annotator.store.migration.migrations")}
    empty = {module for module in unused if not source(module).read_text("utf-8").strip()}
    assert unused - found_by_alembic - empty == NOT_IMPORTED_YET
