"""A document through a format twice: what came back the first time comes back whole the second time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from annotator.formats.protocol import Format, Loss
from annotator.model.document import Document
from tests.formats.passing import read_all, write_all


def there_and_back(form: Format, folder: Path, *documents: Document) -> tuple[tuple[Document, ...], tuple[Loss, ...]]:
    """Documents that were written and read again, and what was reported as lost on the way."""
    files, report = write_all(form, documents, folder / "out")
    for path, content in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    again, more = read_all(form, folder / "out")
    return again, (*report.losses, *more.losses)


def settled(form: Format, folder: Path, document: Document) -> tuple[Document, Counter[str]]:
    """A document that came back, how often each thing was lost; that it comes back again as it is, is asserted."""
    (once,), losses = there_and_back(form, folder, document)
    twice, nothing = there_and_back(form, folder, once)
    assert (twice, nothing) == ((once,), ())
    return once, counted(losses)


def counted(losses: Sequence[Loss]) -> Counter[str]:
    """How often each thing was lost, whatever the reason."""
    lost: Counter[str] = Counter()
    for each in losses:
        lost[each.what] += each.count
    return lost


def words_of(document: Document) -> Counter[tuple[str, str]]:
    """The types and words of mentions, without the blanks that tokens do not keep."""
    return Counter((each.type, "".join((each.text or "").split())) for each in document.entities.values())
