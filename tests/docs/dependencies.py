"""What each dependency is for, and what it weighs here: `python -m tests.docs.dependencies` measures.

A weight is that of the distribution and of all that is installed only because of it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.metadata import PackageNotFoundError, distribution

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.docs.markdown import table
from tests.shared import ROOT

MIB = 1 << 20
PURPOSE = {
    "alembic": "brings a working store of an earlier version up to date",
    "cyclopts": "the command line",
    "immutables": "documents whose changes cost the same however large they are",
    "jsonlines": "the lines of JSON Lines files",
    "msgspec": "records: typed, fast to read and write",
    "numpy": "counting, scores, resampling",
    "orjson": "JSON",
    "pydantic": "judges files that people write: schemas, suites, annotator.toml",
    "regex": "grapheme clusters and properties of Unicode",
    "ruamel-yaml": "schema files, with the place of every value",
    "scikit-learn": "coefficients of agreement, the learner",
    "sentencex": "sentences of languages with a full stop",
    "sqlalchemy": "the working store, SQLite or PostgreSQL",
    "textual": "the screens",
}
TO_SCORE = ("cyclopts", "immutables", "jsonlines", "msgspec", "numpy", "orjson", "regex")
"""What `annotator eval` loads; the rest is loaded by what it is for, and not before."""


def direct() -> list[str]:
    """The dependencies without extras, by their canonical names."""
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
    return [canonicalize_name(Requirement(each).name) for each in declared]


def purposes() -> str:
    """The table for the page."""
    rows = [(f"`{name}`", PURPOSE[name], "yes" if name in TO_SCORE else "") for name in sorted(PURPOSE)]
    return table(("dependency", "is for", "loaded to score"), rows)


@cache
def needs(name: str) -> frozenset[str]:
    """A distribution and all that it needs, of what is installed."""
    try:
        required = distribution(name).requires or []
    except PackageNotFoundError:
        return frozenset()
    wanted = [Requirement(each) for each in required]
    names = [canonicalize_name(each.name) for each in wanted if each.marker is None or each.marker.evaluate()]
    return frozenset({name}).union(*(needs(each) for each in names if each != name))


def weights(names: Iterable[str]) -> Mapping[str, int]:
    """Bytes of each, with what only it brings along."""
    known = list(names)
    return {
        name: sum(map(size, needs(name).difference(*(needs(each) for each in known if each != name)) | {name}))
        for name in known
    }


def size(name: str) -> int:
    """Bytes of a distribution's files."""
    paths = [path.locate() for path in distribution(name).files or ()]
    return sum(path.stat().st_size for path in map(ROOT.__class__, map(str, paths)) if path.is_file())


if __name__ == "__main__":
    found = weights(direct())
    for each, weight in sorted(found.items(), key=lambda item: -item[1]):
        print(f"{each:14} {weight / MIB:6.1f} MiB  {PURPOSE[each]}")
    everything = frozenset().union(*map(needs, found))
    print(f"{'all':14} {sum(map(size, everything)) / MIB:6.1f} MiB  in {len(everything)} distributions")
