"""`annotator label`: the labelling screen."""

from __future__ import annotations

import os
import sys
from typing import Annotated, Literal

from cyclopts import Parameter

from annotator.cli.labelling.daily_backup import backed_up
from annotator.cli.project_option import ProjectFolder
from annotator.errors import UsageError


def label(
    document: str | None = None,
    /,
    *,
    next_: Annotated[Literal["random", "order", "disagreement"], Parameter(name="--next")] = "random",
    annotator: str | None = None,
    plain: bool = False,
    project: ProjectFolder = None,
) -> int:
    """Open an article for labelling; `?` in the screen shows the keys.

    Args:
        document: Its id; by default one that is not begun, as --next says.
        next_: Without an id, which article: by lot, the same for everybody; the first in the project's order; or the
            one where the predictions of extractors (annotator suggest) differ most.
        annotator: Whose layer to open; by default the project's annotator.
        plain: Line by line, for screen readers and terminals without cursor movement.
    """
    from annotator.store.reading.garbage_collection import pause_gc  # noqa: PLC0415 - loaded when called, as all

    with pause_gc():
        from annotator.project.next_article import next_article  # noqa: PLC0415 - as above
        from annotator.project.project import Project  # noqa: PLC0415 - as above

        opened = Project.open(project)
    if plain:
        from annotator.tui.plain.loop import run_plain  # noqa: PLC0415 - as above

        with backed_up(opened):
            return run_plain(opened, document or next_article(opened, next_, annotator), annotator=annotator)
    if not (sys.stdin.isatty() and sys.stdout.isatty()) and "TEXTUAL_DRIVER" not in os.environ:
        raise UsageError("the labelling screen needs a terminal; without one: annotator label --plain")
    from annotator.tui.browser.orphan import end_with_server  # noqa: PLC0415 - as above
    from annotator.tui.splash import splash  # noqa: PLC0415 - as above

    end_with_server()
    with backed_up(opened), splash():
        with pause_gc():
            from annotator.tui.app import run_label  # noqa: PLC0415 - imports textual

        return run_label(opened, document or next_article(opened, next_, annotator), annotator=annotator)
