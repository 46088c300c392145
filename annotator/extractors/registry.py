"""The extractors that have a name: entry points of the group `annotator.extractors`, listed without importing any.

The built-in ones stand in a table here, so that they are found in a source tree that was never installed; another
package adds one by an entry point whose object is `extract(records)`, or `extract(records, argument)` where the spec
may carry an argument (`NAME:ARGUMENT`). They are imported in the child process alone.
"""

from __future__ import annotations

from contextlib import suppress
from importlib.metadata import PackageNotFoundError, entry_points, version

GROUP = "annotator.extractors"

BUILT_IN = {
    "llm": "annotator.extractors.llm.extract:extract",
    "model": "annotator.suggest.learner.extract:extract",
    "spacy": "annotator.extractors.spacy_pipeline:extract",
}
"""Names and where their functions stand."""


def extractor_names() -> list[str]:
    """The names of all registered extractors, sorted."""
    return sorted({*BUILT_IN, *(each.name for each in entry_points(group=GROUP))})


def extractor_place(name: str) -> str:
    """Where the function of a registered extractor stands, as `module:function`.

    Raises:
        KeyError: there is none of this name.
    """
    return BUILT_IN.get(name) or {each.name: each.value for each in entry_points(group=GROUP)}[name]


def installed_versions(name: str, argument: str | None) -> str:
    """The versions of what is installed of a registered extractor: its package, and the one its argument names."""
    versions = [each.dist.version for each in entry_points(group=GROUP) if each.name == name and each.dist]
    with suppress(PackageNotFoundError, ValueError):
        versions += [version(argument)] if argument else []
    return "+".join(dict.fromkeys(versions))
