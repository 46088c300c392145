"""The process that is killed: works on a layer and says on stdout how many of its actions are safe on disk.

Called as `python -m tests.crash.victim label STORE DOCUMENT SEED` or `... import PROJECT FILE`.
"""

from __future__ import annotations

import sys
from pathlib import Path
from random import Random

from annotator.schema.label_schema import LabelSchema
from annotator.store.database.location import StoreLocation
from annotator.store.session import LabelSession
from annotator.store.store import Store
from annotator.store.tables.layer import LayerKey
from annotator.tui.editor.taking.answers import provenance_of
from tests.crash.work import Work, endless, taken_by


def location_of(word: str) -> StoreLocation:
    """A store by its path or address."""
    return StoreLocation(url=word) if "://" in word else StoreLocation(path=Path(word))


def label(store_word: str, document_id: str, seed: int) -> None:
    """Work until killed."""
    import annotator.store.writing.writer  # noqa: F401 - so that the kill does not only hit the import

    store = Store(location_of(store_word))
    session = LabelSession(store, LabelSchema("mini", "1.0.0"), LayerKey(document_id, "mira"))
    assert session.read_only is None, session.read_only
    work, pauses = Work(seed, session.document), Random(seed + 1)
    print("ready", flush=True)
    for done, action in enumerate(endless(work), 1):
        if isinstance(action, str):
            session.undo() if action == "undo" else session.redo()
        else:
            session.apply(action, provenance_of(taken_by(action)))
        if pauses.random() < 0.6:
            session.flush()
            print(done, flush=True)


def import_(project: str, file: str) -> None:
    """Import a file, and say when it is done."""
    from annotator.project.project import Project
    from annotator.project.records.import_records import import_records

    opened = Project.open(Path(project))
    opened.document_count()
    print("ready", flush=True)
    import_records(opened, Path(file))
    print("1", flush=True)


if __name__ == "__main__":
    if sys.argv[1] == "label":
        label(sys.argv[2], sys.argv[3], int(sys.argv[4]))
    else:
        import_(sys.argv[2], sys.argv[3])
