"""Several children at once, their answers in one stream; when one fails, or the reader stops, all are stopped."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from queue import SimpleQueue
from threading import Event
from typing import TypeVar

from annotator.extractors.exchange import StoppedError

Share = TypeVar("Share")
Found = TypeVar("Found")

Work = Callable[[Share, Callable[[], bool]], Iterator[Found]]
"""Yields what it finds in its share; its second argument says when to stop."""


class _End:
    """Somebody's share is done, well or not."""


def in_parallel(work: Work[Share, Found], shares: Sequence[Share]) -> Iterator[Found]:
    """What `work` yields for every share, in a thread for each, as it comes.

    Raises:
        Exception: the first that `work` raised, once all threads have ended.
    """
    answers: SimpleQueue[Found | _End] = SimpleQueue()
    stop = Event()

    def one(share: Share) -> None:
        whole = False
        try:
            for each in work(share, stop.is_set):
                answers.put(each)
            whole = True
        finally:
            if not whole:
                stop.set()
            answers.put(_End())

    with ThreadPoolExecutor(len(shares), "annotator-extractor") as pool:
        threads = [pool.submit(one, share) for share in shares]
        try:
            for _ in shares:
                while not isinstance(each := answers.get(), _End):
                    yield each
        finally:
            stop.set()
        _raise_cause(threads)


def _raise_cause(threads: Sequence[Future[None]]) -> None:
    """Raise what made a thread fail by itself; that others were stopped is its consequence."""
    raised = [error for thread in threads if (error := thread.exception())]
    for error in sorted(raised, key=lambda error: isinstance(error, StoppedError)):
        raise error
