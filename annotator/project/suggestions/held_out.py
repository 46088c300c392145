"""What the learner says of documents that it has not seen, group by group: cross-validation over all gold there is."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from annotator.datasets.splits.summary import summary_of
from annotator.errors import InputError
from annotator.model.document import Document, new_document
from annotator.model.record import ExtractorRun
from annotator.project.suggestions.finished_gold import FinishedGold
from annotator.project.suggestions.train import Progress
from annotator.suggest.learner.labelling import labelled
from annotator.suggest.learner.mention_features import VERSION
from annotator.suggest.learner.model import fit_model
from annotator.suggest.learner.reading.lesson import lessons_of


def held_out(
    gold: FinishedGold, key: str, language: str | None = None, progress: Progress | None = None
) -> Iterator[Document]:
    """The documents as the learner labels them, each by a model of those of other groups, `meta.KEY`, alone.

    Raises:
        InputError: a document has no group, or there is only one.
    """
    groups = {each.id: summary_of(each, key).group for each in gold.documents}
    without = [name for name, group in groups.items() if group is None]
    if without:
        raise InputError(f"document {without[0]!r} has no meta.{key}; expected a group of each, to be held out with it")
    names = sorted({str(group) for group in groups.values()})
    if len(names) < 2:
        raise InputError(f"all documents have the same meta.{key}; expected two groups at least")
    ordered = sorted(gold.documents, key=lambda each: each.id)
    lessons = dict(zip((each.id for each in ordered), lessons_of(ordered, gold.schema, language), strict=True))
    for done, name in enumerate(names):
        if progress:
            progress(done, len(names))
        model = fit_model([lesson for each, lesson in lessons.items() if groups[each] != name], gold.schema)
        for each in ordered:
            if groups[each.id] == name:
                found = labelled(new_document(each.id, each.text or ""), model, language)
                run = ExtractorRun(f"learner, {key} held out", str(VERSION))
                yield replace(found, schema_ref=gold.schema.ref, extractor=run)
