"""What an edit decides about what was proposed: which proposals of which reasons were kept."""

from __future__ import annotations

from collections.abc import Iterator

from annotator.model.annotation import Annotation, Entity, Event, Relation
from annotator.model.change import Edit
from annotator.suggest.kept import counted
from annotator.tui.editor.annotate.proposals import COREF
from annotator.tui.editor.context import Context
from annotator.tui.editor.proposed.reasons import DEFAULT, SAME_THING, UNKNOWN, confirmable, reasons_of

MOST_CHANGES = 40
"""An edit of more changes is no decision about each."""
DECIDING = ("confirm", "same", "new thing", "attribute", "no")
"""The edits that decide about what is proposed; one that takes an annotation away says nothing about its parts."""


def decided(context: Context, edit: Edit) -> dict[str, tuple[int, int]]:
    """The counts of an edit that is about to be made."""
    if edit.name not in DECIDING or len(edit.changes) > MOST_CHANGES:
        return {}
    return counted(_decisions(context, edit))


def _decisions(context: Context, edit: Edit) -> Iterator[tuple[str, str, bool]]:
    for change in edit.changes:
        before, after = change.before, change.after
        if not isinstance(before, Entity | Relation | Event) or not isinstance(after, Entity | Relation | Event):
            continue
        parts = [part for part in confirmable(before) if part not in after.unconfirmed]
        reasons = dict(reasons_of(context, before)) if parts else {}
        for part in parts:
            reason = reasons.get(part, UNKNOWN)[0]
            if reason not in (UNKNOWN[0], DEFAULT[0]):
                yield SAME_THING if part == COREF else part, reason, _value(before, part) == _value(after, part)


def _value(annotation: Annotation, part: str) -> object:
    if part == COREF:
        return annotation.coref if isinstance(annotation, Entity | Event) else None
    return annotation.type if part == "type" else annotation.attributes.get(part)
