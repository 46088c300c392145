"""`annotator schema import`: another tool's schema as a schema file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from annotator.cli.output import counted, talk
from annotator.cli.schema.options import STDOUT, Output
from annotator.errors import ExitCode, InputError

if TYPE_CHECKING:
    from annotator.formats.protocol import Loss


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
    from annotator.formats.protocol import Report  # noqa: PLC0415 - loaded when called
    from annotator.formats.registry import schema_format_named  # noqa: PLC0415 - loaded when called
    from annotator.project.records.convert_records import write_files  # noqa: PLC0415 - as above
    from annotator.schema.write import schema_text  # noqa: PLC0415 - as above

    if not source.exists():
        raise InputError(f"{source}: is not there; expected the file or folder of a tool's schema")
    report = Report()
    form = schema_format_named(from_)
    imported = form.read_schema(source, name, version, report)
    if imported is None:
        expected = f"; expected {form.schema_file}" if form.schema_file else ""
        raise InputError(f"{source}: has no schema of {from_} with it{expected}")
    if report_losses(report.losses, strict):
        return int(ExitCode.FINDINGS)
    write_files([(output, [schema_text(imported).encode("utf-8")])])
    if output != STDOUT:
        talk(f"wrote {output}: {imported.ref}, {counted(len(list(imported.types())), 'type')}")
    return int(ExitCode.OK)


def report_losses(losses: Sequence[Loss], strict: bool) -> bool:
    """Say what is lost; whether that is an error."""
    for each in losses:
        talk(f"lost: {each}")
    if losses and strict:
        talk("nothing was written (--strict)")
    return bool(losses) and strict
