"""Running a suite: every extractor over the gold's texts, scored, judged, and told with its time and memory."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import orjson

from annotator.datasets.atomic_file import replace_file
from annotator.datasets.links import refuse_links_out
from annotator.errors import InputError
from annotator.eval.counts.part_file import Part
from annotator.eval.reports.report import Report, Run
from annotator.eval.reports.suite_report import SuiteReport
from annotator.eval.score import result_of
from annotator.eval.suites import baseline as baselines
from annotator.eval.suites.baseline import BaselineEntry, judge_against
from annotator.eval.suites.gates import Verdict
from annotator.eval.suites.judging import judge
from annotator.eval.suites.suite import Suite, SuiteExtractor
from annotator.extractors.limits import Limits
from annotator.model.canonical import record_of
from annotator.project.predict import Predicted, Predicting, Progress, predict, read_articles, shown_schema
from annotator.project.scoring.score_files import count_predictions, json_object


@dataclass(frozen=True, slots=True)
class BenchRun:
    """What came of one extractor: its counts, its report, and what a baseline would keep."""

    extractor: SuiteExtractor
    report: Report
    entry: BaselineEntry


def run_suite(
    suite: Suite,
    *,
    jobs: int = 1,
    cache: Path | None = None,
    started: Callable[[SuiteExtractor], None] = lambda _: None,
    progress: Progress | None = None,
) -> tuple[SuiteReport, list[BenchRun]]:
    """Run every extractor of a suite; `started` is told before each, since a suite names programs to run.

    Raises:
        ExtractorError: an extractor failed; there are no scores then.
        InputError: the gold or the baseline cannot be used.
    """
    baseline = read_baseline(suite.baseline) if suite.baseline and suite.baseline.exists() else {}
    articles = read_articles(suite.gold, suite.schema)
    schema = shown_schema(articles, suite.schema, suite.file.parent)
    done = []
    for extractor in suite.extractors:
        started(extractor)
        how = Predicting(_limits(extractor, schema), jobs, suite.file.parent, cache)
        predicted = predict(extractor.spec, articles, how, progress)
        done.append(_scored(suite, extractor, predicted, baseline.get(extractor.name)))
    notes = [] if baseline or not suite.baseline else [f"no baseline yet: annotator baseline update {suite.file}"]
    return SuiteReport(suite.title, tuple(each.report for each in done), tuple(notes)), done


def read_baseline(path: Path) -> dict[str, BaselineEntry]:
    """The baseline of a file.

    Raises:
        InputError: it cannot be read, or is none.
    """
    return baselines.from_plain(json_object(path, "a baseline"), str(path))


def update_baseline(suite: Suite, done: list[BenchRun]) -> Path:
    """Write what came of a run as the suite's baseline.

    Raises:
        InputError: the suite names no baseline file.
        StoreError: it cannot be written.
    """
    if suite.baseline is None:
        raise InputError(f'{suite.file}: no baseline; expected a line: baseline = "../results/NAME.json"')
    plain = baselines.to_plain(suite.title, {each.extractor.name: each.entry for each in done})
    refuse_links_out(suite.baseline, suite.file.parent)
    suite.baseline.parent.mkdir(parents=True, exist_ok=True)
    replace_file(suite.baseline, [orjson.dumps(plain, option=orjson.OPT_APPEND_NEWLINE)])
    return suite.baseline


def _limits(extractor: SuiteExtractor, schema: Path | None) -> Limits:
    limits = Limits(environment=extractor.environment, allow_errors=extractor.allow_errors, schema=schema)
    return limits if extractor.timeout_s is None else replace(limits, timeout_s=extractor.timeout_s)


def _scored(suite: Suite, extractor: SuiteExtractor, predicted: Predicted, before: BaselineEntry | None) -> BenchRun:
    records = map(record_of, predicted.documents)
    project = suite.file.parent
    part = count_predictions(suite.gold, records, extractor.name, suite.options, schema=suite.schema, project=project)
    result, run = result_of(part), _run(extractor, predicted, part, before)
    verdicts = judge(extractor.gates, result.scores, tokens=result.tokens, run=run.figures())
    if before is not None:
        verdicts += judge_against(before, part, result, extractor.gates, suite.drop)
    lower, upper = (tuple(map(str, gates)) for gates in (extractor.lower_gates, extractor.upper_gates))
    entry = BaselineEntry(predicted.version, extractor.spec, lower, part, upper)
    return BenchRun(extractor, Report(extractor.name, result, tuple(verdicts), run=run), entry)


def _run(extractor: SuiteExtractor, predicted: Predicted, part: Part, before: BaselineEntry | None) -> Run:
    """What a reader wants to know of the run besides its scores."""
    times = {each.id: each.extractor.elapsed_s for each in predicted.documents if each.extractor}
    known = [elapsed_s for elapsed_s in times.values() if elapsed_s is not None]
    return Run(
        spec=extractor.spec,
        version=predicted.version,
        gold=part.gold,
        schema=part.schema,
        elapsed_s=round(sum(known), 4) if known else None,
        peak_bytes=predicted.peak_bytes,
        cached=predicted.cached,
        documents=times,
        errors=predicted.failures,
        spec_before=before.spec if before is not None and before.spec != extractor.spec else None,
    )


def failed(report: SuiteReport) -> list[Verdict]:
    """The gates that were missed."""
    return [verdict for each in report.reports for verdict in each.verdicts if not verdict.passed]
