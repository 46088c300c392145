"""`annotator git`: a repository set up for gold."""

from __future__ import annotations

from pathlib import Path

from cyclopts import App

from annotator.cli.output import say
from annotator.cli.project_option import ProjectFolder
from annotator.errors import ExitCode

app = App(
    name="git",
    help="Set a git repository up for gold.",
    help_epilogue="Example: annotator git setup\nPage: docs/git.md",
    help_format="plaintext",
)


@app.command(help_epilogue="Example: annotator git setup\nPage: docs/git.md")
def setup(*, project: ProjectFolder = None) -> int:
    """Write the attributes, the merge driver, readable differences and the check before commits; once for each clone.

    What is there already is left as it is. Forges do not run merge drivers: merge locally where gold conflicts.
    """
    from annotator.project.git.setup import described, set_up  # noqa: PLC0415 - loaded when called, as every command

    for line in described(set_up(project or Path())):
        say(line)
    return int(ExitCode.OK)
