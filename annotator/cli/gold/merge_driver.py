"""`annotator merge-driver`: what git calls to merge two branches' gold."""

from __future__ import annotations

from pathlib import Path

from annotator.cli.output import counted, talk
from annotator.errors import AnnotatorError, ExitCode


def merge_driver(base: Path, ours: Path, theirs: Path, *, schema: Path | None = None) -> int:
    """Merge gold by content; git calls it with %O %A %B (see `annotator git setup`).

    OURS becomes the merged file. Exit status 1 when something is left to decide, which stands under `meta.conflicts`
    of its record: `annotator check` lists it, a release refuses it. If anything fails OURS stays as it was, and the
    status is 1 too, so that git reports a conflict. (To add up counts of shares, see `annotator merge`.)

    Args:
        base: The version that both come from.
        ours: Our version, which is replaced.
        theirs: The other branch's version.
        schema: The schema file, where there is no project around; it tells which relations have no direction.
    """
    from annotator.project.git.merge_gold import merge_files  # noqa: PLC0415 - loaded when called, as every command

    try:
        merged = merge_files(base, ours, theirs, schema=schema)
    except AnnotatorError as error:
        talk(f"annotator: not merged, ours is as it was: {error}")
        return int(ExitCode.FINDINGS)
    for document_id, conflict in merged.conflicts:
        talk(f"{document_id}: {conflict.place or 'the whole document'}: {conflict.kind} differently; decide it")
    talk(f"merged {counted(merged.documents, 'document')}, {counted(len(merged.conflicts), 'conflict')}")
    return int(ExitCode.FINDINGS if merged.conflicts else ExitCode.OK)
