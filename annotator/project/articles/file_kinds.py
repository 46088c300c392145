"""What a file is that somebody adds: by its first bytes, then by the end of its name."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal, TypeAlias

from annotator.errors import InputError
from annotator.formats.jsonl import Jsonl
from annotator.formats.sample import sample_of
from annotator.project.archives.unpacked import is_archive

Kind: TypeAlias = Literal["text", "html", "markdown", "records", "rows", "archive", "folder"]
ReadAs: TypeAlias = Literal["auto", "text", "html", "markdown", "records", "rows"]
"""What people may say that a file is."""

SIGNATURES = (
    (b"%PDF-", "a PDF", "make a text of it first, for example with pdftotext"),
    (b"SQLite format 3\0", "a SQLite database", "expected a text"),
    (b"\x89PNG\r\n\x1a\n", "a PNG image", "expected a text"),
    (b"\xff\xd8\xff", "a JPEG image", "expected a text"),
    (b"GIF87a", "a GIF image", "expected a text"),
    (b"GIF89a", "a GIF image", "expected a text"),
    (b"II*\0", "a TIFF image", "expected a text"),
    (b"MM\0*", "a TIFF image", "expected a text"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an office document", "save it as text or HTML"),
    (b"{\\rtf", "an RTF document", "save it as text or HTML"),
    (b"\x7fELF", "a program", "expected a text"),
)  # fmt: skip
"""How files begin that are no articles, what they are, and what to do; control characters alone are no sign."""
WEBP = re.compile(rb"RIFF.{4}WEBP", re.DOTALL)

RECORD_SUFFIXES = (".jsonl", ".ndjson")
TABLE_SUFFIXES = (".csv", ".tsv")
HTML_SUFFIXES = (".html", ".htm", ".xhtml")
MARKDOWN_SUFFIXES = (".md", ".markdown")
HEAD_BYTES = 512

_HTML = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+html|html)\b", re.IGNORECASE)


def signature(path: Path) -> tuple[str, str] | None:
    """What a file is by its first bytes, where it is no article, and what to do; None where nothing is known.

    Raises:
        InputError: it cannot be read.
    """
    head = _head(path)
    if WEBP.match(head):
        return "a WebP image", "expected a text"
    return next(((what, advice) for start, what, advice in SIGNATURES if head.startswith(start)), None)


def kind_of(path: Path) -> Kind:
    """What a file is taken for unasked.

    Raises:
        InputError: it cannot be read.
    """
    if path.is_dir():
        return "folder"
    if is_archive(path):
        return "archive"
    suffix = path.suffix.lower()
    if suffix in RECORD_SUFFIXES:
        return "rows" if _has_rows(path) else "records"
    if suffix in (*TABLE_SUFFIXES, ".json"):
        return "rows"
    if suffix in HTML_SUFFIXES or (suffix not in MARKDOWN_SUFFIXES and _HTML.match(_head(path))):
        return "html"
    return "markdown" if suffix in MARKDOWN_SUFFIXES else "text"


def _has_rows(path: Path) -> bool:
    """Whether the first object of a file is no record of ours, and not on the way to be one."""
    sample = sample_of(path)
    first = sample.first
    return bool(first) and not Jsonl().recognizes(sample) and not first.keys() & {"entities", "schema", "text_sha256"}


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            return stream.read(HEAD_BYTES)
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror})") from error
