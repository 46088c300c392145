"""`annotator import`: gold into the working store."""

from __future__ import annotations

from pathlib import Path

from annotator.cli.labelling.daily_backup import backed_up
from annotator.cli.output import talk
from annotator.cli.progress import Progress
from annotator.cli.project_option import ProjectFolder
from annotator.errors import ExitCode, UsageError


def import_(*files: Path, layer: str | None = None, replace: bool = False, project: ProjectFolder = None) -> int:
    """Read gold into the project; afterwards `export` writes the same bytes.

    Nothing is imported where a record is wrong. Layers that hold other annotations are refused. Records of an older
    MINOR version of the schema are brought over where that asks nothing.

    Args:
        files: Files of JSON Lines; `-` for standard input.
        layer: Whose annotations they become; by default the record's `annotator`, else the project's.
        replace: Put them in the place of other annotations that a layer holds, as one step that undo takes back.
    """
    from annotator.project.project import Project  # noqa: PLC0415 - loaded when called, as every command
    from annotator.project.records.import_records import import_records  # noqa: PLC0415 - as above

    if not files:
        raise UsageError("nothing to import; expected files: annotator import FILES...")
    opened = Project.open(project)
    with backed_up(opened):
        for file in files:
            with Progress("documents") as progress:
                imported = import_records(opened, file, layer, progress, replacing=replace)
            talk(f"{file}: {imported}")
    return int(ExitCode.OK)
