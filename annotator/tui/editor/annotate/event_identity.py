"""Which happening an event is one with: proposed anew as its roles are filled, until a person decides."""

from __future__ import annotations

from msgspec import structs

from annotator.model.annotation import Event
from annotator.tui.editor.annotate.proposals import COREF, likely_chain
from annotator.tui.editor.context import Context


def with_identity(context: Context, event: Event) -> Event:
    """The event with what it is probably one with as it is now; what a person decided stays."""
    if COREF not in event.unconfirmed:
        return event
    return structs.replace(event, coref=likely_chain(context, event))
