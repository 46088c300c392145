"""Who the people of a team's store are, and which of them is asking; all SQL on the table `team.members`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from annotator.errors import StoreError
from annotator.store.database.rows import Reader, first
from annotator.store.store import Store

Role: TypeAlias = Literal["annotator", "adjudicator", "lead"]

ROLES: tuple[Role, ...] = ("annotator", "adjudicator", "lead")
"""What somebody may do; each may what those before it may."""
NAMED = {"annotator": "an annotator", "adjudicator": "an adjudicator or a lead", "lead": "a lead"}

_IS_TEAM = "SELECT to_regclass('team.members') IS NOT NULL"
_MINE = "SELECT session_user::text, name, role FROM team.members WHERE login = session_user::text"
_ALL = "SELECT login, name, role FROM team.members ORDER BY name"


@dataclass(frozen=True, slots=True)
class Member:
    """One person of a team: the login, the layer that is theirs, and `annotator`, `adjudicator` or `lead`."""

    login: str
    name: str
    role: Role


def is_team(store: Store) -> bool:
    """Whether a store was set up for a team."""
    return store.location.path is None and first(store.rows, _IS_TEAM) == (True,)


def members(reader: Reader) -> list[Member]:
    """The people that the one who asks may know of, by name."""
    return [Member(login, str(bytes(name), "utf-8"), role) for login, name, role in reader.all(_ALL)]


def my_membership(store: Store) -> Member | None:
    """Who asks; None where the store was not set up for a team, and for its owner."""
    row = first(store.rows, _MINE) if is_team(store) else None
    return Member(row[0], str(bytes(row[1]), "utf-8"), row[2]) if row else None


def refuse_unless(member: Member | None, role: Role, what: str) -> None:
    """Refuse what needs this role, or one above it: the server would show too little, or refuse it less plainly.

    Raises:
        StoreError: the member has a lower one.
    """
    if member is not None and ROLES.index(member.role) < ROLES.index(role):
        raise StoreError(f"{what}: you are {member.name}, {member.role} in this team; it needs {NAMED[role]}")
