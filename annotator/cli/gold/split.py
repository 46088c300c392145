"""`annotator split`: a data set in parts for training, development and test."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter

from annotator.cli.output import counted, emit_json, say, table, talk
from annotator.cli.progress import Watched
from annotator.errors import ExitCode, UsageError


def split(
    source: Path,
    /,
    *,
    output: Annotated[Path, Parameter(name=["--output", "-o"])],
    parts: str = "train=.6,development=.2,test=.2",
    group: str | None = None,
    seed: int = 0,
    near: float = 0.5,
    from_: Annotated[str | None, Parameter(name="--from")] = None,
    format_: Annotated[Literal["text", "json"], Parameter(name="--format")] = "text",
) -> int:
    """Divide a data set into parts of which none knows anything of another; the same seed gives the same parts.

    Documents of one text, or of nearly the same, stay together; so do those of one group. Each part has its share of
    the documents, and as nearly as can be of every type.

    Args:
        source: A file, a folder or an archive (zip, tar, gz) in any format.
        output: The folder for PART.jsonl and split.json.
        parts: The parts and their shares.
        group: The key of `meta` whose value joins documents, such as story.
        seed: Which of the good splits.
        near: From which share of common 12-character pieces on two texts are nearly the same.
        from_: The source's format; by default recognised.
        format_: How to report.
    """
    from annotator.project.records.split_records import parts_named, split_records  # noqa: PLC0415 - loaded when called

    if not 0 < near <= 1:
        raise UsageError(f"--near {near}: expected a number above 0 and at most 1")
    shares = parts_named(parts)
    with Watched([source]):
        result = split_records(source, output, shares, seed=seed, group=group, source_format=from_, near=near)
    for note in result.report.notes:
        talk(note)
    for loss in result.report.losses:
        talk(f"lost: {loss}")
    if result.without_group:
        talk(f"{counted(result.without_group, 'document')} without meta.{group}: each is a group of its own")
    rows = [(name, result.documents[name], result.annotations[name]) for name in shares]
    if format_ == "json":
        listed = {name: {"documents": documents, "annotations": found} for name, documents, found in rows}
        emit_json({"parts": listed, "groups": result.groups})
    else:
        say(table(("part", "documents", "annotations"), [[str(word) for word in row] for row in rows], right=(1, 2)))
        say(f"{counted(result.groups, 'group')} of documents that stay together")
    return int(ExitCode.OK)
