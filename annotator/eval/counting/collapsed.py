"""What counts once though one side has it more often, as the slots of everything that is one too many."""

from __future__ import annotations

import numpy as np

from annotator.eval.arrays import Integers
from annotator.eval.columns.codes import combined
from annotator.eval.counting.batch import Batch
from annotator.eval.counting.comparison import Rows


def equal_relations(batch: Batch) -> Integers:
    """Of relations that equal an earlier one; of a symmetric type whichever end comes first."""
    return _repeated(batch.relations.rows(batch.targets.typed))


def equal_events(batch: Batch) -> Integers:
    """The places of events that equal an earlier one, with all arguments."""
    events, typed = batch.events, batch.targets.typed
    same = combined(events.slot, typed[batch.targets.first_event :])
    _, number, counts = np.unique(same, return_inverse=True, return_counts=True)
    seen = set()
    groups = []
    for event in np.flatnonzero(counts[number] > 1).tolist():
        places = slice(*np.searchsorted(events.event, [event, event + 1]).tolist())
        arguments = zip(events.role[places].tolist(), typed[events.target[places]].tolist(), strict=True)
        whole = int(same[event]), tuple(sorted(arguments))
        if whole in seen:
            groups.append(event)
        seen.add(whole)
    return np.array(groups, dtype=np.int64)


def same_triggers(batch: Batch, whole: Integers) -> Integers:
    """Of events whose type and trigger another has, but not its arguments; `whole` are the places of equal events."""
    once = _without(np.arange(len(batch.events.slot)), whole)
    chosen = once[batch.events.has_trigger[once]]
    events = batch.events
    key = combined(events.trigger[chosen], events.type[chosen])
    return _repeated(Rows(events.slot[chosen], events.type[chosen], key, events.names))


def same_arguments(batch: Batch, whole: Integers) -> Integers:
    """Of arguments that equal another by event type, role and words; but for those of events that equal another."""
    events = batch.events
    chosen = np.flatnonzero(~np.isin(events.event, whole))
    event, filler = events.event[chosen], batch.targets.spans[events.target[chosen]]
    key = combined(events.type[event], filler, events.role[chosen])
    return _repeated(Rows(events.slot[event], events.type[event], key, events.names))


def second_links(batch: Batch) -> Integers:
    """Of mentions whose words an earlier one of their side links to something else."""
    linked = batch.linked
    words = combined(linked.slot, linked.spans)
    _, first = np.unique(combined(words, linked.cluster), return_index=True)
    meanings = Rows(linked.slot[first], linked.type[first], words[first], linked.names)
    return _repeated(meanings)


def _repeated(rows: Rows) -> Integers:
    """The slots of rows that equal an earlier one of their side."""
    _, first = np.unique(combined(rows.slot, rows.key), return_index=True)
    return np.delete(rows.slot, first)


def _without(places: Integers, gone: Integers) -> Integers:
    return places[~np.isin(places, gone)]
