"""Which articles are replayed and which finished before: drawn by lot, as `annotator suggest simulate` draws them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

from annotator.datasets.data_set_files import record_files
from annotator.datasets.record import read_documents
from annotator.errors import InputError
from annotator.model.document import Document
from annotator.schema.label_schema import LabelSchema
from annotator.schema.language import read_schema
from annotator.schema.ref import ComparableVersion, comparable_version
from tests.tui.editor.key_table import PASSES, SCHEMAS, schema_of

ARTICLES = 5
SEED = 0
WIRE = PASSES.parent


@dataclass(frozen=True)
class Lot:
    """Files of gold: of those to replay the last articles that were drawn, of the finished ones the first.

    An article is never finished before it is itself replayed. All are labelled by one schema: that of the finished
    ones, which is found beside the bundled ones where no file is named.
    """

    gold: tuple[Path, ...] = (WIRE,)
    finished: tuple[Path, ...] = (WIRE,)
    articles: int = ARTICLES
    """How many are replayed, of at least five that are kept apart."""
    schema_file: Path | None = None

    def replayed(self) -> Sequence[Document]:
        """The articles that are replayed."""
        return self._apart()[: self.articles]

    def _apart(self) -> Sequence[Document]:
        return drawn(self.gold)[-max(ARTICLES, self.articles) :]

    def before(self) -> Sequence[Document]:
        """The articles that may be finished before, in their order."""
        apart = {each.id for each in self._apart()}
        return tuple(each for each in drawn(self.finished) if each.id not in apart)

    def schema(self) -> LabelSchema:
        """What everything is labelled by.

        Raises:
            InputError: an article was labelled by another one.
        """
        schema = read_schema(self.schema_file) if self.schema_file else self._bundled()
        others = [each for each in self.before() if _minor(each.schema_ref) != _minor(schema.ref)]
        others += [each for each in self.replayed() if _major(each.schema_ref) != _major(schema.ref)]
        if others:
            raise InputError(
                f"document {others[0].id}: labelled by {others[0].schema_ref}; expected {schema.ref}; "
                "name other finished articles (--finished) or the schema of all (--schema)"
            )
        return schema

    def _bundled(self) -> LabelSchema:
        for first in (*self.before(), *self.replayed()):
            if comparable_version(first.schema_ref or "")[0] == SCHEMAS.name:
                return schema_of(first)
            raise InputError(f"document {first.id}: labelled by {first.schema_ref}; name the schema's file (--schema)")
        raise InputError(f"{', '.join(map(str, self.gold))}: no document in it; expected gold")


def _minor(schema_ref: str | None) -> ComparableVersion:
    return comparable_version(schema_ref or "")


def _major(schema_ref: str | None) -> str:
    # What was labelled by one MINOR stays valid by the next.
    return (schema_ref or "").partition(".")[0]


@cache
def drawn(files: Iterable[Path]) -> tuple[Document, ...]:
    """All articles of these files and data sets in the order of the lot."""
    documents = [each for file in files for part in record_files(file) for each in read_documents(part)]
    return tuple(Random(SEED).sample(sorted(documents, key=lambda each: each.id), len(documents)))
