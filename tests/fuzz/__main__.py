"""`make fuzz`: every reader, and every verb that takes a text, for `SECONDS=60` or as long as one likes.

`SEED=7` tries others. What fails is told, and kept in tests/fuzz/corpus, which the suite tries each time.
"""

from __future__ import annotations

import os
import sys
from collections import Counter
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import monotonic

from tests.fuzz.fuzzing import drawn, failure, keep
from tests.fuzz.readers import readers
from tests.fuzz.texts import drawn_text, failure_of_text


def main() -> int:
    """Try in turns until the time is up, and print the table."""
    seconds, seed = float(os.environ.get("SECONDS", "60")), int(os.environ.get("SEED", "0"))
    random, ends = Random(seed), monotonic() + seconds
    tried: Counter[str] = Counter()
    failed: dict[str, set[str]] = {}
    known = readers()
    with TemporaryDirectory() as folder:
        while monotonic() < ends:
            for name, reader in known.items():
                for _ in range(20):
                    files = drawn(reader, random)
                    tried[name] += 1
                    wrong = failure(reader, files, Path(folder, "x"))
                    if wrong and wrong.splitlines()[-1] not in failed.setdefault(name, set()):
                        failed[name].add(wrong.splitlines()[-1])
                        print(f"{name}: {wrong}kept as {keep(name, files)}", file=sys.stderr, flush=True)
            text = drawn_text(random)
            tried["texts"] += 1
            if wrong := failure_of_text(text, Path(folder, "texts")):
                failed.setdefault("texts", set()).add(wrong)
                print(f"texts: {text!r}: {wrong}", file=sys.stderr, flush=True)
    print(f"{'reader':24}{'tried':>8}{'failed':>8}")
    for name, count in tried.items():
        print(f"{name:24}{count:8}{len(failed.get(name, ())):8}")
    print(f"{'all':24}{tried.total():8}{sum(map(len, failed.values())):8}")
    return min(1, sum(map(len, failed.values())))


if __name__ == "__main__":
    sys.exit(main())
