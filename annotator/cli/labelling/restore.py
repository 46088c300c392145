"""`annotator restore`: a project as a backup holds it."""

from __future__ import annotations

from pathlib import Path

from annotator.cli.labelling.backup import amount_text
from annotator.cli.output import say, talk
from annotator.errors import ExitCode


def restore(file: Path, folder: Path | None = None, /) -> int:
    """Have a project be what a backup holds; the whole file is looked over first, and nothing is done if it is damaged.

    What the store held before is kept as a backup beside it. Project file and schemas that are there stay as they are.

    Args:
        file: What `annotator backup` wrote, also packed once more by gzip, tar or zip.
        folder: The project, or a folder to make one in; by default the project around the current folder.
    """
    from annotator.project.backup.restore import restore_backup  # noqa: PLC0415 - loaded when called, as every command

    restored = restore_backup(file, folder)
    for fault in restored.faults:
        say(fault)
    for note in restored.notes:
        talk(note)
    talk(f"{restored.folder}: {amount_text(restored.amount)}")
    return int(ExitCode.FINDINGS if restored.faults else ExitCode.OK)
