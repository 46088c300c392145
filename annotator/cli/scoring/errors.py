"""`annotator errors`: every error of a prediction, one by one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import Parameter

from annotator.cli.output import counted, emit_json, say, talk
from annotator.cli.progress import Watched
from annotator.cli.project_option import ProjectFolder
from annotator.cli.scoring.choices import DEFAULT_INPUTS, Inputs
from annotator.cli.streams import as_files, stdin_is_terminal
from annotator.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from annotator.project.scoring.review import Review


def errors(
    gold: Path,
    predictions: Path,
    /,
    *,
    inputs: Inputs = DEFAULT_INPUTS,
    layer: tuple[str, ...] = (),
    kind: tuple[str, ...] = (),
    duplicates: Literal["set", "multiset"] = "set",
    format_: Annotated[Literal["screen", "text", "json"] | None, Parameter(name="--format")] = None,
    schema: Path | None = None,
    project: ProjectFolder = None,
) -> int:
    """Show what was wrong, and how often: in the terminal in the article, elsewhere as a list.

    Args:
        gold: The gold, JSON Lines or tags; `-` for standard input.
        predictions: What an extractor said, likewise; docs/predictions.md.
        layer: Only these: entities, relations, triggers, arguments.
        kind: Only these kinds, such as boundary or missing.
        duplicates: Whether equal annotations count once or each, as in annotator eval.
        format_: screen (one by one, side by side), text or json; by default the screen where there is a terminal.
        schema: The schema file, where there is no project around.
    """
    from annotator.project.scoring.review import review_files  # noqa: PLC0415 - loaded when called, as every command

    form = format_ or ("screen" if stdin_is_terminal() else "text")
    if form == "screen" and not stdin_is_terminal():
        raise UsageError("--format screen needs a terminal; without one: --format text or json")
    with as_files((gold, predictions)) as files, Watched(files):
        review = review_files(
            *files,
            layers=layer,
            kinds=kind,
            schema=schema,
            project=project,
            duplicates=duplicates,
            inputs=inputs.options(),
        )
    if form == "json":
        emit_json(review.to_plain())
    elif form == "text":
        _list(review)
    else:
        from annotator.tui.review.app import run_review  # noqa: PLC0415 - imports textual

        return run_review(review)
    return int(ExitCode.OK)


def _list(review: Review) -> None:
    """The errors one a line, then how often each kind occurs."""
    for mistake in review.mistakes:
        say(review.line(mistake))
    say(("\n" if review.mistakes else "") + review.table())
    talk(counted(len(review.mistakes), "error"))
    for note in review.notes():
        talk(note)
