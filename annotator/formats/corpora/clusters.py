"""Things as corpora know them: numbered groups of mentions in one document."""

from __future__ import annotations

import re
from collections.abc import Iterable

from annotator.model.annotation import new_coref

MENTION = "Mention"
"""The type of a mention of a thing that a corpus gives none."""

RENAMED = "which mentions are one is kept, but things are numbered in their document"
"""Why the name of a thing is lost."""


def coref_of(document_id: str, number: str, *, is_event: bool = False) -> str:
    """The `coref` id of a document's group with this number."""
    return new_coref(document_id, number, is_event=is_event)


def numbered(document_id: str, corefs: Iterable[str], *, is_event: bool = False) -> dict[str, str]:
    """A number for each `coref` id: the one that it was made of, else the next that is free, in the ids' order."""
    prefix = coref_of(document_id, "", is_event=is_event)
    numbers: dict[str, str] = {}
    others: list[str] = []
    for each in dict.fromkeys(corefs):
        number = each.removeprefix(prefix)
        if each.startswith(prefix) and re.fullmatch(r"0|[1-9][0-9]{0,8}", number):
            numbers[each] = number
        else:
            others.append(each)
    free = max(map(int, numbers.values()), default=-1) + 1
    return numbers | {each: str(number) for number, each in enumerate(others, free)}
