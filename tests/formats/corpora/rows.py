"""Files of JSON Lines in the manner of a corpus, and what a format reads of them."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import orjson

from annotator.errors import Finding, FormatError
from annotator.formats.protocol import Format, Report
from annotator.formats.sample import sample_of
from annotator.model.document import Document
from tests.formats.corpora.settled import counted
from tests.formats.passing import read_all


def written(folder: Path, *rows: dict[str, Any], name: str = "in.jsonl") -> Path:
    """A file with these rows."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"".join(orjson.dumps(row) + b"\n" for row in rows))
    return path


def read_rows(form: Format, folder: Path, *rows: dict[str, Any]) -> tuple[tuple[Document, ...], Report]:
    """The documents of a file with these rows."""
    return read_all(form, written(folder, *rows))


def lost(report: Report) -> Counter[str]:
    """How often each thing was lost."""
    return counted(report.losses)


def refusal(form: Format, folder: Path, *rows: dict[str, Any]) -> Finding:
    """The first reason why a file with these rows is refused."""
    try:
        read_rows(form, folder, *rows)
    except FormatError as error:
        return error.findings[0]
    raise AssertionError("it was read")


def is_recognised(form: Format, folder: Path, row: dict[str, Any]) -> bool:
    """Whether a file with this row is recognised by its format."""
    return form.recognizes(sample_of(written(folder, row)))
