"""`annotator eval`: predictions against gold."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import Parameter

from annotator.cli.colour import screen_width
from annotator.cli.output import emit_json, say, talk
from annotator.cli.progress import Watched
from annotator.cli.project_option import ProjectFolder
from annotator.cli.scoring.choices import DEFAULT_SCORING, Scoring
from annotator.cli.scoring.gating import DEFAULT_GATING, Gates, Gating
from annotator.cli.scoring.github_actions import tell_github
from annotator.cli.scoring.written_files import refuse_unwritable
from annotator.cli.streams import as_files
from annotator.errors import ExitCode, UsageError
from annotator.eval.one_thread import load_numpy
from annotator.eval.options import ScoreOptions

if TYPE_CHECKING:
    from annotator.eval.counts.part_file import Part, Shard
    from annotator.eval.reports.report import Report
    from annotator.eval.scores.curve import CurvePoint


@Parameter(name="*")
@dataclass(frozen=True)
class BrokenDown:
    """What the scores are broken down by."""

    confusion: bool = False
    """Which entity type was taken for which, with what is missing and spurious."""
    errors: bool = False
    """How many errors there are of each kind; `annotator errors` lists them."""
    curve: bool = False
    """Precision and recall by least score, from the scores of the predictions; -o FILE.svg draws it."""


NOT_BROKEN_DOWN = BrokenDown()


def eval_(
    gold: Path,
    predictions: Path,
    /,
    *,
    scoring: Scoring = DEFAULT_SCORING,
    gating: Gating = DEFAULT_GATING,
    broken_down: BrokenDown = NOT_BROKEN_DOWN,
    output: Annotated[tuple[Path, ...], Parameter(name=["--output", "-o"])] = (),
    format_: Annotated[Literal["table", "json"], Parameter(name="--format")] = "table",
    jobs: int = 1,
    dask: str | None = None,
    shard: str | None = None,
    counts_out: Path | None = None,
    allow_other_text: bool = False,
    schema: Path | None = None,
    project: ProjectFolder = None,
) -> int:
    """Score predictions against gold; exit status 1 when a gate is missed.

    Args:
        gold: The gold, JSON Lines or tags; `-` for standard input (one of the two).
        predictions: What an extractor said, likewise; docs/predictions.md says in which shapes.
        output: A report to write: .json, .md, .html or .xml (JUnit); may be given again.
        format_: What to print.
        jobs: How many processes share the documents.
        dask: The address of a Dask cluster that shares them, with the files on a disk that all its workers see.
        shard: Score only the share k/n of the documents, such as 2/4.
        counts_out: Write the counts to this file, for `annotator merge`.
        allow_other_text: Score predictions that were made for another text than gold has, as they are.
        schema: The schema file, where there is no project around.
    """
    load_numpy()
    from annotator.eval.reports.report import Report, is_page  # noqa: PLC0415 - loaded when called
    from annotator.eval.score import result_of  # noqa: PLC0415 - as above
    from annotator.project.scoring.score_files import (  # noqa: PLC0415 - as above
        count_files,
        refuse_other_text,
        write_part,
    )

    share = _share(shard, jobs, dask)
    refuse_unwritable(output, counts_out)
    gates = gating.read()
    options = scoring.options(gates.gates)
    with as_files((gold, predictions)) as files, Watched(files):
        if jobs > 1 or dask:
            part = _spread(files, options, max(jobs, 2) if dask else jobs, dask, schema, project)
        else:
            part = count_files(files[0], files[1], options, shard=share, schema=schema, project=project)
        if not allow_other_text:
            refuse_other_text(part, str(predictions))
        report = Report(f"{predictions} against {gold}", result_of(part))
        report = _broken_down(report, broken_down, files, part, share, in_full=any(map(is_page, output)))
        if broken_down.curve:
            report = replace(report, curve=_curve(files, options, share, schema, project))
    if counts_out is not None:
        write_part(part, counts_out)
    return report_on(report, gates, output, format_)


def _share(shard: str | None, jobs: int, dask: str | None) -> Shard | None:
    """The share of the documents that is to be scored; None for all of them.

    Raises:
        UsageError: it is none, or does not go with how the work is spread.
    """
    from annotator.eval.counts.part_file import parse_shard  # noqa: PLC0415 - loaded when called

    if jobs < 1:
        raise UsageError(f"--jobs {jobs}: expected 1 or more")
    if shard and (jobs > 1 or dask):
        raise UsageError("--shard goes with neither --jobs nor --dask")
    return parse_shard(shard) if shard else None


def _spread(
    files: Sequence[Path],
    options: ScoreOptions,
    shares: int,
    dask: str | None,
    schema: Path | None,
    project: Path | None,
) -> Part:
    """The counts of all documents, counted by several processes."""
    from annotator.project.scoring.parallel_counting import (  # noqa: PLC0415 - where documents are shared
        Files,
        count_spread,
        in_processes,
        on_dask,
    )

    runner = on_dask(dask) if dask else in_processes(shares)
    return count_spread(Files(files[0], files[1], schema, project), options, shares, runner)


def _curve(
    files: Sequence[Path], options: ScoreOptions, share: Shard | None, schema: Path | None, project: Path | None
) -> list[CurvePoint]:
    """Precision and recall by least score."""
    from annotator.project.scoring.curve import curve_of  # noqa: PLC0415 - only on request

    if share:
        raise UsageError("--curve and --shard: a curve is of all documents")
    return curve_of(files[0], files[1], options, schema=schema, project=project)


def _broken_down(
    report: Report, broken_down: BrokenDown, files: Sequence[Path], part: Part, share: Shard | None, *, in_full: bool
) -> Report:
    """The report with what its scores are to be broken down by; `in_full` with examples of errors."""
    in_full = in_full and part.options.matching == "max"
    if not (broken_down.confusion or broken_down.errors or in_full):
        return report
    from annotator.project.scoring import breakdown  # noqa: PLC0415 - only on request

    confusion = breakdown.confusion_of(part) if broken_down.confusion else None
    errors = breakdown.count_errors(files[0], files[1], part.options, share) if broken_down.errors else None
    examined = breakdown.examine_files(files[0], files[1], part.options, share) if in_full else None
    return replace(report, confusion=confusion, errors=errors, examined=examined)


def report_on(report: Report, gates: Gates, output: Iterable[Path], format_: str) -> int:
    """Judge a report's result, write it and print it; the exit status, whether every gate passed."""
    from annotator.eval.reports.report import renderer  # noqa: PLC0415 - loaded when called
    from annotator.project.scoring.score_files import write_report  # noqa: PLC0415 - as above

    renderers = [(file, renderer(str(file))) for file in output]
    judged = gates.judged(report)
    for file, render in renderers:
        write_report(file, render(judged))
        talk(f"wrote {file}")
    _print(judged, format_)
    tell_github(judged)
    return int(judged.exit_code)


def _print(report: Report, format_: str) -> None:
    from annotator.eval.reports import as_json, terminal  # noqa: PLC0415 - loaded when called

    if format_ == "json":
        emit_json(as_json.to_object(report))
    else:
        say(terminal.render(report, screen_width()).rstrip("\n"))
    for verdict in report.verdicts:
        if format_ == "json" or verdict.exit_code > ExitCode.FINDINGS:
            talk(verdict.message)
