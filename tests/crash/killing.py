"""Killing a process at a random moment, and judging what it left."""

from __future__ import annotations

import subprocess
import sys
from random import Random
from threading import Timer

from annotator.model.document import Document
from annotator.schema.label_schema import LabelSchema
from annotator.store.reading.replay import replayed
from annotator.store.session import LabelSession
from annotator.store.store import Store
from annotator.store.tables.layer import LayerKey
from annotator.store.tables.log import provenances_with
from annotator.suggest.worth.offers import OFFERED, Logged, offers
from tests.crash.victim import location_of
from tests.crash.work import Work
from tests.shared import ROOT


def killed(arguments: list[str], delay_s: float) -> list[int]:
    """Run the victim, kill it (SIGKILL) this long after it is ready, and return what it acknowledged."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.crash.victim", *arguments], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    try:
        assert process.stdout.readline() == "ready\n"
        timer = Timer(delay_s, process.kill)
        timer.start()
        lines = process.stdout.readlines()
        timer.join()
    finally:
        process.kill()
        process.wait()
        process.stdout.close()
    return [int(line) for line in lines if line.endswith("\n")]


def kill_while_labelling(store_word: str, document_id: str, seed: int) -> tuple[int, int]:
    """One kill; the number of acknowledged actions, and of those that were kept.

    Raises:
        AssertionError: an acknowledged action is lost, or what is there is no state that ever was.
    """
    acknowledged = max([0, *killed(["label", store_word, document_id, str(seed)], Random(seed).uniform(0, 0.3))])
    store = Store(location_of(store_word))
    key = LayerKey(document_id, "mira")
    session = LabelSession(store, LabelSchema("mini", "1.0.0"), key)
    assert session.read_only is None, session.read_only
    kept = _state_number(session, seed, acknowledged)
    # The log tells the same story, and the history goes on.
    if acknowledged:
        assert replayed(store.rows, key) == session.document
        _assert_decided(store, key, session.document)
        assert session.undo() is not None or session.redo() is not None
    session.close()
    store.close()
    return acknowledged, kept


def _assert_decided(store: Store, key: LayerKey, document: Document) -> None:
    """Every mention stands in the layer together with the decision that took it, in the log."""
    logged = (
        Logged(each.document_id, each.who, each.elapsed_ms, each.provenance)
        for each in provenances_with(store.rows, OFFERED)
        if each.document_id == key.document_id
    )
    taken = {each.written.spans for each in offers(logged)[0]}
    assert {each.spans for each in document.entities.values()} <= taken


def _state_number(session: LabelSession, seed: int, acknowledged: int) -> int:
    """Which of the states since the last acknowledged action the store holds."""
    empty = session.document
    work = Work(seed, Document(empty.id, empty.text, empty.text_sha256, empty.schema_ref, empty.annotator))
    for number in range(acknowledged + 2000):
        if number >= acknowledged and work.document == session.document:
            return number
        work.next_action()
    raise AssertionError(f"seed {seed}: after {acknowledged} acknowledged actions the store holds another state")
