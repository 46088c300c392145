"""What a report shows: a result as its JSON object, with the verdicts of its gates; and the forms by file suffix."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import PurePath
from typing import Any, cast

from annotator.errors import UsageError
from annotator.eval.suites.gates import FIGURES, ScoreRow, Verdict

FORMS = {
    ".json": "annotator.eval.reports.as_json",
    ".md": "annotator.eval.reports.markdown",
    ".html": "annotator.eval.reports.html",
    ".xml": "annotator.eval.reports.junit",
}
"""The module of each form, by the suffix of the file to write; each has `render(report) -> str`."""


@dataclass(frozen=True, slots=True)
class Report:
    """A result and what its gates said; `title` names what was scored, `facts` tell of the run, if there was one."""

    title: str
    result: Mapping[str, Any]
    verdicts: tuple[Verdict, ...] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)

    @property
    def passed(self) -> bool:
        """Whether every gate passed."""
        return all(verdict.passed for verdict in self.verdicts)

    def told(self) -> list[str]:
        """The facts as lines for people: what ran, how long, how much memory, on what."""
        facts = self.facts
        tokens = self.result.get("tokens")
        told = (
            [f"token accuracy {figure(tokens['accuracy'])} ({tokens['right']} of {tokens['count']})"] if tokens else []
        )
        if not facts:
            return told
        lines = [f"extractor {facts['spec']}, version {facts['version']}"]
        if facts.get("spec_before"):
            lines.append(f"the baseline ran {facts['spec_before']}")
        seconds, peak = facts["elapsed_s"], facts["peak_bytes"]
        took = [f"{seconds:.3f} s for all documents"] if seconds is not None else []
        took += [f"{peak / 2**20:.0f} MiB at most"] if peak else []
        took += [f"{facts['cached']} of them from the cache"] if facts["cached"] else []
        lines += [", ".join(took)] if took else []
        lines += [f"failed on {each['id']}: {each['error']}" for each in facts["errors"]]
        return [
            *told,
            *lines,
            f"gold {facts['gold'][:16]}" + (f", schema {facts['schema']}" if facts["schema"] else ""),
        ]

    def overall(self) -> list[ScoreRow]:
        """The rows for all types and documents together."""
        return [row for row in self.result["scores"] if row["document"] is None and row["type"] is None]

    def per_type(self) -> list[ScoreRow]:
        """The rows of single types, all documents together."""
        return [row for row in self.result["scores"] if row["document"] is None and row["type"] is not None]

    def per_document(self) -> list[ScoreRow]:
        """The rows of single documents."""
        return [row for row in self.result["scores"] if row["document"] is not None]


def renderer(file: str) -> Callable[[Report], str]:
    """The form for a file, by its suffix.

    Raises:
        UsageError: no form has this suffix.
    """
    suffix = PurePath(file).suffix.lower()
    if suffix not in FORMS:
        raise UsageError(f"{file}: no report has the suffix {suffix!r}; expected one of {', '.join(FORMS)}")
    return cast("Callable[[Report], str]", import_module(FORMS[suffix]).render)


def figure(value: float | None) -> str:
    """A figure for people: four decimals, `-` when undefined."""
    return "-" if value is None else f"{value:.4f}"


def shown_figures(rows: Iterable[ScoreRow]) -> tuple[str, ...]:
    """The names of the figures that rows have."""
    return (*FIGURES, *(("f_beta",) if any("f_beta" in row for row in rows) else ()))


def interval(row: ScoreRow, name: str) -> str:
    """The interval of a figure for people; empty when there is none."""
    found = (row.get("ci") or {}).get(name)
    return f"[{found[0]:.4f}, {found[1]:.4f}]" if found and None not in found else ""


def note_line(note: Mapping[str, Any]) -> str:
    """A warning, or what was left out, as one line: which document, what, how many."""
    where = "" if note["document"] is None else f"{note['document']}: "
    return f"{where}{note['message']} ({note['count']})"
