"""Gates: conditions on figures that make a run pass or fail.

A lower gate is written `layer.measure[.TYPE].figure=LEAST`. The first two parts and the last are fixed, so a type may
hold dots; `*macro` in its place is the macro average. The figure is `precision`, `recall`, `f1` or `f_beta`, with
`-low` for the lower end of its interval; `tokens.accuracy` is that of files of tags. An upper gate is
`layer.measure[.TYPE].COUNT=MOST`, a count of errors such as `spurious`, or `run.seconds`, `run.mib`, `run.failed`. A
gate asks for its measure itself. An undefined figure fails its gate; a row that is not there is a usage error.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import isfinite
from typing import TYPE_CHECKING, Any

from annotator.errors import ExitCode, UsageError, did_you_mean
from annotator.eval.count_names import INCORRECT, MISSING, PARTIAL, SPURIOUS
from annotator.eval.measures.families import F1, FIGURES, Family
from annotator.eval.measures.registry import LAYERS, find_measure
from annotator.eval.options import AVERAGES, ScoreOptions
from annotator.eval.suites.bars import number

if TYPE_CHECKING:
    from annotator.eval.counts.part_file import Part

F_BETA = "f_beta"
LOW = "-low"
WRITTEN = {figure + end: (figure, bool(end)) for figure in (*FIGURES, F_BETA) for end in ("", LOW)}
"""The figure that a gate's last word means, and whether the lower end of its interval."""

OF_TYPES = {f"*{average}": average for average in AVERAGES if average != "micro"}
"""What stands in the place of a type for a mean, `*macro` above all."""

TOKENS, ACCURACY = "tokens", "accuracy"
RUN = "run"
RUN_FIGURES = ("seconds", "mib", "failed")
"""What a run took and did not do: seconds of all documents, memory at most, documents without a prediction."""

SAME_COUNT = {SPURIOUS: "fp", MISSING: "fn"}
"""Counts of errors by the names that they have where one thing is compared with one thing."""
ERROR_COUNTS = ("fp", "fn", INCORRECT, PARTIAL, MISSING, SPURIOUS)

SHAPE = "layer.measure[.TYPE].figure=NUMBER, such as entities.strict.f1=0.80"
UPPER_SHAPE = (
    "layer.measure[.TYPE].COUNT=NUMBER, such as entities.strict.spurious=10, or run.seconds, run.mib or run.failed"
)


