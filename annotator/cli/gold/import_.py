"""`annotator import`: gold into the working store."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from annotator.cli.labelling.daily_backup import backed_up
from annotator.cli.output import talk
from annotator.cli.progress import Progress
from annotator.cli.project_option import ProjectFolder
from annotator.cli.streams import as_files
from annotator.errors import ExitCode, UsageError
from annotator.formats.conll.schemes import Repair, Scheme
from annotator.text.offsets import Offsets


def import_(
    *files: Path,
    from_: Annotated[str | None, Parameter(name="--from")] = None,
    strict: Annotated[bool, Parameter(negative=())] = False,
    layer: str | None = None,
    replace: bool = False,
    offsets: Offsets = "chars",
    scheme: Scheme = "auto",
    repair: Repair = "none",
    keep_pieces: Annotated[bool, Parameter(negative=())] = False,
    project: ProjectFolder = None,
) -> int:
    """Read gold into the project; afterwards `export` writes the same bytes.

    Nothing is imported where a record is wrong. Layers that hold other annotations are refused. Records of an older
    MINOR version of the schema are brought over where that asks nothing.

    Args:
        files: Files, folders or archives (zip, tar, gz) in any format; `-` for standard input.
        from_: Their format; by default recognised.
        strict: Import nothing, and end with 1, when something would be lost.
        layer: Whose annotations they become; by default the record's `annotator`, else the project's.
        replace: Put them in the place of other annotations that a layer holds, as one step that undo takes back.
        offsets: What the offsets of JSON Lines count: code points, UTF-16 units, UTF-8 bytes, or code points with the
            last character for an end.
        scheme: How tags mark mentions; by default guessed, and said.
        repair: What becomes of a tag that does not fit its scheme: refused; read as conlleval does; dropped.
        keep_pieces: Leave mentions in pieces that brat cut where a line of the text ends; by default they are joined.
    """
    from annotator.eval.input_options import InputOptions  # noqa: PLC0415 - as below
    from annotator.project.project import Project  # noqa: PLC0415 - loaded when called, as every command
    from annotator.project.records.import_records import import_records  # noqa: PLC0415 - as above

    if not files:
        raise UsageError("nothing to import; expected files: annotator import FILES...")
    opened = Project.open(project)
    inputs = InputOptions(offsets=offsets, scheme=scheme, repair=repair)
    with backed_up(opened), as_files(files) as copies:
        for file, copy in zip(files, copies, strict=True):
            with Progress("documents") as progress:
                imported = import_records(
                    opened,
                    copy,
                    layer,
                    progress,
                    replacing=replace,
                    inputs=inputs,
                    source_format=from_,
                    keep_pieces=keep_pieces,
                    strict=strict,
                )
            for line in (str(imported), *imported.notes):
                talk(f"{file}: {line}")
    return int(ExitCode.OK)
