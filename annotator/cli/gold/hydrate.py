"""`annotator hydrate`: a text-free data set with the reader's copies of its articles."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from annotator.cli.output import counted, talk
from annotator.cli.progress import Watched
from annotator.errors import ExitCode

STDOUT = Path("-")


def hydrate(
    dataset: Path,
    articles: Path,
    /,
    *,
    output: Annotated[Path, Parameter(name=["--output", "-o"])] = STDOUT,
) -> int:
    """Put the texts back into a text-free data set, and verify every hash and span.

    Args:
        dataset: Its file of records, or its folder.
        articles: The folder with your copies of the articles, text files at any depth.
        output: The file to write, `-` for standard output.
    """
    from annotator.datasets.write import write_records  # noqa: PLC0415 - loaded when called
    from annotator.project.records.hydrate import hydrated  # noqa: PLC0415 - as above

    with Watched([dataset]):
        documents = hydrated(dataset, articles)
    write_records(documents, output)
    talk(f"{counted(len(documents), 'document')}, every hash and span verified")
    return int(ExitCode.OK)
