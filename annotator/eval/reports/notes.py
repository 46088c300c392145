"""What a report says besides its figures, each thing once: how often, in how many documents, and in which first.

A report for people has a bounded number of lines whatever the number of documents; JSON has every notice.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from annotator.eval.notice import Notice

FIRST_IDS = 3
MOST_LINES = 20


def grouped(notices: Iterable[Notice]) -> list[str]:
    """The notices as lines, one for each kind and message."""
    groups: dict[tuple[str, str], list[Notice]] = {}
    for notice in notices:
        groups.setdefault((notice.code, notice.message), []).append(notice)
    return bounded([_line(each) for each in groups.values()], "further notes; --format json has all")


def bounded(lines: Sequence[str], rest: str, most: int = MOST_LINES) -> list[str]:
    """At most so many lines, the last of which says how many are not shown."""
    return list(lines) if len(lines) <= most else [*lines[: most - 1], f"{len(lines) - most + 1} {rest}"]


def first_of(names: Sequence[str], most: int = FIRST_IDS) -> str:
    """The first few names, and how many more there are."""
    more = len(names) - most
    return ", ".join(names[:most]) + (f" and {more} more" if more > 0 else "")


def _line(alike: Sequence[Notice]) -> str:
    if len(alike) == 1:
        return str(alike[0])
    ids = list(_ids(alike))
    return f"{alike[0].message} ({sum(each.count for each in alike)} in {len(ids)} documents: {first_of(ids)})"


def _ids(alike: Iterable[Notice]) -> Iterator[str]:
    return (each.document for each in alike if each.document is not None)
