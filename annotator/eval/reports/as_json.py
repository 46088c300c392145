"""The JSON report: the result's object, with the verdicts of the gates when there were any."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import orjson

from annotator.eval.reports.report import Report


def to_object(report: Report) -> dict[str, Any]:
    """The object to write."""
    gates = {"gates": [asdict(verdict) for verdict in report.verdicts]} if report.verdicts else {}
    facts = {"run": dict(report.facts)} if report.facts else {}
    return {**report.result, **facts, **gates}


def render(report: Report) -> str:
    """The report as indented JSON, with a newline at the end."""
    return dumps(to_object(report))


def dumps(plain: dict[str, Any]) -> str:
    """An object as indented JSON, with a newline at the end."""
    return orjson.dumps(plain, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE).decode()
