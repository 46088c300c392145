"""The options of scoring as keyword arguments: those of the command line, with underscores for hyphens."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, get_args, get_type_hints

from annotator.errors import UsageError, did_you_mean
from annotator.eval.options import OPTIONS, ScoreOptions
from annotator.eval.suites.gates import Gate, with_gates

BY_NAME = {option.flag or name: name for name, option in OPTIONS.items() if option.help}
"""The field of each option, by its name outside."""


def score_options(given: dict[str, Any], gates: Sequence[Gate] = ()) -> ScoreOptions:
    """The options of keyword arguments, with the rows that gates ask for.

    Raises:
        UsageError: an unknown name, or a value that the option does not take.
    """
    for name in given:
        if name not in BY_NAME:
            raise UsageError(f"unknown option {name!r}; {did_you_mean(name, BY_NAME)}")
    kinds = get_type_hints(ScoreOptions)
    chosen = {BY_NAME[name]: _value(name, value, kinds[BY_NAME[name]]) for name, value in given.items()}
    try:
        return with_gates(ScoreOptions(**chosen), gates)
    except (TypeError, ValueError) as error:
        raise UsageError(f"{', '.join(given)}: a value of the wrong kind ({error})") from None


def words(name: str, given: object) -> tuple[str, ...]:
    """One word, words with commas between, or several.

    Raises:
        UsageError: it is neither.
    """
    several = (given,) if isinstance(given, str) else given
    if not isinstance(several, Iterable):
        raise UsageError(f"{name}: found {given!r}; expected a string, or a list of strings")
    all_words = list(several)
    if not all(isinstance(each, str) for each in all_words):
        raise UsageError(f"{name}: found {given!r}; expected a string, or a list of strings")
    return tuple(dict.fromkeys(word for each in all_words for word in each.split(",") if word))


def _value(name: str, value: Any, kind: Any) -> Any:
    takes_words = tuple[str, ...] in (kind, *get_args(kind))
    if not takes_words or value is None:
        known = OPTIONS[BY_NAME[name]].words
        return known.get(value, value) if known and isinstance(value, str) else value
    return words(name, value)
