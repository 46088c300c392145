"""Rows of an extractor in a file, read in a format that recognises them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import orjson

from annotator.formats.protocol import Format, Report
from annotator.formats.recognition import recognised
from annotator.model.document import Document
from tests.formats.passing import read_all


def file_of(folder: Path, rows: Sequence[Any], *, as_list: bool = False) -> Path:
    """A file with these rows, a line each or as one list."""
    path = folder / "said.jsonl"
    path.write_bytes(orjson.dumps(rows) if as_list else b"".join(orjson.dumps(row) + b"\n" for row in rows))
    return path


def recognised_and_read(form: Format, folder: Path, *rows: Any) -> tuple[tuple[Document, ...], Report]:
    """The documents of rows, which are recognised as of this format, whichever way they are written."""
    assert recognised(file_of(folder, rows, as_list=True)).name == form.name
    found = read_all(form, folder / "said.jsonl")[0]
    path = file_of(folder, rows)
    assert recognised(path).name == form.name
    again, report = read_all(form, path)
    assert again == found
    return again, report


def found_in(document: Document) -> list[tuple[str, str | None, tuple[tuple[int, int], ...]]]:
    """(type, words, spans) of every mention, in the order of their ids."""
    mentions = sorted(document.entities.values(), key=lambda each: int(each.id[1:]))
    return [(each.type, each.text, each.spans) for each in mentions]
