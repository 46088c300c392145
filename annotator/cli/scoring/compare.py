"""`annotator compare`: is one system better than another?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import Parameter

from annotator.cli.colour import screen_width
from annotator.cli.output import emit_json, say
from annotator.cli.progress import Watched
from annotator.cli.project_option import ProjectFolder
from annotator.cli.scoring.eval import Comparing
from annotator.cli.streams import as_files
from annotator.errors import ExitCode, InputError, UsageError
from annotator.eval.one_thread import load_numpy

if TYPE_CHECKING:
    from annotator.eval.counts.part_file import Part
    from annotator.eval.notice import Notice
    from annotator.eval.statistics.comparison import Comparison
    from annotator.eval.suites.gates import Verdict

DEFAULT_COMPARING = Comparing()

HEADER = (
    "layer",
    "measure",
    "type",
    "figure",
    "left",
    "right",
    "delta",
    "interval",
    "p rand",
    "p boot",
    "p Holm",
    "d",
)
HOLM = HEADER.index("p Holm")


def compare(
    gold: Path,
    /,
    *predictions: Path,
    scoring: Comparing = DEFAULT_COMPARING,
    trials: int = 10_000,
    figure: tuple[Literal["precision", "recall", "f1"], ...] = ("f1",),
    not_worse: tuple[str, ...] = (),
    significance: float = 0.05,
    format_: Annotated[Literal["table", "json"], Parameter(name="--format")] = "table",
    schema: Path | None = None,
    project: ProjectFolder = None,
) -> int:
    """Compare systems on the same gold: differences with intervals, and paired tests over documents.

    Args:
        gold: The gold, JSON Lines; `-` for standard input.
        predictions: What each system said, JSON Lines; two or more. Deltas are later minus earlier.
        trials: Of the approximate randomization test.
        figure: precision, recall, f1; in the table.
        not_worse: A figure, such as entities.strict.f1, of which no later system may be significantly worse than the
            first, else the exit status is 1; may be given again.
        significance: The level at which worse is significant.
        format_: What to print.
        schema: The schema file, where there is no project around.
    """
    load_numpy()
    from annotator.eval.statistics import comparison as tests  # noqa: PLC0415 - loaded when called
    from annotator.eval.suites.gates import with_gates  # noqa: PLC0415 - as above
    from annotator.eval.suites.not_worse import judge_not_worse, parse_not_worse  # noqa: PLC0415 - as above
    from annotator.project.scoring.score_files import count_files  # noqa: PLC0415 - as above

    if len({str(each) for each in predictions}) < 2:
        raise UsageError("nothing to compare; expected two different predictions: annotator compare GOLD PRED_A PRED_B")
    if trials < 1:
        raise UsageError(f"--trials {trials}: expected 1 or more")
    if not 0 <= significance <= 1:
        raise UsageError(f"--significance {significance:g}: expected a number from 0 to 1")
    gates = [parse_not_worse(word) for word in not_worse]
    options = with_gates(scoring.options(), gates)
    with as_files((gold, *predictions)) as files, Watched([*files, *[files[0]] * (len(predictions) - 1)]):
        counted = [count_files(files[0], file, options, schema=schema, project=project) for file in files[1:]]
        parts = dict(zip(map(str, predictions), counted, strict=True))
        signed = _one_recipe(parts)
        rows = tests.compare({name: part.counts for name, part in parts.items()}, counted[0].options, trials)
    verdicts = judge_not_worse(gates, rows, significance)
    warnings = _warnings(parts)
    if format_ == "json":
        compared = {"signature": signed, "trials": trials, "comparisons": [row.to_plain() for row in rows]}
        told = {"warnings": [each.to_plain() for each in warnings], "gates": [each.to_plain() for each in verdicts]}
        emit_json(compared | told)
    else:
        say(_table([row for row in rows if row.figure in figure]))
        _tell(warnings, verdicts)
        say(f"\n{signed}|trials:{trials}")
    return int(max((each.exit_code for each in verdicts), default=ExitCode.OK))


def _one_recipe(parts: Mapping[str, Part]) -> str:
    """The signature of all systems' counts.

    Raises:
        InputError: they were counted by different recipes.
    """
    from annotator.eval.scores.recipe import differences  # noqa: PLC0415 - loaded when called
    from annotator.eval.scores.signature import signature  # noqa: PLC0415 - as above

    signed = {name: signature(part.options, part.schema, part.gold[:8]) for name, part in parts.items()}
    first = next(iter(signed))
    for name, each in signed.items():
        if found := differences(signed[first], each):
            raise InputError(f"{name}: scored by another recipe than {first}; {'; '.join(found)}")
    return signed[first]


def _warnings(parts: Mapping[str, Part]) -> list[Notice]:
    """What is odd about gold and each system, and about tests on so few documents."""
    from annotator.eval.statistics.few_documents import few_documents  # noqa: PLC0415 - loaded when called

    documents = {document for part in parts.values() for document in part.counts.documents}
    found = dict.fromkeys(few_documents(len(documents), "p-values and intervals"))
    in_all = set.intersection(*(set(part.warnings) for part in parts.values()))
    for name, part in parts.items():
        for each in part.warnings:
            found[each if each in in_all else replace(each, message=f"{name}: {each.message}")] = None
    return list(found)


def _tell(warnings: Sequence[Notice], verdicts: Sequence[Verdict]) -> None:
    from annotator.eval.reports.notes import grouped  # noqa: PLC0415 - loaded when called

    if warnings:
        say("\nwarnings:")
    for line in grouped(warnings):
        say(f"  {line}")
    if verdicts:
        say("")
    for verdict in verdicts:
        say(f"{'passed' if verdict.passed else 'FAILED'}  {verdict.message}")


def _table(rows: list[Comparison]) -> str:
    from annotator.eval.reports.columns import fitted  # noqa: PLC0415 - loaded when called

    pairs = dict.fromkeys((row.left, row.right) for row in rows)
    blocks = []
    for left, right in pairs:
        lines = [HEADER, *(_line(row) for row in rows if (row.left, row.right) == (left, right))]
        if len(pairs) == 1:
            # Corrected for one comparison, a p is what it was.
            lines = [[*line[:HOLM], *line[HOLM + 1 :]] for line in lines]
        blocks.append(f"left: {left}\nright: {right}\n{fitted(lines, 4, screen_width())}")
    return "\n\n".join(blocks)


def _line(row: Comparison) -> list[str]:
    figures = [_number(value) for value in (row.left_value, row.right_value, row.delta)]
    interval = f"[{row.ci[0]:+.4f}, {row.ci[1]:+.4f}]" if row.ci else "-"
    tests = [_number(value) for value in (row.p_randomization, row.p_bootstrap, row.p_holm, row.effect_size)]
    return [row.layer, row.measure, row.type or "all", row.figure, *figures, interval, *tests]


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:.4f}"
