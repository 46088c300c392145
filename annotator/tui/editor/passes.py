"""The passes over an article and the parts of a layer that they look for, by name.

Mentions and values are looked for in one pass, the pass of mentions.
"""

from __future__ import annotations

MENTIONS, VALUES, RELATIONS, EVENTS = "mentions", "values", "relations", "events"


def reads_for(part: str) -> str:
    """The pass that reads for a part: mentions and values are looked for together."""
    return MENTIONS if part == VALUES else part
