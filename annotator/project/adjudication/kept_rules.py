"""By which rules the gold of each document was merged last, kept among its decisions: tomorrow they go on holding."""

from __future__ import annotations

from dataclasses import asdict

import msgspec

from annotator.agreement.adjudication.row import Rules
from annotator.model.canonical import to_bytes
from annotator.project.project import Project
from annotator.store.tables.decisions import StoredDecision, stored_decisions

KIND = "rules"
"""The kind, and the key, of a stored decision that says rules; decisions of rows have the kinds of rows."""


def kept_rules(project: Project) -> dict[str, Rules]:
    """The rules of each document whose gold was merged by others than the usual ones.

    Raises:
        StoreError: the store cannot be read, or a decision is damaged.
    """
    stored = stored_decisions(project.store.rows)
    return {each.document_id: msgspec.json.decode(each.content, type=Rules) for each in stored if each.kind == KIND}


def as_stored(document_id: str, rules: Rules, who: str, when: str) -> StoredDecision:
    """Rules as a stored decision."""
    return StoredDecision(document_id, KIND, KIND, to_bytes(asdict(rules)), who, when)
