"""`annotator rename`: a document under another id."""

from __future__ import annotations

from annotator.cli.output import say
from annotator.cli.project_option import ProjectFolder
from annotator.errors import ExitCode


def rename(document: str, new: str, /, *, project: ProjectFolder = None) -> int:
    """Give a document another id, with every layer of it.

    The names of its things stay as they are, and the old id stays taken.

    Args:
        document: Its id.
        new: Its id from now on.
    """
    from annotator.project.articles.rename import rename_article  # noqa: PLC0415 - loaded when called, as every command
    from annotator.project.project import Project  # noqa: PLC0415 - as above

    rename_article(Project.open(project), document, new)
    say(f"{document} is called {new} now")
    return int(ExitCode.OK)
