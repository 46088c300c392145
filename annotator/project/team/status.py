"""How far a project's people are: documents by state, and everybody's part of it: `annotator status`.

Time is that between two answers, as the log has it; a pause counts up to IDLE_AFTER_S and no longer.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any, NamedTuple

from annotator.errors import InputError, UsageError
from annotator.project.adjudication.adjudicate_project import READY, Adjudication
from annotator.project.adjudication.unlike import Unlike, unlike_in
from annotator.project.project import Project
from annotator.store.reading.status import GOLD, DocumentProgress, progress
from annotator.store.tables.assignments import assignments
from annotator.store.tables.layer import LayerKey
from annotator.store.tables.layers import all_layers, layer_state
from annotator.store.tables.log import Work, work_on
from annotator.store.tables.texts import text_chars

IDLE_AFTER_S = 60
"""A longer pause between two answers is no time of work beyond this."""

STATES = ("new", "begun", "done", "ready", "adjudicating", "adjudicated", "reopened")
"""The states of documents; `done` are all whose annotators are done, in whatever later state."""

PACE_DAYS = 14
"""The expected end is told from what was done in the last days, this many."""


@dataclass(frozen=True, slots=True)
class Share:
    """One person's part: documents by state, how many they are behind the team, what they made, how long it took.

    `seconds_per_document` and `seconds_per_1000_chars` are over the documents that they are done with, the second by
    the length of their texts; `annotations_per_hour` is over all; None where no time is known, as of imported layers.
    `idle_s` is what was left out of `seconds`. `last` is when they last answered, in UTC; None before they have.
    """

    annotator: str
    assigned: int
    begun: int
    done: int
    behind: int
    annotations: int
    seconds: float
    seconds_per_decision: float | None
    last: str | None
    seconds_per_document: float | None = None
    annotations_per_hour: float | None = None
    idle_s: float = 0.0
    seconds_per_1000_chars: float | None = None


@dataclass(frozen=True, slots=True)
class TeamStatus:
    """The state of a project's documents, and everybody's share; `expected_end` is a day, None without a pace."""

    documents: Mapping[str, int]
    decisions_open: int
    expected_end: str | None
    annotators: Sequence[Share]
    unlike: Mapping[str, Unlike] = field(default_factory=dict)
    """Documents whose layers cannot be held together, and are left out of agreement and adjudication."""

    def to_plain(self) -> dict[str, Any]:
        """The JSON object."""
        return {
            "documents": dict(self.documents),
            "decisions_open": self.decisions_open,
            "expected_end": self.expected_end,
            "idle_after_s": IDLE_AFTER_S,
            "annotators": [asdict(each) for each in self.annotators],
            "unlike": {each: str(why) for each, why in self.unlike.items()},
        }


def team_status(project: Project, today: date | None = None) -> TeamStatus:
    """How far everybody is.

    Raises:
        StoreError: the store cannot be read.
    """
    documents = progress(project.store.rows)
    counts: Counter[str] = Counter(each.status for each in documents)
    counts["done"] = sum(each.status in READY for each in documents)
    work = {key: work_on(project.store.rows, _number(project, key), IDLE_AFTER_S) for key in _layers(project)}
    shares = _shares(project, documents, work)
    end = _expected_end(documents, work, today or datetime.now(UTC).date())
    states = {state: counts[state] for state in STATES}
    return TeamStatus(states, _open(project, documents), end, shares, unlike_in(project))


def _layers(project: Project) -> list[LayerKey]:
    return [key for key in all_layers(project.store.rows) if key.name != GOLD]


def _number(project: Project, key: LayerKey) -> int:
    return layer_state(project.store.rows, key).number


def _shares(project: Project, documents: Sequence[DocumentProgress], work: Mapping[LayerKey, Work]) -> list[Share]:
    assigned: Counter[str] = Counter(each.name for each in assignments(project.store.rows) if each.task == "annotate")
    states: dict[str, Counter[str]] = defaultdict(Counter)
    done: set[LayerKey] = set()
    for document in documents:
        for name, state in document.layers.items():
            if name != GOLD:
                states[name][state] += 1
                done |= {LayerKey(document.id, name)} if state == "done" else set()
    asked, chars = sum(assigned.values()), text_chars(project.store.rows)
    share_done = sum(states[name]["done"] for name in assigned) / asked if asked else 0.0
    return [
        _share(project, name, assigned[name], states[name], share_done, _OwnWork.of(name, work, done, chars))
        for name in sorted({*assigned, *states})
    ]


class _OwnWork(NamedTuple):
    """One person's work by layer, which layers are done, and the lengths of texts by document."""

    work: Mapping[LayerKey, Work]
    done: Collection[LayerKey]
    chars: Mapping[str, int]

    @classmethod
    def of(
        cls, name: str, work: Mapping[LayerKey, Work], done: Collection[LayerKey], chars: Mapping[str, int]
    ) -> _OwnWork:
        return cls({key: each for key, each in work.items() if key.name == name}, done, chars)

    def finished(self) -> tuple[list[float], int]:
        """The seconds of each layer that is done and whose time is known, and the characters of them all."""
        timed = [key for key, each in self.work.items() if each.seconds and key in self.done]
        return [self.work[key].seconds for key in timed], sum(self.chars.get(key.document_id, 0) for key in timed)


def _share(
    project: Project,
    name: str,
    assigned: int,
    states: Mapping[str, int],
    share_done: float,
    own: _OwnWork,
) -> Share:
    done = states.get("done", 0)
    seconds = sum(each.seconds for each in own.work.values())
    decisions = sum(each.decisions for each in own.work.values())
    annotations = {key: sum(layer_state(project.store.rows, key).counts) for key in own.work}
    timed = [key for key, each in own.work.items() if each.seconds]
    finished, chars = own.finished()
    return Share(
        annotator=name,
        assigned=assigned,
        begun=states.get("begun", 0),
        done=done,
        behind=max(0, round(assigned * share_done) - done),
        annotations=sum(annotations.values()),
        seconds=round(seconds, 1),
        seconds_per_decision=round(seconds / decisions, 2) if decisions else None,
        last=max((each.last for each in own.work.values() if each.last), default=None),
        seconds_per_document=round(sum(finished) / len(finished), 1) if finished else None,
        annotations_per_hour=round(sum(annotations[key] for key in timed) * 3600 / seconds, 1) if seconds else None,
        idle_s=round(sum(each.idle_s for each in own.work.values()), 1),
        seconds_per_1000_chars=round(sum(finished) * 1000 / chars, 1) if chars else None,
    )


def _open(project: Project, documents: Iterable[DocumentProgress]) -> int:
    """How many decisions of adjudication are open in the documents that can be adjudicated."""
    reads_all = project.member is None or project.member.role != "annotator"
    if not reads_all or not any(each.status in READY for each in documents):
        return 0
    try:
        return Adjudication(project).state.left
    except (UsageError, InputError):  # There is none that can be adjudicated.
        return 0


def _expected_end(documents: Sequence[DocumentProgress], work: Mapping[LayerKey, Work], today: date) -> str | None:
    """The day on which all layers will be done at the pace of the last days; None without one, or when all are."""
    states = {
        LayerKey(each.id, name): state for each in documents for name, state in each.layers.items() if name != GOLD
    }
    left = sum(state != "done" for state in states.values())
    since = (today - timedelta(days=PACE_DAYS)).isoformat()
    recent = sum(state == "done" and (work[key].last or "") >= since for key, state in states.items() if key in work)
    if not left or not recent:
        return None
    return (today + timedelta(days=round(left * PACE_DAYS / recent))).isoformat()
