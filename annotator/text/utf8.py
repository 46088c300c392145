"""Reading text files as UTF-8, or saying why they are none: the one way for every file that people may have written."""

from __future__ import annotations

import codecs
from pathlib import Path

from annotator.disk.bytes_read import count_whole
from annotator.errors import Finding, FoundError, Place

UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def read_utf8(path: Path | str, error: type[FoundError]) -> str:
    """The text of a file.

    Raises:
        FoundError: of the class `error`: it cannot be read, or is not UTF-8; with the place of the first wrong byte.
    """
    file = str(path)
    try:
        content = Path(path).read_bytes()
    except OSError as failure:
        raise error(Finding(Place(file), "", f"cannot be read: {failure.strerror}", "unreadable")) from failure
    count_whole(len(content))
    return decoded_utf8(content, file, error)


def decoded_utf8(content: bytes, file: str, error: type[FoundError], first_line: int = 1) -> str:
    """The text of a file's content, or of its part that begins with this line.

    Raises:
        FoundError: of the class `error`: it is not UTF-8; with the place of the first wrong byte.
    """
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as failure:
        start = failure.start
        line_start = content.rfind(b"\n", 0, start) + 1
        column = len(content[line_start:start].decode("utf-8", "replace")) + 1
        place = Place(file, first_line + content.count(b"\n", 0, start), column)
        wrong_byte = f"not UTF-8: byte {start} is {content[start]:#04x}"
        utf16 = " -f UTF-16 -t UTF-8: it begins as UTF-16 does" if content.startswith(UTF16) else ""
        message = f"{wrong_byte}; expected UTF-8; convert the file, for example with iconv{utf16}"
        raise error(Finding(place, "", message, "not-utf-8")) from failure
