"""The JSON report: the result's object, with the verdicts of the gates when there were any."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import orjson

from annotator.eval.reports.report import Report


def to_object(report: Report) -> dict[str, Any]:
    """The object to write."""
    gates = {"gates": [asdict(verdict) for verdict in report.verdicts]} if report.verdicts else {}
    return {**report.result, **gates}


def render(report: Report) -> str:
    """The report as indented JSON, with a newline at the end."""
    return orjson.dumps(to_object(report), option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE).decode()
