"""`annotator assign`: who labels what."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import Parameter

from annotator.cli.output import counted, emit_json, say, talk
from annotator.cli.project_option import ProjectFolder
from annotator.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from annotator.project.team.assign import Plan


def assign(
    *documents: str,
    to: str = "",
    overlap: int | None = None,
    share: float = 1.0,
    per_annotator: int | None = None,
    types: str = "",
    adjudicator: str | None = None,
    allow_own: bool = False,
    seed: int = 0,
    revoke: bool = False,
    dry_run: bool = False,
    format_: Annotated[Literal["text", "json"], Parameter(name="--format")] = "text",
    project: ProjectFolder = None,
) -> int:
    """Give documents to people: the longest first, to those who have met least, then to who has least to do.

    Running it again adds only what is missing.

    Args:
        documents: Their ids; by default all of the project.
        to: Who labels, by name: ana,ben,cleo.
        overlap: How many people label a document; by default two, or all of --to where there is one.
        share: The part of the documents that several people label, drawn by length; one person labels each of the rest.
        per_annotator: The most documents that one person gets.
        types: Only these types are asked for, with commas; by default all.
        adjudicator: Who decides where they differ.
        allow_own: The adjudicator may have labelled a document too; that is noted.
        seed: Draws where all else is equal.
        revoke: Take back what nobody has begun instead, of the documents and people named.
        dry_run: Say what would be done, and do nothing.
        format_: How to print.
    """
    from annotator.agreement.assignment import Wish  # noqa: PLC0415 - loaded when called, as every command
    from annotator.project.project import Project  # noqa: PLC0415 - as above
    from annotator.project.team import assign as team  # noqa: PLC0415 - as above

    names, wanted = _words(to), _words(types)
    opened = Project.open(project)
    if revoke:
        if adjudicator or types:
            raise UsageError("--revoke takes documents and --to; nothing else of an assignment can be chosen")
        plan = team.revoke(opened, documents=documents, names=names, dry_run=dry_run)
    else:
        wish = Wish(names, min(2, len(names)) if overlap is None else overlap, share, per_annotator, seed)
        plan = team.assign_documents(
            opened, wish, documents=documents, types=wanted, adjudicator=adjudicator, allow_own=allow_own,
            dry_run=dry_run,
        )  # fmt: skip
    _tell(plan, format_, ("would be " if dry_run else "") + ("taken back" if revoke else "assigned"))
    return int(ExitCode.OK)


def _tell(plan: Plan, format_: str, did: str) -> None:
    """What changed on stdout; who got how many, and what should be known, on stderr."""
    if format_ == "json":
        emit_json(
            [
                {"document": each.document_id, "annotator": each.name, "task": each.task, "types": list(each.types)}
                for each in plan.changed
            ]
        )
    else:
        for each in plan.changed:
            asked = f" for {', '.join(each.types)}" if each.types else ""
            say(f"{each.document_id}: {each.name} {'adjudicates' if each.task == 'adjudicate' else 'labels'}{asked}")
    counts = Counter(each.name for each in plan.changed)
    shares = ", ".join(f"{name} {count}" for name, count in sorted(counts.items())) or "nothing to do"
    talk(f"{counted(len(plan.changed), 'assignment')} {did}: {shares}")
    for note in plan.notes:
        talk(note)


def _words(text: str) -> list[str]:
    return list(dict.fromkeys(word.strip() for word in text.split(",") if word.strip()))
