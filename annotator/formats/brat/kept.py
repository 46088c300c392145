"""What a record keeps of the standoff file it is read from: every line under `meta.brat`, by annotation and number."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import asdict, dataclass

from annotator.formats.brat.ann_file import AnnFile
from annotator.formats.brat.lines import (
    ANNOTATOR_NOTES,
    AnnLine,
    EquivalenceLine,
    EventLine,
    NoteLine,
    RelationLine,
    TextBound,
)
from annotator.model.annotation import JSON
from annotator.model.spans import surface

META = "brat"
"""The key of `meta` for what only brat says; under it annotation ids, "" for the file as a whole."""


@dataclass(frozen=True, slots=True)
class Pair:
    """How lines were parted between two files: how many the first had, how it ended, if the second was there."""

    given_lines: int
    given_final_newline: bool = True
    has_rest: bool = True


def as_written(file: AnnFile, text: str, ann: str, pair: Pair | None = None) -> dict[str, JSON]:
    """The file's lines by owner and number, and under "" those that no annotation owns, and how it ends its lines."""
    raw = ann.split("\n")
    crlf = len(raw) > 1 and all(line.endswith("\r") for line in raw[:-1])
    lines = [line.removesuffix("\r") for line in raw] if crlf else raw
    whole: dict[str, JSON] = {"pair": asdict(pair)} if pair else {}
    if crlf:
        whole["newline"] = "\r\n"
    if lines[-1]:
        whole["no_final_newline"] = True
    if blank := [number for number, line in enumerate(lines[:-1], 1) if not line]:
        whole["blank"] = list(blank)
    if white := {str(number): line for number, line in enumerate(lines, 1) if line and not line.strip()}:
        whole["white"] = dict(white)
    kept: dict[str, dict[str, JSON]] = defaultdict(dict, {"": whole} if whole else {})
    for number, line in file.lines:
        for owner in _owners(file, line):
            kept[owner][str(number)] = _template(lines[number - 1], line, owner, text)
    return dict(kept)


def _owners(file: AnnFile, line: AnnLine) -> list[str]:
    if isinstance(line, TextBound) and line.id in file.event_of:
        return [event.id for event in file.events.values() if event.trigger == line.id]
    if isinstance(line, TextBound | EventLine | RelationLine):
        return [line.id]
    if isinstance(line, EquivalenceLine) or (isinstance(line, NoteLine) and not line.note):
        return [""]
    target = file.resolved(line.target)
    return [target if file.has(target) else ""]


def _template(raw: str, line: AnnLine, owner: str, text: str) -> str:
    """The line as it is kept: without the words that the document says itself, where a TAB ends it."""
    words = ""
    if isinstance(line, TextBound):
        words = surface(text, line.spans)
    elif isinstance(line, NoteLine) and owner and line.name == ANNOTATOR_NOTES:
        words = line.note
    return raw.removesuffix(words) if words and raw.endswith("\t" + words) else raw
