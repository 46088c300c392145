"""Which article is labelled next: by lot, in the project's order, or where extractors disagree most."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import sha256
from itertools import combinations
from typing import TYPE_CHECKING, Literal, TypeAlias

from annotator.errors import InputError
from annotator.model.annotation import Entity
from annotator.model.spans import Spans

if TYPE_CHECKING:
    from annotator.project.project import Project

Following: TypeAlias = Literal["random", "order", "disagreement"]

Said = frozenset[tuple[Spans, str]]
"""The mentions that an extractor says, by spans and type."""


def next_article(project: Project, following: Following = "random", annotator: str | None = None) -> str | None:
    """The id of an article that an annotator has not begun; where none is left, of one begun, else of the first.

    By lot every annotator of a project comes to the articles in the same order, so that several of them label the same
    ones first; `seed` of `[suggest]` in the project file says which order. None in a project without articles.

    Raises:
        InputError: no article left has predictions of two extractors, where these are to disagree.
        StoreError: the store cannot be read.
    """
    summaries = project.documents(annotator)
    left = [each.id for each in summaries if each.status == "new"]
    if not left:
        begun = (each.id for each in summaries if each.status == "begun")
        return next(begun, summaries[0].id if summaries else None)
    if following == "order":
        return left[0]
    if following == "random":
        return min(left, key=lambda each: lot(project.config.suggest.seed, each))
    return _most_disputed(project, left)


def lot(seed: int, document_id: str) -> bytes:
    """What an article draws: ordered by it, articles stand in an order that hangs on nothing in them."""
    return sha256(f"{seed}\0{document_id}".encode("utf-8", "surrogatepass")).digest()


def _most_disputed(project: Project, left: Sequence[str]) -> str:
    said = _said(project, frozenset(left))
    disputed = [each for each in left if len(said.get(each, ())) > 1]
    if not disputed:
        raise InputError(
            "--next disagreement: no article left has predictions of two extractors; keep some with: "
            "annotator suggest EXTRACTOR"
        )
    return max(disputed, key=lambda each: disagreement(said[each]))


def _said(project: Project, left: frozenset[str]) -> Mapping[str, list[Said]]:
    """What extractors say of articles, as far as it holds for text and schema as they are."""
    from annotator.store.tables.predictions import prediction_runs, predictions  # noqa: PLC0415 - only where asked for

    rows = project.store.rows
    said: dict[str, list[Said]] = {}
    for run in prediction_runs(rows):
        if run.document_id in left and run.is_of_text and run.schema_ref == project.schema.ref:
            mentions = (each for each in predictions(rows, run.number) if isinstance(each, Entity))
            said.setdefault(run.document_id, []).append(frozenset((each.spans, each.type) for each in mentions))
    return said


def disagreement(said: Sequence[Said]) -> float:
    """How far extractors differ about mentions: 1 - F1, the mean over their pairs; 0 where they say the same."""
    pairs = list(combinations(said, 2))
    agreed = sum(2 * len(one & other) / (len(one) + len(other)) if one or other else 1.0 for one, other in pairs)
    return 1 - agreed / len(pairs)
