"""The tables of docs/formats.md: the formats of the registry, and what of the gold record each keeps.

What is kept is not asserted but tried: with the documents of the formats' contract test, there and back.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from annotator.errors import FormatError
from annotator.formats.protocol import has_schemas, writes, writes_schemas
from annotator.formats.registry import BUILT_IN, format_named
from tests.docs.markdown import table
from tests.formats.contract import CASES, Case, is_lost_whole, plain, there_and_back

NAMES = sorted(BUILT_IN)
WRITTEN = [name for name in NAMES if writes(format_named(name))]
NAMED = {"id", "type", "role", "tail"}
"""What every format has; only names with odd signs are tried."""


def formats() -> str:
    """The built-in formats."""
    rows = []
    for name in NAMES:
        found = format_named(name)
        description = (type(found).__doc__ or "").split("\n\n")[0].replace("\n", " ").strip()
        documents = "read, written" if writes(found) else "read"
        schemas = "read, written" if writes_schemas(found) else "read" if has_schemas(found) else "none"
        rows.append((f"`{name}`", description, documents, schemas))
    return table(("format", "what it is", "documents", "schemas"), rows)


def kept() -> str:
    """What each format keeps, field by field of the gold record."""
    cases: dict[str, list[Case]] = defaultdict(list)
    for each in CASES:
        if each.name not in NAMED:
            cases[f"{each.owner.__name__.lower()}: `{each.name}`"].append(each)
    rows = []
    for field, tried in cases.items():
        words = (_word([_is_kept(name, case) for case in tried]) for name in WRITTEN)
        rows.append((field, *words))
    return table(("field", *WRITTEN), rows)


def _word(kept_ones: list[bool]) -> str:
    return "kept" if all(kept_ones) else "some" if any(kept_ones) else "lost"


def _is_kept(name: str, case: Case) -> bool:
    with TemporaryDirectory() as folder:
        try:
            _, losses = there_and_back(name, case.put(plain()), Path(folder))
        except FormatError:
            return False
        usual = _usual_losses(name)
        return losses == usual and not is_lost_whole(case, usual)


@cache
def _usual_losses(name: str) -> object:
    with TemporaryDirectory() as folder:
        return there_and_back(name, plain(), Path(folder))[1]
