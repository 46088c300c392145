"""Mutation testing: does a test notice when a comparison, sign or number is wrong?

    python -m tests.mutation [eval] [schema] [--sample N] [--seed S] [--shard 1/2] [--results FILE]

Each mutant changes one thing of one file in a copy of everything. The tests that run the changed lines are run with few
examples a property, up to the first failure; with --all-examples, the properties are run again against those mutants
that survived. First, a function that does nothing but fail must be noticed by tests that pass without a change; last,
all tests that killed a mutant must pass without a change. What the file of results holds already is not run again. A
survivor is equivalent or shows a missing test: look at each.
"""

from __future__ import annotations

import argparse
import ast
import csv
import random
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.mutation.copy import FAILED, Copy
from tests.mutation.mutants import Mutant, fatal, mutants, mutated, places
from tests.mutation.reach import CACHE, TESTS, reaching
from tests.shared import ROOT, SHARED


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("packages", nargs="*", default=[*TESTS], choices=[*TESTS])
    parser.add_argument("--sample", type=int, default=150)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--shard", default="1/1", help="which part of the sample, of how many")
    parser.add_argument("--all-examples", action="store_true", help="try the survivors again")
    parser.add_argument("--results", type=Path, help="tab-separated: file, place, line, what, examples, failing test")
    chosen = parser.parse_args()
    every = [each for package in chosen.packages for each in all_mutants(package)]
    sample = random.Random(chosen.seed).sample(every, min(chosen.sample, len(every)))
    reach = reaching(chosen.packages)
    results = (chosen.results or CACHE / f"{'-'.join(chosen.packages)}-{chosen.seed}.tsv").absolute()
    shard, shards = map(int, chosen.shard.split("/"))
    profile = "suite" if chosen.all_examples else "quick"
    known = judged(results)
    left = [
        each
        for each in sample[shard - 1 :: shards]
        if (each in known and known[each] == ("quick", "") if chosen.all_examples else each not in known)
    ]
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "copy"
        shutil.copytree(ROOT, root, ignore=shutil.ignore_patterns(".git", ".*_cache", "__pycache__", ".hypothesis"))
        if SHARED.is_dir():
            (root.parent / SHARED.name).symlink_to(SHARED.resolve())
        judge(left, Copy(root, reach), profile, results)
    found = judged(results)
    killed = sum(bool(found[each][1]) for each in sample if each in found)
    print(f"{killed} killed of {sum(each in found for each in sample)} ({len(every)} mutants in all): {results}")
    return 0


def all_mutants(package: str) -> list[Mutant]:
    """All mutants of a package."""
    paths = sorted((ROOT / "annotator" / package).rglob("*.py"))
    return [each for path in paths for each in mutants(str(path.relative_to(ROOT)), path.read_text("utf-8"))]


def judged(results: Path) -> dict[Mutant, tuple[str, str]]:
    """What was run already: with how many examples at last, and the first test that failed."""
    if not results.exists():
        return {}
    with results.open(encoding="utf-8", newline="") as rows:
        return {
            Mutant(file, int(at), int(line), what): (run, killer) for file, at, line, what, run, killer in table(rows)
        }


def table(rows: object) -> list[list[str]]:
    """The rows of a tab-separated file."""
    return list(csv.reader(rows, csv.excel_tab))  # type: ignore[arg-type]


def judge(left: Sequence[Mutant], copy: Copy, profile: str, results: Path) -> None:
    """Run mutants, one after the other, each noted when it is known."""
    copy.warm()
    check_the_runs(left, copy)
    killers = set()
    for mutant in left:
        killer = copy.killer(mutant, mutated((ROOT / mutant.file).read_text("utf-8"), mutant.place), profile)
        killers |= {killer} - {"", *FAILED.values()}
        with results.open("a", encoding="utf-8", newline="") as rows:
            fields = (mutant.file, mutant.place, mutant.line, mutant.what, profile, killer)
            csv.writer(rows, csv.excel_tab).writerow(fields)
        print(f"{'killed' if killer else 'SURVIVED'} {mutant.file}:{mutant.line}: {mutant.what} {killer}", flush=True)
    if killers and (failing := copy.failing(sorted(killers), profile, None)):
        sys.exit(f"fails without any change: {failing}")


def check_the_runs(left: Sequence[Mutant], copy: Copy) -> None:
    """A function that does nothing but fail is noticed, by tests that pass without a change."""
    for mutant in left:
        source = (ROOT / mutant.file).read_text("utf-8")
        if list(places(ast.parse(source)))[mutant.place].function is None:
            continue
        if copy.killer(mutant, fatal(source, mutant.place), "quick"):
            if failing := copy.killer(mutant, ast.parse(source), "quick"):
                sys.exit(f"fails without any change: {failing}")
            return
    if left:
        sys.exit("no test notices a function that does nothing but fail")


if __name__ == "__main__":
    sys.exit(main())
