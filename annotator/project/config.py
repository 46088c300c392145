"""`annotator.toml`: what a project says about itself.

It names files and values, never a command: opening somebody else's project runs nothing of theirs. Everything is
optional; what is unknown is refused, so that a slip of the pen is not silently without effect::

    schema = "schema/conflict-news/1.0.0.yaml"   # the schema version that is labelled with
    annotator = "mira"                           # whose layer is opened; without it the user's login name
    store = ".annotator/store.sqlite"            # or postgresql://user@host/database
    language = "en"                              # of articles whose metadata names none
    suggesters = ["english-news"]                # who proposes; by default those of the language
    suggest = ["model:models/first"]             # extractors that `annotator suggest` runs

    [suggest]                                    # the same with what the audit needs, in the place of the list
    extractors = ["model:models/first"]
    unaided = 0.1                                # the share of sentences in which nothing is shown
    planted = 0.02                               # the share of sure suggestions that are wrong on purpose
    seed = 0                                     # which sentences and suggestions these are
    learner = true                               # whether a learner runs beside the screen
    learner_off = ["relations"]                  # what it is not to do: mentions, triggers, fillers, relations, things

    [limits]
    extractor_s = 600
    regex_s = 2

    [backup]                                     # a backup a day; without this table there is none
    folder = ".annotator/backups"
    keep = 7

    [llm]
    currency = "EUR"                             # of the prices, by default USD

    [llm.prices]                                 # of a million tokens, by model
    "small-model" = 0.40

    [keymap]                                     # see `annotator label --help`
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Annotated, ClassVar, TypeAlias

from annotator.errors import ConfigError, Finding, FoundError, InputError, Place
from annotator.schema.handwritten.compiled import load_compiled
from annotator.schema.handwritten.declared import Declared, Limit, OrList, Wrong, legal, shown
from annotator.schema.handwritten.file_kind import FileKind
from annotator.schema.handwritten.node import key_place, path_of
from annotator.schema.handwritten.toml_tree import toml_tree
from annotator.schema.handwritten.values import Seconds
from annotator.suggest.language_tags import normal_language
from annotator.suggest.learner.least import LAYERS
from annotator.text.utf8 import read_utf8

CONFIG_NAME = "annotator.toml"
DEFAULT_STORE = ".annotator/store.sqlite"

Price: TypeAlias = Annotated[float, legal(lambda value: 0 <= value < 10**9, "a price of a million tokens, 0 or more")]

Words: TypeAlias = Annotated[str, legal(str.strip, "words in quotes", {"minLength": 1})]

LanguageTag: TypeAlias = Annotated[str, legal(normal_language, 'a language tag such as "en" or "zh-Hant"')]


def _no_keys(value: object) -> Wrong:
    keys = value if isinstance(value, tuple) else (value,)
    if not keys or not all(isinstance(key, str) and key for key in keys):
        yield (), f"expected a key or a list of keys, each in quotes, found {shown(value)}"


_KEY = {"type": "string", "minLength": 1}
Keys: TypeAlias = Annotated[
    str | tuple[str, ...],
    Limit(_no_keys, {"anyOf": [_KEY, {"type": "array", "items": _KEY, "minItems": 1}]}, alone=True),
]


@dataclass(frozen=True, slots=True)
class Limits(Declared):
    """How long things may take, in seconds."""

    extractor_s: Seconds = 600.0
    regex_s: Seconds = 2.0


@dataclass(frozen=True, slots=True)
class Backups(Declared):
    """The backup a day: the folder it lies in, one outside the project being there already, and how many are kept."""

    folder: Words = ".annotator/backups"
    keep: Annotated[int, legal(lambda value: value >= 1, "a whole number of at least 1", {"minimum": 1})] = 7


@dataclass(frozen=True, slots=True)
class LanguageModels(Declared):
    """What language models cost."""

    currency: Words = "USD"
    prices: Mapping[str, Price] = field(default_factory=dict)


MOST_UNAIDED, MOST_PLANTED = 0.9, 0.2
"""More sentences without suggestions, or more wrong ones, would make suggestions useless."""


def _share(most: float) -> Limit:
    expected = f"a share from 0 to {most:g}"
    return legal(lambda value: 0 <= value <= most, expected, {"minimum": 0, "maximum": most})


LearnedLayer: TypeAlias = Annotated[
    str, legal(lambda value: value in LAYERS, f"one of {', '.join(LAYERS)}", {"enum": list(LAYERS)})
]


@dataclass(frozen=True, slots=True)
class Suggesting(Declared):
    """What `annotator suggest` runs, what the audit needs, and whether a learner runs beside the screen.

    Of the audit are the suggestions that are held back, and the wrong ones that are put in.
    The file may hold the list of extractors alone in its place.
    """

    extractors: tuple[Words, ...] = ()
    unaided: Annotated[float, _share(MOST_UNAIDED)] = 0.0
    planted: Annotated[float, _share(MOST_PLANTED)] = 0.0
    seed: int = 0
    learner: bool = True
    learner_off: tuple[LearnedLayer, ...] = ()


@dataclass(frozen=True, slots=True)
class Config(Declared):
    """A project file's content; `file` is where it was read, paths are as written there."""

    not_in_file: ClassVar = ("file",)

    schema: Words | None = None
    annotator: Words | None = None
    store: Words = DEFAULT_STORE
    language: LanguageTag | None = None
    suggesters: tuple[str, ...] | None = None
    suggest: Annotated[Suggesting, OrList("extractors")] = field(default_factory=Suggesting)
    limits: Limits = field(default_factory=Limits)
    backup: Backups | None = None
    llm: LanguageModels = field(default_factory=LanguageModels)
    keymap: Mapping[str, Keys] = field(default_factory=dict)
    file: Path = Path(CONFIG_NAME)

    @property
    def folder(self) -> Path:
        """The project's folder."""
        return self.file.parent

    def fault(self, message: str, *steps: str) -> ConfigError:
        """What somebody who used the value at a place found wrong with it; the place is looked up in the file."""
        try:
            place = key_place(toml_tree(read_utf8(self.file, ConfigError), str(self.file))[0], steps)
        except FoundError:
            place = Place(str(self.file))
        return ConfigError(Finding(place, path_of(steps), message, PROJECT_FILE.code))


PARTS = (Config, Limits, Backups, LanguageModels, Suggesting)
"""The classes of which a project file's content is made."""

PROJECT_FILE = FileKind(
    title="A project: what it labels with, and where",
    declaration=Config,
    tree=toml_tree,
    error=ConfigError,
    code="project",
)


def find_project(start: Path | None = None) -> Path | None:
    """The folder of the project around a folder (the current one by default); None when there is none."""
    here = start.resolve() if start else Path.cwd()
    return next((folder for folder in (here, *here.parents) if (folder / CONFIG_NAME).is_file()), None)


def required_project(start: Path | None = None) -> Path:
    """The same, where there must be one.

    Raises:
        InputError: there is none.
    """
    project = find_project(start)
    if project is None:
        where = start or Path.cwd()
        raise InputError(
            f"{where}: no {CONFIG_NAME} here or in a folder above; make a project with: annotator init DIR"
        )
    return project


def read_config(file: Path) -> Config:
    """The project file's content.

    Raises:
        ConfigError: it cannot be read, is no TOML, or says something unknown; with all findings.
    """
    return replace(load_compiled(file, PARTS, PROJECT_FILE.parse, ConfigError), file=file)
