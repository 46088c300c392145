"""The canonical form of files of records: which lines are written otherwise, and writing them so.

The same content gives the same bytes, so that a difference between two versions of a file is one of content.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from annotator.datasets.record import Read, check_lines, read_documents
from annotator.datasets.record_bytes import document_bytes, encoded
from annotator.datasets.registry import REGISTRY, Registered, check_registry, read_registry, write_registry
from annotator.datasets.write import write_records
from annotator.errors import Finding, Place

CODE = "not-canonical"
ADVICE = "annotator check --fix writes it so"


def canonical_findings(file: Path) -> Iterator[Finding]:
    """A finding for every line that can be read and is not written in canonical bytes, or not in its place.

    Raises:
        InputError: the file cannot be read.
    """
    lines = file.read_bytes().splitlines(keepends=True) if file.is_file() else []
    all_findings = _registry(file) if file.name == REGISTRY else _records(file)
    before = ""
    for number, name, canonical in all_findings:
        written = lines[number - 1]
        if written != canonical:
            message = f"not in canonical bytes, {_difference(written, canonical)}; {ADVICE}"
            yield Finding(Place(str(file), number), "", message, CODE)
        if name < before:
            message = f'stands after "{before}"; lines are sorted by id; {ADVICE}'
            yield Finding(Place(str(file), number), "id", message, CODE)
        before = max(before, name)


def write_canonically(file: Path) -> None:
    """Write a file's content canonically; whole or not at all.

    Raises:
        RecordError: something in it cannot be read.
        StoreError: it cannot be written.
    """
    if file.name == REGISTRY:
        write_registry(list(read_registry(file)), file)
    else:
        write_records(list(read_documents(file)), file)


def fixed(files: Sequence[Path], findings: Sequence[Finding]) -> tuple[list[Path], list[Finding]]:
    """Write canonically what has no other fault; the files that were written, and the findings that are left.

    Raises:
        StoreError: a file cannot be written.
    """
    faulty = {each.place.file for each in findings if each.code != CODE and each.level == "finding"}
    meant = {each.place.file for each in findings if each.code == CODE} - faulty
    written = [file for file in files if str(file) in meant]
    for file in written:
        write_canonically(file)
    return written, [each for each in findings if each.code != CODE or each.place.file in faulty]


def _records(file: Path) -> Iterator[tuple[int, str, bytes]]:
    """The line number, id and canonical bytes of every document that can be read."""
    for read in check_lines(file):
        if isinstance(read, Read):
            yield read.place.line, read.document.id, document_bytes(read.document)


def _registry(file: Path) -> Iterator[tuple[int, str, bytes]]:
    """The same of a registry; nothing where a line of it cannot be read, since then no line's number is known."""
    entries = list(check_registry(file))
    lines = [number for number, line in enumerate(file.read_bytes().splitlines(), 1) if line.strip()]
    registered = [each for each in entries if isinstance(each, Registered)]
    if len(registered) == len(lines):
        for number, each in zip(lines, registered, strict=True):
            yield number, each.id, encoded(each) + b"\n"


def _difference(written: bytes, canonical: bytes) -> str:
    """Where two lines first differ, in words."""
    at = next((place for place, pair in enumerate(zip(written, canonical, strict=False)) if pair[0] != pair[1]), None)
    if at is None and canonical.startswith(written):
        return "which end with a line feed"
    start = len(written) if at is None else at
    near = canonical[start : start + 20].decode("utf-8", "replace").strip()
    return f"which from byte {start + 1} on are {near}" if near else f"which end at byte {start + 1}"
