"""Setting a PostgreSQL store up for a team, and its people: logins, and what each may do."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from annotator.errors import InputError, StoreError
from annotator.store.database.transaction import Transaction, writing
from annotator.store.store import Store
from annotator.store.team.membership import Member, is_team
from annotator.store.team.policies import statements

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_LOGIN_BYTES = 63
"""PostgreSQL cuts longer names off."""


@dataclass(frozen=True, slots=True)
class Place:
    """The names under which a store's rules are kept: its database, the schema of its tables, the owner, the group."""

    database: str
    tables: str
    owner: str
    group: str
    quoted: Any

    @property
    def words(self) -> tuple[str, str, str]:
        """Tables, database and group, quoted for a statement."""
        return self.quoted(self.tables), self.quoted(self.database), self.quoted(self.group)


@contextmanager
def _as_owner(store: Store) -> Iterator[tuple[Transaction, Place]]:
    """A transaction for what only the owner of a store's tables may do.

    Raises:
        StoreError: the store is a file, or the login is not that of its owner.
    """
    if store.location.path is not None:
        raise StoreError(
            f"{store.location}: is one file: whoever can read it reads every layer in it, and the program cannot hide "
            'any. For rules that a server enforces: store = "postgresql://host/database" in annotator.toml; '
            "or one project a person, and the lead imports what each exports"
        )
    with writing(store.writable(), store.location) as transaction:
        ((database, tables, owner, me, is_super),) = transaction.all(
            "SELECT current_database(), n.nspname, pg_get_userbyid(c.relowner), session_user::text, r.rolsuper "
            "FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace, pg_roles r "
            "WHERE c.oid = 'layers'::regclass AND r.rolname = session_user"
        )
        if me != owner and not is_super:
            raise StoreError(
                f"{store.location}: belongs to the login {owner!r}, you are {me!r}; its owner must do this"
            )
        quoted = store.engine.dialect.identifier_preparer.quote_identifier
        yield transaction, Place(database, tables, owner, f"{database[:50]}_team", quoted)


def set_up(store: Store) -> Place:
    """Put the rules in force, or back in force; who is a member stays. The names under which they are kept.

    Raises:
        StoreError: the store is a file, or its owner is somebody else, or may make no roles.
    """
    with _as_owner(store) as (transaction, place):
        if not _exists(transaction, place.group):
            transaction.run(f"CREATE ROLE {place.quoted(place.group)} NOLOGIN")
        for statement in statements(*place.words):
            transaction.run(statement)
    return place


def add_member(store: Store, member: Member, password: str | None) -> bool:
    """Let a person in, or give them another role; whether their login was made.

    A login that is there keeps its password, unless one is given. A password is sent as its hash alone.

    Raises:
        InputError: the name is that of another login, or is no name for one.
        StoreError: the store is not set up for a team, or cannot be changed.
    """
    if not 0 < len(member.login.encode()) <= MOST_LOGIN_BYTES or "\0" in member.login:
        raise InputError(f"login {member.login!r}: expected 1 to {MOST_LOGIN_BYTES} bytes; another one: --login")
    if member.name == "gold":
        raise InputError("'gold' is the layer that adjudication makes; nobody is called so")
    _refuse_no_team(store)
    with _as_owner(store) as (transaction, place):
        if member.login == place.owner:
            raise InputError(f"{member.login!r} owns the store and no rule holds for it; label under another login")
        taken = transaction.all("SELECT login FROM team.members WHERE name = :name", name=member.name.encode())
        if taken and taken[0][0] != member.login:
            raise InputError(f"{member.name!r} is the name of the login {taken[0][0]!r} already")
        login, made = place.quoted(member.login), not _exists(transaction, member.login)
        if made:
            transaction.run(f"CREATE ROLE {login} LOGIN")
        elif _is_above_rules(transaction, member.login):
            raise InputError(
                f"the login {member.login!r} stands above the rules (superuser or BYPASSRLS); take another"
            )
        if password is not None:
            hashed = _hashed(transaction, password, member.login)
            transaction.connection.exec_driver_sql(f"ALTER ROLE {login} PASSWORD '{hashed}'")
        transaction.run(f"GRANT {place.quoted(place.group)} TO {login}")
        transaction.run(
            "INSERT INTO team.members (login, name, role) VALUES (:login, :name, :role) "
            "ON CONFLICT (login) DO UPDATE SET name = excluded.name, role = excluded.role",
            login=member.login, name=member.name.encode(), role=member.role,
        )  # fmt: skip
    return made


def remove_member(store: Store, name: str) -> Member:
    """Take a person's rights away at once, also in sessions that are open; their layers stay, and the login too.

    Raises:
        InputError: there is nobody of that name.
        StoreError: the store is not set up for a team, or cannot be changed.
    """
    _refuse_no_team(store)
    with _as_owner(store) as (transaction, place):
        gone = transaction.all("DELETE FROM team.members WHERE name = :name RETURNING login, role", name=name.encode())
        if not gone:
            raise InputError(f"there is nobody called {name!r} in this team; annotator team setup lists who there is")
        ((login, role),) = gone
        if _exists(transaction, login):
            transaction.run(f"REVOKE {place.quoted(place.group)} FROM {place.quoted(login)}")
    return Member(login, name, role)


def _refuse_no_team(store: Store) -> None:
    if store.location.path is None and not is_team(store):
        raise StoreError(f"{store.location}: is not set up for a team yet; first: annotator team setup")


def _exists(transaction: Transaction, role: str) -> bool:
    return bool(transaction.all("SELECT 1 FROM pg_roles WHERE rolname = :role", role=role))


def _is_above_rules(transaction: Transaction, role: str) -> bool:
    query = "SELECT 1 FROM pg_roles WHERE rolname = :role AND (rolsuper OR rolbypassrls)"
    return bool(transaction.all(query, role=role))


def _hashed(transaction: Transaction, password: str, login: str) -> str:
    """A password as the server keeps it, so that neither a log nor a statement ever holds it."""
    driver: Any = transaction.connection.connection.driver_connection
    hashed = driver.pgconn.encrypt_password(password.encode(), login.encode(), b"scram-sha-256")
    return str(hashed, "ascii")
