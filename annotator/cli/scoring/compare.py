"""`annotator compare`: is one system better than another?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import Parameter

from annotator.cli.output import emit_json, say
from annotator.cli.progress import Watched
from annotator.cli.project_option import ProjectFolder
from annotator.cli.scoring.eval import Comparing
from annotator.cli.streams import as_files
from annotator.errors import ExitCode, UsageError
from annotator.eval.one_thread import load_numpy

if TYPE_CHECKING:
    from annotator.eval.statistics.comparison import Comparison

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
    "p (rand.)",
    "p (boot.)",
    "p (Holm)",
    "d",
)


def compare(
    gold: Path,
    /,
    *predictions: Path,
    scoring: Comparing = DEFAULT_COMPARING,
    trials: int = 10_000,
    figure: tuple[Literal["precision", "recall", "f1"], ...] = ("f1",),
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
        format_: What to print.
        schema: The schema file, where there is no project around.
    """
    load_numpy()
    from annotator.eval.scores.signature import signature  # noqa: PLC0415 - as above
    from annotator.eval.statistics import comparison as tests  # noqa: PLC0415 - loaded when called
    from annotator.project.scoring.score_files import count_files  # noqa: PLC0415 - as above

    if len({str(each) for each in predictions}) < 2:
        raise UsageError("nothing to compare; expected two different predictions: annotator compare GOLD PRED_A PRED_B")
    if trials < 1:
        raise UsageError(f"--trials {trials}: expected 1 or more")
    options = scoring.options()
    with as_files((gold, *predictions)) as files, Watched([*files, *[files[0]] * (len(predictions) - 1)]):
        counted = [count_files(files[0], file, options, schema=schema, project=project) for file in files[1:]]
        parts = dict(zip(map(str, predictions), counted, strict=True))
        first = next(iter(parts.values()))
        rows = tests.compare({name: part.counts for name, part in parts.items()}, first.options, trials)
    signed = signature(first.options, first.schema, first.gold[:8])
    if format_ == "json":
        emit_json({"signature": signed, "trials": trials, "comparisons": [row.to_plain() for row in rows]})
    else:
        say(_table([row for row in rows if row.figure in figure]))
        say(f"\n{signed}|trials:{trials}")
    return int(ExitCode.OK)


def _table(rows: list[Comparison]) -> str:
    from annotator.eval.reports.terminal import aligned  # noqa: PLC0415 - loaded when called

    pairs = dict.fromkeys((row.left, row.right) for row in rows)
    blocks = []
    for left, right in pairs:
        lines = [_line(row) for row in rows if (row.left, row.right) == (left, right)]
        blocks.append(f"left: {left}\nright: {right}\n{aligned([HEADER, *lines], 4)}")
    return "\n\n".join(blocks)


def _line(row: Comparison) -> list[str]:
    figures = [_number(value) for value in (row.left_value, row.right_value, row.delta)]
    interval = f"[{row.ci[0]:+.4f}, {row.ci[1]:+.4f}]" if row.ci else "-"
    tests = [_number(value) for value in (row.p_randomization, row.p_bootstrap, row.p_holm, row.effect_size)]
    return [row.layer, row.measure, row.type or "all", row.figure, *figures, interval, *tests]


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:.4f}"
