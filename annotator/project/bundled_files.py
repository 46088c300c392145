"""What comes with the program: two invented articles, their gold, the schema, a baseline extractor.

A wheel carries them beside this file (`force-include` in pyproject.toml); in a checkout they are read where they stand.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from importlib.resources import as_file, files
from importlib.resources.abc import Traversable
from pathlib import Path

from annotator.datasets.record import read_documents
from annotator.model.document import Document

BASELINE = "gazetteer.py"
"""The baseline extractor in the folder `extractors`."""

CHECKOUT = Path(__file__).resolve().parents[2]
IN_CHECKOUT = {
    "articles": CHECKOUT / "datasets" / "conflict-news-sample" / "articles",
    "gold": CHECKOUT / "datasets" / "conflict-news-sample",
    "schema": CHECKOUT / "schema",
    "extractors": CHECKOUT / "eval" / "extractors",
}


def bundled_folder(name: str) -> Traversable:
    """One of the bundled folders: `articles`, `gold`, `schema` or `extractors`."""
    installed = files("annotator.project") / "bundled" / name
    return installed if installed.is_dir() else IN_CHECKOUT[name]


def bundled_extractor() -> AbstractContextManager[Path]:
    """The baseline extractor as a file, for as long as the context lasts."""
    return as_file(bundled_folder("extractors") / BASELINE)


def bundled_gold(schema_ref: str) -> list[Document]:
    """The gold of the bundled articles under a version, `name@X.Y.Z`, of the bundled schema."""
    with as_file(bundled_folder("gold") / f"gold-{schema_ref.partition('@')[2]}.jsonl") as file:
        return list(read_documents(file))
