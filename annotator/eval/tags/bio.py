"""Tags of tokens (IOB2, and IOB1 by repair) as mentions in token offsets.

`repair` says what to do with an `I-X` that continues nothing: `none` refuses it, `conlleval` lets it open a mention as
that scorer and seqeval's default do, `discard` drops it and what continues it, as seqeval's strict mode does; that can
raise a score.
"""

from __future__ import annotations

from collections.abc import Sequence

from annotator.errors import InputError
from annotator.eval.options import Repair

OUTSIDE = "O"


def mentions_of_tags(
    tags: Sequence[str], repair: Repair = "none", first_line: int = 1, file: str = "line "
) -> list[tuple[str, int, int]]:
    """The mentions of one sentence as (type, first token, token after the last).

    Raises:
        InputError: a tag that is neither O, B-TYPE nor I-TYPE; with repair `none`, an I that continues nothing. Lines
            count from `first_line`, and messages put `file` before them.
    """
    found: list[tuple[str, int, int]] = []
    open_type: str | None = None
    for position, tag in enumerate(tags):
        prefix, type_name = _split(tag, f"{file}{first_line + position}")
        if prefix == "I" and type_name == open_type:
            found[-1] = (*found[-1][:2], position + 1)
            continue
        if prefix == "I" and repair == "none":
            raise InputError(
                f'{file}{first_line + position}: tag "{tag}" continues nothing; expected B-{type_name} before it, '
                "or say how to repair: conlleval, discard"
            )
        opens = prefix == "B" or (prefix == "I" and repair == "conlleval")
        open_type = type_name if opens else None
        if opens:
            found.append((type_name, position, position + 1))
    return found


def _split(tag: str, place: str) -> tuple[str, str]:
    prefix, _, type_name = tag.partition("-")
    if tag == OUTSIDE:
        return OUTSIDE, ""
    if prefix not in ("B", "I") or not type_name:
        raise InputError(f'{place}: invalid tag "{tag}"; expected O, B-TYPE or I-TYPE')
    return prefix, type_name
