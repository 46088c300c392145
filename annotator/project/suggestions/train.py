"""Training the learner: `annotator train`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Literal, TypeAlias

from annotator.errors import InputError, SchemaError, StoreError
from annotator.model.canonical import record_of, to_bytes
from annotator.model.record import text_hash
from annotator.project.suggestions.finished_gold import FinishedGold
from annotator.suggest.learner.model import fit_model
from annotator.suggest.learner.model_files import FILES, MODEL, FittedTo, write_model
from annotator.suggest.learner.reading.lesson import lessons_of
from annotator.suggest.learner.tagger.fitting import Tagging, refuse_without_crfsuite, with_tagger
from annotator.suggest.learner.tagger.tagger import NO_TAGGER
from annotator.suggest.worth.stacking import Stacking, stacking
from annotator.text.utf8 import read_utf8

Progress = Callable[[int, int | None], None]
Learner: TypeAlias = Literal["builtin", "crf"]


@dataclass(frozen=True, slots=True)
class Trained:
    """What a model was fitted to; `incomplete` of the documents are not declared complete.

    `stacking` says with what other extractors say, `tagger` whether with a tagger of words, and why.
    """

    schema: str
    documents: int
    incomplete: int
    mentions: int
    events: int
    relations: int
    stacking: Stacking
    tagger: str = ""


def train(
    gold: FinishedGold,
    folder: Path,
    language: str | None = None,
    seed: int = 0,
    progress: Progress | None = None,
    learner: Learner = "builtin",
) -> Trained:
    """Fit the learner to gold, and write the model into a folder, in the place of one that is there.

    It is fitted with what other extractors say of the documents, where finished ones show that it is better so.

    Args:
        gold: what to learn from.
        folder: where to write it.
        language: that of documents whose metadata names none; English where nobody does.
        seed: kept with the model; this learner draws no lots.
        progress: told how many documents are read.
        learner: `crf` adds a tagger, where it helps.

    Raises:
        InputError: there is nothing to learn.
        UsageError: the extra `crf` is asked for and not installed.
        StoreError: the folder holds something else, or cannot be written.
    """
    if learner == "crf":
        refuse_without_crfsuite()
    _refuse_other_content(folder)
    lessons = lessons_of(gold.documents, gold.schema, language, progress, gold.sources.said)
    counts = (
        sum(len(each.entities) for each in lessons),
        sum(len(each.events) for each in lessons),
        sum(len(each.relations) for each in lessons),
    )
    if not counts[0]:
        raise InputError("no mention is labelled in these documents; expected gold to learn from")
    hashes = {each.id: sha256(to_bytes(record_of(each))).hexdigest() for each in gold.documents}
    texts = tuple(sorted({text_hash(each.text or "") for each in gold.documents}))
    fitted_to = FittedTo(hashes, *counts, language, seed, texts)
    stacked = stacking(lessons, gold.sources.names)
    tagging = with_tagger(lessons) if learner == "crf" else Tagging(NO_TAGGER, tuple(lessons), "")
    model = fit_model(tagging.lessons, gold.schema, stacked.used, tagging.tagger)
    write_model(folder, model, read_utf8(gold.schema_file, SchemaError), fitted_to)
    incomplete = sum(bool(each.incomplete_for) for each in gold.documents)
    return Trained(gold.schema.ref, len(gold.documents), incomplete, *counts, stacked, tagging.why)


def _refuse_other_content(folder: Path) -> None:
    """Refuse to write into a folder of something else.

    Raises:
        StoreError: it is one, a file, or the folder of its own folder is not there.
    """
    if folder.is_dir():
        others = sorted(each.name for each in folder.iterdir() if each.name not in FILES)
        if others and not (folder / MODEL).is_file():
            raise StoreError(f"{folder}: holds {others[0]}; expected a new folder, or one with a model in it")
    elif folder.exists():
        raise StoreError(f"{folder}: is a file; expected a folder for the model")
    elif not folder.absolute().parent.parent.is_dir():
        raise StoreError(f"{folder.parent}: there is no such folder to write {folder.name} into")
