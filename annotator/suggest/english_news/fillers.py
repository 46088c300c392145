"""Who does it, as English says it: what stands directly before a trigger fills the first role of the event.

In the schema's order the first role is that of who acts. What no other role of the event may take fills its own.
"""

from __future__ import annotations

from annotator.model.annotation import Entity, Event
from annotator.schema.label_schema import Role
from annotator.suggest.suggester import DocumentView

BEFORE_CHARS = 2
"""How far before a trigger a mention ends at most that stands directly before it, in code points."""


def directly_before(view: DocumentView, event: Event) -> tuple[Role, Entity] | None:
    """The role that the mention directly before a trigger fills, and the mention; None where there is none."""
    if len(event.spans) != 1:
        return None
    start = event.spans[0][0]
    found = [each for each in view.mentions((max(start - BEFORE_CHARS, 0), start)) if _ends_before(view, each, start)]
    # Of names within a name the whole one is meant: it comes first.
    filler = next((each for each in found if isinstance(each, Entity)), None)
    if filler is None or filler.spans[0][0] < view.sentence(event.spans[0])[0]:
        return None
    roles = view.schema.roles_of(event.type)
    fitting = [role for role in roles if view.schema.admits(role.types, filler.type)]
    if fitting and (fitting[0] == roles[0] or len(fitting) == 1):
        return fitting[0], filler
    return None


def _ends_before(view: DocumentView, each: Entity | Event, start: int) -> bool:
    """Whether only blanks are between a mention of one piece and a trigger."""
    return len(each.spans) == 1 and each.spans[0][1] <= start and not view.text[each.spans[0][1] : start].strip()
