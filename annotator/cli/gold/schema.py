"""`annotator schema`: the versioned schema - show, diff, check, migrate, release, import, export."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import App, Parameter

from annotator.cli.gold.findings import report_findings
from annotator.cli.output import emit, emit_json, say, table, talk
from annotator.cli.project_option import ProjectFolder
from annotator.errors import ExitCode, InputError, UsageError

if TYPE_CHECKING:
    from annotator.formats.protocol import Loss
    from annotator.project.migration.migrate_file import Migration
    from annotator.schema.migration.answers import Answer

app = App(
    name="schema",
    help="Show, compare, check and migrate schemas.",
    help_epilogue="Example: annotator schema diff 1.0.0 2.0.0",
    help_format="plaintext",
)

Shape = Annotated[Literal["text", "json", "md"], Parameter(name="--format")]
Output = Annotated[Path, Parameter(name=["--output", "-o"])]
STDOUT = Path("-")


@app.command
def show(
    schema: str | None = None,
    /,
    *,
    format_: Annotated[Literal["text", "json", "md", "yaml"], Parameter(name="--format")] = "text",
    project: ProjectFolder = None,
) -> int:
    """Show what may be labelled.

    Args:
        schema: A schema file, or a version of the project's schema; by default the one that is labelled with.
        format_: text, json, md, or yaml in the writer's form.
    """
    from annotator.project.schemas.schema_files import schema_file  # noqa: PLC0415 - loaded when called
    from annotator.schema.compiled import load_schema  # noqa: PLC0415 - as above
    from annotator.schema.description import as_markdown, as_text  # noqa: PLC0415 - as above

    found = load_schema(schema_file(schema, project))
    if format_ == "json":
        emit_json(asdict(found))
    elif format_ == "yaml":
        from annotator.schema.write import schema_text  # noqa: PLC0415 - as above

        emit(schema_text(found).encode("utf-8"))
    else:
        say((as_markdown if format_ == "md" else as_text)(found).rstrip("\n"))
    return int(ExitCode.OK)


@app.command
def diff(
    old: str,
    new: str,
    /,
    *,
    gold: tuple[Path, ...] = (),
    format_: Shape = "text",
    project: ProjectFolder = None,
) -> int:
    """List every change between two versions, its class, and what it touches.

    Args:
        old: The older version: a schema file, or a version of the project's schema.
        new: The newer one.
        gold: A file of records of the older version, whose annotations are counted; may be given again.
        format_: How to report.
    """
    from annotator.project.schemas.compare_schemas import compare_schemas  # noqa: PLC0415 - loaded when called
    from annotator.schema.diff import rendering  # noqa: PLC0415 - as above

    found = compare_schemas(old, new, gold, project)
    parts = (found.old, found.new, found.changes)
    if format_ == "json":
        emit_json(rendering.as_object(*parts, found.impacts))
    elif format_ == "md":
        say(rendering.as_markdown(*parts, found.impacts).rstrip("\n"))
    else:
        if found.changes:
            say(table(rendering.header(found.impacts), rendering.as_rows(found.changes, found.impacts), right=(5, 6)))
        talk(rendering.summary(*parts))
    return int(ExitCode.OK)


@app.command
def check(*schemas: Path, format_: Shape = "text", project: ProjectFolder = None) -> int:
    """Report everything that is wrong with schema files; exit status 1 when there is something.

    Args:
        schemas: Schema files, migration files, or folders of versions; by default all of the project around.
        format_: How to report.
    """
    from annotator.project.schemas.check_schemas import check_schemas  # noqa: PLC0415 - loaded when called

    report = check_schemas(schemas, project)
    return report_findings(report.findings, format_, {"files": report.files})


@app.command
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
    format_: Shape = "text",
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
    from annotator.cli.gold.migration_report import report, summary  # noqa: PLC0415 - loaded when called
    from annotator.project.migration.migrate_file import migrate_file, write_migration  # noqa: PLC0415 - as above
    from annotator.schema.migration.answers import read_answers  # noqa: PLC0415 - as above

    if undo:
        return _take_back(gold, to, project)
    if to is None:
        raise UsageError("to which version? expected --to X.Y.Z")
    decisions = read_answers(answers) if answers else []
    if gold is None:
        found = _migrate_project(to, decisions, dry_run, project)
        write_migration(found, None, questions, lost)
    else:
        found = migrate_file(gold, to, decisions, schemas=schema, project=project)
        if not dry_run:
            write_migration(found, str(output), questions, lost)
    if dry_run:
        report(found, format_)
    talk(summary(found))
    return int(ExitCode.FINDINGS if found.result.questions else ExitCode.OK)


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


@app.command
def release(schema: Path, /, *, date: str | None = None) -> int:
    """Release a version: its files' hashes go into released.toml, and they never change again.

    Args:
        schema: The version's file.
        date: The day, YYYY-MM-DD; today by default.
    """
    from annotator.project.schemas.release_schema import release_schema  # noqa: PLC0415 - loaded when called

    if date is not None and not re.fullmatch(r"\d{4}-\d{2}-\d{2}", date):
        raise UsageError(f"--date {date}: expected YYYY-MM-DD")
    if schema.is_dir():
        raise UsageError(f"{schema}: is a folder; expected the file of one version, X.Y.Z.yaml")
    found = release_schema(schema, date)
    for name, sha256 in sorted(found.files.items()):
        say(f"{sha256}  {name}")
    talk(f"{found.version} released on {found.date}")
    return int(ExitCode.OK)


@app.command(name="json-schema")
def json_schema(what: Literal["language", "migration", "project", "suite", "record"], /) -> int:
    """Print a JSON Schema for editors: of the files that people write, or of gold records.

    Args:
        what: language (schema files), migration, project (annotator.toml), suite or record.
    """
    from annotator.project.schemas.editor_schemas import editor_schema  # noqa: PLC0415 - imports pydantic

    emit_json(editor_schema(what))
    return int(ExitCode.OK)


@app.command(name="import")
def import_(
    source: Path,
    /,
    *,
    from_: Annotated[str, Parameter(name="--from")] = "brat",
    name: str | None = None,
    version: str = "1.0.0",
    output: Output = STDOUT,
    strict: bool = False,
) -> int:
    """Read another tool's schema and write it as a schema file.

    Args:
        source: The tool's folder or file; for brat the folder with annotation.conf.
        from_: The tool.
        name: The schema's name; by default that of the folder.
        version: Its version.
        output: The schema file to write, `-` for standard output.
        strict: Write nothing when something would be lost.
    """
    from annotator.formats.registry import schema_format_named  # noqa: PLC0415 - loaded when called
    from annotator.project.records.convert_records import write_files  # noqa: PLC0415 - as above
    from annotator.schema.write import schema_text  # noqa: PLC0415 - as above

    if not source.exists():
        raise InputError(f"{source}: is not there; expected the file or folder of a tool's schema")
    found, losses = schema_format_named(from_).read_schema(source, name, version)
    if _report_losses(losses, strict):
        return int(ExitCode.FINDINGS)
    write_files({output: schema_text(found).encode("utf-8")})
    return int(ExitCode.OK)


@app.command
def export(
    target: Path,
    schema: str | None = None,
    /,
    *,
    to: str = "brat",
    strict: bool = False,
    project: ProjectFolder = None,
) -> int:
    """Write a schema as another tool's configuration.

    Args:
        target: The folder to write into.
        schema: A schema file, or a version of the project's schema; by default the one that is labelled with.
        to: The tool.
        strict: Write nothing when something would be lost.
    """
    from annotator.formats.registry import schema_format_named  # noqa: PLC0415 - loaded when called
    from annotator.project.records.convert_records import write_files  # noqa: PLC0415 - as above
    from annotator.project.schemas.schema_files import schema_file  # noqa: PLC0415 - as above
    from annotator.schema.compiled import load_schema  # noqa: PLC0415 - as above

    rendering = schema_format_named(to).render_schema(load_schema(schema_file(schema, project)), target)
    if _report_losses(rendering.losses, strict):
        return int(ExitCode.FINDINGS)
    write_files(rendering.files)
    return int(ExitCode.OK)


def _report_losses(losses: Sequence[Loss], strict: bool) -> bool:
    """Say what is lost; whether that is an error."""
    for each in losses:
        talk(f"lost: {each}")
    if losses and strict:
        talk("nothing was written (--strict)")
    return bool(losses) and strict
