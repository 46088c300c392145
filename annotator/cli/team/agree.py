"""`annotator agree`: how far annotators agree, over the whole structure."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import Parameter

from annotator.cli.output import counted, emit_json, say, table, talk
from annotator.cli.project_option import ProjectFolder
from annotator.errors import ExitCode, UsageError
from annotator.eval.options import ScoreOptions

if TYPE_CHECKING:
    from annotator.agreement.agree import Agreement
    from annotator.eval.suites.gates import Verdict

BY = ("type", "document", "pair")


def agree(
    *files: Path,
    annotators: str | None = None,
    layer: tuple[str, ...] = (),
    measure: tuple[str, ...] = (),
    by: str = "",
    bootstrap: int = 0,
    seed: int = 0,
    pair: Literal["lowest", "mean"] = "lowest",
    fail_under: tuple[str, ...] = (),
    places: bool = False,
    format_: Annotated[Literal["text", "json"], Parameter(name="--format")] = "text",
    schema: Path | None = None,
    project: ProjectFolder = None,
) -> int:
    """Compare annotators pair by pair: figures, coefficients beyond chance, and what they disagree on.

    Only what both were asked for and have declared counts. F1 is symmetric in the two; precision and recall are the
    second's, by name, against the first.

    Args:
        files: Files of records, of two annotators or more; by default the layers of the project.
        annotators: Only these, by name: ana,ben.
        layer: Only these layers of scoring: entities, relations, events, coref, attributes, labels.
        measure: Only these measures, as in annotator eval; those in which gold decides something only where named.
        by: More rows: type, document, pair; several with commas.
        bootstrap: Samples for intervals over documents; 0 for none.
        seed: The seed of the samples.
        pair: What gates are judged on.
        fail_under: A gate, such as entities.strict.f1=0.80 or entities.krippendorff-alpha.types.value=0.80; may be
            given again.
        places: List every difference with its place.
        format_: How to print.
        schema: The schema file, where there is no project around; it tells which relations have no direction.
    """
    from annotator.agreement.gates import judge_agreement, parse_agreement_gate  # noqa: PLC0415 - loaded when called
    from annotator.eval.suites.gates import Gate, with_gates  # noqa: PLC0415 - as above
    from annotator.project.agreement.agree_files import agree_files  # noqa: PLC0415 - as above

    gates = [parse_agreement_gate(word) for word in fail_under]
    breakdown = _words(by)
    options = ScoreOptions(
        layers=layer or None,
        measures=measure or None,
        by=tuple(word for word in breakdown if word != "pair"),
        bootstrap=bootstrap,
        seed=seed,
    )
    options = with_gates(options, [gate for gate in gates if isinstance(gate, Gate)])
    names = [name.strip() for name in (annotators or "").split(",") if name.strip()]
    agreement = agree_files(files, options, names=names, schema=schema, project=project)
    verdicts = judge_agreement(gates, agreement, pair)
    return _report(agreement, verdicts, format_, by_pair="pair" in breakdown, places=places)


def _words(by: str) -> tuple[str, ...]:
    words = tuple(word for word in by.split(",") if word)
    if odd := [word for word in words if word not in BY]:
        raise UsageError(f"--by {odd[0]}: expected one of {', '.join(BY)}")
    return words


def _report(agreement: Agreement, verdicts: Sequence[Verdict], format_: str, *, by_pair: bool, places: bool) -> int:
    if format_ == "json":
        emit_json(agreement.to_plain())
    else:
        _print(agreement, by_pair=by_pair, places=places)
    for verdict in verdicts:
        talk(f"{'passed' if verdict.passed else 'FAILED'}  {verdict.message}")
    return int(ExitCode.OK if all(verdict.passed for verdict in verdicts) else ExitCode.FINDINGS)


def _print(agreement: Agreement, *, by_pair: bool, places: bool) -> None:
    names = ", ".join(agreement.annotators)
    say(f"{counted(agreement.documents, 'document')} of {counted(len(agreement.annotators), 'annotator')}: {names}\n")
    say(_pairwise(agreement, by_pair=by_pair))
    say("\nbeyond chance:\n" + _coefficients(agreement, by_pair=by_pair))
    if agreement.disagreements:
        say("\ndisagreements (decisions: without what follows from another; questions: the same in 3 places or more):")
        say(_disagreements(agreement))
    if places:
        for pair, differences in agreement.differences.items():
            for each in differences:
                words = f"{each.kind} {each.type} “{each.words}”: {each.first} | {each.second}"
                say(f"{each.document}:{each.start_char}: {' and '.join(pair)}: {words}")
    if agreement.left_out:
        say("\nleft out:\n" + "\n".join(f"  {each}" for each in agreement.left_out))
    say(f"\n{agreement.signature}")


def _pairwise(agreement: Agreement, *, by_pair: bool) -> str:
    """The mean over pairs and the lowest pair, or every pair."""
    pairs = {each.pair for each in agreement.pairwise if each.pair}
    shown = [each for each in agreement.pairwise if by_pair or len(pairs) == 1 or each.pair is None]
    lines = []
    for each in shown:
        row = each.score
        of_row = [
            other
            for other in agreement.pairwise
            if other.pair and other.score.key == row.key and other.score.document == row.document
        ]
        known = [other for other in of_row if other.score.f1 is not None]
        lowest = min(known, key=lambda other: other.score.f1 or 0.0, default=None)
        whose = " ".join(each.pair) if each.pair else "mean"
        least = f"{lowest.score.f1:.4f} {' '.join(lowest.pair or ())}" if lowest and each.pair is None else ""
        lines.append([row.layer, row.measure, row.type or "", row.document or "", whose, _figure(row.f1), least])
    keep = [column for column in range(7) if column in (0, 1, 4, 5) or any(line[column] for line in lines)]
    header = ["layer", "measure", "type", "document", "pair", "f1", "lowest"]
    rows = [[line[column] for column in keep] for line in lines]
    return table([header[column] for column in keep], rows, right=(keep.index(5),))


def _coefficients(agreement: Agreement, *, by_pair: bool) -> str:
    rows = [
        [
            each.layer, each.of, each.type or "", each.measure, " ".join(each.pair) if each.pair else "all",
            _figure(each.value), str(each.items), _figure(each.prevalence), each.reason,
        ]
        for each in agreement.coefficients
        if by_pair or each.pair is None or len(agreement.annotators) == 2
    ]  # fmt: skip
    header = ["layer", "of", "type", "measure", "pair", "value", "items", "commonest", "why none"]
    if not any(row[-1] for row in rows):
        header, rows = header[:-1], [row[:-1] for row in rows]
    return table(header, rows, right=(5, 6, 7))


def _disagreements(agreement: Agreement) -> str:
    header = ["layer", "kind", "type", "pair", "count", "decisions", "questions"]
    rows = [
        [
            each.layer,
            each.kind + {True: ", same thing", False: ", other thing", None: ""}[each.same_thing],
            each.type or "",
            " ".join(each.pair),
            *map(str, (each.differences, each.decisions, each.questions)),
        ]
        for each in agreement.disagreements
    ]
    return table(header, rows, right=(4, 5, 6))


def _figure(value: float | None) -> str:
    return "-" if value is None else f"{value:.4f}"
