"""`annotator suggest EXTRACTOR`: predictions beside the layers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import Parameter

from annotator.cli.output import counted, emit_json, say, table, talk
from annotator.cli.progress import Progress
from annotator.cli.project_option import ProjectFolder
from annotator.cli.scoring.choices import DEFAULT_ANSWERS, Answers
from annotator.errors import ExitCode, UsageError, nearest

if TYPE_CHECKING:
    from annotator.eval.input_options import InputOptions
    from annotator.project.predict import Predicting
    from annotator.project.project import Project
    from annotator.project.suggestions.keep import Suggested


BELOW = ("audit", "report", "simulate")
"""The verbs below this one, which are no extractors."""


def suggest(
    extractor: str | None = None,
    /,
    *documents: str,
    inputs: Answers = DEFAULT_ANSWERS,
    again: Annotated[bool, Parameter(negative=())] = False,
    list_: Annotated[bool, Parameter(name="--list", negative=())] = False,
    forget: Annotated[bool, Parameter(negative=())] = False,
    dry_run: Annotated[bool, Parameter(negative=())] = False,
    timeout: float | None = None,
    env: tuple[str, ...] = (),
    allow_errors: Annotated[bool, Parameter(negative=())] = False,
    jobs: int = 1,
    format_: Annotated[Literal["text", "json"], Parameter(name="--format")] = "text",
    project: ProjectFolder = None,
) -> int:
    """Run an extractor over the project's articles and keep what it says beside the layers.

    Nothing of it is in anybody's layer, in gold or in an export before a person takes it. What is kept holds for this
    version of the extractor, of the schema and of the text; the same is not extracted twice.

    Args:
        extractor: As in annotator predict: model:FOLDER, llm:MODEL, spacy:PACKAGE, file:PREDICTIONS, ...; without it
            those that annotator.toml names (suggest = [...]), which may be no commands.
        documents: The ids of the articles; all by default.
        again: Also where this version's predictions are kept already.
        list_: Show what is kept, and what of it is out of date.
        forget: Forget what the extractor said.
        dry_run: Only say what would be run, and what a language model would cost.
        timeout: Seconds that the whole run may take; by default what the project says, else 600.
        env: A variable of the environment that the extractor gets too; may be given again.
        allow_errors: An article for which the extractor reports an error is left out, instead of failing the run.
        jobs: How many processes share the articles.
        format_: How to report.
    """
    from annotator.project.project import Project  # noqa: PLC0415 - loaded when called, as every command

    _refuse_slip(extractor)
    opened = Project.open(project)
    if list_:
        return _list(opened, as_json=format_ == "json")
    named = [(extractor, Path())] if extractor else _of_the_project(opened)
    if forget:
        return _forget(opened, [each for each, _ in named], documents)
    _refuse_numbers(timeout, jobs)
    from annotator.extractors.limits import Limits  # noqa: PLC0415 - as above
    from annotator.project.predict import Predicting  # noqa: PLC0415 - as above

    limits = Limits(opened.config.limits.extractor_s if timeout is None else timeout, tuple(env), allow_errors)
    results = []
    for spec, folder in named:
        how = Predicting(limits, jobs, folder)
        result = _run(opened, spec, documents, how, inputs.options(), again=again, dry_run=dry_run)
        results += [result] if result else []
        if result and format_ == "text":
            _tell(result)
    if format_ == "json" and not dry_run:
        emit_json([_plain(each) for each in results])
    return int(ExitCode.OK)


def _refuse_slip(extractor: str | None) -> None:
    """Refuse a verb below this one that is spelt wrongly, before it is taken for an extractor."""
    from annotator.extractors.registry import extractor_names  # noqa: PLC0415 - loaded when called

    verb = nearest(extractor, BELOW) if extractor and extractor.isalpha() else None
    if verb and extractor not in extractor_names():
        raise UsageError(f"there is no extractor {extractor!r}; did you mean annotator suggest {verb}?")


def _refuse_numbers(timeout: float | None, jobs: int) -> None:
    if timeout is not None and not 0 < timeout < float("inf"):
        raise UsageError(f"--timeout {timeout:g}: expected a number of seconds above 0")
    if jobs < 1:
        raise UsageError(f"--jobs {jobs}: expected 1 or more")


def _run(
    project: Project,
    spec: str,
    documents: tuple[str, ...],
    how: Predicting,
    inputs: InputOptions,
    *,
    again: bool,
    dry_run: bool,
) -> Suggested | None:
    """Run one extractor, after what it would cost was told; None where that was all that was asked for."""
    from annotator.project.suggestions.keep import drop, plan, suggest  # noqa: PLC0415 - loaded when called

    planned = plan(project, spec, documents, how, again=again, inputs=inputs)
    if planned.shown and planned.articles:
        talk(f"{spec}: shown {planned.shown}")
    if planned.expected and planned.articles:
        talk(f"{spec}: {counted(len(planned.articles), 'article')}: {planned.expected}")
    if dry_run:
        drop(project)
        say(f"{spec}: {len(planned.articles)} to extract from, {planned.known} known already")
        return None
    with Progress("articles") as progress:
        return suggest(project, planned, inputs=inputs, progress=progress)


def _of_the_project(project: Project) -> list[tuple[str, Path]]:
    """The extractors that the project file names, with the folder that their paths start at.

    Raises:
        UsageError: it names none.
        ConfigError: one of them is a command or somebody's function, which a file must not run.
    """
    from annotator.project.suggestions.keep import extractors_of  # noqa: PLC0415 - loaded when called

    named = extractors_of(project)
    if not named:
        raise UsageError(
            "which extractor? annotator suggest EXTRACTOR [DOC ...], or a line in annotator.toml: "
            'suggest = ["model:models/first"]'
        )
    return [(each, project.folder) for each in named]


def _tell(result: Suggested) -> None:
    from annotator.project.scoring.prices import priced  # noqa: PLC0415 - loaded when called

    for line in result.last_words.splitlines():
        talk(f"  | {line}")
    for line in result.notes:
        talk(line)
    for document_id, error in result.failures.items():
        talk(f"left out {document_id}: {error}")
    for line in priced(result.totals).lines():
        talk(line)
    if result.left_out:
        total = sum(result.left_out.values())
        first = ", ".join(f"{what} ({count})" for what, count in list(result.left_out.items())[:6])
        more = f" and {len(result.left_out) - 6} more" if len(result.left_out) > 6 else ""
        talk(f"{counted(total, 'part')} left out, not admitted by the schema: {first}{more}; --map THEIRS=OURS renames")
    if result.unplaced:
        what = counted(result.unplaced, "prediction")
        talk(f"{what} without a place in the text: not kept; annotator predict FILE tells each (extractor.unplaced)")
    parts = [counted(result.counts[layer], noun) for layer, noun in _NOUNS]
    known = f"; {result.known} known already" if result.known else ""
    say(f"{result.extractor}: {counted(result.documents, 'article')}: {', '.join(parts)}{known}")


_NOUNS = (("entities", "mention"), ("relations", "relation"), ("events", "event"))


def _plain(result: Suggested) -> dict[str, object]:
    return {
        "extractor": result.extractor,
        "version": result.version,
        "documents": result.documents,
        "known": result.known,
        "suggestions": dict(result.counts),
        "left_out": dict(result.left_out),
        "unplaced": result.unplaced,
        "failures": dict(result.failures),
    }


def _list(project: Project, *, as_json: bool) -> int:
    from annotator.project.suggestions.keep import kept_runs  # noqa: PLC0415 - loaded when called

    runs = kept_runs(project)
    if as_json:
        emit_json([each.plain() for each in runs])
        return int(ExitCode.OK)
    if not runs:
        talk("nothing is kept; annotator suggest EXTRACTOR makes some")
        return int(ExitCode.OK)
    rows = [(each.document_id, each.extractor, each.version, str(each.count), each.stale or "-") for each in runs]
    say(table(("document", "extractor", "version", "suggestions", "out of date"), rows, right=(3,)))
    return int(ExitCode.OK)


def _forget(project: Project, extractors: list[str], documents: tuple[str, ...]) -> int:
    from annotator.project.suggestions.keep import forget  # noqa: PLC0415 - loaded when called

    for each in extractors:
        say(f"{each}: forgot what it said of {counted(forget(project, each, documents), 'article')}")
    return int(ExitCode.OK)
