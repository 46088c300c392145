"""`annotator.score`: predictions against gold, from Python."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from annotator.eval.reports.report import Report
from annotator.eval.score import result_of
from annotator.python.gating import judged, read_gates
from annotator.python.given import Given, as_files
from annotator.python.options import score_options
from annotator.python.result import Result


def score(
    gold: Given,
    predictions: Given,
    *,
    fail_under: str | Iterable[str] = (),
    fail_over: str | Iterable[str] = (),
    allow_other_text: bool = False,
    schema: str | Path | None = None,
    project: str | Path | None = None,
    **options: Any,
) -> Result:
    """Score predictions against gold, exactly as `annotator eval` does.

    Args:
        gold: a path, records, dicts of the record's shape, or spaCy `Doc`s.
        predictions: likewise.
        fail_under: gates, such as `entities.strict.f1=0.80`; `Result.gates` says what became of them.
        fail_over: upper bounds, such as `entities.strict.spurious=10`.
        allow_other_text: whether predictions that were made for another text than gold has are scored as they are.
        schema: the schema file, where there is no project around.
        project: the project's folder; by default the one around the current folder.
        options: those of `annotator eval`, with underscores: `layer="entities"`, `by=["type"]`, `bootstrap=10000`.

    Raises:
        UsageError: an unknown option, value or gate.
        InputError: gold or predictions cannot be used; the message says where and why.
    """
    from annotator.project.scoring.score_files import count_files, refuse_other_text  # noqa: PLC0415 - loaded when called

    gates = read_gates(fail_under, fail_over)
    chosen = score_options(options, gates)
    with as_files(("gold", gold), ("predictions", predictions)) as files:
        part = count_files(files[0], files[1], chosen, schema=_path(schema), project=_path(project))
    if not allow_other_text:
        refuse_other_text(part, "predictions")
    report = Report("predictions against gold", result_of(part))
    return Result(replace(report, verdicts=tuple(judged(report.result, gates))))


def _path(given: str | Path | None) -> Path | None:
    return None if given is None else Path(given)
