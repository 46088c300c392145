"""Leases on PostgreSQL: one session at a time, renewed, ended by time, and the late one's writing refused."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from annotator.errors import LayerLockedError, StoreError
from annotator.model import edits
from annotator.model.annotation import mention
from annotator.store.database.transaction import writing
from annotator.store.leases import row_lease
from annotator.store.leases.lease import Holder, holder_to_bytes, lease_name, this_process
from annotator.store.leases.row_lease import RowLease
from annotator.store.reading.loading import open_layer
from annotator.store.session import LabelSession
from annotator.store.store import Store
from annotator.store.tables.layer import LayerKey
from tests.databases import Cluster, place_for
from tests.project.layers import TEXT, session, store_with_article

ELSEWHERE = Holder(4711, "oskell", "2026-01-01T10:00:00+00:00", "another machine")


@pytest.fixture(params=["postgresql", "team"])
def layer(request: pytest.FixtureRequest, cluster: Cluster, tmp_path: Path) -> Iterator[tuple[Store, LayerKey]]:
    """A layer of a PostgreSQL store, and one of a team's."""
    store, key = store_with_article(place_for(request, tmp_path))
    yield store, key
    store.close()


def run(store: Store, sql: str, **parameters: Any) -> None:
    """Change the store behind its back."""
    with writing(store.engine, store.location) as transaction:
        transaction.run(sql, **parameters)


def end_lease(store: Store) -> None:
    """As if it had not been renewed for long."""
    run(store, "UPDATE leases SET until = clock_timestamp() - interval '1 second'")


def label(opened: LabelSession, start: int = 0) -> None:
    """Label something."""
    opened.apply(edits.add(opened.document, mention(opened.fresh_id("T"), "ORG", TEXT, ((start, start + 6),))))


def until(condition: Callable[[], bool]) -> None:
    """Wait for another thread to bring something about."""
    waiting = threading.Event()
    for _ in range(2000):
        if condition():
            return
        waiting.wait(0.01)
    raise AssertionError("it did not happen")


def test_a_lease_is_given_back_at_once(layer: tuple[Store, LayerKey]) -> None:
    store, key = layer
    for _ in range(5):
        lease = RowLease(store.engine, store.location, key)
        with pytest.raises(LayerLockedError, match=rf"\(process {this_process().pid}\) since"):
            RowLease(store.engine, store.location, key)
        assert list(store.in_use()) == [lease_name(key)]
        lease.release()
        lease.release()
        assert store.in_use() == {}


def test_a_lease_that_ended_is_taken_over_and_the_late_writer_refused(layer: tuple[Store, LayerKey]) -> None:
    store, key = layer
    late = session(store, key)
    label(late)
    late.flush()
    end_lease(store)
    second = session(store, key)
    assert second.read_only is None
    assert "taken over from process" in (second.notice or "")
    label(late, 7)
    until(lambda: late.failure is not None)
    with pytest.raises(StoreError, match="Open the document again"):
        late.close(0.2)
    label(second, 14)
    second.close()
    found = open_layer(store.rows, key)[1].entities.values()
    assert sorted(each.spans for each in found) == [((0, 6),), ((14, 20),)]


def test_a_lease_that_ended_and_that_nobody_took_holds_still(layer: tuple[Store, LayerKey]) -> None:
    store, key = layer
    opened = session(store, key)
    end_lease(store)
    label(opened)
    opened.close()
    assert len(open_layer(store.rows, key)[1].entities) == 1


def test_the_first_write_of_a_layer_is_fenced_too(layer: tuple[Store, LayerKey]) -> None:
    store, key = layer
    late = session(store, key)
    end_lease(store)
    second = session(store, key)
    label(late)
    until(lambda: late.failure is not None)
    label(second, 7)
    second.close()
    with pytest.raises(StoreError):
        late.close(0.2)
    assert [each.spans for each in open_layer(store.rows, key)[1].entities.values()] == [((7, 13),)]


@contextmanager
def renewing_every(seconds: float, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Renew so often."""
    with monkeypatch.context() as patch:
        patch.setattr(row_lease, "RENEW_S", seconds)
        yield


def test_a_lease_is_renewed_and_outlives_a_dropped_connection(
    layer: tuple[Store, LayerKey], monkeypatch: pytest.MonkeyPatch
) -> None:
    store, key = layer
    with renewing_every(0.02, monkeypatch):
        opened = session(store, key)
        label(opened)
        opened.flush()
        with store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            drop = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
            connection.exec_driver_sql(f"{drop} AND datname = current_database()")
        ended = "SELECT count(*) FROM leases WHERE until < clock_timestamp() + interval '30 seconds'"
        end_lease(store)
        until(lambda: store.rows.all(ended) == [(0,)])
        second = session(store, key)
        assert "held by" in (second.read_only or "")
        second.close()
        label(opened, 7)
        opened.close()
    assert len(open_layer(store.rows, key)[1].entities) == 2


def test_a_lease_that_is_gone_is_taken_again_and_one_that_is_anothers_is_lost(
    layer: tuple[Store, LayerKey], monkeypatch: pytest.MonkeyPatch
) -> None:
    store, key = layer
    with renewing_every(0.02, monkeypatch):
        opened = session(store, key)
        run(store, "DELETE FROM leases")
        until(lambda: bool(store.in_use()))
        told = threading.Event()
        opened.subscribe(told.set)
        run(store, "UPDATE leases SET token = 'other', holder = :holder", holder=holder_to_bytes(ELSEWHERE))
        assert told.wait(20)
        assert "on oskell (process 4711) since" in (opened.read_only or "")
        with pytest.raises(StoreError, match="oskell"):
            label(opened)
        opened.close()
    assert store.rows.all("SELECT token FROM leases") == [("other",)]


@pytest.mark.parametrize("here", [True, False])
def test_a_dead_process_of_this_machine_is_not_waited_for(layer: tuple[Store, LayerKey], here: bool) -> None:
    store, key = layer
    me = this_process()
    gone = bool(me.space) and here
    lease = RowLease(store.engine, store.location, key)
    dead = Holder(2**22 + 1, me.host, me.since, me.space) if here else ELSEWHERE
    run(store, "UPDATE leases SET token = 'dead', holder = :holder", holder=holder_to_bytes(dead))
    assert (store.in_use() == {}) == gone
    opened = session(store, key)
    assert (opened.read_only is None) == gone
    assert (opened.notice is not None) == gone
    opened.close()
    lease.release()
