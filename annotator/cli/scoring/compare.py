"""`annotator compare`: is one system better than another?"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import Parameter

from annotator.cli.colour import screen_width
from annotator.cli.output import emit_json, say
from annotator.cli.progress import Watched
from annotator.cli.project_option import ProjectFolder
from annotator.cli.scoring.choices import Comparing
from annotator.cli.scoring.github_actions import tell_missed
from annotator.cli.streams import as_files
from annotator.eval.one_thread import load_numpy

if TYPE_CHECKING:
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
        gold: The gold, JSON Lines or tags; `-` for standard input.
        predictions: What each system said, likewise (docs/predictions.md); two or more. Deltas are later minus earlier.
        trials: Of the approximate randomization test.
        figure: precision, recall, f1; in the table.
        not_worse: A figure, such as entities.strict.f1, of which no later system may be significantly worse than the
            first, else the exit status is 1; may be given again.
        significance: The level at which worse is significant.
        format_: What to print.
        schema: The schema file, where there is no project around.
    """
    load_numpy()
    from annotator.project.scoring.compare_files import Tests, compare_files  # noqa: PLC0415 - loaded when called

    options, tests = scoring.options(), Tests(trials, not_worse, significance)
    with as_files((gold, *predictions)) as files, Watched([*files, *[files[0]] * (len(predictions) - 1)]):
        systems = dict(zip(map(str, predictions), files[1:], strict=True))
        compared = compare_files(files[0], systems, options, tests, schema=schema, project=project)
    if format_ == "json":
        emit_json(compared.to_plain())
    else:
        say(_table([row for row in compared.rows if row.figure in figure]))
        _tell(compared.warnings, compared.verdicts)
        say(f"\n{compared.signature}|trials:{trials}")
    tell_missed(f"compare on {gold}", compared.verdicts)
    return int(compared.exit_code)


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
