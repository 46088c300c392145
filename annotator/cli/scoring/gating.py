"""What must hold of scores, as options of the commands that score."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from cyclopts import Parameter

from annotator.errors import UsageError

if TYPE_CHECKING:
    from annotator.eval.reports.report import Report
    from annotator.eval.suites.drops import Stored
    from annotator.eval.suites.gates import Gate


@Parameter(name="*")
@dataclass(frozen=True)
class Gating:
    """What must hold, else the exit status is 1."""

    fail_under: tuple[str, ...] = ()
    """A gate, such as entities.strict.f1=0.80 or tokens.accuracy=0.95; may be given again."""
    fail_over: tuple[str, ...] = ()
    """An upper bound, such as entities.strict.spurious=10 or run.failed=0; may be given again."""
    baseline: Path | None = None
    """An earlier result (JSON) of the same recipe that no F1 may fall behind."""
    max_drop: float | None = None
    """By how much an F1 may fall behind the baseline."""

    def read(self) -> Gates:
        """The gates, and what is to be held against.

        Raises:
            UsageError: a word is no gate, or an option is missing.
            InputError: the baseline cannot be read, or is none.
        """
        from annotator.eval.suites.gates import gates_of  # noqa: PLC0415 - loaded when called
        from annotator.project.scoring.score_files import read_stored  # noqa: PLC0415 - as above

        if (self.baseline is None) != (self.max_drop is None):
            raise UsageError("--baseline and --max-drop go together")
        if self.max_drop is not None and not 0 <= self.max_drop <= 1:
            raise UsageError(f"--max-drop {self.max_drop:g}: expected a number from 0 to 1")
        gates = gates_of(self.fail_under, self.fail_over)
        return Gates(gates, None if self.baseline is None else read_stored(self.baseline), self.max_drop or 0.0)


@dataclass(frozen=True)
class Gates:
    """Gates that were read, and the baseline if there is one."""

    gates: Sequence[Gate]
    before: Stored | None
    max_drop: float

    def judged(self, report: Report) -> Report:
        """The report with what became of each gate."""
        from annotator.eval.suites.drops import judge_drop, new_rows  # noqa: PLC0415 - loaded when called
        from annotator.eval.suites.judging import judge  # noqa: PLC0415 - as above

        result = report.result
        verdicts = judge(self.gates, result.scores, tokens=result.tokens, run=report.run_figures())
        if self.before is not None:
            verdicts += judge_drop(result, self.before, self.max_drop)
            warnings = (*result.warnings, *new_rows(self.before.scores, result.scores))
            report = replace(report, result=replace(result, warnings=warnings))
        return replace(report, verdicts=tuple(verdicts))


DEFAULT_GATING = Gating()
