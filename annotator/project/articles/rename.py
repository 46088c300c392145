"""Giving an article another id: `annotator rename`, and the same on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.errors import InputError
from annotator.store.database.transaction import writing
from annotator.store.tables.documents import rename
from annotator.store.tables.layer import LayerKey
from annotator.store.tables.layers import layer_state, layers_of_document
from annotator.store.tables.log import reseal

if TYPE_CHECKING:
    from annotator.project.project import Project


def rename_article(project: Project, document_id: str, new_id: str) -> None:
    """Give a document another id, with every layer of it and their logs; the names of its things stay as they are.

    Raises:
        InputError: there is no such document, the new id is taken or no id.
        LayerLockedError: somebody has it open.
        StoreError: the store could not be written; nothing was.
    """
    if not new_id.strip() or new_id != new_id.strip():
        raise InputError(f"{new_id!r} is no id; expected a name without blanks at its ends")
    if new_id == document_id:
        raise InputError(f"the document is called {new_id!r} already")
    store = project.store
    store.refuse_in_use(document_id)
    with writing(store.writable(), store.location) as transaction:
        names = layers_of_document(transaction, document_id)
        rename(transaction, document_id, new_id)
        for name in names:
            new_key = LayerKey(new_id, name)
            reseal(transaction, layer_state(transaction, new_key).number, LayerKey(document_id, name), new_key)
