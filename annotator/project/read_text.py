"""Reading an article's file: as it is, or not at all."""

from __future__ import annotations

from pathlib import Path

from annotator.disk.bytes_read import count_whole
from annotator.errors import FormatError, InputError
from annotator.text.utf8 import decoded_utf8

MAX_TEXT_BYTES = 64 * 1024 * 1024


def read_text(path: Path) -> str:
    """An article's text, exactly as the file has it.

    Raises:
        InputError: the file cannot be read, is larger than MAX_TEXT_BYTES, or is not UTF-8.
    """
    return decoded_utf8(read_content(path), str(path), FormatError)


def read_content(path: Path) -> bytes:
    """The bytes of an article's file.

    Raises:
        InputError: the file cannot be read, or is larger than MAX_TEXT_BYTES.
    """
    try:
        size = path.stat().st_size
        if size > MAX_TEXT_BYTES:
            raise InputError(f"{path}: {size:,} bytes; an article may have {MAX_TEXT_BYTES:,}: split it")
        content = path.read_bytes()
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror})") from error
    count_whole(len(content))
    return content
