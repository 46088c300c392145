"""The choices of scoring as options of the command line, made from their one declaration, for every verb."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field, make_dataclass
from typing import TYPE_CHECKING, Annotated, Any, Literal, get_args, get_type_hints

from cyclopts import Parameter

from annotator.errors import UsageError
from annotator.eval.input_options import INPUT_OPTIONS
from annotator.eval.option import Option
from annotator.eval.options import OPTIONS, ScoreOptions

if TYPE_CHECKING:
    from annotator.eval.suites.gates import Gate


class ScoringWords:
    """What is read, what is scored and how, as words of the command line; a field for each option that has help."""

    def options(self, gates: Sequence[Gate] = ()) -> ScoreOptions:
        """The options of these words, with the rows that gates ask for.

        Raises:
            UsageError: a value is not legal; the message names its option.
        """
        from annotator.eval.suites.gates import with_gates  # noqa: PLC0415 - loaded when called

        chosen = {name: _value(name, getattr(self, name)) for name in CHOSEN if hasattr(self, name)}
        for name, value in chosen.items():
            _refuse(name, value)
        return with_gates(ScoreOptions(**chosen), gates)


def _refuse(name: str, value: Any) -> None:
    fault = CHOSEN[name].check(value)
    flag = f"--{CHOSEN[name].flag or name.replace('_', '-')}"
    if fault and not fault.startswith(flag):
        raise UsageError(f"{flag}{' ' if isinstance(value, int | float) else ': '}{fault}")


def _class_of_words(name: str, options: Mapping[str, Option]) -> type[ScoringWords]:
    """A class of the words of some options, made from their one declaration."""
    kinds = get_type_hints(ScoreOptions)
    made = [(name, _kind(kinds[name], option), field(default=_default(name))) for name, option in options.items()]
    words = make_dataclass(name, made, bases=(ScoringWords,), frozen=True)
    words.__module__ = __name__  # else it passes for a class of the standard library, which has no options
    return Parameter(name="*")(words)


def _kind(kind: Any, option: Option) -> Any:
    """A field's type as the command line reads it: one word or many, a number, or one of some words."""
    if option.words is not None:
        words: Any = Literal
        kind = words[tuple(option.words)]
    elif _takes_words(kind):
        kind = tuple[str, ...]
    return Annotated[kind, Parameter(name=f"--{option.flag}" if option.flag else None, help=option.help)]


def _takes_words(kind: Any) -> bool:
    return tuple[str, ...] in (kind, *get_args(kind))


def _default(name: str) -> Any:
    """The word, or words, for an option's default."""
    default, words = getattr(DEFAULTS, name), CHOSEN[name].words
    if words is not None:
        return next(word for word, value in words.items() if value == default)
    return () if default is None and _takes_words(get_type_hints(ScoreOptions)[name]) else default


def _value(name: str, word: Any) -> Any:
    """The value of an option for what was written."""
    words = CHOSEN[name].words
    if words is not None:
        return words[word]
    if not isinstance(word, tuple):
        return word
    return _words(word) or getattr(DEFAULTS, name)


DEFAULTS = ScoreOptions()
CHOSEN = {name: option for name, option in OPTIONS.items() if option.help}
"""The options that people choose by hand."""

OF_INPUT = {name: option for name, option in INPUT_OPTIONS.items() if option.help}
"""Those of them that are about what is read."""

if TYPE_CHECKING:

    class Inputs(ScoringWords):
        """The words of the options about what is read."""

    class Answers(ScoringWords):
        """The words of those that matter where an extractor is run."""

    class Scoring(ScoringWords):
        """The words of all options."""

    class Comparing(ScoringWords):
        """The words of the options that matter where systems are compared."""

else:
    Inputs = _class_of_words("Inputs", OF_INPUT)
    Answers = _class_of_words("Answers", {name: each for name, each in OF_INPUT.items() if name != "symmetric"})
    Scoring = _class_of_words("Scoring", CHOSEN)
    Comparing = _class_of_words("Comparing", {name: option for name, option in CHOSEN.items() if option.in_comparisons})

DEFAULT_INPUTS, DEFAULT_ANSWERS, DEFAULT_SCORING = Inputs(), Answers(), Scoring()


def _words(given: Iterable[str]) -> tuple[str, ...]:
    """Words given one by one or with commas between, each once."""
    return tuple(dict.fromkeys(word for each in given for word in each.split(",") if word))
