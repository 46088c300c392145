"""Plain values as YAML, every string in quotes: the front matter of a data card, a citation file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from annotator.schema.write import quoted


def yaml_text(content: Mapping[str, Any]) -> str:
    """The lines of a mapping; what says nothing (None, an empty string or list) is left out."""
    return "".join(f"{line}\n" for line in _mapping(content))


def _mapping(content: Mapping[str, Any]) -> Iterator[str]:
    for key, value in content.items():
        if value is None or value in ("", [], (), {}):
            continue
        if isinstance(value, Mapping):
            yield f"{key}:"
            yield from (f"  {line}" for line in _mapping(value))
        elif isinstance(value, Sequence) and not isinstance(value, str):
            yield f"{key}:"
            yield from (line for each in value for line in _item(each))
        else:
            yield f"{key}: {_scalar(value)}"


def _item(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        yield from (f"{'  ' if number else '- '}{line}" for number, line in enumerate(_mapping(value)))
    else:
        yield f"- {_scalar(value)}"


def _scalar(value: Any) -> str:
    return quoted(value) if isinstance(value, str) else str(value)
