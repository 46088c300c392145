"""`annotator eval`: predictions against gold."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import Parameter

from annotator.cli.output import emit_json, talk
from annotator.cli.project_option import ProjectFolder
from annotator.cli.streams import as_files
from annotator.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from annotator.eval.counts.part_file import Part, Shard
    from annotator.eval.options import ScoreOptions
    from annotator.eval.reports.report import Report
    from annotator.eval.suites.gates import Gate, Verdict


@Parameter(name="*")
@dataclass(frozen=True)
class Scoring:
    """What is scored and how."""

    layer: tuple[str, ...] = ()
    """Only these layers: entities, relations, events, coref, attributes, labels, linking."""
    measure: tuple[str, ...] = ()
    """Only these measures, such as strict or trigger-c."""
    by: tuple[str, ...] = ()
    """More rows: type, document."""
    average: tuple[str, ...] = ("micro",)
    """micro, macro (over types), weighted (by gold support), documents (mean of theirs)."""
    bootstrap: int = 0
    """Resamples of the documents for intervals; 10000 is usual."""
    seed: int = 12345
    """Where the random resamples start; the same seed gives the same interval."""
    confidence: float = 0.95
    """Of the intervals."""
    matching: Literal["max", "nervaluate"] = "max"
    """How mentions are aligned; nervaluate only reproduces that scorer's figures."""
    duplicates: Literal["set", "multiset"] = "set"
    """Whether equal annotations count once or each."""
    min_overlap: float = 0.0
    """Least share of characters, in percent, for mentions to overlap; 0 is one character."""
    min_overlap_of: Literal["gold", "predicted", "iou"] = "gold"
    """What the share is of: the gold mention, the predicted one, or the union of both."""
    partial_credit: float = 0.5
    """What a partial match is worth in the measure partial."""
    repair: Literal["none", "conlleval", "discard"] = "none"
    """What becomes of a tag I-X that continues nothing: refused; begins a mention; dropped."""
    drop_singletons: bool = False
    """Leave clusters of one mention out of the coreference measures."""

    def options(self, gates: Iterable[Gate] = ()) -> ScoreOptions:
        """The options of these words, with the rows that gates ask for."""
        from annotator.eval.options import ScoreOptions  # noqa: PLC0415 - loaded when called

        needed = list(gates)
        _refuse_unknown_measures(_words(self.measure))
        return ScoreOptions(
            layers=_words(self.layer) or None,
            measures=_words(self.measure) or None,
            by=_words((*self.by, *(["type"] if any(gate.type for gate in needed) else []))),
            averages=_words((*self.average, *(gate.average for gate in needed))),
            bootstrap=self.bootstrap,
            seed=self.seed,
            confidence=self.confidence,
            matching=self.matching,
            duplicates=self.duplicates,
            min_overlap=self.min_overlap,
            min_overlap_of=self.min_overlap_of,
            partial_credit=self.partial_credit,
            repair=self.repair,
            drop_singletons=self.drop_singletons,
        )


@Parameter(name="*")
@dataclass(frozen=True)
class Gating:
    """What must hold, else the exit status is 1."""

    fail_under: tuple[str, ...] = ()
    """A gate, such as entities.strict.f1=0.80; may be given again."""
    baseline: Path | None = None
    """An earlier result (JSON) that no F1 may fall behind."""
    max_drop: float | None = None
    """By how much an F1 may fall behind the baseline."""

    def gates(self) -> list[Gate]:
        """The gates, read."""
        from annotator.eval.suites.gates import parse_gate  # noqa: PLC0415 - loaded when called

        if (self.baseline is None) != (self.max_drop is None):
            raise UsageError("--baseline and --max-drop go together")
        return [parse_gate(word) for word in self.fail_under]

    def verdicts(self, result: dict[str, object]) -> list[Verdict]:
        """What the gates say of a result."""
        from annotator.eval.suites.gates import judge, judge_drop  # noqa: PLC0415 - loaded when called
        from annotator.project.scoring.score_files import read_result  # noqa: PLC0415 - as above

        scores: list[dict[str, object]] = result["scores"]  # type: ignore[assignment]
        found = judge(self.gates(), scores)
        if self.baseline is not None and self.max_drop is not None:
            found += judge_drop(scores, read_result(self.baseline)["scores"], self.max_drop)
        return found


@Parameter(name="*")
@dataclass(frozen=True)
class Showing:
    """What is told of the scores besides."""

    beta: float | None = None
    """One more figure, F-beta: recall weighs so many times as much as precision."""
    zero_division: Literal["null", "0", "1"] = "null"
    """What undefined figures (0/0) become."""
    confusion: bool = False
    """Which entity type was taken for which, with what is missing and spurious."""
    errors: bool = False
    """How many errors there are of each kind; `annotator errors` lists them."""

    def told(self, options: ScoreOptions) -> ScoreOptions:
        """The options with what these words say."""
        filled = None if self.zero_division == "null" else float(self.zero_division)
        return replace(options, beta=self.beta, zero_division=filled)


