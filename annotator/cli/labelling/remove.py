"""`annotator remove`: a document out of the project."""

from __future__ import annotations

from annotator.cli.output import say
from annotator.cli.project_option import ProjectFolder
from annotator.errors import ExitCode


def remove(document: str, /, *, purge: bool = False, project: ProjectFolder = None) -> int:
    """Take a document out of the project, with every layer of it.

    Args:
        document: Its id.
        purge: Take it out of the operation log too, so that nothing of it can be brought back.
    """
    from annotator.project.articles.add import remove_article  # noqa: PLC0415 - loaded when called, as every command
    from annotator.project.project import Project  # noqa: PLC0415 - as above

    remove_article(Project.open(project), document, purge=purge)
    say(f"removed {document}" + (", also from the log" if purge else ""))
    return int(ExitCode.OK)
