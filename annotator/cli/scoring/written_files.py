"""Files that a command will write once it has scored: what is wrong with them is told before."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from annotator.disk.atomic_file import refuse_missing_folder


def refuse_unwritable(reports: Iterable[Path], *others: Path | None) -> None:
    """Refuse reports of no known form, and files in folders that are not there.

    Raises:
        UsageError: no report has this suffix.
        StoreError: there is no such folder.
    """
    from annotator.eval.reports.report import form_of  # noqa: PLC0415 - loaded when called

    files = list(reports)
    for file in files:
        form_of(str(file))
    for file in [*files, *filter(None, others)]:
        refuse_missing_folder(file)
