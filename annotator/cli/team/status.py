"""`annotator status`: how far a project's people are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import Parameter

from annotator.cli.output import emit_json, say, table
from annotator.cli.project_option import ProjectFolder
from annotator.errors import ExitCode

if TYPE_CHECKING:
    from annotator.project.team.status import TeamStatus


def status(
    *,
    format_: Annotated[Literal["text", "json"], Parameter(name="--format")] = "text",
    project: ProjectFolder = None,
) -> int:
    """Show how far the documents and the people are, who is behind, and when all will be done at this pace.

    Args:
        format_: How to print.
    """
    from annotator.project.project import Project  # noqa: PLC0415 - loaded when called, as every command
    from annotator.project.team.status import team_status  # noqa: PLC0415 - as above

    team = team_status(Project.open(project))
    if format_ == "json":
        emit_json(team.to_plain())
    else:
        say(_text(team))
    return int(ExitCode.OK)


def _text(team: TeamStatus) -> str:
    counts = "  ".join(f"{state} {count}" for state, count in team.documents.items() if count) or "none"
    lines = [f"documents  {counts}"]
    if team.decisions_open:
        lines.append(f"to decide  {team.decisions_open}: annotator adjudicate")
    lines += [f"left out   {each}: {why}" for each, why in team.unlike.items()]
    if team.expected_end:
        lines.append(f"all done   about {team.expected_end}, at the pace of the last days")
    if not team.annotators:
        return "\n".join([*lines, "nobody has labelled anything, and nobody was asked to: annotator assign"])
    parts = [
        "\n".join(lines),
        _progress(team),
        *([_speed(team)] if any(each.seconds for each in team.annotators) else []),
    ]
    return "\n\n".join(parts)


def _progress(team: TeamStatus) -> str:
    rows = [
        [
            each.annotator,
            str(each.assigned or "-"),
            str(each.begun),
            str(each.done),
            str(each.behind or ""),
            str(each.annotations),
            (each.last or "-")[:16].replace("T", " "),
        ]
        for each in team.annotators
    ]
    return table(["who", "asked", "begun", "done", "behind", "annotations", "last, UTC"], rows, right=(1, 2, 3, 4, 5))


def _speed(team: TeamStatus) -> str:
    """How long it takes, of those whose time is known; and how much of the pauses is no time of work."""
    from annotator.project.team.status import IDLE_AFTER_S  # noqa: PLC0415 - loaded when called

    rows = [
        [
            each.annotator,
            _time(each.seconds),
            f"{each.seconds_per_decision:.1f} s" if each.seconds_per_decision else "-",
            _time(each.seconds_per_document) if each.seconds_per_document else "-",
            f"{each.seconds_per_1000_chars / 60:.1f} min" if each.seconds_per_1000_chars else "-",
            f"{each.annotations_per_hour:.0f}" if each.annotations_per_hour else "-",
        ]
        for each in team.annotators
        if each.seconds
    ]
    header = ["who", "time", "an answer", "a document", "1,000 characters", "annotations an hour"]
    idle_s = sum(each.idle_s for each in team.annotators)
    idle = f"pauses over {IDLE_AFTER_S} s are no time of work: {_time(idle_s)} left out"
    return f"{table(header, rows, right=(1, 2, 3, 4, 5))}\n{idle}"


def _time(seconds: float) -> str:
    minutes = round(seconds / 60)
    return f"{minutes // 60} h {minutes % 60:02}" if minutes >= 60 else f"{minutes} min"
