"""Suites: what is benchmarked on which gold, how, and what must hold; read from a TOML file.

::

    title = "conflict-news sample"
    gold = "../../datasets/conflict-news-sample/gold-2.0.0.jsonl"   # paths start at the suite's folder
    schema = "../../schema/conflict-news/2.0.0.yaml"
    baseline = "../results/conflict-news-sample.json"

    [scoring]                     # as the options of annotator eval
    layers = ["entities", "relations", "events"]
    by = ["type"]
    bootstrap = 10000

    [drop]                        # how far an F1 may fall behind the baseline
    max = 0.01
    significance = 0.05           # a smaller p makes a larger drop count

    [[extractor]]
    name = "gazetteer"
    spec = "../extractors/gazetteer.py:extract"
    timeout_s = 60
    fail_under = ["entities.strict.f1=0.40", "entities.strict.f1-low=0.30"]
    fail_over = ["entities.strict.spurious=20", "run.seconds=30", "run.failed=0"]
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Annotated, ClassVar

from annotator.errors import ConfigError, Finding, UsageError
from annotator.eval.options import LISTS, ScoreOptions
from annotator.eval.suites.gates import Gate, parse_gate, parse_upper_gate, with_gates
from annotator.schema.handwritten.declared import Declared, Written, legal
from annotator.schema.handwritten.file_kind import FileKind
from annotator.schema.handwritten.node import Node, Steps, path_of, value_place
from annotator.schema.handwritten.toml_tree import toml_tree
from annotator.schema.handwritten.values import FilePath, Name, NameList, Seconds


@dataclass(frozen=True, slots=True)
class SuiteExtractor(Declared):
    """An extractor of a suite, and what its scores must reach."""

    names_in_file: ClassVar = {"environment": "env", "lower_gates": "fail_under", "upper_gates": "fail_over"}

    name: Name
    spec: Name
    timeout_s: Seconds | None = None
    environment: tuple[str, ...] = ()
    allow_errors: bool = False
    sources: NameList = ()
    lower_gates: tuple[Annotated[Gate, Written(parse_gate)], ...] = ()
    upper_gates: tuple[Annotated[Gate, Written(parse_upper_gate)], ...] = ()

    @property
    def gates(self) -> tuple[Gate, ...]:
        """All gates."""
        return self.lower_gates + self.upper_gates


@dataclass(frozen=True, slots=True)
class Drop(Declared):
    """How far an F1 may fall behind the baseline before it counts, if it does so significantly."""

    names_in_file: ClassVar = {"most": "max"}

    most: Annotated[float, legal(lambda value: 0 <= value <= 1, "a number from 0 to 1")] = 0.0
    significance: Annotated[float, legal(lambda value: 0 <= value <= 1, "a number from 0 to 1")] = 0.05


@dataclass(frozen=True, slots=True)
class Suite(Declared):
    """What a suite file says; paths are resolved."""

    not_in_file: ClassVar = ("file",)
    names_in_file: ClassVar = {"options": "scoring", "extractors": "extractor"}

    gold: FilePath
    extractors: tuple[SuiteExtractor, ...]
    title: str = ""
    schema: FilePath | None = None
    baseline: FilePath | None = None
    options: ScoreOptions = field(default_factory=ScoreOptions)
    drop: Drop = field(default_factory=Drop)
    file: Path = Path()


def read_suite(file: Path) -> Suite:
    """The suite of a file.

    Raises:
        ConfigError: it cannot be read, or says something unknown or of the wrong kind; with all findings.
    """
    suite = SUITE_FILE.read(file)
    folder = file.parent
    return replace(
        suite,
        file=file,
        title=suite.title or file.stem,
        gold=_joined(folder, suite.gold),
        schema=_joined(folder, suite.schema) if suite.schema else None,
        baseline=_joined(folder, suite.baseline) if suite.baseline else None,
        options=with_gates(suite.options, [gate for each in suite.extractors for gate in each.gates]),
    )


def _joined(folder: Path, path: Path) -> Path:
    """A path from a folder, without `..` where that leads to the same place: links may lead elsewhere."""
    joined = folder / path
    short = Path(os.path.normpath(joined))
    return short if short.resolve() == joined.resolve() else joined


def _faults(suite: Suite, root: Node) -> Iterator[Finding]:
    """What the declaration cannot say: ranges of options, words that measures and layers know, names used twice."""
    if not suite.extractors:
        yield _finding(root, ("extractor",), "no extractor; expected a table [[extractor]] with name and spec")
    of_options = list(_option_faults(root))
    yield from of_options or _gate_faults(suite, root)
    names = [each.name for each in suite.extractors]
    for index, name in enumerate(names):
        if name in names[:index]:
            message = f"two extractors have the name {name!r}; expected different names"
            yield _finding(root, ("extractor", index, "name"), message)


def _gate_faults(suite: Suite, root: Node) -> Iterator[Finding]:
    """Measures of layers that are not scored, and gates that need what the suite does not compute."""
    # An empty list has been told by itself, and so has what should have been one.
    chosen = {name: getattr(suite.options, name) or getattr(ScoreOptions(), name) for name in LISTS}
    try:
        options = replace(suite.options, **chosen)
    except UsageError as error:
        yield _finding(root, ("scoring", "measures"), str(error))
        return
    for index, extractor in enumerate(suite.extractors):
        for name, gates in (("fail_under", extractor.lower_gates), ("fail_over", extractor.upper_gates)):
            for position, gate in enumerate(gates):
                try:
                    with_gates(options, [gate])
                except UsageError as error:
                    yield _finding(root, ("extractor", index, name, position), str(error))


def _option_faults(root: Node) -> Iterator[Finding]:
    scoring = root.child("scoring")
    for name, node in scoring.inner() if scoring else ():
        is_list = isinstance(node.value, list)
        if name in LISTS and not is_list:
            continue  # the declaration says that it is a list
        parts: list[tuple[Steps, Node]] = [((place,), each) for place, each in node.inner()] if is_list else []
        for steps, each in parts or [((), node)]:
            if message := _option_fault(str(name), each.plain(), is_item=bool(steps)):
                yield _finding(root, ("scoring", name, *steps), message)


def _option_fault(name: str, value: object, *, is_item: bool) -> str:
    """What is wrong with one option, or with one item of one that is a list; judged by the options themselves."""
    try:
        ScoreOptions(**{name: (value,) if is_item else value})  # type: ignore[arg-type]
    except UsageError as error:
        return str(error)
    return ""


def _finding(root: Node, steps: Steps, message: str) -> Finding:
    return Finding(value_place(root, steps), path_of(steps), message, "suite")


SUITE_FILE = FileKind(
    "A suite: what is benchmarked, how, and what must hold", Suite, toml_tree, ConfigError, "suite", _faults
)
"""A suite file."""