@dataclass(frozen=True, slots=True)
class Gate:
    """The bound of one figure, from below or, `upper`, from above; `type` and `average` say of which row."""

    layer: str
    measure: str
    type: str | None
    average: str
    figure: str
    low: bool
    bound: float
    upper: bool = False

    @property
    def name(self) -> str:
        """The figure that it bounds, as it is written."""
        return figure_name(self.layer, self.measure, self.type, self.average, self.figure, self.low)

    @property
    def of_scores(self) -> bool:
        """Whether it is about a row of scores."""
        return self.layer in LAYERS

    def __str__(self) -> str:
        """As it is written on the command line."""
        return f"{self.name}={number(self.bound)}"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one gate: the figure found (None when undefined), whether it passed, and a line that says so.

    `status` is the exit status where it did not pass.
    """

    name: str
    found: float | None
    passed: bool
    message: str
    status: ExitCode = ExitCode.FINDINGS

    @property
    def exit_code(self) -> ExitCode:
        """What it means for the exit status."""
        return ExitCode.OK if self.passed else self.status

    def to_plain(self) -> dict[str, Any]:
        """The JSON object."""
        return {"name": self.name, "found": self.found, "passed": self.passed, "message": self.message}


def figure_name(layer: str, measure: str, type_: str | None, average: str, figure: str, low: bool = False) -> str:
    """The dotted name of a figure."""
    middle = f"*{average}" if average != "micro" and type_ is None else type_
    return ".".join(filter(None, (layer, measure, middle, figure + (LOW if low else ""))))


def parse_gate(written: str) -> Gate:
    """The gate of a `--fail-under` word.

    Raises:
        UsageError: it is not of the form, or names no measure or a figure that the measure never has.
    """
    parts, least = _split(written, SHAPE)
    if not 0 <= least <= 1:
        raise UsageError(f"{written!r} is no gate; expected {SHAPE}, the number from 0 to 1")
    if parts == [TOKENS, ACCURACY]:
        return Gate(TOKENS, ACCURACY, None, "micro", "", low=False, bound=least)
    if parts[0] == TOKENS:
        raise UsageError(f"{written!r} is no gate; of tokens there is tokens.accuracy")
    if len(parts) < 3:
        raise UsageError(f"{written!r} is no gate; expected {SHAPE}")
    if parts[-1] not in WRITTEN:
        raise UsageError(f"{written!r} is no gate: unknown figure {parts[-1]!r}; {did_you_mean(parts[-1], WRITTEN)}")
    figure, low = WRITTEN[parts[-1]]
    measure = find_measure(*parts[:2])
    has = measure.family.figure_names
    if (F1 if figure == F_BETA else figure) not in has:
        raise UsageError(f"{written!r} can never pass: {measure.full_name} has no {figure}; expected {', '.join(has)}")
    return Gate(*_row(parts, written), figure, low, least)


def parse_upper_gate(written: str) -> Gate:
    """The gate of a `--fail-over` word.

    Raises:
        UsageError: it is not of the form, or names no measure or a count that the measure never has.
    """
    parts, most = _split(written, UPPER_SHAPE)
    if not (isfinite(most) and most >= 0):
        raise UsageError(f"{written!r} is no gate; expected {UPPER_SHAPE}, the number 0 or more")
    if parts[0] == RUN:
        if len(parts) != 2 or parts[1] not in RUN_FIGURES:
            type_name = ".".join(parts[1:])
            raise UsageError(f"{written!r}: of a run there is no {type_name!r}; {did_you_mean(type_name, RUN_FIGURES)}")
        return Gate(RUN, parts[1], None, "micro", "", low=False, bound=most, upper=True)
    if len(parts) < 3:
        raise UsageError(f"{written!r} is no gate; expected {UPPER_SHAPE}")
    measure, count = find_measure(*parts[:2]), parts[-1]
    if (has := error_counts(measure.family)) and count in has:
        return Gate(*_row(parts, written), count, low=False, bound=most, upper=True)
    if not has:
        raise UsageError(f"{written!r}: {measure.full_name} counts no errors; a figure is bounded by --fail-under")
    if count in WRITTEN:
        raise UsageError(f"{written!r}: {count} is bounded from below, by --fail-under; counts are {', '.join(has)}")
    raise UsageError(f"{written!r}: {measure.full_name} has no count {count!r}; {did_you_mean(count, has)}")


def error_counts(family: Family) -> list[str]:
    """The counts of errors that rows of a family have, by every name that a gate may call them."""
    count_names = [name for name in ERROR_COUNTS if name in family.counts]
    return count_names + [name for name, same in SAME_COUNT.items() if same in count_names and name not in count_names]


def _split(written: str, shape: str) -> tuple[list[str], float]:
    name, equals, value = written.rpartition("=")
    try:
        bound = float(value)
    except ValueError:
        raise UsageError(f"{written!r} is no gate; expected {shape}") from None
    if not equals or not name:
        raise UsageError(f"{written!r} is no gate; expected {shape}")
    return name.split("."), bound


def _row(parts: Sequence[str], written: str) -> tuple[str, str, str | None, str]:
    """Layer, measure, type and average of the row that a gate is about."""
    middle = ".".join(parts[2:-1]) or None
    if middle and middle.startswith("*") and middle not in OF_TYPES:
        raise UsageError(f"{written!r}: there is no mean {middle!r}; {did_you_mean(middle, OF_TYPES)}")
    average = OF_TYPES.get(middle or "")
    return parts[0], parts[1], None if average else middle, average or "micro"


def with_gates(options: ScoreOptions, gates: Sequence[Gate]) -> ScoreOptions:
    """The options with the rows that gates are about.

    Raises:
        UsageError: a gate needs an interval or F-beta, and these options have none.
    """
    rows = [gate for gate in gates if gate.of_scores]
    for gate in rows:
        if gate.low and not options.bootstrap:
            raise UsageError(f"the gate {gate.name!r} needs an interval; add --bootstrap 10000 (bootstrap in a suite)")
        if gate.figure == F_BETA and options.beta is None:
            raise UsageError(f"the gate {gate.name!r} needs --beta (beta in a suite), such as 2")
    types = ["type"] if any(gate.type for gate in rows) else []
    return replace(
        options.also(find_measure(gate.layer, gate.measure) for gate in rows),
        by=tuple(dict.fromkeys((*options.by, *types))),
        averages=tuple(dict.fromkeys((*options.averages, *(gate.average for gate in rows)))),
    )


def with_rows(part: Part, gates: Iterable[Gate]) -> Part:
    """Counts with the rows that gates are about, as far as these were counted."""
    counted = [gate for gate in gates if gate.of_scores and part.options.wants(find_measure(gate.layer, gate.measure))]
    return replace(part, options=with_gates(part.options, counted))


def gates_of(under: Iterable[str], over: Iterable[str]) -> list[Gate]:
    """The gates of `--fail-under` and `--fail-over` words.

    Raises:
        UsageError: a word is no gate.
    """
    return [*map(parse_gate, under), *map(parse_upper_gate, over)]


RunFigures = Mapping[str, float | None]
"""What is known of a run, by the names of `RUN_FIGURES`; None for what was not measured."""
