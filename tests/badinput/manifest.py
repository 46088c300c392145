"""The manifest of the shared bad inputs, row by row."""

from __future__ import annotations

import csv

from tests.shared import SHARED

FOLDER = SHARED / "badinput"


def rows(*kinds: str) -> list[dict[str, str]]:
    """The rows of these kinds, or of all; none where the folder is absent."""
    manifest = FOLDER / "manifest.tsv"
    if not manifest.is_file():
        return []
    with manifest.open(encoding="utf-8", newline="") as stream:
        found = list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [each for each in found if not kinds or each["kind"] in kinds]
