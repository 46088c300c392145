"""Which event of the world an event is a mention of: proposed anew as its roles are filled, until a person decides."""

from __future__ import annotations

from msgspec import structs

from annotator.model.annotation import Event
from annotator.tui.editor.annotate.proposals import COREF, likely_chain
from annotator.tui.editor.context import Context


def with_identity(context: Context, event: Event) -> Event:
    """The event with the chain that it probably belongs to as it is now; what a person decided stays."""
    if COREF not in event.unconfirmed:
        return event
    return structs.replace(event, coref=likely_chain(context, event))
