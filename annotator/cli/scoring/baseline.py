"""`annotator baseline`: what later runs of a suite are held against."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from cyclopts import App, Parameter

from annotator.cli.output import say, talk
from annotator.cli.scoring.bench import run
from annotator.errors import ExitCode

app = App(
    name="baseline",
    help="Keep what a suite scored, for later runs to be held against.",
    help_epilogue="Example: annotator baseline update eval/suites/smoke.toml\nPage: docs/suites.md",
    help_format="plaintext",
)


@app.command
def update(
    suite: Path,
    /,
    *,
    jobs: int = 1,
    cache: Path | None = None,
    only: str | None = None,
    trust: Annotated[bool, Parameter(negative=())] = False,
) -> int:
    """Run a suite and write its baseline; commit the file. When an extractor fails, nothing is written.

    Args:
        suite: The suite, a TOML file.
        jobs: How many processes share the documents.
        cache: A folder for predictions, used again while text and extractor do not change.
        only: Run this extractor alone, and keep what the baseline has of the others.
        trust: Run the suite's programs also for a pull request that has the repository's secrets.
    """
    from annotator.eval.reports.terminal import failure  # noqa: PLC0415 - loaded when called, as every command
    from annotator.project.scoring.run_suite import update_baseline  # noqa: PLC0415 - as above

    read, report, done = run(suite, jobs=jobs, cache=cache, trust=trust, only=only, compares_baseline=False)
    if report.failed:
        for each in report.failed:
            talk(failure(each).rstrip("\n"))
        talk("nothing is written: a baseline is of extractors that ran")
        return int(max(each.status for each in report.failed))
    path = update_baseline(read, done, only)
    for scored in report.reports:
        for row in scored.overall():
            if row.f1 is not None:
                say(f"{scored.title}: {row.layer}.{row.measure}.f1 = {row.f1:.4f}")
        for verdict in scored.verdicts:
            if not verdict.passed:
                talk(f"{scored.title}: {verdict.message}")
    say(f"wrote {path}")
    return int(ExitCode.OK)
