"""`annotator diff`: what changed between two files of gold, as people would say it."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import Parameter

from annotator.cli.output import counted, emit_json, say, talk
from annotator.cli.project_option import ProjectFolder
from annotator.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from annotator.agreement.gold_diff import GoldChange


def diff(
    *files: Path,
    ids: bool = False,
    textconv: Path | None = None,
    schema: Path | None = None,
    format_: Annotated[Literal["text", "json", "md"], Parameter(name="--format")] = "text",
    project: ProjectFolder = None,
) -> int:
    """Show what was labelled, removed, retyped, moved, ... between two files; exit status 1 when anything was.

    Annotations are compared by content: other ids and other names of chains alone are no change. (To add up counts of
    shares, see `annotator merge`.)

    Args:
        files: The file before and the file after.
        ids: Other ids are changes too.
        textconv: Print this one file as lines of words instead, for git (see `annotator git setup`).
        schema: The schema file, where there is no project around; it tells which relations have no direction.
        format_: How to print.
    """
    from annotator.project.git.compare_gold import compare_files, text_lines  # noqa: PLC0415 - loaded when called

    if textconv is not None:
        if files:
            raise UsageError("--textconv prints one file; expected: annotator diff --textconv FILE")
        for line in text_lines(textconv):
            say(line)
        return int(ExitCode.OK)
    if len(files) != 2:
        raise UsageError(f"expected two files, got {len(files)}: annotator diff BEFORE AFTER")
    changes = compare_files(*files, ids=ids, schema=schema, project=project)
    if format_ == "json":
        emit_json([{key: value for key, value in each._asdict().items() if key != "words"} for each in changes])
    elif changes:
        say(_markdown(changes) if format_ == "md" else "\n".join(_lines(changes)))
    documents = len({each.document for each in changes})
    talk(f"{counted(len(changes), 'change')} in {counted(documents, 'document')}" if changes else "no changes")
    return int(ExitCode.FINDINGS if changes else ExitCode.OK)


def _lines(changes: list[GoldChange]) -> list[str]:
    from annotator.agreement.gold_words import sentence_of  # noqa: PLC0415 - loaded when called

    lines: list[str] = []
    for document, rows in groupby(changes, key=lambda each: each.document):
        lines += [f"{document}:", *(f"  {sentence_of(each)}" for each in rows)]
    return lines


def _markdown(changes: list[GoldChange]) -> str:
    from annotator.agreement.gold_words import sentence_of  # noqa: PLC0415 - loaded when called
    from annotator.eval.reports.markdown import escape  # noqa: PLC0415 - as above

    lines: list[str] = []
    for document in dict.fromkeys(each.document for each in changes):
        lines += [f"## {escape(document)}", ""]
        lines += [f"- {escape(sentence_of(each))}" for each in changes if each.document == document]
        lines.append("")
    return "\n".join(lines).rstrip("\n")
