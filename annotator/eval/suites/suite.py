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
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from annotator.errors import InputError
from annotator.eval.options import ScoreOptions, option_names
from annotator.eval.suites.gates import Gate, parse_gate

SCORING = tuple(name for name in option_names() if name not in ("unit", "repair", "schema_facts"))
"""What a suite may choose; files of tags are not benchmarked, and the schema says the rest."""


@dataclass(frozen=True, slots=True)
class SuiteExtractor:
    """An extractor of a suite, and what its scores must reach."""

    name: str
    spec: str
    timeout_s: float | None = None
    environment: tuple[str, ...] = ()
    allow_errors: bool = False
    gates: tuple[Gate, ...] = ()


@dataclass(frozen=True, slots=True)
class Drop:
    """How far an F1 may fall behind the baseline before it counts, if it does so significantly."""

    most: float = 0.0
    significance: float = 0.05


@dataclass(frozen=True, slots=True)
class Suite:
    """What a suite file says; paths are resolved."""

    file: Path
    title: str
    gold: Path
    schema: Path | None
    baseline: Path | None
    options: ScoreOptions
    extractors: tuple[SuiteExtractor, ...]
    drop: Drop = field(default_factory=Drop)


def read_suite(file: Path) -> Suite:
    """The suite of a file.

    Raises:
        InputError: it cannot be read, or says something unknown or of the wrong kind.
        UsageError: a gate or scoring option is off.
    """
    try:
        plain = tomllib.loads(file.read_bytes().decode("utf-8"))
    except OSError as error:
        raise InputError(f"{file}: cannot be read ({error.strerror})") from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        raise InputError(f"{file}: not TOML: {error}") from error
    return _Reader(file).suite(plain)


class _Reader:
    """Checks names and kinds of what a suite says."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def suite(self, plain: Mapping[str, Any]) -> Suite:
        self._known(plain, ("title", "gold", "schema", "baseline", "scoring", "drop", "extractor"), "")
        extractors = tuple(self._extractor(each) for each in self._take(plain, "extractor", list, []))
        if not extractors:
            raise InputError(f"{self._file}: no extractor; expected a table [[extractor]] with name and spec")
        names = [each.name for each in extractors]
        if len(set(names)) < len(names):
            raise InputError(f"{self._file}: two extractors have one name; expected different names")
        drop = self._take(plain, "drop", dict, {})
        self._known(drop, ("max", "significance"), "drop.")
        return Suite(
            file=self._file,
            title=self._take(plain, "title", str, self._file.stem),
            gold=self._path(plain, "gold") or self._missing("gold"),
            schema=self._path(plain, "schema"),
            baseline=self._path(plain, "baseline"),
            options=self._options(self._take(plain, "scoring", dict, {}), extractors),
            extractors=extractors,
            drop=Drop(float(self._take(drop, "max", float, 0.0)), self._take(drop, "significance", float, 0.05)),
        )

    def _extractor(self, plain: Mapping[str, Any]) -> SuiteExtractor:
        self._known(plain, ("name", "spec", "timeout_s", "env", "allow_errors", "fail_under"), "extractor.")
        timeout = self._take(plain, "timeout_s", float, None)
        return SuiteExtractor(
            name=self._take(plain, "name", str, None) or self._missing("extractor.name"),
            spec=self._take(plain, "spec", str, None) or self._missing("extractor.spec"),
            timeout_s=float(timeout) if timeout is not None else None,
            environment=tuple(self._take(plain, "env", list, [])),
            allow_errors=self._take(plain, "allow_errors", bool, False),
            gates=tuple(parse_gate(str(each)) for each in self._take(plain, "fail_under", list, [])),
        )

    def _options(self, plain: Mapping[str, Any], extractors: tuple[SuiteExtractor, ...]) -> ScoreOptions:
        self._known(plain, SCORING, "scoring.")
        values: dict[str, Any] = {
            name: tuple(value) if isinstance(value, list) else value for name, value in plain.items()
        }
        gates = [gate for each in extractors for gate in each.gates]
        if any(gate.type for gate in gates):
            values["by"] = tuple(dict.fromkeys((*values.get("by", ()), "type")))
        averages = dict.fromkeys((*values.get("averages", ("micro",)), *(gate.average for gate in gates)))
        values["averages"] = tuple(averages)
        try:
            return ScoreOptions(**values)
        except TypeError as error:
            raise InputError(f"{self._file}: scoring: {error}") from error

    def _path(self, plain: Mapping[str, Any], name: str) -> Path | None:
        written = self._take(plain, name, str, None)
        return self._file.parent / written if written else None

    def _missing(self, name: str) -> Any:
        raise InputError(f"{self._file}: {name} is missing; see the suites under eval/suites for an example")

    def _known(self, plain: Mapping[str, Any], names: tuple[str, ...], prefix: str) -> None:
        for name in plain:
            if name not in names:
                close = get_close_matches(name, names, 1)
                hint = f"did you mean {close[0]}?" if close else f"known are {', '.join(names)}"
                raise InputError(f"{self._file}: unknown key {prefix}{name}; {hint}")

    def _take(self, plain: Mapping[str, Any], name: str, kind: type, default: Any) -> Any:
        value = plain.get(name, default)
        if value is default or (isinstance(value, kind) and (kind is bool or not isinstance(value, bool))):
            return value
        if kind is float and isinstance(value, int) and not isinstance(value, bool):
            return float(value)
        raise InputError(f"{self._file}: {name} is {value!r}; expected {kind.__name__}")
