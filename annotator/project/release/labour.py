"""How much work the articles of a release took, by its logs, decisions and counts of keys: actions, minutes, keys.

Time is that between two actions of a person; a pause counts up to a minute, as in `annotator status`.
"""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from shlex import quote
from typing import Literal, NamedTuple

from annotator.agreement.adjudication.row import Decision
from annotator.errors import InputError
from annotator.eval.reports.markdown import escape, piped
from annotator.project.adjudication.adjudicate_files import read_decisions
from annotator.project.log.read_log import lines_of
from annotator.project.log.sealed_lines import Damage
from annotator.project.release.source import ReleaseSource
from annotator.project.team.status import IDLE_AFTER_S

LOG_BEGINS = b'{"line":1,"is":"log"'
HEADINGS = {"edit": "edits", "decision": "decisions", "keys": "keys"}
KEYS = (
    "Keys are those that label the article as it stands in gold, in the program, pressed by a hand that never slips; "
    "no log keeps the keys of people."
)


class Action(NamedTuple):
    """Something that was done in an article: an edit, a decision of an adjudicator, keys that were counted."""

    document: str
    what: Literal["edit", "decision", "keys"]
    seconds: float
    times: int = 1


def labour_section(source: ReleaseSource) -> list[str]:
    """The card's table of what is known of the work; an article that no file tells of has no row.

    Raises:
        InputError: a file cannot be read, or is neither a log nor decisions.
        RecordError: a line of decisions is wrong.
    """
    ids = {each.id for each in source.documents}
    actions = [each for name in source.said.labour for each in _actions(source.folder / name) if each.document in ids]
    counts: dict[str, Counter[str]] = {"edit": Counter(), "decision": Counter(), "keys": Counter()}
    seconds: dict[str, float] = defaultdict(float)
    for each in actions:
        counts[each.what][each.document] += each.times
        seconds[each.document] += each.seconds
    if not counts["keys"]:
        del counts["keys"]
    header = ("article", *(HEADINGS[what] for what in counts), "minutes")
    shown = sorted(ids & {each.document for each in actions})
    rows = [
        (escape(name), *(str(each[name]) for each in counts.values()), f"{seconds[name] / 60:.1f}") for name in shown
    ]
    rows.append(("all", *(str(each.total()) for each in counts.values()), f"{sum(seconds.values()) / 60:.1f}"))
    files = ", ".join(f"`{name}`" for name in source.said.labour)
    said = f"By {files}: edits in the program, decisions of adjudication, and the minutes between them"
    said += "; a pause counts up to a minute. "
    said += KEYS if "keys" in counts else "How many keys an edit took is not kept."
    return ["## Labour", said, piped([header, *rows], 1)]


def _actions(file: Path) -> Iterator[Action]:
    if not file.is_file():
        raise InputError(f"{file}: is not there; labour names it in the data set's description")
    if file.suffix == ".csv":
        yield from _of_counted_keys(file)
    elif _looks_like_log(file):
        yield from _of_log(file)
    else:
        yield from _of_decisions(list(read_decisions(file)))


def _looks_like_log(file: Path) -> bool:
    with file.open("rb") as stream:
        return stream.read(len(LOG_BEGINS)) == LOG_BEGINS


def _of_log(file: Path) -> Iterator[Action]:
    """The edits of a log that `annotator log --export` wrote."""
    for line in lines_of(file):
        if isinstance(line, Damage):
            raise InputError(f"{file}:{line.place}: {line.message}; see: annotator log --verify {quote(str(file))}")
        if line.says.get("is") == "operations":
            elapsed_ms = line.says.get("elapsed_ms") or 0
            yield Action(str(line.says.get("document")), "edit", min(elapsed_ms / 1000, IDLE_AFTER_S))


def _of_counted_keys(file: Path) -> Iterator[Action]:
    """The rows of a table with the columns article and keys."""
    with file.open(encoding="utf-8", newline="") as stream:
        for line, row in enumerate(csv.DictReader(stream), 2):
            article, keys = row.get("article"), row.get("keys") or ""
            if not article or not keys.isdecimal():
                raise InputError(f"{file}:{line}: found {row}; expected the columns article and keys, a whole number")
            yield Action(article, "keys", 0.0, int(keys))


def _of_decisions(decisions: list[Decision]) -> Iterator[Action]:
    """Decisions in the order in which each person made them."""
    before: dict[str, datetime] = {}
    for when, each in sorted(((_time(each), each) for each in decisions if each.when), key=lambda pair: pair[0]):
        passed = (when - before.get(each.who, when)).total_seconds()
        before[each.who] = when
        yield Action(each.document, "decision", min(passed, IDLE_AFTER_S))


def _time(decision: Decision) -> datetime:
    try:
        return datetime.fromisoformat(decision.when)
    except ValueError as error:
        raise InputError(
            f"a decision of {decision.document!r} has the time {decision.when!r}; expected ISO 8601"
        ) from error
