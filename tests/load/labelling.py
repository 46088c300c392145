"""Annotators who label at once, each in a session of their own, in a few processes; how long an edit took to be safe.

Every edit is waited for until it is on disk, so that each time is that of a durable edit. `python -m
tests.load.labelling ADDRESS DOCUMENT FIRST COUNT EDITS` is one of the processes; its milliseconds go to stdout.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from threading import Barrier, Thread
from time import perf_counter

from annotator.model import edits
from annotator.model.annotation import mention
from annotator.store.database.location import StoreLocation
from annotator.store.integrity import examine
from annotator.store.session import LabelSession
from annotator.store.store import Store
from annotator.store.tables.layer import LayerKey
from tests.project.layers import SCHEMA, TEXT

TIMEOUT_S = 120.0
PROCESSES = 5
UNDO_EVERY = 7
"""So often somebody takes back what they just did."""


def location_of(address: str) -> StoreLocation:
    """The place of a store, from a path or an address."""
    return StoreLocation(url=address) if address.startswith("postgresql") else StoreLocation(path=Path(address))


def label(location: StoreLocation, key: LayerKey, count: int, start: Barrier) -> list[float]:
    """Label as one annotator, edit after edit; the milliseconds of each until it was on disk."""
    store = Store(location)
    session = LabelSession(store, SCHEMA, key)
    session.warm_up()
    times = []
    start.wait()
    for number in range(count):
        begun = perf_counter()
        if number % UNDO_EVERY == UNDO_EVERY - 1:
            session.undo()
        else:
            place = number % (len(TEXT) - 6)
            new = mention(session.fresh_id("T"), "ORG", TEXT, ((place, place + 6),))
            session.apply(edits.add(session.document, new))
        session.flush(TIMEOUT_S)
        times.append((perf_counter() - begun) * 1000)
    session.close()
    store.close()
    return times


def label_at_once(address: str, document: str, annotators: int, count: int) -> list[float]:
    """Have several annotators label `count` edits each at once; the milliseconds of all edits."""
    shares = [annotators // PROCESSES + (number < annotators % PROCESSES) for number in range(PROCESSES)]
    processes, first = [], 0
    for share in shares:
        if share:
            words = [
                sys.executable,
                "-m",
                "tests.load.labelling",
                address,
                document,
                str(first),
                str(share),
                str(count),
            ]
            processes.append(subprocess.Popen(words, stdout=subprocess.PIPE, text=True))
        first += share
    told = [process.communicate()[0] for process in processes]
    assert [process.returncode for process in processes] == [0] * len(processes)
    return [time for each in told for time in json.loads(each)]


def names(first: int, count: int) -> list[str]:
    """What annotators are called."""
    return [f"annotator-{number}" for number in range(first, first + count)]


def judge(location: StoreLocation, document: str, annotators: int, count: int) -> int:
    """Hold every layer to its log, and to what was done; how many operations there are in all.

    Raises:
        AssertionError: a log does not lead to its state, or lacks an edit, or has one too many.
    """
    store = Store(location)
    operations = 0
    for name in names(0, annotators):
        health = examine(store.rows, LayerKey(document, name))
        assert health.faults == (), health.faults
        assert health.document is not None
        undone = count // UNDO_EVERY
        assert len(health.log.whole) == count
        assert len(health.document.entities) == count - 2 * undone
        operations += len(health.log.whole)
    store.close()
    return operations


def main(address: str, document: str, first: str, share: str, count: str) -> None:
    """Label in this process, a thread an annotator."""
    start = Barrier(int(share))
    times: list[float] = []
    failed: list[BaseException] = []

    def work(name: str) -> None:
        try:
            times.extend(label(location_of(address), LayerKey(document, name), int(count), start))
        except BaseException as error:
            failed.append(error)
            start.abort()
            raise

    threads = [Thread(target=work, args=(name,)) for name in names(int(first), int(share))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failed:
        sys.exit(1)
    print(json.dumps(times))


if __name__ == "__main__":
    main(*sys.argv[1:])
