"""`annotator schema migrate`: gold, or the working state, under another version."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from annotator.cli.output import talk
from annotator.cli.project_option import ProjectFolder
from annotator.cli.schema.options import STDOUT, Output, ReportFormat
from annotator.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from annotator.project.migration.migrate_file import Migration
    from annotator.schema.migration.answers import Answer


def migrate(
    gold: Path | None = None,
    /,
    *,
    to: str | None = None,
    undo: bool = False,
    answers: Path | None = None,
    dry_run: bool = False,
    output: Output = STDOUT,
    questions: Path | None = None,
    lost: Path | None = None,
    schema: Path | None = None,
    format_: ReportFormat = "text",
    project: ProjectFolder = None,
) -> int:
    """Bring gold to another version of its schema; exit status 1 when questions are left.

    Args:
        gold: Records, JSON Lines; `-` for standard input. Without it the project's working state is migrated, every
            layer by one step that can be undone.
        to: The version to go to, X.Y.Z; an older one is a way back.
        undo: Take the project's last migration back instead.
        answers: Decisions, JSON Lines of {question, document, id, decision, who, when}.
        dry_run: Report everything, the questions too, and write nothing.
        output: Where the migrated records go, `-` for standard output.
        questions: A file for the questions that are left; filled in, it is a file of answers.
        lost: A file for what has no place any more; by default OUTPUT.lost.jsonl, when there is something.
        schema: The folder with the schema's versions; by default that of the project around.
        format_: How --dry-run reports.
    """
    from annotator.cli.schema.migration_report import report, summary  # noqa: PLC0415 - loaded when called
    from annotator.project.migration.migrate_file import migrate_file, write_migration  # noqa: PLC0415 - as above
    from annotator.schema.migration.answers import read_answers  # noqa: PLC0415 - as above

    if undo:
        return _take_back(gold, to, project)
    if to is None:
        raise UsageError("to which version? expected --to X.Y.Z")
    decisions = read_answers(answers) if answers else []
    if gold is None:
        migration = _migrate_project(to, decisions, dry_run, project)
        write_migration(migration, None, questions, lost)
    else:
        migration = migrate_file(gold, to, decisions, schemas=schema, project=project)
        if not dry_run:
            write_migration(migration, str(output), questions, lost)
    if dry_run:
        report(migration, format_)
    talk(summary(migration))
    return int(ExitCode.FINDINGS if migration.result.questions else ExitCode.OK)


def _migrate_project(to: str, decisions: list[Answer], dry_run: bool, project: Path | None) -> Migration:
    from annotator.project.migration.migrate_store import migrate_project  # noqa: PLC0415 - as above
    from annotator.project.project import Project  # noqa: PLC0415 - loaded when called

    opened = Project.open(project)
    try:
        return migrate_project(opened, to, decisions, dry_run=dry_run)
    finally:
        opened.close()


def _take_back(gold: Path | None, to: str | None, project: Path | None) -> int:
    from annotator.project.migration.migrate_store import take_back  # noqa: PLC0415 - as above
    from annotator.project.project import Project  # noqa: PLC0415 - loaded when called

    if gold is not None or to is not None:
        raise UsageError("--undo takes the project's last migration back; expected no GOLD and no --to")
    opened = Project.open(project)
    try:
        layers = take_back(opened)
    finally:
        opened.close()
    talk(f"{len(layers)} layer{'' if len(layers) == 1 else 's'} taken back")
    return int(ExitCode.OK)
