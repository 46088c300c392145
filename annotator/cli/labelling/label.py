"""`annotator label`: the labelling screen."""

from __future__ import annotations

import os
import sys

from annotator.cli.labelling.daily_backup import backed_up
from annotator.cli.project_option import ProjectFolder
from annotator.errors import UsageError


def label(
    document: str | None = None,
    /,
    *,
    annotator: str | None = None,
    plain: bool = False,
    project: ProjectFolder = None,
) -> int:
    """Open an article for labelling; `?` in the screen shows the keys.

    Args:
        document: Its id; by default the first article that is not finished.
        annotator: Whose layer to open; by default the project's annotator.
        plain: Line by line, for screen readers and terminals without cursor movement.
    """
    from annotator.project.project import Project  # noqa: PLC0415 - loaded when called, as every command

    opened = Project.open(project)
    if plain:
        from annotator.tui.plain.loop import run_plain  # noqa: PLC0415 - as above

        with backed_up(opened):
            return run_plain(opened, document, annotator=annotator)
    if not (sys.stdin.isatty() and sys.stdout.isatty()) and "TEXTUAL_DRIVER" not in os.environ:
        raise UsageError("the labelling screen needs a terminal; without one: annotator label --plain")
    from annotator.tui.browser.orphan import end_with_server  # noqa: PLC0415 - as above
    from annotator.tui.splash import splash  # noqa: PLC0415 - as above

    end_with_server()
    with backed_up(opened), splash():
        from annotator.tui.app import run_label  # noqa: PLC0415 - imports textual

        return run_label(opened, document, annotator=annotator)
