"""`model:FOLDER`: a trained model as an extractor, in the child process that runs it."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from annotator.model.canonical import record_of, to_plain
from annotator.model.document import new_document
from annotator.schema.ref import comparable_version
from annotator.suggest.learner.labelling import labelled
from annotator.suggest.learner.mention_features import VERSION
from annotator.suggest.learner.model_files import read_model

__version__ = str(VERSION)


def extract(records: Iterable[dict[str, Any]], folder: str = "") -> Iterator[dict[str, Any]]:
    """What the model of a folder finds in each document.

    Raises:
        InputError: the folder holds no model that can be used.
    """
    model, fitted_to = read_model(Path(folder))
    if model.sources:
        names = ", ".join(f"{each.name} ({each.version})" for each in model.sources)
        sys.stderr.write(f"fitted with the spans of {names}, which an extractor is not given: judges without them\n")
    for record in records:
        ref = record.get("schema")
        if ref and comparable_version(ref) != comparable_version(model.schema.ref):
            reason = f"is made for {ref}, the model was trained under {model.schema.ref}; train it again"
            yield {"id": record["id"], "error": reason}
            continue
        found = to_plain(record_of(labelled(new_document(record["id"], record["text"]), model, fitted_to.language)))
        yield {"id": record["id"]} | {key: found[key] for key in ("entities", "relations", "events")}
