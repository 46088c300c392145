"""`annotator predict`: run an extractor."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from annotator.cli.output import counted, talk
from annotator.cli.progress import Progress
from annotator.cli.scoring.choices import DEFAULT_ANSWERS, Answers
from annotator.cli.streams import as_files
from annotator.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from annotator.project.predict import Predicted

STDOUT = Path("-")


def predict(
    extractor: str,
    source: Path,
    /,
    *,
    inputs: Answers = DEFAULT_ANSWERS,
    output: Annotated[Path, Parameter(name=["--output", "-o"])] = STDOUT,
    timeout: float | None = None,
    env: tuple[str, ...] = (),
    allow_errors: bool = False,
    jobs: int = 1,
    cache: Path | None = None,
    schema: Path | None = None,
    confine: Annotated[bool, Parameter(negative=())] = False,
    sources: tuple[str, ...] = (),
) -> int:
    """Run an extractor over documents; it is given their texts, never their annotations.

    An answer may quote words (text, nth) instead of giving spans: docs/predictions.md.

    Args:
        extractor: MODULE:FUNCTION, FILE.py:FUNCTION, "cmd:PROGRAM ARGS", file:PREDICTIONS, spacy:PACKAGE, model:FOLDER,
            "llm:MODEL?OPTION=VALUE&...", or the name of an installed one; docs/extractors.md has the options.
        source: The documents, JSON Lines or tags; `-` for standard input.
        output: The file to write, `-` for standard output; written when every document has its prediction.
        timeout: Seconds that the whole run may take; by default what the project says, else 600.
        env: A variable of the environment that the extractor gets too; may be given again.
        allow_errors: A document for which the extractor reports an error is left out, instead of failing the run.
        jobs: How many processes share the documents.
        cache: A folder for predictions, kept as they come and used again while text and extractor do not change.
        schema: The schema file, for documents that name no schema.
        confine: Without network, able to write its own folder alone and to read neither the project nor SOURCE, by
            bwrap or Landlock; exit status 2 where this system has neither. docs/extractors.md says more.
        sources: What a trained model is handed of what the extractors say that it was fitted with: a file of their
            predictions, or kept for what annotator suggest has kept in the project around; may be given again.
    """
    from annotator.extractors.limits import Limits  # noqa: PLC0415 - loaded when called, as every command
    from annotator.project.predict import (  # noqa: PLC0415 - as above
        Predicting,
        confinement_from,
        default_timeout_s,
        predict_file,
    )

    limit_s = default_timeout_s() if timeout is None else timeout
    if not 0 < limit_s < float("inf"):
        raise UsageError(f"--timeout {limit_s:g}: expected a number of seconds above 0")
    if jobs < 1:
        raise UsageError(f"--jobs {jobs}: expected 1 or more")
    with as_files((source,)) as files, Progress("documents") as progress:
        if confine and files[0].parent != source.parent and str(source) != "-":
            raise UsageError(f"--confine: {source} is an archive, of which a copy could be read; unpack it first")
        confinement = confinement_from(Path(files[0])) if confine else None
        limits = Limits(limit_s, tuple(env), allow_errors, confinement=confinement)
        how = Predicting(limits, jobs, cache=cache, sources=sources)
        predicted = predict_file(extractor, files[0], output, how, schema, progress, inputs.options())
    _tell(predicted)
    return int(ExitCode.OK)


def _tell(predicted: Predicted) -> None:
    from annotator.project.scoring.prices import priced  # noqa: PLC0415 - loaded when called, as every command

    for line in predicted.last_words.splitlines():
        talk(f"  | {line}")
    for line in predicted.notes:
        talk(line)
    for document_id, error in predicted.failures.items():
        talk(f"left out {document_id}: {error}")
    left_out = f", {len(predicted.failures)} left out" if predicted.failures else ""
    talk(", ".join([counted(len(predicted.documents), "document") + left_out, *priced(predicted.totals()).lines()]))
    if predicted.unplaced:
        what = counted(predicted.unplaced, "prediction")
        talk(f"{what} without a place in the text (extractor.unplaced); they count as spurious")
    if predicted.broken:
        talk(f"{predicted.broken}: annotator check lists them; they are scored as they are")
