"""Roles in brat: the second filler of a role has a number, `Theme2`, unless that is a role's own name."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from annotator.schema.label_schema import LabelSchema

_NUMBERED = re.compile(r".*\D[1-9]\d*")


def stems(written: str) -> Iterator[str]:
    """The roles that a word may name by a number after it, the longest first: of `Theme22` Theme2, then Theme."""
    if _NUMBERED.fullmatch(written):
        name = written.rstrip("0123456789")
        ends = range(len(written) - 1, len(name) - 1, -1)
        yield from (written[:end] for end in ends if written[end] != "0")


def is_doubtful(written: str, event_type: str, line: Collection[str], schema: LabelSchema | None) -> bool:
    """Whether nothing says if a role's number is its own: no schema, and no filler of the role without one."""
    is_numbered = any(stems(written))
    return is_numbered and not _knows(schema, event_type) and written.rstrip("0123456789") not in line


def role_of(written: str, event_type: str, line: Collection[str], schema: LabelSchema | None) -> str:
    """The role that a word of an event's line names; `line` are all role words of that line.

    Where the schema has the event's type, a number is the role's own if it has the role as written; else it counts
    fillers if the line has the role without a number too.
    """
    candidates = list(stems(written))
    if not candidates:
        return written
    if schema is not None and _knows(schema, event_type):
        known = (each for each in (written, *candidates) if schema.role_of(event_type, each))
        return next(known, candidates[-1])
    return candidates[-1] if candidates[-1] in line else written


def _knows(schema: LabelSchema | None, event_type: str) -> bool:
    return schema is not None and event_type in schema.event_types
