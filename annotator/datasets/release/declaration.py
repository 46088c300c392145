"""`dataset.toml`: what a data set says about itself, beside its files of records.

::

    version = "1.0.0"                    # of the data set, not of its schema
    published = "2031-05-12"             # a given day, so that the same input gives the same bytes
    summary = "Ten reports on the harbour strike, with entities, relations and events."
    licence = "CC-BY-4.0"                # an identifier of SPDX
    authors = ["Mira Sol", "The Harbour Archive"]
    title = "Harbour strike"             # by default the folder's name
    languages = ["en"]                   # by default those that the documents name
    url = "https://example.org/harbour"
    keywords = ["news"]
    further_files = ["STORY.md", "passes"]   # files and folders that are published beside the gold
    labour = ["passes/adjudication.jsonl"]   # logs, decisions and counts of keys, for the card

    [[explained]]                        # of what `annotator check --consistency` warns of
    doubts = ["string-types: Harbour", "bare-event: quay-01 E7"]
    why = "The Harbour is a party as well; nobody says who gave the order."
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, TypeAlias

from annotator.errors import ConfigError
from annotator.schema.handwritten.declared import Declared, legal, matching
from annotator.schema.handwritten.file_kind import FileKind
from annotator.schema.handwritten.toml_tree import toml_tree
from annotator.schema.handwritten.values import FilledNameList, Name, NameList, Version

Day: TypeAlias = Annotated[str, matching(r"\d{4}-\d{2}-\d{2}", 'a day in quotes, such as "2031-05-12"', "2031-05-12")]
Licence: TypeAlias = Annotated[
    str, matching(r"[A-Za-z0-9][A-Za-z0-9.+-]*", 'an identifier of SPDX, such as "CC-BY-4.0"', "CC-BY-4.0")
]
Address: TypeAlias = Annotated[str, matching(r"https?://\S+", 'an address, such as "https://example.org/harbour"')]


def _lies_inside(path: str) -> bool:
    parts = path.split("/")
    return all(part and part not in (".", "..") and not part.startswith(".") for part in parts) and "\\" not in path


InnerPath: TypeAlias = Annotated[str, legal(_lies_inside, "a file or folder inside the data set's folder")]


@dataclass(frozen=True, slots=True)
class Explained(Declared):
    """Why some of what looks inconsistent is as it is; a doubt is named by its kind and what it is about."""

    doubts: FilledNameList
    why: Name


@dataclass(frozen=True, slots=True)
class DataSetFile(Declared):
    """What `dataset.toml` says."""

    version: Version
    published: Day
    summary: Name
    licence: Licence
    authors: FilledNameList
    title: Name = ""
    languages: NameList = ()
    url: Address = ""
    keywords: NameList = ()
    further_files: tuple[InnerPath, ...] = ()
    labour: tuple[InnerPath, ...] = ()
    explained: tuple[Explained, ...] = ()

    @property
    def licence_url(self) -> str:
        """Where the words of the licence stand."""
        return f"https://spdx.org/licenses/{self.licence}.html"


DATA_SET_FILE = FileKind(
    title="A data set: what it says about itself when it is released",
    declaration=DataSetFile,
    tree=toml_tree,
    error=ConfigError,
    code="data-set",
)

EXAMPLE = """\
version = "1.0.0"
published = "2031-05-12"
summary = "What it holds, in a sentence."
licence = "CC-BY-4.0"
authors = ["Who made it"]"""
"""The least that such a file says, for a message."""
