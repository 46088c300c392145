"""The JSON report: the result's object, with what it is broken down by, the run, and the verdicts of the gates."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import orjson

from annotator.eval.reports.report import Report


def to_object(report: Report) -> dict[str, Any]:
    """The object to write."""
    plain = report.result.to_plain()
    if report.confusion is not None:
        plain["confusion"] = [each.to_plain() for each in report.confusion]
    if report.errors is not None:
        plain["errors"] = [asdict(each) for each in report.errors]
    if report.curve is not None:
        plain["curve"] = [each.to_plain() for each in report.curve]
    if report.run is not None:
        plain["run"] = report.run.to_plain()
    if report.verdicts:
        plain["gates"] = [verdict.to_plain() for verdict in report.verdicts]
    return plain


def render(report: Report) -> str:
    """The report as indented JSON, with a newline at the end."""
    return dumps(to_object(report))


def dumps(plain: dict[str, Any]) -> str:
    """An object as indented JSON, with a newline at the end."""
    return orjson.dumps(plain, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE).decode()
