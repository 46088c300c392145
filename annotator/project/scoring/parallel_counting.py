"""Counting spread over processes or machines: every worker counts one share of the documents, and the counts add up.

All runners call the same function on the same shares, so that the result does not depend on where it was computed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from annotator.errors import InputError, UsageError
from annotator.eval.counts.part_file import Part, Shard, merge_parts
from annotator.eval.options import ScoreOptions
from annotator.project.scoring.score_files import count_files

Runner = Callable[[Callable[[Shard], Part], list[Shard]], Iterable[Part]]
"""Applies a function to every share, somewhere."""


@dataclass(frozen=True, slots=True)
class Files:
    """What is counted: gold and predictions on a disk that all workers see, and the schema file if one is given."""

    gold: Path
    predictions: Path
    schema: Path | None = None
    project: Path | None = None


def count_spread(files: Files, options: ScoreOptions, shares: int, runner: Runner) -> Part:
    """The counts of all documents, computed share by share: exactly those of `count_files`.

    Raises:
        AnnotatorError: as `count_files`.
    """
    shards = [Shard(number, shares) for number in range(1, shares + 1)]
    parts = runner(partial(count_share, files, options), shards)
    return merge_parts((f"share {number}/{shares}", part) for number, part in enumerate(parts, 1))


def count_share(files: Files, options: ScoreOptions, shard: Shard) -> Part:
    """The counts of one share of the documents."""
    return count_files(files.gold, files.predictions, options, shard=shard, schema=files.schema, project=files.project)


def in_processes(jobs: int) -> Runner:
    """A runner with this many processes on this machine."""

    def run(count: Callable[[Shard], Part], shards: list[Shard]) -> Iterable[Part]:
        with ProcessPoolExecutor(jobs) as pool:
            return list(pool.map(count, shards))

    return run


def on_dask(address: str, timeout_s: float = 10) -> Runner:
    """A runner on the Dask cluster at an address, such as tcp://10.0.0.1:8786.

    Raises:
        UsageError: the extra `dask` is not installed.
        InputError: nobody answers at the address within this time.
    """
    try:
        from dask.distributed import Client  # noqa: PLC0415 - needs the extra `dask`
    except ImportError as error:
        raise UsageError("--dask needs the extra `dask`: pip install 'gold-annotator[dask]'") from error

    def run(count: Callable[[Shard], Part], shards: list[Shard]) -> Iterable[Part]:
        try:
            # dask ships its own types in part; whether the call is typed depends on its version.
            with Client(address, timeout=timeout_s) as client:  # type: ignore[no-untyped-call, unused-ignore]
                return list(client.gather(client.map(count, shards, pure=False)))
        except OSError as error:
            raise InputError(f"--dask {address}: no cluster answers there ({error})") from error

    return run
