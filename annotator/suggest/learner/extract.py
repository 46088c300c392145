"""`model:FOLDER`: a trained model as an extractor, in the child process that runs it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from annotator.model.canonical import record_of, to_plain
from annotator.model.document import new_document
from annotator.schema.ref import comparable_version
from annotator.suggest.learner.labelling import labelled
from annotator.suggest.learner.mention_features import VERSION
from annotator.suggest.learner.model_files import read_model
from annotator.suggest.learner.reading.source_spans import SourceSpans

__version__ = str(VERSION)


def extract(records: Iterable[dict[str, Any]], folder: str = "") -> Iterator[dict[str, Any]]:
    """What the model of a folder finds in each document; `said` of a record is what its sources find there.

    Raises:
        InputError: the folder holds no model that can be used.
    """
    model, fitted_to = read_model(Path(folder))
    for record in records:
        ref = record.get("schema")
        if ref and comparable_version(ref) != comparable_version(model.schema.ref):
            reason = f"is made for {ref}, the model was trained under {model.schema.ref}; train it again"
            yield {"id": record["id"], "error": reason}
            continue
        document = new_document(record["id"], record["text"])
        found = to_plain(record_of(labelled(document, model, fitted_to.language, _said(record))))
        yield {"id": record["id"]} | {key: found[key] for key in ("entities", "relations", "events")}


def _said(record: dict[str, Any]) -> SourceSpans:
    return {
        source: {(start, end): name for start, end, name in mentions}
        for source, mentions in record.get("said", {}).items()
    }
