"""`annotator suggest report`: the learner's figures, all of articles that it has not seen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import Parameter

from annotator.cli.output import counted, emit_json, say, table
from annotator.cli.progress import Progress
from annotator.cli.project_option import ProjectFolder
from annotator.cli.suggestions.stacking_lines import shown, stacking_lines
from annotator.errors import ExitCode

if TYPE_CHECKING:
    from annotator.suggest.worth.out_of_fold import OutOfFold, ThingFigures


def report(
    *gold: Path,
    language: str | None = None,
    schema: Path | None = None,
    format_: Annotated[Literal["text", "json"], Parameter(name="--format")] = "text",
    project: ProjectFolder = None,
) -> int:
    """Say by layer whether the learner's suggestions save keys; a layer on which they save none is off.

    Each finished article is judged by what the others teach. Below three articles nothing is known yet.

    Args:
        gold: Files of finished gold, or folders of data sets; without any the project's finished documents.
        language: That of documents whose metadata names none; by default English.
        schema: The schema file, for documents that name no schema.
        format_: How to report.
    """
    from annotator.project.suggestions.finished_gold import finished_gold  # noqa: PLC0415 - loaded when called
    from annotator.project.suggestions.worth import reported  # noqa: PLC0415 - as above

    found = finished_gold(gold, schema, project)
    with Progress("folds") as progress:
        figures = reported(found, language, progress)
    if format_ == "json":
        emit_json(asdict(figures))
    else:
        _tell(figures)
    return int(ExitCode.OK)


def _tell(figures: OutOfFold) -> None:
    say(f"{counted(figures.documents, 'finished article')}, {counted(figures.folds, 'fold')}")
    rows = [
        (
            each.layer,
            str(each.gold),
            shown(each.precision),
            shown(each.recall),
            shown(each.f1),
            shown(each.keys_with),
            shown(each.keys_without),
            f"{each.verdict}: {each.why}",
        )
        for each in figures.layers
    ]
    header = ("layer", "gold", "precision", "recall", "f1", "keys", "by hand", "suggestions")
    say(table(header, rows, right=(1, 2, 3, 4, 5, 6)))
    for line in stacking_lines(figures.stacking):
        say(line)
    for line in _thing_lines(figures.things):
        say(line)
    if figures.folds:
        types = [
            (each.type, str(each.examples), str(each.likely), str(each.right), "yes" if each.is_sure else "no")
            for each in figures.types
        ]
        say("")
        say(table(("type", "finished", "likely 0.9", "right", "may be sure"), types, right=(1, 2, 3)))


def _thing_lines(things: ThingFigures) -> Iterator[str]:
    if not things.mentions:
        return
    right, first, three = (share / things.mentions for share in (things.by_rules, things.first, things.among_three))
    yield (
        f"\nwhich thing a mention is: the rules are right for {right:.2f} of {things.mentions:,}; "
        f"in the order that is learned it is first for {first:.2f}, among the first three for {three:.2f}"
    )
    if things.asked:
        counts = (things.listed_first, things.listed_among_three, things.nearest_first, things.nearest_among_three)
        first, three, nearest, near_three = (count / things.asked for count in counts)
        verdict = "off: no better" if things.is_no_better else "on: better"
        yield (
            f"where they are wrong about a thing named before ({things.asked:,}), the list of = has it first for "
            f"{first:.2f}, among the first three for {three:.2f}; nearest first {nearest:.2f} and {near_three:.2f}; "
            f"{verdict}"
        )
