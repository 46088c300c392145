"""`make crash`: hundreds of kills, the first fault ends it. `KILLS=1000 SEED=7 make crash` for more, or others."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic

from annotator.store.database.location import StoreLocation
from annotator.store.store import create_store
from tests.crash.killing import kill_while_labelling
from tests.crash.work import TEXT
from tests.project.layers import put


def main() -> int:
    """Kill, judge, count."""
    kills, seed = int(os.environ.get("KILLS", "200")), int(os.environ.get("SEED", "0"))
    started, acknowledged_in_all, unacknowledged_kept = monotonic(), 0, 0
    with TemporaryDirectory(prefix="crash") as folder:
        location = StoreLocation(path=Path(folder) / "store.sqlite")
        store = create_store(location)
        for number in range(kills):
            acknowledged, kept = kill_while_labelling(str(location.path), put(store, TEXT).document_id, seed + number)
            acknowledged_in_all += acknowledged
            unacknowledged_kept += kept - acknowledged
            print(f"\r{number + 1} of {kills} kills", end="", file=sys.stderr, flush=True)
        store.close()
    print(
        f"\n{kills} kills in {monotonic() - started:.0f} s: {acknowledged_in_all} actions acknowledged, 0 lost; "
        f"{unacknowledged_kept} more were on disk unacknowledged"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
