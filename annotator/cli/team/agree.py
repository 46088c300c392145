"""`annotator agree`: how far annotators agree, over the whole structure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import Parameter

from annotator.cli.output import counted, emit_json, say, table, talk
from annotator.cli.project_option import ProjectFolder
from annotator.cli.streams import stdin_is_terminal
from annotator.errors import ExitCode, UsageError, did_you_mean
from annotator.eval.options import ScoreOptions

if TYPE_CHECKING:
    from annotator.agreement.agree import Agreement
    from annotator.agreement.gates import AgreementGate
    from annotator.agreement.kinds import Kind
    from annotator.eval.suites.gates import Verdict

BY = ("type", "document", "pair", "month")


def agree(
    *files: Path,
    annotators: str | None = None,
    against: str = "",
    layer: tuple[str, ...] = (),
    measure: tuple[str, ...] = (),
    by: str = "",
    bootstrap: int = 0,
    seed: int = 0,
    pair: Literal["lowest", "mean"] = "lowest",
    fail_under: tuple[str, ...] = (),
    show: str = "",
    places: bool = False,
    output: Annotated[Path | None, Parameter(name=["--output", "-o"])] = None,
    format_: Annotated[Literal["text", "json"], Parameter(name="--format")] = "text",
    schema: Path | None = None,
    project: ProjectFolder = None,
) -> int:
    """Compare annotators pair by pair: figures, coefficients beyond chance, and what they disagree on.

    Only what both were asked for and have declared counts. F1 is symmetric in the two; precision and recall are the
    second's, by name, against the first.

    Args:
        files: Files of records, of two annotators or more; by default the layers of the project.
        annotators: Only these, by name: ana,ben; ana,gold says how ana did against what was decided.
        against: Compare everybody with this one alone, such as gold: what each misses and adds, by layer and type.
        layer: Only these layers of scoring: entities, relations, events, coref, attributes, labels.
        measure: Only these measures, as in annotator eval; those in which gold decides something only where named.
        by: More rows: type, document, pair, month (of a project: when a document was done); several with commas.
        bootstrap: Samples for intervals over documents; 0 for none.
        seed: The seed of the samples.
        pair: What gates are judged on.
        fail_under: A gate, such as entities.strict.f1=0.80 or entities.krippendorff-alpha.types.value=0.80; may be
            given again.
        show: Only the differences of these kinds, such as boundary,type, or all: in the terminal in the article.
        places: List every difference with its place, after all the rest.
        output: Write a report there; the suffix gives its form: .json, .md, .html.
        format_: How to print.
        schema: The schema file, where there is no project around; it tells which relations have no direction.
    """
    from annotator.agreement.gates import judge_agreement, parse_agreement_gate  # noqa: PLC0415 - loaded when called
    from annotator.agreement.reports.forms import form_for  # noqa: PLC0415 - as above
    from annotator.project.agreement.agree_files import agree_files  # noqa: PLC0415 - as above
    from annotator.project.scoring.score_files import write_report  # noqa: PLC0415 - as above

    kinds, breakdown = _kinds(show or ("all" if places else "")), _words(by)
    gates = [parse_agreement_gate(word) for word in fail_under]
    render = form_for(output) if output else None
    options = ScoreOptions(layers=layer or None, measures=measure or None, bootstrap=bootstrap, seed=seed)
    options = _gated(replace(options, by=_scored_by(breakdown, against)), gates)
    agreement = agree_files(files, options, names=_names(annotators), schema=schema, project=project,
                            by_month="month" in breakdown, against=against)  # fmt: skip
    verdicts = judge_agreement(gates, agreement, pair)
    if output and render:
        write_report(output, render(agreement, verdicts))
    if show and format_ == "text":
        return _show(agreement, kinds, schema, project) or _judged(verdicts)
    return _report(agreement, verdicts, format_, by_pair="pair" in breakdown, listed=kinds)


def _scored_by(breakdown: Sequence[str], against: str) -> tuple[str, ...]:
    """The rows besides those of everything: what each misses and adds is told type by type."""
    return tuple(word for word in ("type", "document") if word in breakdown or (word == "type" and against))


def _names(annotators: str | None) -> list[str]:
    return [name.strip() for name in (annotators or "").split(",") if name.strip()]


def _gated(options: ScoreOptions, gates: Sequence[AgreementGate]) -> ScoreOptions:
    from annotator.eval.suites.gates import Gate, with_gates  # noqa: PLC0415 - loaded when called

    return with_gates(options, [gate for gate in gates if isinstance(gate, Gate)])


def _show(agreement: Agreement, kinds: Sequence[Kind], schema: Path | None, project: Path | None) -> int:
    """The differences of some kinds: the screen in a terminal, elsewhere a list."""
    if not stdin_is_terminal():
        _list(agreement, kinds)
        return int(ExitCode.OK)
    from annotator.tui.differences.app import run_differences  # noqa: PLC0415 - imports textual

    return run_differences(agreement, kinds, schema=schema, project=project)


def _words(by: str) -> tuple[str, ...]:
    words = tuple(word for word in by.split(",") if word)
    if odd := [word for word in words if word not in BY]:
        raise UsageError(f"--by {odd[0]}: expected one of {', '.join(BY)}")
    return words


def _kinds(show: str) -> tuple[Kind, ...]:
    from annotator.agreement.kinds import KINDS  # noqa: PLC0415 - loaded when called

    words = tuple(word.strip() for word in show.split(",") if word.strip())
    if odd := [word for word in words if word not in (*KINDS, "all")]:
        raise UsageError(f"--show {odd[0]}: {did_you_mean(odd[0], [*KINDS, 'all'])}")
    return tuple(each for each in KINDS if each in words or "all" in words)


def _report(
    agreement: Agreement, verdicts: Sequence[Verdict], format_: str, *, by_pair: bool, listed: Sequence[Kind]
) -> int:
    if format_ == "json":
        chosen = agreement.chosen(listed)
        rows = [{"pair": list(pair), **each.to_plain()} for pair, each in chosen]
        emit_json(agreement.to_plain() | ({"places": rows} if listed else {}))
    else:
        _print(agreement, by_pair=by_pair, listed=listed)
    return _judged(verdicts)


def _judged(verdicts: Sequence[Verdict]) -> int:
    for verdict in verdicts:
        talk(f"{'passed' if verdict.passed else 'FAILED'}  {verdict.message}")
    return int(ExitCode.OK if all(verdict.passed for verdict in verdicts) else ExitCode.FINDINGS)


def _list(agreement: Agreement, kinds: Sequence[Kind]) -> None:
    """The differences of some kinds, one a line."""
    for pair, each in agreement.chosen(kinds):
        words = f"{each.kind} {each.type} “{each.words}”: {each.first} | {each.second}"
        say(f"{each.document}:{each.start_char}: {' and '.join(pair)}: {words}")


def _print(agreement: Agreement, *, by_pair: bool, listed: Sequence[Kind]) -> None:
    from annotator.agreement.reports.tables import (  # noqa: PLC0415 - loaded when called
        coefficient_table,
        confusion_tables,
        disagreement_table,
        pairwise_table,
        reliability_table,
    )

    names = ", ".join(agreement.annotators)
    say(f"{counted(agreement.documents, 'document')} of {counted(len(agreement.annotators), 'annotator')}: {names}\n")
    say(table(*pairwise_table(agreement, by_pair=by_pair)))
    beyond_chance = coefficient_table(agreement, by_pair=by_pair)
    if beyond_chance.rows:
        say("\nbeyond chance:\n" + table(*beyond_chance))
    if agreement.disagreements:
        say("\ndisagreements (decisions: without what follows from another; questions: the same in 3 places or more):")
        say(table(*disagreement_table(agreement)))
    for title, matrix in confusion_tables(agreement):
        say(f"\n{title}:\n{table(*matrix)}")
    if agreement.against:
        say(f"\neverybody against {agreement.against}:\n{table(*reliability_table(agreement))}")
    _list(agreement, listed)
    if agreement.left_out:
        say("\nleft out:\n" + "\n".join(f"  {each}" for each in agreement.left_out))
    say(f"\n{agreement.signature}")
