"""What a report shows: a result, the verdicts of its gates, what it is broken down by; and the forms by file suffix."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from annotator.errors import ExitCode, UsageError
from annotator.eval.counts.run_totals import NO_TOTALS, RunTotals
from annotator.eval.measures.families import FIGURES
from annotator.eval.mistakes.confusion import Confused
from annotator.eval.reports.notes import bounded, grouped
from annotator.eval.scores.curve import CurvePoint
from annotator.eval.scores.result import Result, Score
from annotator.eval.suites.gates import Verdict
from annotator.extractors.version import version_text

if TYPE_CHECKING:
    from annotator.eval.mistakes.examined import Examined

FORMS = {
    ".metrics.json": "annotator.eval.reports.flat_metrics",
    ".json": "annotator.eval.reports.as_json",
    ".csv": "annotator.eval.reports.as_csv",
    ".md": "annotator.eval.reports.markdown",
    ".html": "annotator.eval.reports.html.report",
    ".xml": "annotator.eval.reports.junit",
    ".svg": "annotator.eval.reports.curve_picture",
}
"""The module of each form, by the suffix of the file to write; each has `render(report) -> str`."""


MOST_FAILURES = 5


@dataclass(frozen=True, slots=True)
class ErrorCount:
    """How often one kind of error occurs in a layer."""

    layer: str
    kind: str
    count: int


@dataclass(frozen=True, slots=True)
class Run:
    """An extractor's run: what ran, how long it took and how much memory, on which gold, and what it failed on.

    `spec_before` is what the baseline ran, where that was something else; `elapsed_s` of documents and `errors` are by
    document id.
    """

    spec: str
    version: str
    gold: str
    schema: str
    elapsed_s: float | None
    peak_bytes: int | None
    cached: int
    documents: Mapping[str, float | None]
    errors: Mapping[str, str]
    spec_before: str | None = None
    totals: RunTotals = NO_TOTALS

    def lines(self) -> list[str]:
        """For people."""
        lines = [f"extractor {self.spec}, {version_text(self.version)}"]
        if not self.version and self.totals.makers and self.spec not in self.totals.makers[0]:
            lines = [f"extractor {self.spec}, predicted by {'; '.join(self.totals.makers)}"]
        if self.spec_before:
            lines.append(f"the baseline ran {self.spec_before}")
        took = [f"{self.elapsed_s:.3f} s for all documents"] if self.elapsed_s is not None else []
        took += [f"{self.peak_bytes / 2**20:.0f} MiB at most"] if self.peak_bytes else []
        took += [f"{self.cached} of them from the cache"] if self.cached else []
        lines += [", ".join(took)] if took else []
        lines += self.totals.lines()
        failures = [f"failed on {document}: {error}" for document, error in self.errors.items()]
        lines += bounded(failures, "further documents failed", MOST_FAILURES)
        return [*lines, f"gold {self.gold[:16]}" + (f", schema {self.schema}" if self.schema else "")]

    def figures(self) -> dict[str, float | None]:
        """What gates on a run may bound, by name."""
        mib = None if self.peak_bytes is None else self.peak_bytes / 2**20
        return {"seconds": self.elapsed_s, "mib": mib, "failed": float(len(self.errors))}

    def to_plain(self) -> dict[str, Any]:
        """The JSON object."""
        plain: dict[str, Any] = {
            "spec": self.spec,
            "version": self.version,
            "gold": self.gold,
            "schema": self.schema,
            "elapsed_s": self.elapsed_s,
            "peak_bytes": self.peak_bytes,
            "cached": self.cached,
            "documents": [{"id": name, "elapsed_s": elapsed_s} for name, elapsed_s in self.documents.items()],
            "errors": [{"id": name, "error": error} for name, error in self.errors.items()],
            "requests": self.totals.requests,
            "tokens": sum(self.totals.tokens.values()) if self.totals.tokens else None,
            "repairs": self.totals.repairs,
            "costs": dict(self.totals.costs),
        }
        return plain | ({"spec_before": self.spec_before} if self.spec_before else {})


@dataclass(frozen=True, slots=True)
class Report:
    """A result and what its gates said; `title` names what was scored.

    `confusion`, `errors` and `curve` break it down, where that was asked for; `run` is the extractor's run, if there
    was one; `examined` are its errors looked through, for pages.
    """

    title: str
    result: Result
    verdicts: tuple[Verdict, ...] = ()
    confusion: Sequence[Confused] | None = None
    errors: Sequence[ErrorCount] | None = None
    run: Run | None = None
    examined: Examined | None = None
    curve: Sequence[CurvePoint] | None = None

    @property
    def passed(self) -> bool:
        """Whether every gate passed."""
        return all(verdict.passed for verdict in self.verdicts)

    @property
    def exit_code(self) -> ExitCode:
        """The exit status that its gates amount to."""
        return max((verdict.exit_code for verdict in self.verdicts), default=ExitCode.OK)

    def lines(self) -> list[str]:
        """What people are told before the figures."""
        tokens = self.result.tokens
        accuracy = f"token accuracy {figure(tokens.accuracy)} ({tokens.right} of {tokens.count})" if tokens else ""
        return [*filter(None, [accuracy]), *(self.run.lines() if self.run else _made(self.result.run))]

    def run_figures(self) -> dict[str, float | None]:
        """What gates on a run may bound, by name; of predictions from a file what they say themselves."""
        return self.run.figures() if self.run else self.result.run.figures()

    def overall(self) -> list[Score]:
        """The rows for all types and documents together."""
        return [row for row in self.result.scores if row.is_overall]

    def per_type(self) -> list[Score]:
        """The rows of single types, all documents together."""
        return [row for row in self.result.scores if row.document is None and row.type is not None]

    def per_document(self) -> list[Score]:
        """The rows of single documents."""
        return [row for row in self.result.scores if row.document is not None]


def _made(run: RunTotals) -> list[str]:
    """What predictions from a file say of their making, for people."""
    if not run.makers:
        return []
    took = [f"{run.elapsed_s:.3f} s for all documents"] if run.elapsed_s is not None else []
    failures = [f"failed on {document}: {words}" for document, words in run.errors.items()]
    bounded_failures = bounded(failures, "further documents failed", MOST_FAILURES)
    return [f"predicted by {'; '.join(run.makers)}", *took, *run.lines(), *bounded_failures]


class Table(NamedTuple):
    """Rows of scores as a table: the names that tell them apart at the left, then counts and figures."""

    title: str
    names: tuple[str, ...]
    rows: Sequence[Score]

    def header(self) -> list[str]:
        """The titles of the columns."""
        return [*self.names, *COUNTS, *self.figure_names()]

    def labels(self, row: Score) -> list[str]:
        """What names a row."""
        return [str(getattr(row, name) or "all") for name in self.names]

    def counts(self, row: Score) -> list[str]:
        """The counts that every table shows, "" for what a row does not count."""
        return [f"{row.counts[name]:g}" if name in row.counts else "" for name in COUNTS]

    def figure_names(self) -> tuple[str, ...]:
        """The figures that the rows have."""
        return (*FIGURES, *dict.fromkeys(name for row in self.rows for name in row.extra))


COUNTS = ("tp", "fp", "fn")


def tables(report: Report) -> list[Table]:
    """The tables of a report's scores: overall, by type, by document; those without rows are left out."""
    all_tables = [
        Table("", ("layer", "measure", "average"), report.overall()),
        Table("By type", ("layer", "measure", "type"), report.per_type()),
        Table("By document", ("document", "layer", "measure", "type"), report.per_document()),
    ]
    return [table for table in all_tables if table.rows or not table.title]


