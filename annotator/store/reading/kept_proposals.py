"""How often people of a project kept what was proposed to them: counted from the provenance in its logs."""

from __future__ import annotations

from collections import Counter

import orjson

from annotator.store.database.rows import Reader
from annotator.store.tables.log import provenances_with

DECIDED = "decided"
"""The key of an operation's counts in its provenance: by proposal and reason, how many were kept of how many."""


def kept_proposals(reader: Reader) -> dict[str, tuple[int, int]]:
    """The counts of all layers; what was taken back does not count. What is damaged is left out."""
    kept: Counter[str] = Counter()
    decided: Counter[str] = Counter()
    for row in provenances_with(reader, DECIDED):
        for name, pair in _counts(row.provenance).items():
            if isinstance(pair, list) and len(pair) == 2 and all(isinstance(each, int) for each in pair):
                kept[name] += pair[0]
                decided[name] += pair[1]
    return {name: (kept[name], count) for name, count in decided.items()}


def _counts(provenance: bytes) -> dict[str, object]:
    try:
        plain = orjson.loads(provenance)
    except orjson.JSONDecodeError:
        return {}
    decided = plain.get(DECIDED) if isinstance(plain, dict) else None
    return decided if isinstance(decided, dict) else {}
