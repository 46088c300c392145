"""`annotator claims`: what the documents of a corpus say about the same events and relations."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import Parameter

from annotator.cli.output import emit_json, say, table
from annotator.cli.progress import Watched
from annotator.cli.project_option import ProjectFolder
from annotator.errors import ExitCode

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from annotator.datasets.claims.claim import Claim

HEADER = ("slot", "verdict", "document", "says")


def claims(
    data_set: Path,
    /,
    *,
    verdict: Literal["contradict", "differ", "agree", "single"] | None = None,
    all_: Annotated[bool, Parameter(name="--all", negative=())] = False,
    schema: Path | None = None,
    format_: Annotated[Literal["text", "json", "md"], Parameter(name="--format")] = "text",
    project: ProjectFolder = None,
) -> int:
    """List, for every event and relation of the corpus, what each document says, and where they contradict each other.

    Args:
        data_set: Its folder, or a file of records; `entities.jsonl` beside the records says what things are called.
        verdict: Only events and relations of this verdict.
        all_: Also those that only one document states, and what all agree on.
        schema: The schema file, where there is no project around: it says which roles take one filler.
        format_: How to report.
    """
    from annotator.datasets.claims.forms import counted, plain  # noqa: PLC0415 - loaded when called
    from annotator.project.records.claims import claims_of  # noqa: PLC0415 - as above

    with Watched([data_set]):
        found = claims_of(data_set, schema=schema, project=project)
    shown = [each for each in found.claims if verdict in (None, each.verdict)]
    if format_ == "json":
        listed = [plain(each, found.names) for each in shown]
        emit_json({"documents": found.documents, "counts": counted(found.claims), "claims": listed})
        return int(ExitCode.OK)
    several = shown if all_ or verdict else [each for each in shown if each.verdict != "single"]
    (_print_markdown if format_ == "md" else _print_text)(several, found.names, all_slots=all_)
    counts = ", ".join(f"{name} {count}" for name, count in counted(found.claims).items())
    say(f"{len(found.claims)} events and relations in {found.documents} documents: {counts}")
    return int(ExitCode.OK)


def _print_text(shown: Sequence[Claim], names: Mapping[str, str], *, all_slots: bool) -> None:
    from annotator.datasets.claims.forms import rows_of, title_of  # noqa: PLC0415 - as above

    for each in shown:
        say(f"{title_of(each, names)} ({each.type}): {each.verdict}, in {', '.join(each.documents)}")
        if rows := list(rows_of(each, names, agreed=all_slots)):
            say(table(HEADER, rows))
        say("")


def _print_markdown(shown: Sequence[Claim], names: Mapping[str, str], *, all_slots: bool) -> None:
    from annotator.datasets.claims.forms import rows_of, title_of  # noqa: PLC0415 - as above
    from annotator.eval.reports.markdown import escape, piped  # noqa: PLC0415 - as above

    for each in shown:
        say(f"## {escape(title_of(each, names))}\n")
        say(f"{escape(each.type)}: **{each.verdict}**, in {escape(', '.join(each.documents))}\n")
        if rows := [[escape(cell) for cell in row] for row in rows_of(each, names, agreed=all_slots)]:
            say(f"{piped([HEADER, *rows], len(HEADER))}\n")
