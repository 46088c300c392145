"""Rules of events: which roles they have, what may fill them, and how often."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from annotator.errors import did_you_mean
from annotator.model.annotation import Event
from annotator.schema.rules.breach import Breach
from annotator.schema.rules.surroundings import Surroundings


def event_breaches(around: Surroundings, event: Event) -> Iterator[Breach]:
    """What is wrong with the arguments of an event of a known type."""
    roles = {role.name: role for role in around.schema.roles_of(event.type)}
    for argument in event.arguments:
        role = roles.get(argument.role)
        filler = around.kind(argument.target)
        if role is None:
            hint = did_you_mean(argument.role, roles, f"it has {', '.join(roles) or 'none'}")
            yield Breach(event.id, "arguments", f"{event.type} has no role {argument.role!r}; {hint}", "unknown-role")
        elif filler is not None and not around.schema.admits(role.types, filler):
            message = f"{filler} cannot be {role.name} of {event.type} (one of {', '.join(role.types)})"
            yield Breach(event.id, "arguments", message, "filler-type")
    counts = Counter(argument.role for argument in event.arguments)
    for role in roles.values():
        count = counts[role.name]
        if role.max is not None and count > role.max:
            message = f"{role.name} is filled {count} times; {event.type} allows {role.max}"
            yield Breach(event.id, "arguments", message, "role-max")
        if count < role.min and not around.is_uncovered(event.type, role.name):
            message = f"{role.name} is filled {count} times; {event.type} needs {role.min}"
            yield Breach(event.id, "arguments", message, "role-min")
