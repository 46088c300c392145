"""`annotator train`: a model of finished gold."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import Parameter

from annotator.cli.output import counted, emit_json, say, talk
from annotator.cli.progress import Progress
from annotator.cli.project_option import ProjectFolder
from annotator.cli.suggestions.stacking_lines import stacking_lines
from annotator.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from annotator.project.suggestions.finished_gold import FinishedGold


def train(
    gold: Path | None = None,
    /,
    *,
    output: Annotated[Path, Parameter(name=["--output", "-o"])],
    learner: Literal["builtin", "crf"] = "builtin",
    without_sources: Annotated[bool, Parameter(negative=())] = False,
    held_out_by: str | None = None,
    seed: int = 0,
    language: str | None = None,
    schema: Path | None = None,
    format_: Annotated[Literal["text", "json"], Parameter(name="--format")] = "text",
    project: ProjectFolder = None,
) -> int:
    """Train the learner on gold; `model:FOLDER` then names it wherever an extractor is named.

    The same gold gives the same bytes on one machine. Held-out gold says what it is worth: annotator predict, eval.

    Args:
        gold: The documents to learn from, JSON Lines, or the folder of a data set; `-` for standard input. Without it
            the project's finished ones: those declared complete, as gold or by its annotator.
        output: The folder for the model; a model in it is replaced. With --held-out-by the file for what it found.
        learner: How it learns: with core dependencies alone, or with a tagger of words besides (the extra `crf`), which
            is fitted where rules find less than 80 % of the finished mentions, or more than 500 are finished.
        without_sources: Do not judge by what the extractors say that `annotator suggest` has kept; without GOLD that is
            done where finished articles show that it is better.
        held_out_by: A key of `meta`, such as story: label each document by a learner that has seen no document of the
            same value, instead of writing a model. What such predictions score holds for all documents there are.
        seed: Kept with the model; the built-in learner draws no lots.
        language: That of documents whose metadata names none; by default English.
        schema: The schema file, for documents that name no schema.
        format_: How to report.
    """
    from annotator.project.suggestions.finished_gold import finished_gold  # noqa: PLC0415 - loaded when called
    from annotator.project.suggestions.train import train as trained_on  # noqa: PLC0415 - as above

    files = (gold,) if gold else ()
    if held_out_by is not None:
        return _hold_out(finished_gold(files, schema, project), held_out_by, output, language)
    if str(output) == "-":
        raise UsageError("-o -: a model is a folder of three files; expected a folder's name")
    found = finished_gold(files, schema, project)
    if without_sources:
        found = found.without_sources()
    with Progress("documents read") as progress:
        trained = trained_on(found, output, language, seed, progress, learner)
    if trained.incomplete:
        talk(
            f"{counted(trained.incomplete, 'document')} not declared complete: what is not labelled there says nothing"
        )
    for line in (*stacking_lines(trained.stacking), *([trained.tagger] if trained.tagger else [])):
        talk(line)
    if format_ == "json":
        emit_json(asdict(trained) | {"learner": learner, "model": str(output)})
        return int(ExitCode.OK)
    parts = [counted(getattr(trained, f"{noun}s"), noun) for noun in ("mention", "event", "relation")]
    say(f"learned from {counted(trained.documents, 'document')} of {trained.schema}: {', '.join(parts)}")
    sources = " --sources kept" if trained.stacking.used else ""
    say(f"extract with it: annotator predict model:{output} ARTICLES.jsonl{sources} -o predictions.jsonl")
    return int(ExitCode.OK)


def _hold_out(gold: FinishedGold, key: str, output: Path, language: str | None) -> int:
    from annotator.datasets.write import write_records  # noqa: PLC0415 - as above
    from annotator.project.suggestions.held_out import held_out  # noqa: PLC0415 - as above

    with Progress("groups held out") as progress:
        count = write_records(held_out(gold, key, language, progress), output)
    talk(f"{counted(count, 'document')}, each labelled by a learner that has seen nothing of its {key}")
    return int(ExitCode.OK)
