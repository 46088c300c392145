"""Findings in SARIF 2.1.0, which code hosts show beside the lines of a pull request."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from annotator import __version__
from annotator.errors import Finding

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
LEVELS = {"finding": "error", "warning": "warning"}


def sarif(findings: Sequence[Finding]) -> dict[str, Any]:
    """The SARIF object of one run."""
    rules = list(dict.fromkeys(finding.code for finding in findings))
    driver = {"name": "annotator", "version": __version__, "rules": [{"id": code} for code in rules]}
    results = [
        {
            "ruleId": finding.code,
            "ruleIndex": rules.index(finding.code),
            "level": LEVELS[finding.level],
            "message": {"text": f"{finding.path}: {finding.message}" if finding.path else finding.message},
            "locations": [_location(finding)],
        }
        for finding in findings
    ]
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [{"tool": {"driver": driver}, "results": results}]}


def _location(finding: Finding) -> dict[str, Any]:
    """Where it is; a file in the current folder by its path from there, as code hosts know it."""
    place, path = finding.place, Path(finding.place.file)
    here = Path.cwd()
    shown = path.relative_to(here) if path.is_absolute() and path.is_relative_to(here) else path
    uri = f"file://{quote(shown.as_posix())}" if shown.is_absolute() else quote(shown.as_posix())
    location: dict[str, Any] = {"artifactLocation": {"uri": uri}}
    if place.line:
        location["region"] = {"startLine": place.line} | ({"startColumn": place.column} if place.column else {})
    return {"physicalLocation": location}
