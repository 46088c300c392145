"""How `check` and `schema check` report what they found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from annotator.cli.output import command, counted, emit_json, say, talk
from annotator.errors import ExitCode, Finding


def report_findings(findings: Sequence[Finding], format_: str, looked_at: Mapping[str, int]) -> int:
    """Print findings and warnings, and say how many there are; the exit status.

    Args:
        findings: what was found, in the order in which it is reported.
        format_: text, json, md, github (ten annotations, then text) or sarif.
        looked_at: how much was looked at, by its name in the plural: documents, or files.
    """
    if format_ == "json":
        emit_json({**looked_at, "findings": [_as_object(each) for each in findings]})
    elif format_ == "sarif":
        emit_json(_sarif(findings))
    elif format_ == "github":
        _annotate(findings)
    elif format_ == "md":
        say("\n".join(map(_as_item, findings)) or "No findings.")
    else:
        for each in findings:
            say(str(each))
    warnings = sum(each.level == "warning" for each in findings)
    count = len(findings) - warnings
    parts = [counted(number, name.removesuffix("s")) for name, number in looked_at.items()]
    parts.append(counted(count, "finding") if count else "no findings")
    if warnings:
        parts.append(counted(warnings, "warning"))
    talk(", ".join(parts))
    return int(ExitCode.FINDINGS if count else ExitCode.OK)


def _sarif(findings: Sequence[Finding]) -> object:
    from annotator.cli.sarif import sarif  # noqa: PLC0415 - only where it is asked for

    return sarif(findings)


def _annotate(findings: Sequence[Finding]) -> None:
    """Errors before warnings, ten as annotations, which is what GitHub shows, and the rest as text."""
    from annotator.eval.reports.github import MOST_ANNOTATIONS, finding_annotation  # noqa: PLC0415 - as above

    in_turn = sorted(findings, key=lambda each: each.level == "warning")
    for each in in_turn[:MOST_ANNOTATIONS]:
        command(finding_annotation(each), as_data=True)
    for each in in_turn[MOST_ANNOTATIONS:]:
        say(str(each))


def _as_object(finding: Finding) -> dict[str, object]:
    place = finding.place
    return {
        "file": place.file,
        "line": place.line,
        "column": place.column,
        "path": finding.path,
        "code": finding.code,
        "level": finding.level,
        "message": finding.message,
    }


def _as_item(finding: Finding) -> str:
    words = (f"`{finding.place}`", "warning:" if finding.level == "warning" else "", f"{finding.path}:".lstrip(":"))
    return f"- {' '.join(filter(None, words))} {finding.message}"
