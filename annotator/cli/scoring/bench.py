"""`annotator bench`: a suite of extractors on gold."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import Parameter

from annotator.cli.colour import screen_width
from annotator.cli.output import emit_json, say, talk
from annotator.cli.progress import Progress
from annotator.cli.scoring.github_actions import tell_github
from annotator.cli.scoring.written_files import refuse_unwritable
from annotator.errors import ExitCode, UsageError
from annotator.eval.one_thread import load_numpy

if TYPE_CHECKING:
    from annotator.eval.reports.suite_report import SuiteReport
    from annotator.eval.suites.suite import Suite, SuiteExtractor
    from annotator.project.scoring.run_suite import BenchRun


def bench(
    suite: Path,
    /,
    *,
    jobs: int = 1,
    cache: Path | None = None,
    output: Annotated[tuple[Path, ...], Parameter(name=["--output", "-o"])] = (),
    format_: Annotated[Literal["table", "json"], Parameter(name="--format")] = "table",
    curve: Annotated[bool, Parameter(negative=())] = False,
    trust: Annotated[bool, Parameter(negative=())] = False,
    confine: Annotated[bool, Parameter(negative=())] = False,
) -> int:
    """Run every extractor of a suite over its gold's texts, score it, and hold it against gates and baseline.

    Exit status 1 when a gate is missed, 4 when an extractor failed; the others are run and reported all the same.
    Inside GitHub Actions the report also goes to the step summary.

    Args:
        suite: The suite, a TOML file; it names programs to run.
        jobs: How many processes share the documents.
        cache: A folder for predictions, used again while text and extractor do not change.
        output: A report to write: .json, .md, .html or .xml (JUnit); may be given again.
        format_: What to print.
        curve: Precision and recall by least score of each extractor whose predictions have scores; drawn in .html.
        trust: Run the suite's programs also for a pull request that has the repository's secrets.
        confine: Every extractor without network, able to read neither project nor gold; as in `annotator predict`.
    """
    from annotator.eval.reports.report import is_page  # noqa: PLC0415 - loaded when called
    from annotator.eval.reports.suite_report import as_text, suite_renderer  # noqa: PLC0415 - loaded when called
    from annotator.project.scoring.score_files import write_report  # noqa: PLC0415 - as above

    refuse_unwritable(output)
    renderers = [(file, suite_renderer(str(file))) for file in output]
    in_full = any(map(is_page, output))
    report, _ = run(suite, jobs=jobs, cache=cache, trust=trust, in_full=in_full, curve=curve, confine=confine)[1:]
    for file, render in renderers:
        write_report(file, render(report))
        talk(f"wrote {file}")
    if format_ == "json":
        emit_json(report.to_plain())
    else:
        say(as_text(report, screen_width()).rstrip("\n"))
    for each in report.reports:
        for verdict in each.verdicts:
            if verdict.exit_code > ExitCode.FINDINGS:
                talk(f"{each.title}: {verdict.message}")
    tell_github(report)
    return int(report.exit_code)


def run(
    file: Path,
    *,
    jobs: int,
    cache: Path | None,
    trust: bool,
    only: str | None = None,
    compares_baseline: bool = True,
    in_full: bool = False,
    curve: bool = False,
    confine: bool = False,
) -> tuple[Suite, SuiteReport, list[BenchRun]]:
    """Run a suite, telling what is run and how far; the other arguments are those of `run_suite`."""
    load_numpy()
    from annotator.eval.suites.suite import read_suite  # noqa: PLC0415 - loaded when called, as every command
    from annotator.project.archives.unpacked import is_archive, unpacked  # noqa: PLC0415 - as above
    from annotator.project.scoring.run_suite import run_suite  # noqa: PLC0415 - as above

    if jobs < 1:
        raise UsageError(f"--jobs {jobs}: expected 1 or more")
    suite = read_suite(file)
    _refuse_foreign(suite, trust)
    if confine and is_archive(suite.gold):
        raise UsageError(f"--confine: {suite.gold} is an archive, of which a copy could be read; unpack it first")
    with unpacked(suite.gold) as gold, Progress("documents") as progress:
        report, done = run_suite(
            replace(suite, gold=gold),
            jobs=jobs,
            cache=cache,
            only=only,
            compares_baseline=compares_baseline,
            in_full=in_full,
            curve=curve,
            confine=confine,
            started=_announce,
            progress=progress,
        )
    return suite, report, done


WITH_SECRETS = ("pull_request_target", "workflow_run", "issue_comment")
"""Events of GitHub that a stranger brings about, and whose runs have the repository's secrets."""


def _announce(extractor: SuiteExtractor) -> None:
    talk(f"running {extractor.name}: {extractor.spec}")


def _refuse_foreign(suite: Suite, trust: bool) -> None:
    """What a stranger proposes must not name programs that run with the repository's secrets."""
    event = os.environ.get("GITHUB_EVENT_NAME")
    runs = [each.spec for each in suite.extractors if not each.spec.startswith("file:")]
    if runs and event in WITH_SECRETS and not trust:
        raise UsageError(
            f"{suite.file} names programs to run ({runs[0]}), and {event} gives them the repository's "
            "secrets; use the event pull_request, stored predictions (file:...), or --trust"
        )