DEFAULT_SCORING, DEFAULT_GATING, DEFAULT_SHOWING = Scoring(), Gating(), Showing()


def eval_(
    gold: Path,
    predictions: Path,
    /,
    *,
    scoring: Scoring = DEFAULT_SCORING,
    gating: Gating = DEFAULT_GATING,
    showing: Showing = DEFAULT_SHOWING,
    output: Annotated[tuple[Path, ...], Parameter(name=["--output", "-o"])] = (),
    format_: Annotated[Literal["table", "json"], Parameter(name="--format")] = "table",
    jobs: int = 1,
    dask: str | None = None,
    shard: str | None = None,
    counts_out: Path | None = None,
    schema: Path | None = None,
    project: ProjectFolder = None,
) -> int:
    """Score predictions against gold; exit status 1 when a gate is missed.

    Args:
        gold: The gold, JSON Lines or tags (.conll, .iob, .bio); `-` for standard input (one of the two).
        predictions: What an extractor said, likewise.
        output: A report to write: .json, .md, .html or .xml (JUnit); may be given again.
        format_: What to print.
        jobs: How many processes share the documents.
        dask: The address of a Dask cluster that shares them, with the files on a disk that all its workers see.
        shard: Score only the share k/n of the documents, such as 2/4.
        counts_out: Write the counts to this file, for `annotator merge`.
        schema: The schema file, where there is no project around.
    """
    from annotator.eval.counts.part_file import parse_shard  # noqa: PLC0415 - loaded when called
    from annotator.project.scoring.parallel_counting import Files, count_spread, in_processes, on_dask  # noqa: PLC0415 - as above
    from annotator.project.scoring.score_files import count_files, result_of_part, write_part  # noqa: PLC0415 - as above

    if jobs < 1:
        raise UsageError(f"--jobs {jobs}: expected 1 or more")
    if shard and (jobs > 1 or dask):
        raise UsageError("--shard goes with neither --jobs nor --dask")
    options = showing.told(scoring.options(gating.gates()))
    share = parse_shard(shard) if shard else None
    with as_files((gold, predictions)) as files:
        if jobs > 1 or dask:
            runner = on_dask(dask) if dask else in_processes(jobs)
            part = count_spread(Files(files[0], files[1], schema, project), options, max(jobs, 2), runner)
        else:
            part = count_files(files[0], files[1], options, shard=share, schema=schema, project=project)
        told = _breakdowns(showing, part, files, share)
    if counts_out is not None:
        write_part(part, counts_out)
    passed = report_on(f"{predictions} against {gold}", {**result_of_part(part), **told}, gating, output, format_)
    return int(ExitCode.OK if passed else ExitCode.FINDINGS)


def _breakdowns(showing: Showing, part: Part, files: Sequence[Path], share: Shard | None) -> dict[str, object]:
    from annotator.project.scoring.breakdown import confusion_of, count_errors  # noqa: PLC0415 - loaded when called

    told: dict[str, object] = {"confusion": confusion_of(part)} if showing.confusion else {}
    return told | ({"errors": count_errors(files[0], files[1], part.options, share)} if showing.errors else {})


def report_on(title: str, result: dict[str, object], gating: Gating, output: Iterable[Path], format_: str) -> bool:
    """Judge a result, write its reports and print it; whether every gate passed."""
    from annotator.eval.reports.report import Report, renderer  # noqa: PLC0415 - loaded when called
    from annotator.project.scoring.score_files import write_report  # noqa: PLC0415 - as above

    renderers = [(file, renderer(str(file))) for file in output]
    report = Report(title, result, tuple(gating.verdicts(result)))
    for file, render in renderers:
        write_report(file, render(report))
    _print(report, format_)
    return report.passed


def _print(report: Report, format_: str) -> None:
    from annotator.eval.reports import as_json, terminal  # noqa: PLC0415 - loaded when called

    if format_ == "json":
        emit_json(as_json.to_object(report))
        for verdict in report.verdicts:
            talk(verdict.message)
    else:
        print(terminal.render(report), end="")


def _refuse_unknown_measures(words: Iterable[str]) -> None:
    from annotator.eval.measures.layers import MEASURES  # noqa: PLC0415 - loaded when called

    for word in words:
        layer, _, measure = word.rpartition(".")
        if not any(measure in names for name, names in MEASURES.items() if layer in ("", name)):
            legal = "; ".join(f"{name}: {', '.join(names)}" for name, names in MEASURES.items())
            raise UsageError(f"unknown measure {word!r}; expected MEASURE or LAYER.MEASURE of {legal}")


def _words(given: Iterable[str]) -> tuple[str, ...]:
    """Words given one by one or with commas between, each once."""
    return tuple(dict.fromkeys(word for each in given for word in each.split(",") if word))
