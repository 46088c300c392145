"""`annotator adjudicate`: what several annotators said, made into one gold layer."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import Parameter

from annotator.cli.labelling.daily_backup import backed_up
from annotator.cli.output import emit_json, say, talk
from annotator.cli.project_option import ProjectFolder
from annotator.cli.streams import stdin_is_terminal
from annotator.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from annotator.agreement.adjudication.row import Rules
    from annotator.project.adjudication.report import Adjudicated

RULES = ("fill", "same-thing")


def adjudicate(
    *what: str,
    annotators: str = "",
    auto: Literal["all", "majority", "never"] | None = None,
    rule: str = "",
    accept_single: bool = False,
    seed: int | None = None,
    decisions: Path | None = None,
    output: Annotated[Path | None, Parameter(name=["--output", "-o"])] = None,
    format_: Annotated[Literal["text", "json"], Parameter(name="--format")] = "text",
    schema: Path | None = None,
    project: ProjectFolder = None,
) -> int:
    """Merge what annotators agree on, and decide the rest in the terminal.

    What is agreed is merged without asking. The rest is asked: first the questions that repeat, then sentence by
    sentence, then chains. Every decision is kept at once, can be undone, and is asked again only where a layer changed.
    Without a terminal, or with files and -o, what is allowed is merged and what is left is printed; exit status 1 then.

    Args:
        what: Documents of the project, by default all whose annotators are done; or files of records.
        annotators: Only these, by name: ana,ben.
        auto: What is merged without asking: what all say who were asked, what more than half say is there, or nothing.
            Documents of a project keep to their last choice of this and the next two options; at first it is all.
        rule: More rules, with commas: fill (an attribute that only some gave), same-thing (an end or filler that is
            another mention of the same thing for everybody).
        accept_single: Merge what only one person was asked for.
        seed: Which annotator is reading 1 is drawn by this seed, document by document.
        decisions: A file of decisions for files of records, as export --decisions writes it.
        output: Write the merged records there, `-` for standard output.
        format_: How to print what is left.
        schema: The schema file, where there is no project around.
    """
    from annotator.agreement.adjudication.row import Rules  # noqa: PLC0415 - loaded when called, as every command

    words = [word for word in rule.split(",") if word]
    if odd := [word for word in words if word not in RULES]:
        raise UsageError(f"--rule {odd[0]}: expected one of {', '.join(RULES)}")
    is_chosen = auto is not None or words or accept_single
    rules = Rules(auto or "all", "fill" in words, "same-thing" in words, accept_single) if is_chosen else None
    names = [name.strip() for name in annotators.split(",") if name.strip()]
    files = [Path(each) for each in what if Path(each).is_file()]
    if files and len(files) < len(what):
        odd_word = next(each for each in what if not Path(each).is_file())
        raise UsageError(f"{odd_word} is no file; expected files of records, or documents of the project")
    if files:
        return _files(files, rules or Rules(), names, decisions, output, format_, schema, project)
    if decisions is not None:
        raise UsageError("--decisions goes with files of records; the decisions of a project are in its store")
    return _project(what, rules, names, seed, output, format_, project)


def _files(
    files: Sequence[Path],
    rules: Rules,
    names: Sequence[str],
    decisions: Path | None,
    output: Path | None,
    format_: str,
    schema: Path | None,
    project: Path | None,
) -> int:
    from annotator.project.adjudication.adjudicate_files import adjudicate_files  # noqa: PLC0415 - as above

    adjudicated = adjudicate_files(files, rules, names=names, decisions=decisions, schema=schema, project=project)
    return _tell(adjudicated, output, format_)


def _project(
    documents: Sequence[str],
    rules: Rules | None,
    names: Sequence[str],
    seed: int | None,
    output: Path | None,
    format_: str,
    project: Path | None,
) -> int:
    from annotator.project.adjudication.adjudicate_project import Adjudication  # noqa: PLC0415 - as above
    from annotator.project.project import Project  # noqa: PLC0415 - as above

    opened = Project.open(project)
    try:
        adjudication = Adjudication(opened, documents, names=names, rules=rules, seed=seed)
        if stdin_is_terminal() and output is None and format_ == "text":
            from annotator.project.team.assign import refuse_own  # noqa: PLC0415 - as above
            from annotator.tui.adjudicate.app import run  # noqa: PLC0415 - as above

            refuse_own(opened, adjudication.layers, opened.annotator)
            with backed_up(opened):
                run(adjudication)
        else:
            adjudication.write_gold()
        return _tell(adjudication.state, output, format_)
    finally:
        opened.close()


def _tell(adjudicated: Adjudicated, output: Path | None, format_: str) -> int:
    """Write the merged records where that is asked for, and say what is left, on stderr where stdout has records."""
    from annotator.datasets.write import write_records  # noqa: PLC0415 - as above

    if output is not None:
        write_records([merge.document for merge in adjudicated.merges], output)
    has_stdout = output is None or str(output) != "-"
    if format_ == "json":
        if has_stdout:
            emit_json(adjudicated.to_plain())
        else:
            import orjson  # noqa: PLC0415 - as above

            talk(orjson.dumps(adjudicated.to_plain()).decode())
    else:
        (say if has_stdout else talk)(adjudicated.text())
    is_left = adjudicated.unlike or any(merge.open for merge in adjudicated.merges)
    return int(ExitCode.FINDINGS if is_left else ExitCode.OK)
