"""Compiled forms: what was read from a hand-written file, kept so that a start loads neither pydantic nor YAML.

A form is named by the hash of the file's content and by the program's version, so a changed file has another one; one
that does not fit its type is as good as none. Nothing in it is executed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

from annotator import __version__
from annotator.errors import FoundError
from annotator.schema.handwritten.cache_folder import keep, kept
from annotator.text.utf8 import read_utf8

T = TypeVar("T")


def load_compiled(
    path: Path | str,
    kinds: tuple[type[T], *tuple[type[Any], ...]],
    parse: Callable[[str, str], T],
    error: type[FoundError],
) -> T:
    """What a file says, from its compiled form, which is made where there is none.

    `kinds` are the type of the value and those inside it: where their fields are others, so are the forms. `parse`
    reads the text of a file, and is given the file's name.

    Raises:
        FoundError: of the class `error`: the file cannot be read, or something in it is wrong.
    """
    text = read_utf8(path, error)
    name = _name(text, kinds)
    value = _decoded(kept(name), kinds[0])
    if value is None:
        value = parse(text, str(path))
        keep(name, _encoded(value))
    return value


def _name(text: str, kinds: tuple[type[Any], ...]) -> str:
    shape = repr([(kind.__name__, [(each.name, each.type) for each in fields(kind)]) for kind in kinds])
    key = sha256("\0".join((__version__, shape, text)).encode("utf-8")).hexdigest()
    return f"{kinds[0].__name__}-{key}.json"


def _encoded(value: object) -> bytes:
    import msgspec  # noqa: PLC0415 - only where there is something to keep

    return msgspec.json.encode(value, enc_hook=str)


def _decoded(content: bytes | None, kind: type[T]) -> T | None:
    if content is None:
        return None
    import msgspec  # noqa: PLC0415 - as above

    try:
        return msgspec.json.decode(content, type=kind, dec_hook=lambda declaration, text: declaration(text))
    except (msgspec.MsgspecError, ValueError, RecursionError):
        return None
