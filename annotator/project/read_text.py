"""Reading an article's file: as it is, or not at all."""

from __future__ import annotations

from pathlib import Path

from annotator.errors import FormatError, InputError
from annotator.text.utf8 import read_utf8

MAX_TEXT_BYTES = 64 * 1024 * 1024


def read_text(path: Path) -> str:
    """An article's text, exactly as the file has it.

    Raises:
        InputError: the file cannot be read, is larger than MAX_TEXT_BYTES, or is not UTF-8.
    """
    try:
        size = path.stat().st_size
        if size > MAX_TEXT_BYTES:
            raise InputError(f"{path}: {size:,} bytes; an article may have {MAX_TEXT_BYTES:,}: split it")
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror})") from error
    return read_utf8(path, FormatError)
