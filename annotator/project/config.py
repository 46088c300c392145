"""`annotator.toml`: what a project says about itself.

It names files and values, never a command: opening somebody else's project runs nothing of theirs. Everything is
optional; what is unknown is refused, so that a slip of the pen is not silently without effect::

    schema = "schema/conflict-news/1.0.0.yaml"   # the schema version that is labelled with
    annotator = "mira"                           # whose layer is opened; without it the user's login name
    store = ".annotator/store.sqlite"            # or postgresql://user@host/database
    language = "en"                              # of articles whose metadata names none
    suggesters = ["english-news"]                # who proposes; by default those of the language

    [limits]
    extractor_s = 600
    regex_s = 2

    [keymap]                                     # see `annotator label --help`
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

from annotator.errors import InputError, Place
from annotator.suggest.language_tags import normal_language

CONFIG_NAME = "annotator.toml"
DEFAULT_STORE = ".annotator/store.sqlite"
_PLACE = re.compile(r" \(at line (\d+), column (\d+)\)$")


@dataclass(frozen=True, slots=True)
class Limits:
    """How long things may take, in seconds."""

    extractor_s: float = 600.0
    regex_s: float = 2.0


@dataclass(frozen=True, slots=True)
class Config:
    """A project file's content; `file` is where it was read, paths are as written there."""

    file: Path
    schema: str | None = None
    annotator: str | None = None
    store: str = DEFAULT_STORE
    language: str | None = None
    suggesters: tuple[str, ...] | None = None
    limits: Limits = field(default_factory=Limits)
    keymap: Mapping[str, Any] = field(default_factory=dict)

    @property
    def folder(self) -> Path:
        """The project's folder."""
        return self.file.parent


def find_project(start: Path | None = None) -> Path | None:
    """The folder of the project around a folder (the current one by default); None when there is none."""
    here = start.resolve() if start else Path.cwd()
    return next((folder for folder in (here, *here.parents) if (folder / CONFIG_NAME).is_file()), None)


def read_config(file: Path) -> Config:
    """The project file's content.

    Raises:
        InputError: it cannot be read, is no TOML, or says something unknown; with file and line.
    """
    try:
        source = file.read_bytes().decode("utf-8")
        values = tomllib.loads(source)
    except OSError as error:
        raise InputError(f"{file}: cannot be read ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{file}: byte {error.start}: not UTF-8") from error
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise _broken(file, str(error)) from error
    return _Reader(file, source).config(values)


def _broken(file: Path, message: str) -> InputError:
    """A syntax error; `tomllib` says its place at the end of its message, or that it is the end of the file."""
    found = _PLACE.search(message)
    place = Place(str(file), int(found[1]), int(found[2])) if found else Place(str(file))
    return InputError(f"{place}: {_PLACE.sub('', message)}")


class _Reader:
    """Checks values and knows where they stand."""

    def __init__(self, file: Path, source: str) -> None:
        self._file = file
        self._lines = source.split("\n")

    def config(self, values: dict[str, Any]) -> Config:
        self._known(values, {"schema", "annotator", "store", "language", "suggesters", "limits", "keymap"}, "")
        return Config(
            file=self._file,
            schema=self._string(values, "schema"),
            annotator=self._string(values, "annotator"),
            store=self._string(values, "store") or DEFAULT_STORE,
            language=self._language(values),
            suggesters=self._strings(values, "suggesters"),
            limits=self._limits(self._table(values, "limits")),
            keymap=self._table(values, "keymap"),
        )

    def _limits(self, values: dict[str, Any]) -> Limits:
        self._known(values, {"extractor_s", "regex_s"}, "limits.")
        for name, value in values.items():
            if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value < 10**9:
                raise self._wrong(name, f"limits.{name} is {value!r}; expected a number of seconds above 0")
        return Limits(**{name: float(value) for name, value in values.items()})

    def _known(self, values: dict[str, Any], known: set[str], prefix: str) -> None:
        for name in values:
            if name not in known:
                raise self._wrong(name, f"unknown key {prefix}{name}; known are {', '.join(sorted(known))}")

    def _string(self, values: dict[str, Any], name: str) -> str | None:
        value = values.get(name)
        if value is not None and (not isinstance(value, str) or not value.strip()):
            raise self._wrong(name, f"{name} is {value!r}; expected words in quotes")
        return value

    def _language(self, values: dict[str, Any]) -> str | None:
        value = values.get("language")
        if value is not None and normal_language(value) is None:
            raise self._wrong("language", f'language is {value!r}; expected a language tag such as "en" or "zh-Hant"')
        return cast("str | None", value)

    def _strings(self, values: dict[str, Any], name: str) -> tuple[str, ...] | None:
        value = values.get(name)
        if value is not None and not (isinstance(value, list) and all(isinstance(each, str) for each in value)):
            raise self._wrong(name, f"{name} is {value!r}; expected a list of names in quotes")
        return None if value is None else tuple(value)

    def _table(self, values: dict[str, Any], name: str) -> dict[str, Any]:
        value = values.get(name, {})
        if not isinstance(value, dict):
            raise self._wrong(name, f"{name} is {value!r}; expected a table: [{name}]")
        return value

    def _wrong(self, name: str, message: str) -> InputError:
        stands = re.compile(rf"""^\s*\[?\s*["']?{re.escape(name)}["']?\s*[\]=.]""")
        line = next((number for number, line in enumerate(self._lines, 1) if stands.match(line)), 0)
        return InputError(f"{Place(str(self._file), line)}: {message}")
