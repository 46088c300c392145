"""What follows `llm:` in a spec string: the model, and how it is asked.

::

    MODEL?temperature=none&prompt=FILE&examples=FILE&concurrency=4&format=json_schema

Values are percent-decoded. Reading one looks at no file; docs/extractors.md says what each option does.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any, Literal, TypeAlias, get_args
from urllib.parse import quote, unquote

from annotator.errors import UsageError, did_you_mean
from annotator.text.placing_ways import DEFAULT_PLACING, DEFAULT_THRESHOLD, PLACINGS, Placing

NotShown: TypeAlias = Literal["none"]
AnswerFormat: TypeAlias = Literal["json_schema", "json_object", "none"]

FORMATS: tuple[AnswerFormat, ...] = get_args(AnswerFormat)
"""What the server may be asked to hold the answer to, from the strictest on."""

LARGEST = 1_000_000
UNSAFE = "%?&=#"


class OptionError(ValueError):
    """A value is none of those that an option may have; the message says what was expected."""


@dataclass(frozen=True, slots=True)
class ModelSpec:
    """Which model is asked, and how; the fields are the options by name. `temperature` None leaves it to the server.

    `shots` passages of the examples are shown, None for all of them whole. `guidelines` "none" are not shown even where
    a project has some.
    """

    model: str
    temperature: float | None = 0.0
    prompt: Path | None = None
    guidelines: Path | NotShown | None = None
    examples: Path | None = None
    shots: int | None = None
    concurrency: int = 4
    format: AnswerFormat = "json_object"
    retries: int = 5
    timeout_s: float = 120.0
    window_chars: int = 20_000
    overlap_chars: int = 500
    placing: Placing = DEFAULT_PLACING
    threshold: float = DEFAULT_THRESHOLD

    def files(self) -> tuple[Path, ...]:
        """The files that it names."""
        return tuple(path for path in (self.prompt, self.guidelines, self.examples) if isinstance(path, Path))

    def within(self, folder: Path) -> ModelSpec:
        """The same with full paths, relative ones starting at a folder."""
        named = {name: getattr(self, name) for name in ("prompt", "guidelines", "examples")}
        full: dict[str, Any] = {
            name: (folder / path).absolute() for name, path in named.items() if isinstance(path, Path)
        }
        return replace(self, **full)

    def text(self) -> str:
        """The same as a string, without what is so by default."""
        options = []
        for each in fields(self)[1:]:
            value = getattr(self, each.name)
            if value != each.default:
                words = "none" if value is None else str(value)
                options.append(f"{each.name}={''.join(quote(c) if c in UNSAFE else c for c in words)}")
        return self.model + ("?" + "&".join(options) if options else "")


def parse_model(text: str) -> ModelSpec:
    """The model and the options that a string says.

    Raises:
        UsageError: there is no model, no such option, no such value, or an option stands twice.
    """
    model, _, line = text.partition("?")
    if not model:
        raise UsageError("llm: no model; expected llm:MODEL or llm:MODEL?OPTION=VALUE&...")
    given: dict[str, Any] = {}
    for pair in filter(None, line.split("&")):
        name, equals, value = pair.partition("=")
        if name not in READERS:
            raise UsageError(f"llm:{text}: no option {name!r}; {did_you_mean(name, READERS)}")
        if name in given:
            raise UsageError(f"llm:{text}: the option {name} stands twice; expected it once")
        try:
            given[name] = READERS[name](unquote(value) if equals else "")
        except OptionError as error:
            raise UsageError(f"llm:{text}: {name}={value}: {error}") from None
    spec = ModelSpec(model, **given)
    if spec.window_chars and 4 * spec.overlap_chars > spec.window_chars:
        most = spec.window_chars // 4
        raise UsageError(f"llm:{text}: windows overlap by {spec.overlap_chars} characters; expected at most {most}")
    return spec


def number_between(low: float, high: float) -> Callable[[str], float]:
    """Reads a number with limits."""

    def read(value: str) -> float:
        try:
            number = float(value)
        except ValueError:
            number = high + 1
        if not low <= number <= high:
            raise OptionError(f"expected a number from {low:g} to {high:g}")
        return number

    return read


def whole_number_from(low: int) -> Callable[[str], int]:
    """Reads a whole number with a lower limit."""

    def read(value: str) -> int:
        if not (value.isascii() and value.isdigit() and low <= int(value[:9]) <= LARGEST):
            raise OptionError(f"expected a whole number from {low} to {LARGEST}")
        return int(value)

    return read


def one_of(words: tuple[str, ...]) -> Callable[[str], str]:
    """Reads one of some words."""

    def read(value: str) -> str:
        if value not in words:
            raise OptionError(did_you_mean(value, words))
        return value

    return read


def file_path(value: str) -> Path:
    """Reads a file's name.

    Raises:
        OptionError: there is none.
    """
    if not value or "\0" in value:
        raise OptionError("expected a file")
    return Path(value)


def temperature(value: str) -> float | None:
    """Reads a temperature; None where the server shall choose.

    Raises:
        OptionError: it is none.
    """
    return None if value == "none" else number_between(0, 2)(value)


READERS: Mapping[str, Callable[[str], Any]] = {
    "temperature": temperature,
    "prompt": file_path,
    "guidelines": lambda value: value if value == "none" else file_path(value),
    "examples": file_path,
    "shots": whole_number_from(0),
    "concurrency": whole_number_from(1),
    "format": one_of(FORMATS),
    "retries": whole_number_from(0),
    "timeout_s": number_between(0.001, LARGEST),
    "window_chars": whole_number_from(0),
    "overlap_chars": whole_number_from(0),
    "placing": one_of(PLACINGS),
    "threshold": number_between(0, 1),
}
"""The options, and how each is read."""
