"""The schema that a conversion writes beside a file of records: where it lies, and whether it is as it was written.

Its last line is a comment with the hash of all before it, so that a later conversion may write it anew, but not over
what somebody has changed.
"""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from annotator.errors import InputError
from annotator.schema.label_schema import LabelSchema
from annotator.schema.write import schema_text

FILE_ENDING = ".schema.yaml"
SEAL = "# written by annotator convert, sha256:"


def schema_file_of(records: Path) -> Path:
    """The schema's file: called as the records are, with `.schema.yaml` behind."""
    return records.with_name(records.name + FILE_ENDING)


def sealed(schema: LabelSchema) -> bytes:
    """The content of its file."""
    text = schema_text(schema).encode("utf-8")
    return text + _seal(text)


def unsealed(content: bytes) -> bytes:
    """The schema alone."""
    start = content.rfind(SEAL.encode())
    return content if start < 0 else content[:start]


def refuse_changed(file: Path, content: bytes) -> None:
    """Refuse to write this content over a file that somebody has made or changed.

    Raises:
        InputError: it is there, says otherwise, and is not as a conversion has written it.
    """
    if not file.exists() or (there := file.read_bytes()) == content:
        return
    start = there.rfind(SEAL.encode())
    if start < 0 or there[start:] != _seal(there[:start]):
        raise InputError(
            f"{file}: is there already, is no longer as it was written, and says otherwise; go by it with "
            f"--schema {file}, or remove it"
        )


def _seal(text: bytes) -> bytes:
    return f"{SEAL}{sha256(text).hexdigest()}\n".encode()