def renderer(file: str) -> Callable[[Report], str]:
    """The form for a file, by its suffix.

    Raises:
        UsageError: no form has this suffix.
    """
    return cast("Callable[[Report], str]", import_module(FORMS[form_of(file)]).render)


def is_page(file: PurePath) -> bool:
    """Whether a report to write is one that shows errors in their sentences."""
    return file.suffix.lower() == ".html"


def form_of(file: str, forms: Iterable[str] = tuple(FORMS)) -> str:
    """The longest suffix of a file's name that has a form.

    Raises:
        UsageError: there is none.
    """
    for suffix in forms:
        if PurePath(file).name.lower().endswith(suffix):
            return suffix
    raise UsageError(f"{file}: no report has the suffix {PurePath(file).suffix!r}; expected one of {', '.join(forms)}")


def figure(value: float | None) -> str:
    """A figure for people: four decimals, `-` when undefined."""
    return "-" if value is None else f"{value:.4f}"


def interval(row: Score, name: str) -> str:
    """The interval of a figure for people; empty when there is none."""
    bounds = (row.ci or {}).get(name)
    return f"[{bounds[0]:.4f}, {bounds[1]:.4f}]" if bounds else ""


def notes(report: Report) -> Iterable[tuple[str, list[str]]]:
    """Warnings and what was left out, under their titles, each thing once; nothing of which there is none."""
    for title, notices in (("Warnings", report.result.warnings), ("Left out", report.result.left_out)):
        if notices:
            yield title, grouped(notices)
