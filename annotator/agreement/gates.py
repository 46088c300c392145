"""Gates on agreement: a figure of a score row, or the value of a coefficient, that must be reached.

A gate is written `layer.measure[.TYPE].figure=LEAST` or `layer.measure.OF[.TYPE].value[-low]=LEAST`. It is judged on
the lowest pair of annotators, or on the mean over pairs. An undefined figure fails; a row that is not there is a usage
error.
"""

from __future__ import annotations

from collections.abc import Iterable
from statistics import fmean
from typing import Literal, NamedTuple, TypeAlias

from annotator.agreement.agree import Agreement
from annotator.agreement.coefficients import CoefficientRow, Pair
from annotator.errors import UsageError, did_you_mean
from annotator.eval.suites.bars import beside, reaches
from annotator.eval.suites.gates import Gate, Verdict, parse_gate

COEFFICIENTS = ("cohen-kappa", "fleiss-kappa", "krippendorff-alpha", "unitizing-alpha")
Judged: TypeAlias = Literal["lowest", "mean"]


class CoefficientGate(NamedTuple):
    """The least value of a coefficient, or of the lower end of its interval."""

    written: str
    layer: str
    measure: str
    of: str
    type: str | None
    low: bool
    least: float


AgreementGate: TypeAlias = Gate | CoefficientGate


def parse_agreement_gate(written: str) -> AgreementGate:
    """The gate of a `--fail-under` word of `annotator agree`.

    Raises:
        UsageError: it is none.
    """
    name, _, number = written.rpartition("=")
    parts = name.split(".")
    if len(parts) < 3 or parts[1] not in COEFFICIENTS:
        return parse_gate(written)
    figure = parts[-1]
    if len(parts) < 4 or figure not in ("value", "value-low"):
        raise UsageError(f"{written}: expected LAYER.{parts[1]}.OF[.TYPE].value=NUMBER, OF one of types, tokens, ...")
    try:
        least = float(number)
    except ValueError:
        raise UsageError(f"{written}: {number!r} is no number") from None
    type_name = ".".join(parts[3:-1]) or None
    return CoefficientGate(name, parts[0], parts[1], parts[2], type_name, figure.endswith("low"), least)


def judge_agreement(gates: Iterable[AgreementGate], agreement: Agreement, judged: Judged) -> list[Verdict]:
    """What became of each gate.

    Raises:
        UsageError: a gate names a row that is not there.
    """
    return [
        _coefficient(gate, agreement, judged) if isinstance(gate, CoefficientGate) else _figure(gate, agreement, judged)
        for gate in gates
    ]


def _coefficient(gate: CoefficientGate, agreement: Agreement, judged: Judged) -> Verdict:
    rows = [
        row
        for row in agreement.coefficients
        if (row.layer, row.measure, row.of, row.type) == (gate.layer, gate.measure, gate.of, gate.type)
        and (row.pair is not None or gate.measure == "fleiss-kappa")
    ]
    if not rows:
        known = sorted({f"{row.layer}.{row.measure}.{row.of}" for row in agreement.coefficients})
        name = f"{gate.layer}.{gate.measure}.{gate.of}"
        raise UsageError(f"no coefficient {gate.written}; {did_you_mean(name, known)}")
    values = [((row.ci[0] if row.ci else None) if gate.low else row.value, row.pair) for row in rows]
    return _verdict(gate.written, values, gate.least, judged, _reason(rows))


def _reason(rows: list[CoefficientRow]) -> str:
    return next((row.reason for row in rows if row.reason), "")


def _figure(gate: Gate, agreement: Agreement, judged: Judged) -> Verdict:
    rows = [
        each
        for each in agreement.pairwise
        if each.month is None
        and each.pair
        and each.score.document is None
        and (each.score.layer, each.score.measure, each.score.type, each.score.average)
        == (gate.layer, gate.measure, gate.type, gate.average)
    ]
    name = gate.name
    if not rows:
        raise UsageError(f"no row for {name}; see annotator agree --layer {gate.layer} --by type")
    if gate.low:
        values = [((each.score.ci or {}).get(gate.figure, (None,))[0], each.pair) for each in rows]
    else:
        values = [(each.score.figures().get(gate.figure), each.pair) for each in rows]
    return _verdict(name, values, gate.bound, judged, "")


def _verdict(
    name: str, values: list[tuple[float | None, Pair | None]], least: float, judged: Judged, reason: str
) -> Verdict:
    known = [(value, pair) for value, pair in values if value is not None]
    if len(known) < len(values) or not known:
        return Verdict(name, None, False, f"{name} is undefined{f': {reason}' if reason else ''}; expected {least:g}")
    lowest, pair = min(known, key=lambda entry: entry[0])
    figure_found = lowest if judged == "lowest" else fmean(value for value, _ in known)
    passed = reaches(figure_found, least)
    whose = f" ({' and '.join(pair)})" if judged == "lowest" and pair else " (mean over pairs)"
    sign = ">=" if passed else "<"
    return Verdict(name, figure_found, passed, f"{name} = {beside(figure_found, least)}{whose} {sign} {least:g}")
