"""`annotator doctor`: what is wrong with a project, and what to do about it."""

from __future__ import annotations

from typing import Annotated, Literal

from cyclopts import Parameter

from annotator.cli.output import counted, emit_json, say, talk
from annotator.cli.progress import Progress
from annotator.cli.project_option import ProjectFolder
from annotator.errors import ExitCode


def doctor(
    *,
    repair: bool = False,
    format_: Annotated[Literal["text", "json"], Parameter(name="--format")] = "text",
    project: ProjectFolder = None,
) -> int:
    """Look over project file, schemas, store, texts and every layer; exit status 1 when something is wrong.

    Args:
        repair: Put right what can be proved right; the store is copied first, nothing is thrown away.
        format_: How to report.
    """
    from annotator.project.doctor import diagnose  # noqa: PLC0415 - loaded when called, as every command
    from annotator.project.repair import repair as repair_project  # noqa: PLC0415 - as above
    from annotator.tui.keymap import keymap  # noqa: PLC0415 - as above

    for line in repair_project(project) if repair else ():
        talk(line)
    with Progress("layers") as progress:
        diagnosis = diagnose(project, progress, [lambda config: keymap(config.keymap, config.fault)])
    if format_ == "json":
        keys = ("code", "level", "where", "message", "advice")
        emit_json({"findings": [{key: getattr(each, key) for key in keys} for each in diagnosis]})
    else:
        for each in diagnosis:
            say(str(each))
    wrong = [each for each in diagnosis if each.level == "finding"]
    talk(counted(len(wrong), "finding") if wrong else "nothing is wrong")
    return int(ExitCode.FINDINGS if wrong else ExitCode.OK)
