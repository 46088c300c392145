"""`annotator remove`: documents out of the project."""

from __future__ import annotations

from annotator.cli.output import say
from annotator.cli.project_option import ProjectFolder
from annotator.errors import ExitCode, UsageError


def remove(*documents: str, purge: bool = False, project: ProjectFolder = None) -> int:
    """Take documents out of the project, all or none, with every layer of them.

    Args:
        documents: Their ids.
        purge: Take them out of the operation log too, so that nothing of them can be brought back.
    """
    from annotator.project.articles.add import remove_articles  # noqa: PLC0415 - loaded when called, as every command
    from annotator.project.project import Project  # noqa: PLC0415 - as above

    if not documents:
        raise UsageError("which documents? annotator remove DOC ...")
    remove_articles(Project.open(project), documents, purge=purge)
    say(f"removed {', '.join(documents)}" + (", also from the log" if purge else ""))
    return int(ExitCode.OK)
