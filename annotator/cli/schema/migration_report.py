"""What a migration did and what it leaves to decide, for people and programs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from annotator.cli.output import emit_json, say, table
from annotator.project.migration.migrate_file import Migration
from annotator.schema.migration.losses import counted_losses


def summary(migration: Migration) -> str:
    """The counts in one line."""
    result = migration.result
    way = f"{', '.join(migration.versions) or 'nothing'} -> {migration.schema.ref}"
    parts = [
        f"{way}: {result.changed} of {len(result.documents)} documents changed",
        f"{len(result.questions)} questions left",
        f"{len(result.losses)} losses",
    ]
    if result.violators:
        parts.append(f"{len(result.violators)} break a stricter rule")
    if result.collisions:
        parts.append(f"{len(result.collisions)} pairs of relations came together")
    return "; ".join(parts)


def report(migration: Migration, format_: str) -> None:
    """Print everything: losses by kind, what breaks a rule, what collides, the questions."""
    if format_ == "json":
        emit_json(_as_object(migration))
    elif format_ == "md":
        say(_markdown(migration))
    else:
        say(_text(migration))


def _as_object(migration: Migration) -> dict[str, Any]:
    result = migration.result
    return {
        "from": list(migration.versions),
        "to": migration.schema.ref,
        "documents": len(result.documents),
        "changed": result.changed,
        "questions": [each.as_object() for each in result.questions],
        "losses": [{"what": what, "why": why, "count": count} for what, why, count in counted_losses(result.losses)],
        "violators": [
            {"document": document, "id": breach.annotation_id, "code": breach.code, "message": breach.message}
            for document, breach in result.violators
        ],
        "collisions": [{"document": document, "ids": list(ids)} for document, *ids in result.collisions],
    }


Section = tuple[str, tuple[str, ...], Sequence[tuple[str, ...]]]


def _sections(migration: Migration) -> list[Section]:
    result = migration.result
    losses = [(str(count), what, why) for what, why, count in counted_losses(result.losses)]
    breaking = [(document, each.annotation_id, each.message) for document, each in result.violators]
    asked = [
        (each.question, each.document, each.id, _plain(each.proposal), str(len(each.mentions)), each.context)
        for each in result.questions
    ]
    return [
        ("Lost", ("count", "what", "why"), losses),
        ("Breaking a stricter rule", ("document", "id", "what"), breaking),
        ("Relations that came together", ("document", "id", "id"), [tuple(each) for each in result.collisions]),
        ("Questions", ("question", "document", "id", "proposal", "mentions", "context"), asked),
    ]


def _plain(proposal: object) -> str:
    values = proposal.items() if isinstance(proposal, dict) else ()
    return ", ".join(str(value) if name == "type" else f"{name}={value}" for name, value in values)


def _text(migration: Migration) -> str:
    parts = [f"{title}:\n{table(header, rows)}" for title, header, rows in _sections(migration) if rows]
    return "\n\n".join(parts) or "nothing is lost, nothing is left to decide"


def _markdown(migration: Migration) -> str:
    lines = [f"# {', '.join(migration.versions)} -> {migration.schema.ref}", "", summary(migration) + "."]
    for title, header, rows in _sections(migration):
        if rows:
            lines += ["", f"## {title}", "", "| " + " | ".join(header) + " |", "|" + "---|" * len(header)]
            lines += ["| " + " | ".join(each.replace("|", "\\|") for each in row) + " |" for row in rows]
    return "\n".join(lines)
