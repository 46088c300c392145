"""The pieces of a replay shared by processes, the longest first, and the points that come of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from dataclasses import dataclass, replace
from functools import reduce
from multiprocessing import get_context
from operator import add
from time import monotonic

from annotator.suggest.learner import least
from annotator.suggest.learner.linear.one_thread import one_thread
from annotator.suggest.learner_process.messages import Figures
from tests.tui.editor.pressed.costs import Costs, Point
from tests.tui.editor.pressed.lot import Lot
from tests.tui.editor.pressed.work import ONE, SENTENCE, WITHOUT, FiguresOf, Piece, pieces_of

Work = FiguresOf | Piece
Report = Callable[[str], None]


@dataclass(frozen=True)
class Replayed:
    """The points that were counted, and a line for each piece that failed: its point is missing."""

    points: tuple[Point, ...]
    failed: tuple[str, ...]


def replay(lot: Lot, finished: Sequence[int], jobs: int, report: Report, *, through_terminal: bool = False) -> Replayed:
    """Replay the articles after so many finished ones, at each point in `finished`.

    Args:
        lot: the articles.
        finished: how many are finished before, point by point.
        jobs: how many processes share the work.
        report: told of each piece that is done.
        through_terminal: press the keys in the real program too, one at a time.
    """
    pieces = [
        replace(piece, through_terminal=through_terminal)
        for point in (WITHOUT, *sorted(finished))
        for piece in pieces_of(lot, point)
    ]
    # One thread each, as the learner beside the screen: with more of them the cores would be shared unevenly.
    with one_thread(), ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        sharing = _Sharing(pool, pieces, report)
        try:
            sharing.work()
        except KeyboardInterrupt:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    points = (_point(each, sharing.costs) for each in sorted(finished))
    return Replayed(tuple(each for each in points if each), tuple(sharing.failed))


class _Sharing:
    """What is given to processes; pieces of three finished articles and more wait for what is known of those."""

    def __init__(self, pool: ProcessPoolExecutor, pieces: Sequence[Piece], report: Report) -> None:
        self.costs: dict[Piece, Costs] = {}
        self.failed: list[str] = []
        self._pool = pool
        self._report = report
        self._given: dict[Future[tuple[object, float]], Work] = {}
        self._waiting: dict[FiguresOf, list[Piece]] = {}
        for piece in pieces:
            if piece.finished >= least.ARTICLES:
                self._waiting.setdefault(FiguresOf(piece.lot, piece.finished), []).append(piece)
        self._give(sorted(self._waiting, key=lambda each: -each.finished))
        self._give(each for each in pieces if each.finished < least.ARTICLES)
        self._count = len(pieces) + len(self._waiting)
        self._done = 0

    def _give(self, works: Iterable[Work]) -> None:
        for each in works:
            self._given[self._pool.submit(_timed, each)] = each

    def work(self) -> None:
        """Until nothing is left to do."""
        while self._given:
            done, _ = wait(self._given, return_when=FIRST_COMPLETED)
            for each in done:
                self._take(self._given.pop(each), each)

    def _take(self, work: Work, future: Future[tuple[object, float]]) -> None:
        self._done += 1
        try:
            found, took_s = future.result()
        except Exception as error:
            # Everything: one article to which the hand finds no way must not cost the others.
            said = f"{work.named}: {type(error).__name__}: {(str(error).splitlines() or [''])[0]}"
            self.failed.append(said)
            self._report(f"{self._done}/{self._count} FAILED {said}")
            if isinstance(work, FiguresOf):
                self._count -= len(self._waiting[work])
            return
        self._report(f"{self._done}/{self._count} {work.named}: {took_s:.0f} s")
        if isinstance(found, Costs) and isinstance(work, Piece):
            self.costs[replace(work, figures=None, through_terminal=False)] = found
        elif isinstance(work, FiguresOf) and isinstance(found, Figures):
            self._give(replace(each, figures=found) for each in self._waiting[work])


def _timed(work: Work) -> tuple[object, float]:
    """What comes of a piece of work, and the seconds that it took."""
    begun_s = monotonic()
    return work.found(), monotonic() - begun_s


def _point(finished: int, costs: dict[Piece, Costs]) -> Point | None:
    """The sums of a point; None where an article is missing."""
    sums: dict[tuple[int, str], list[Costs]] = {}
    for piece, found in costs.items():
        sums.setdefault((piece.finished, piece.way), []).append(found)
    by_sentence_as = SENTENCE if finished >= least.ARTICLES else ONE
    parts = [sums.get(each, []) for each in ((finished, ONE), (finished, by_sentence_as), (WITHOUT, ONE))]
    articles = max((len(each.lot.replayed()) for each in costs), default=0)
    if any(len(each) < articles for each in parts) or not articles:
        return None
    one_at_a_time, by_sentence, without = (reduce(add, each, Costs()) for each in parts)
    return Point(finished, one_at_a_time, by_sentence, without)
