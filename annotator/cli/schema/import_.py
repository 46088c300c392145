"""`annotator schema import`: another tool's schema as a schema file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from annotator.cli.output import counted, talk
from annotator.cli.progress import Watched
from annotator.cli.schema.options import STDOUT, Output
from annotator.errors import ExitCode, InputError

if TYPE_CHECKING:
    from annotator.formats.protocol import Loss, Report
    from annotator.schema.label_schema import LabelSchema


def import_(
    source: Path,
    /,
    *,
    from_: Annotated[str | None, Parameter(name="--from")] = None,
    from_data: Annotated[bool, Parameter(negative=())] = False,
    name: str | None = None,
    version: str = "1.0.0",
    output: Output = STDOUT,
    strict: bool = False,
) -> int:
    """Read another tool's schema, or make one of data, and write it as a schema file.

    Args:
        source: The tool's folder or file, for brat the folder with annotation.conf; with --from-data any data that
            `annotator convert` reads.
        from_: The tool, by default brat; with --from-data the format, by default recognised.
        from_data: Make a schema of the types, attributes, roles and labels that stand in data.
        name: The schema's name; by default that of the file or folder.
        version: Its version.
        output: The schema file to write, `-` for standard output.
        strict: Write nothing when something would be lost.
    """
    from annotator.formats.protocol import Report  # noqa: PLC0415 - loaded when called
    from annotator.project.records.at_hand import at_hand  # noqa: PLC0415 - as above
    from annotator.project.records.convert_records import write_files  # noqa: PLC0415 - as above
    from annotator.schema.write import schema_text  # noqa: PLC0415 - as above

    report = Report()
    with Watched([source]), at_hand(source) as path:
        if from_data:
            imported = _made(source, path, from_, name, version, report)
        else:
            imported = _of_tool(source, path, from_ or "brat", name, version, report)
    for note in report.notes:
        talk(note)
    if report_losses(report.losses, strict):
        return int(ExitCode.FINDINGS)
    write_files([(output, [schema_text(imported).encode("utf-8")])])
    if output != STDOUT:
        talk(f"wrote {output}: {imported.ref}, {counted(len(list(imported.types())), 'type')}")
    return int(ExitCode.OK)


def _of_tool(source: Path, path: Path, tool: str, name: str | None, version: str, report: Report) -> LabelSchema:
    """The schema that a tool's folder or file holds."""
    from annotator.formats.registry import schema_format_named  # noqa: PLC0415 - loaded when called

    form = schema_format_named(tool)
    imported = form.read_schema(path, name, version, report)
    if imported is None:
        expected = f"; expected {form.schema_file}" if form.schema_file else ""
        made = "; to make one of the data: --from-data"
        raise InputError(f"{source}: has no schema of {tool} with it{expected}{made}")
    return imported


def _made(source: Path, path: Path, form: str | None, name: str | None, version: str, report: Report) -> LabelSchema:
    """The schema that data make."""
    from annotator.project.records.read_documents import reading_format  # noqa: PLC0415 - loaded when called
    from annotator.project.schemas.schema_of_data import schema_from_data, schema_name_of  # noqa: PLC0415 - as above

    reader = reading_format(path, form)
    report.note(f"{source} is read as {reader.name}")
    definition = f"Made of the data of {source.name}."
    return schema_from_data(reader, path, name or schema_name_of(source), definition, report, version)


def report_losses(losses: Sequence[Loss], strict: bool) -> bool:
    """Say what is lost; whether that is an error."""
    for each in losses:
        talk(f"lost: {each}")
    if losses and strict:
        talk("nothing was written (--strict)")
    return bool(losses) and strict
