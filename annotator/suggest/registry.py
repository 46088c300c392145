"""The suggesters there are: entry points of the group `annotator.suggesters`, listed without importing any of them.

The built-in ones stand in a table here, so that they are found in a source tree that was never installed; another
package adds one by an entry point whose object is a class without arguments.
"""

from __future__ import annotations

from importlib import import_module
from typing import cast

from annotator.errors import InputError, did_you_mean
from annotator.suggest.suggester import Suggester

GROUP = "annotator.suggesters"

BUILT_IN = {
    "english-news": "annotator.suggest.english_news.suggester:EnglishNews",
    "labelled-words": "annotator.suggest.labelled_words:LabelledWords",
}
"""Names and where their classes stand."""


def suggester_names() -> list[str]:
    """The names of all suggesters, sorted."""
    return sorted({*BUILT_IN, *_installed()})


def suggester_named(name: str) -> Suggester:
    """A new suggester of this name.

    Raises:
        InputError: there is none, or another package's cannot be loaded.
    """
    place = BUILT_IN.get(name) or _installed().get(name)
    if place is None:
        raise InputError(f"unknown suggester {name!r}; {did_you_mean(name, suggester_names())}")
    module, _, attribute = place.partition(":")
    try:
        return cast("Suggester", getattr(import_module(module), attribute)())
    except (ImportError, AttributeError) as error:
        raise InputError(f"the suggester {name!r} cannot be loaded from {place}: {error}") from error


def _installed() -> dict[str, str]:
    from importlib.metadata import entry_points  # noqa: PLC0415 - reads what is installed; not on the way to a screen

    return {each.name: each.value for each in entry_points(group=GROUP)}
