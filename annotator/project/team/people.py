"""The people of a team's store: `annotator team setup`, `add`, `remove`."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from annotator.errors import FormatError, InputError
from annotator.project.project import Project
from annotator.store.team.membership import Member, members
from annotator.store.team.roles import add_member, remove_member, set_up
from annotator.text.utf8 import read_utf8

PASSWORD_VARIABLE = "ANNOTATOR_MEMBER_PASSWORD"
"""The environment variable that a new login's password is taken from, where no file is named."""


@dataclass(frozen=True, slots=True)
class Team:
    """A store that was set up: the login that owns it, the role of all its people, and who they are."""

    owner: str
    group: str
    people: Sequence[Member]


def set_up_team(project: Project) -> Team:
    """Put the rules in force on the project's store; running it again puts them back.

    Raises:
        StoreError: the store is a file, or somebody else's.
    """
    place = set_up(project.store)
    return Team(place.owner, place.group, members(project.store.rows))


def add_person(project: Project, member: Member, password_file: Path | None = None) -> tuple[bool, bool]:
    """Let somebody in; whether their login was made, and whether it was given a password.

    Raises:
        InputError: a name that cannot be, or a password file that cannot be read.
        StoreError: the store is no team's, or somebody else's.
    """
    password = _password(password_file)
    return add_member(project.store, member, password), password is not None


def _password(file: Path | None) -> str | None:
    if file is None:
        return os.environ.get(PASSWORD_VARIABLE) or None
    try:
        words = read_utf8(file, FormatError).splitlines()
    except FormatError as error:
        # Its own message may quote a byte of the password.
        message = f"{file}: the password cannot be read; expected a text file in UTF-8 with it as the first line"
        raise InputError(message) from error
    if not words or not words[0]:
        raise InputError(f"{file}: the first line is empty; expected the password")
    return words[0]


def remove_person(project: Project, name: str) -> Member:
    """Take somebody's rights away; who it was.

    Raises:
        InputError: there is nobody of that name.
        StoreError: the store is no team's, or somebody else's.
    """
    return remove_member(project.store, name)
