"""`annotator suggest audit`: whether suggestions are taken because they are right."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import Parameter

from annotator.cli.output import counted, emit_json, say, table
from annotator.cli.project_option import ProjectFolder
from annotator.errors import ExitCode

if TYPE_CHECKING:
    from annotator.project.suggestions.audit import ProjectAudit
    from annotator.suggest.worth.share import Share


def audit(
    *,
    annotator: str | None = None,
    format_: Annotated[Literal["text", "json"], Parameter(name="--format")] = "text",
    project: ProjectFolder = None,
) -> int:
    """Say how often wrong suggestions were accepted, and how surely that is known.

    By suggestions that were planted wrong, by gold of others, and by those that were computed but not shown; each with
    its interval (95 %), and how many more a useful one needs. What was taken back does not count.

    Args:
        annotator: Whose layers; by default everybody's.
        format_: How to report.
    """
    from annotator.project.project import Project  # noqa: PLC0415 - loaded when called, as every command
    from annotator.project.suggestions.audit import audit_of  # noqa: PLC0415 - as above

    found = audit_of(Project.open(project), annotator)
    if format_ == "json":
        rules = [{"proposal": name, "kept": kept, "decided": of} for name, (kept, of) in sorted(found.rules.items())]
        emit_json(asdict(found.audit) | {"rules": rules})
    else:
        _tell(found)
    return int(ExitCode.OK)


def _tell(found: ProjectAudit) -> None:
    audit = found.audit
    say(audit.sentence)
    anchored = audit.anchored
    rows = [
        ("planted wrong, accepted", *_cells(audit.planted)),
        ("wrong by gold, accepted", *_cells(audit.adjudicated)),
        (
            "wrong, accepted because shown",
            "-",
            str(anchored.unaided.of),
            _percent(anchored.share),
            _interval(anchored.low, anchored.high),
            str(anchored.more_needed or "-"),
        ),
        ("taken within 0.4 s", *_cells(audit.too_fast)),
        ("made unaided, would have been suggested", *_cells(audit.recall_unaided)),
    ]
    say(table(("", "count", "of", "%", "interval", "more needed"), rows, right=(1, 2, 3, 4, 5)))
    if audit.unknown_unaided:
        sentences = counted(audit.unknown_unaided, "sentence")
        say(f"{sentences} without suggestions not counted: what would have been suggested there is not known")
    for name, groups in audit.by.items():
        if groups:
            cells = [(each.group, *_cells(each.taken)[:4]) for each in groups]
            say(f"\ntaken, by {name}")
            say(table((name, "taken", "shown", "%", "interval"), cells, right=(1, 2, 3, 4)))
    if found.rules:
        rules = [(name, str(kept), str(of)) for name, (kept, of) in sorted(found.rules.items())]
        total = sum(of for _, of in found.rules.values())
        say(f"\n{counted(total, 'decision')} about what the rules proposed")
        say(table(("proposal", "kept", "decided"), rules, right=(1, 2)))


def _cells(share: Share) -> tuple[str, str, str, str, str]:
    interval = _interval(share.low, share.high)
    return str(share.count), str(share.of), _percent(share.share), interval, str(share.more_needed or "-")


def _interval(low: float | None, high: float | None) -> str:
    return "-" if low is None or high is None else f"{100 * low:.1f} to {100 * high:.1f}"


def _percent(share: float | None) -> str:
    return "-" if share is None else f"{100 * share:.1f}"
