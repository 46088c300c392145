"""What scoring and comparing give a caller: typed rows, JSON objects, data frames, and a table in a notebook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from annotator.errors import UsageError, did_you_mean
from annotator.eval.notice import Notice
from annotator.eval.reports.report import Report
from annotator.eval.scores.result import Score
from annotator.eval.statistics.comparison import Comparison as ComparedRow
from annotator.eval.suites.gates import OF_TYPES, Verdict

if TYPE_CHECKING:
    import pandas

    from annotator.project.scoring.compare_files import Compared


@dataclass(frozen=True)
class Result:
    """Scores of predictions against gold, with all that must be known besides; `result["entities.strict.f1"]`."""

    report: Report

    @property
    def scores(self) -> tuple[Score, ...]:
        """The rows."""
        return self.report.result.scores

    @property
    def signature(self) -> str:
        """The recipe of the figures."""
        return self.report.result.signature

    @property
    def documents(self) -> int:
        """How many documents were scored."""
        return self.report.result.documents

    @property
    def warnings(self) -> tuple[Notice, ...]:
        """What a reader must know besides the figures."""
        return self.report.result.warnings

    @property
    def left_out(self) -> tuple[Notice, ...]:
        """What no score covers."""
        return self.report.result.left_out

    @property
    def gates(self) -> tuple[Verdict, ...]:
        """What became of the gates that were asked for."""
        return self.report.verdicts

    @property
    def passed(self) -> bool:
        """Whether every gate passed."""
        return self.report.passed

    def __getitem__(self, name: str) -> float | None:
        """One figure or count, as gates name it: `layer.measure[.TYPE].figure`; None where it is undefined.

        Raises:
            UsageError: there is no such row or figure.
        """
        parts = str(name).split(".")
        if len(parts) < 3:
            raise UsageError(f"{name!r} is no figure; expected layer.measure[.TYPE].figure, such as entities.strict.f1")
        row = self._row(parts[0], parts[1], ".".join(parts[2:-1]))
        known = {**row.counts, **row.figures(), **_ends(row)}
        if parts[-1] not in known:
            raise UsageError(f"{row.layer}.{row.measure} has no {parts[-1]!r}; {did_you_mean(parts[-1], known)}")
        return known[parts[-1]]

    def _row(self, layer: str, measure: str, type_name: str) -> Score:
        average = OF_TYPES.get(type_name)
        name = None if average or not type_name else type_name
        row = self.report.result.find(layer, measure, average or "micro", name)
        if row is None:
            of_all = dict.fromkeys(f"{each.layer}.{each.measure}" for each in self.scores)
            types = [each.type for each in self.scores if each.type and (each.layer, each.measure) == (layer, measure)]
            hint = f'by="type" gives rows of types; {did_you_mean(type_name, types)}' if type_name else ""
            raise UsageError(
                f"there is no row {'.'.join(filter(None, (layer, measure, type_name)))!r}; "
                f"{hint or did_you_mean(f'{layer}.{measure}', of_all)}"
            )
        return row

    def to_dict(self) -> dict[str, Any]:
        """The object that `annotator eval --format json` prints."""
        from annotator.eval.reports.as_json import to_object  # noqa: PLC0415 - loaded when called

        return to_object(self.report)

    def to_frame(self) -> pandas.DataFrame:
        """The rows as a pandas data frame.

        Raises:
            UsageError: pandas is not installed.
        """
        from annotator.eval.reports.as_csv import flat_row  # noqa: PLC0415 - loaded when called

        return _frame([flat_row(row) for row in self.scores])

    def _repr_html_(self) -> str:
        from annotator.eval.reports.html.report import section  # noqa: PLC0415 - in notebooks

        return section(self.report)


@dataclass(frozen=True)
class Comparison:
    """Differences between systems on the same gold, with intervals and paired tests."""

    compared: Compared

    @property
    def comparisons(self) -> Sequence[ComparedRow]:
        """The rows."""
        return self.compared.rows

    @property
    def signature(self) -> str:
        """The recipe of the figures."""
        return self.compared.signature

    @property
    def warnings(self) -> Sequence[Notice]:
        """What a reader must know besides the figures."""
        return self.compared.warnings

    @property
    def gates(self) -> Sequence[Verdict]:
        """What became of the gates that were asked for."""
        return self.compared.verdicts

    @property
    def passed(self) -> bool:
        """Whether every gate passed."""
        return all(verdict.passed for verdict in self.gates)

    def to_dict(self) -> dict[str, Any]:
        """The object that `annotator compare --format json` prints."""
        return self.compared.to_plain()

    def to_frame(self) -> pandas.DataFrame:
        """The rows as a pandas data frame.

        Raises:
            UsageError: pandas is not installed.
        """
        return _frame([self._flat(row) for row in self.comparisons])

    @staticmethod
    def _flat(row: ComparedRow) -> dict[str, Any]:
        plain = row.to_plain()
        low, high = plain.pop("ci") or (None, None)
        return plain | {"delta_low": low, "delta_high": high}

    def _repr_html_(self) -> str:
        from annotator.eval.reports.html.tables import comparison_table  # noqa: PLC0415 - in notebooks

        return comparison_table(self.comparisons)


def _ends(row: Score) -> Mapping[str, float | None]:
    intervals = (row.ci or {}).items()
    return {
        f"{name}-{end}": value for name, ends in intervals for end, value in zip(("low", "high"), ends, strict=True)
    }


def _frame(rows: Sequence[Mapping[str, Any]]) -> pandas.DataFrame:
    try:
        import pandas  # noqa: PLC0415 - only where a frame is asked for
    except ImportError:
        raise UsageError("to_frame() needs pandas: pip install pandas") from None
    return pandas.DataFrame(list(rows))
