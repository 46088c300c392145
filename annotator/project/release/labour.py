"""How much work the articles of a release took, by its logs and decisions: actions and minutes.

Time is that between two actions of a person; a pause counts up to a minute, as in `annotator status`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from annotator.agreement.adjudication.row import Decision
from annotator.errors import InputError
from annotator.eval.reports.markdown import escape, piped
from annotator.project.adjudication.adjudicate_files import read_decisions
from annotator.project.log.read_log import lines_of
from annotator.project.log.sealed_lines import Damage
from annotator.project.release.source import ReleaseSource
from annotator.project.team.status import IDLE_AFTER_S

LOG_BEGINS = b'{"line":1,"is":"log"'


class Action(NamedTuple):
    """Something that was done in an article: an edit, or a decision of an adjudicator; and the seconds it took."""

    document: str
    what: str
    seconds: float


def labour_section(source: ReleaseSource) -> list[str]:
    """The card's table of what is known of the work; an article that no file tells of has no row.

    Raises:
        InputError: a file cannot be read, or is neither a log nor decisions.
        RecordError: a line of decisions is wrong.
    """
    ids = {each.id for each in source.documents}
    actions = [each for name in source.said.labour for each in _actions(source.folder / name) if each.document in ids]
    edits, decisions = Counter[str](), Counter[str]()
    seconds: dict[str, float] = defaultdict(float)
    for each in actions:
        (edits if each.what == "edit" else decisions)[each.document] += 1
        seconds[each.document] += each.seconds
    header = ("article", "edits", "decisions", "minutes")
    shown = sorted(ids & {each.document for each in actions})
    rows = [(escape(name), str(edits[name]), str(decisions[name]), f"{seconds[name] / 60:.1f}") for name in shown]
    rows.append(("all", str(edits.total()), str(decisions.total()), f"{sum(seconds.values()) / 60:.1f}"))
    files = ", ".join(f"`{name}`" for name in source.said.labour)
    said = f"By {files}: edits in the program, decisions of adjudication, and the minutes between them"
    said += "; a pause counts up to a minute. How many keys an edit took is not kept."
    return ["## Labour", said, piped([header, *rows], 1)]


def _actions(file: Path) -> Iterator[Action]:
    if not file.is_file():
        raise InputError(f"{file}: is not there; labour names it in the data set's description")
    if _looks_like_log(file):
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
            raise InputError(f"{file}:{line.place}: {line.message}; see: annotator log --verify {file}")
        if line.says.get("is") == "operations":
            elapsed_ms = line.says.get("elapsed_ms") or 0
            yield Action(str(line.says.get("document")), "edit", min(elapsed_ms / 1000, IDLE_AFTER_S))


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
