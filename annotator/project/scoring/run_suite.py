"""Running a suite: every extractor over the gold's texts, scored, judged, and told with its time and memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING

import orjson

from annotator.disk.atomic_file import replace_file
from annotator.disk.operations import disk
from annotator.disk.plain_files import refuse_links_out
from annotator.errors import AnnotatorError, ExitCode, InputError, UsageError, did_you_mean
from annotator.eval.counts.part_file import Part
from annotator.eval.input_options import InputOptions
from annotator.eval.notice import Notice
from annotator.eval.reports.failed import Failed, failed
from annotator.eval.reports.headline import headline
from annotator.eval.reports.report import Report, Run
from annotator.eval.reports.suite_report import SuiteReport
from annotator.eval.score import result_of
from annotator.eval.statistics.few_documents import few_documents
from annotator.eval.suites import baseline as baselines
from annotator.eval.suites.baseline import BaselineEntry, judge_against
from annotator.eval.suites.drops import unusable
from annotator.eval.suites.judging import judge
from annotator.eval.suites.suite import Suite, SuiteExtractor
from annotator.extractors.limits import Limits
from annotator.model.canonical import record_of
from annotator.project.predict import (
    Predicted,
    Predicting,
    Progress,
    confinement_from,
    predict,
    read_articles,
    shown_schema,
    with_inputs,
)
from annotator.project.scoring.breakdown import examine_records
from annotator.project.scoring.curve import NO_SCORE, curve_of_records
from annotator.project.scoring.predictions import gold_of
from annotator.project.scoring.score_files import count_predictions, json_object

if TYPE_CHECKING:
    from annotator.eval.statistics.comparison import Comparison


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
    only: str | None = None,
    compares_baseline: bool = True,
    in_full: bool = False,
    curve: bool = False,
    confine: bool = False,
    started: Callable[[SuiteExtractor], None] = lambda _: None,
    progress: Progress | None = None,
) -> tuple[SuiteReport, list[BenchRun]]:
    """Run every extractor of a suite, whether or not another fails.

    Args:
        suite: the suite.
        jobs: how many processes share the documents.
        cache: a folder for predictions.
        only: the one extractor to run.
        compares_baseline: whether the runs are compared with the suite's baseline.
        in_full: whether errors are looked through and extractors compared, as pages show them.
        curve: whether precision and recall by least score are told of extractors whose predictions have scores.
        confine: whether extractors run confined, unable to read gold and project.
        started: told before each run, since a suite names programs to run.
        progress: called with how many documents are done.

    Raises:
        UsageError: the suite has no extractor `only`, or none can be confined here.
        InputError: the gold or the baseline cannot be used, or is not there.
    """
    baseline = read_baseline(suite) if compares_baseline else None
    chosen = _chosen(suite, only)
    articles = read_articles(suite.gold, suite.schema, suite.options)
    if not articles:
        raise InputError(f"{suite.gold}: holds no document, so there is nothing to run extractors over")
    schema = shown_schema(articles, suite.schema, suite.file.parent)
    confinement = confinement_from(suite.gold) if confine else None
    done, without_scores = [], []
    for extractor in chosen:
        started(extractor)
        limits = replace(_limits(extractor, schema, suite.options), confinement=confinement)
        how = Predicting(limits, jobs, suite.file.parent, cache, extractor.sources)
        try:
            predicted = predict(extractor.spec, articles, how, progress)
            run = _scored(suite, extractor, predicted, baseline)
            run = _with_examples(run, suite, predicted) if in_full else run
            done.append(_with_curve(run, suite, predicted) if curve else run)
        except AnnotatorError as error:
            without_scores.append(failed(extractor.name, extractor.spec, error))
    without_scores += _gone(suite, baseline or {})
    reports = tuple(each.report for each in done)
    compared = _compared(done) if in_full and len(done) > 1 else ()
    return SuiteReport(suite.title, reports, failed=tuple(without_scores), compared=compared), done


def _with_examples(run: BenchRun, suite: Suite, predicted: Predicted) -> BenchRun:
    """The run with its errors looked through, where mentions were paired one with one."""
    options = run.entry.part.options
    if options.matching != "max":
        return run
    gold = gold_of(suite.gold, options)
    examined = examine_records(gold, map(record_of, predicted.documents), options)
    return replace(run, report=replace(run.report, examined=examined))


def _with_curve(run: BenchRun, suite: Suite, predicted: Predicted) -> BenchRun:
    """The run with its curve; where no prediction has a score, that is told."""
    records = [record_of(each) for each in predicted.documents]
    points = curve_of_records(
        suite.gold, records, run.extractor.name, suite.options, schema=suite.schema, project=suite.file.parent
    )
    if points:
        return replace(run, report=replace(run.report, curve=points))
    notice = Notice("no-curve", None, len(records), NO_SCORE)
    result = replace(run.report.result, warnings=(notice, *run.report.result.warnings))
    return replace(run, report=replace(run.report, result=result))


def _compared(done: Sequence[BenchRun]) -> tuple[Comparison, ...]:
    """The differences between extractors in the main figure of each layer."""
    from annotator.eval.statistics.comparison import compare  # noqa: PLC0415 - numpy, only where pages are written

    measures = tuple(".".join(each) for each in headline([run.report for run in done]))
    options = replace(done[0].entry.part.options, layers=None, measures=measures, gated=(), by=())
    rows = compare({run.extractor.name: run.entry.part.counts for run in done}, options)
    return tuple(row for row in rows if row.figure == "f1")


def _chosen(suite: Suite, only: str | None) -> Sequence[SuiteExtractor]:
    if only is None:
        return suite.extractors
    names = [each.name for each in suite.extractors]
    if only not in names:
        raise UsageError(f"{suite.file} has no extractor {only!r}; {did_you_mean(only, names)}")
    return [suite.extractors[names.index(only)]]


def _gone(suite: Suite, baseline: Mapping[str, BaselineEntry]) -> Iterator[Failed]:
    """The extractors that the baseline has and the suite lacks."""
    names = {each.name for each in suite.extractors}
    for name, entry in baseline.items():
        if name not in names:
            message = "stands in the baseline, and not in the suite; if meant: annotator baseline update"
            yield Failed(name, entry.spec, f"{name} {message} {suite.file}", status=ExitCode.INPUT)


def read_baseline(suite: Suite) -> dict[str, BaselineEntry] | None:
    """The baseline that a suite names; None where it names none.

    Raises:
        InputError: it is not there, cannot be read, or is none.
    """
    if suite.baseline is None:
        return None
    if not suite.baseline.exists():
        raise InputError(
            f"{suite.baseline}: there is no such file, and {suite.file} names it as its baseline; "
            f"make it with: annotator baseline update {quote(str(suite.file))}"
        )
    return baselines.from_plain(json_object(suite.baseline, "a baseline"), str(suite.baseline))


def update_baseline(suite: Suite, done: Sequence[BenchRun], only: str | None = None) -> Path:
    """Write what came of a run as the suite's baseline; of one extractor beside what the baseline has of the others.

    Raises:
        InputError: the suite names no baseline file; what there is is of another recipe.
        StoreError: it cannot be written.
    """
    if suite.baseline is None:
        raise InputError(f'{suite.file}: no baseline; expected a line: baseline = "../results/NAME.json"')
    entries = {each.extractor.name: each.entry for each in done}
    if only is not None and suite.baseline.exists():
        entries = {**(read_baseline(suite) or {}), **entries}
        baselines.refuse_mixed(entries, only)
    plain = baselines.to_plain(suite.title, entries)
    refuse_links_out(suite.baseline, suite.file.parent)
    disk().make_folder(suite.baseline.parent)
    replace_file(suite.baseline, [orjson.dumps(plain, option=orjson.OPT_APPEND_NEWLINE)])
    return suite.baseline


def _limits(extractor: SuiteExtractor, schema: Path | None, inputs: InputOptions) -> Limits:
    limits = Limits(environment=extractor.environment, allow_errors=extractor.allow_errors, schema=schema)
    limits = with_inputs(limits, inputs)
    return limits if extractor.timeout_s is None else replace(limits, timeout_s=extractor.timeout_s)


def _scored(
    suite: Suite, extractor: SuiteExtractor, predicted: Predicted, baseline: Mapping[str, BaselineEntry] | None
) -> BenchRun:
    records = map(record_of, predicted.documents)
    project = suite.file.parent
    part = count_predictions(suite.gold, records, extractor.name, suite.options, schema=suite.schema, project=project)
    before = (baseline or {}).get(extractor.name)
    notices = (Notice("tags", None, len(predicted.documents), line) for line in predicted.notes)
    part = replace(part, warnings=(*notices, *part.warnings))
    result, run = result_of(part), _run(extractor, predicted, part, before)
    verdicts = judge(extractor.gates, result.scores, tokens=result.tokens, run=run.figures())
    if before is not None:
        verdicts += judge_against(before, part, result, extractor.gates, suite.drop)
        few = few_documents(result.documents, "p-values beside the baseline")
        result = replace(result, warnings=(*few, *result.warnings))
    elif baseline is not None:
        add = f"annotator baseline update {quote(str(suite.file))} --only {quote(extractor.name)}"
        verdicts.append(unusable("baseline", f"the baseline has no extractor {extractor.name}; add it with: {add}"))
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
        totals=part.run,
        spec_before=before.spec if before is not None and before.spec != extractor.spec else None,
    )
