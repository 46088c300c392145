"""`annotator backup`: the whole state of a project as one file."""

from __future__ import annotations

from pathlib import Path

from annotator.cli.output import counted, say, talk
from annotator.cli.project_option import ProjectFolder
from annotator.errors import ExitCode


def backup(file: Path, /, *, project: ProjectFolder = None) -> int:
    """Write articles, layers, operation log and decisions, with project file and schemas, to one file.

    It is of one moment, also while people label, is read again before it counts, and replaces an older file of its
    name whole or not at all. Exit status 1 when the store holds something that is not what was written.

    Args:
        file: The file to write.
    """
    from annotator.project.backup.take import take_backup  # noqa: PLC0415 - loaded when called, as every command
    from annotator.project.project import Project  # noqa: PLC0415 - as above

    opened = Project.open(project)
    try:
        taken = take_backup(opened, file)
    finally:
        opened.close()
    for fault in taken.faults:
        say(fault)
    talk(f"{file}: {amount_text(taken.amount)}")
    return int(ExitCode.FINDINGS if taken.faults else ExitCode.OK)


def amount_text(amount: object) -> str:
    """How much a store holds, in words."""
    return ", ".join(
        counted(getattr(amount, f"{noun}s"), noun) for noun in ("document", "layer", "operation", "decision")
    )
