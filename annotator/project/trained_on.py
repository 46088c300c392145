"""Predictions of a trained model for documents that it was trained on: marked, so that whoever scores them is told.

`meta.trained_on` of such a prediction names the model; `annotator.eval.notices` warns where it is scored.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from msgspec.structs import replace

from annotator.eval.notices import TRAINED_ON
from annotator.extractors.spec import ExtractorSpec
from annotator.model.document import Document
from annotator.model.record import text_hash
from annotator.suggest.learner.model_files import read_manifest


def marked(documents: Iterable[Document], spec: ExtractorSpec, folder: Path) -> tuple[Document, ...]:
    """Predictions of the model that a spec names, relative to a folder, with a mark where its texts are among them.

    Raises:
        InputError: the model cannot be read.
    """
    texts = frozenset(read_manifest(folder / (spec.argument or ""))["fitted_to"]["texts"])
    return tuple(
        replace(each, meta={**each.meta, TRAINED_ON: spec.text}) if text_hash(each.text or "") in texts else each
        for each in documents
    )
