"""A file that is read in another format than its own is told, if nothing labelled comes of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotator.formats.nothing_labelled import read_watched
from annotator.formats.protocol import Report
from annotator.formats.registry import format_named

RECORD = '{"id": "a", "text": "Mara left.", "entities": [%s], "relations": [], "events": []}\n'
MENTION = '{"id": "T1", "type": "PER", "spans": [[0, 4]]}'
PRODIGY = '{"text": "Mara left.", "spans": [%s]}\n'
SPAN = '{"start": 0, "end": 4, "label": "PER"}'


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (RECORD % MENTION, "prodigy", "nothing is labelled in x.jsonl, read as prodigy; by its content it is jsonl:"),
        (RECORD % MENTION, "jsonl", ""),
        (RECORD % "", "jsonl", ""),
        (PRODIGY % SPAN, "prodigy", ""),
        (PRODIGY % "", "prodigy", ""),
        ("", "prodigy", ""),
    ],
)
def test_it_is_told_where_another_format_is_recognised(content: str, name: str, said: str, tmp_path: Path) -> None:
    file = tmp_path / "x.jsonl"
    file.write_text(content, "utf-8")
    report = Report()
    list(read_watched(format_named(name), file, None, report))
    (told,) = report.notes or ("",)
    assert told.startswith(said)
    assert bool(told) == bool(said)
