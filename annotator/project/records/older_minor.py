"""Records of an older MINOR version of the project's schema, brought over as they are read.

A MINOR only adds, so gold of an older one is still right; what it could not say is listed in `incomplete_for`. Where
the way asks a question or loses something, a person decides: `annotator schema migrate`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from annotator.errors import Finding, Place, SchemaError
from annotator.model.document import Document
from annotator.schema.diff.version import version_key
from annotator.schema.label_schema import LabelSchema
from annotator.schema.migration.chain import SchemaFolder
from annotator.schema.migration.engine import Migrated, migrate
from annotator.schema.ref import comparable_version

BATCH = 200
"""Documents brought over together: the way from one version to the next is worked out once for them."""


def brought_over(
    documents: Iterable[Document], schema: LabelSchema, folder: SchemaFolder, file: str
) -> Iterator[Document]:
    """The documents, those of an older MINOR version of the schema under this one; any other stays as it is.

    Raises:
        SchemaError: the way from the older version asks something or loses something.
    """
    older = {f"{schema.name}@{each}" for each in folder.versions() if _is_older_minor(each, schema)}
    rest = iter(documents)
    while batch := list(islice(rest, BATCH)):
        refs = {document.schema_ref for document in batch} & older
        if not refs:
            yield from batch
            continue
        result = migrate((each for each in batch if each.schema_ref in refs), folder, schema.version)
        _refuse_undecided(result, schema, file)
        migrated = iter(result.documents)
        yield from (next(migrated) if each.schema_ref in refs else each for each in batch)


def _is_older_minor(version: str, schema: LabelSchema) -> bool:
    old, new = version_key(version), version_key(schema.version)
    same = comparable_version(f"{schema.name}@{version}") == comparable_version(schema.ref)
    return old < new and old[0] == new[0] and not same


def _refuse_undecided(result: Migrated, schema: LabelSchema, file: str) -> None:
    if result.questions or result.losses:
        first = (result.questions or result.losses)[0].document
        message = (
            f"document {first!r} is labelled with an older version than {schema.ref}, and the way there asks "
            f"{len(result.questions)} questions and loses {len(result.losses)} things; "
            "bring it over first: annotator schema migrate"
        )
        raise SchemaError(Finding(Place(file), "schema", message, "other-schema"))
