"""The rules that a PostgreSQL server enforces on a team's store, as statements.

Every person has a login. The table `team.members` says which layer is theirs and what their part is; functions that run
with the owner's rights answer who asks, by the login that the session began with, which no statement changes. Policies
on every table ask these functions. What no policy allows is refused, and the log can be added to, never changed: no one
is granted UPDATE, DELETE or TRUNCATE on it. The store's owner stands above all of it, and labels under another login.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from annotator.store.database.transaction import TIME_NOW

SCHEMA = "team"
"""The database schema that holds the list of people and the functions."""

MEMBERS = f"""
CREATE SCHEMA IF NOT EXISTS {SCHEMA};
CREATE TABLE IF NOT EXISTS {SCHEMA}.members (
  login text PRIMARY KEY,
  name bytea NOT NULL UNIQUE,
  role text NOT NULL CHECK (role IN ('annotator', 'adjudicator', 'lead'))
);
"""

_FUNCTION = """
CREATE OR REPLACE FUNCTION team.{head} LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$ {body} $$
"""
_MINE = "FROM team.members m WHERE m.login = session_user::text"
_MAY_WRITE = """
SELECT coalesce(layer = team.my_layer(), false) OR (layer = 'gold'::bytea AND team.reads_all())
    OR (team.is_lead() AND NOT EXISTS (SELECT 1 FROM team.members m WHERE m.name = layer))
"""
"""A lead brings in the files of people who have no login here."""
_MAY_BEGIN = """
SELECT team.may_write(layer) AND (layer = 'gold'::bytea OR team.is_lead()
    OR NOT EXISTS (SELECT 1 FROM {tables}.assignments a WHERE a.document = article AND a.task = 'annotate')
    OR EXISTS (
        SELECT 1 FROM {tables}.assignments a WHERE a.document = article AND a.task = 'annotate' AND a.name = layer
    ))
"""
"""Where somebody was asked to label an article, only who was asked begins it."""
_FUNCTIONS = (
    ("my_layer() RETURNS bytea", f"SELECT m.name {_MINE}"),
    ("my_role() RETURNS text", f"SELECT m.role {_MINE}"),
    ("reads_all() RETURNS boolean", f"SELECT coalesce((SELECT m.role <> 'annotator' {_MINE}), false)"),
    ("is_lead() RETURNS boolean", f"SELECT coalesce((SELECT m.role = 'lead' {_MINE}), false)"),
    ("may_write(layer bytea) RETURNS boolean", _MAY_WRITE),
    ("may_begin(article integer, layer bytea) RETURNS boolean", _MAY_BEGIN),
)

_MY = "(SELECT team.my_layer())"
_ALL = "(SELECT team.reads_all())"
_LEAD = "(SELECT team.is_lead())"
_NOW = f"({TIME_NOW})"
_SEEN = "EXISTS (SELECT 1 FROM {tables}.layers l WHERE l.number = layer)"
_WRITTEN = "EXISTS (SELECT 1 FROM {tables}.layers l WHERE l.number = layer AND team.may_write(l.name))"
_TEXT_SEEN = (
    "EXISTS (SELECT 1 FROM {tables}.documents d WHERE d.text_sha256 = sha256) "
    "OR EXISTS (SELECT 1 FROM {tables}.layers l WHERE sha256 IN (l.text_sha256, l.base_text_sha256))"
)
_LAYER_COLUMNS = "text_sha256, head, revision, last_seq, position, last_number, total, entities, relations, events"


class Policy(NamedTuple):
    """What everybody may do with the rows of a table: a privilege, and the condition that the server adds to it."""

    table: str
    privilege: str
    condition: str


POLICIES = (
    Policy("texts", "SELECT", f"{_ALL} OR {_TEXT_SEEN}"),
    Policy("texts", "INSERT", _LEAD),
    Policy("documents", "SELECT", f"removed_at IS NULL OR {_ALL}"),
    Policy("documents", "INSERT", _LEAD),
    Policy("documents", "UPDATE (position, title, meta, source, text_sha256, removed_at)", _LEAD),
    Policy("layers", "SELECT", f"name = {_MY} OR {_ALL}"),
    Policy("layers", "INSERT", "team.may_begin(document, name)"),
    Policy("layers", f"UPDATE ({_LAYER_COLUMNS})", "team.may_write(name)"),
    Policy("annotations", "SELECT", _SEEN),
    Policy("annotations", "INSERT", _WRITTEN),
    Policy("annotations", "DELETE", _WRITTEN),
    Policy("targets", "SELECT", _SEEN),
    Policy("targets", "INSERT", _WRITTEN),
    Policy("targets", "DELETE", _WRITTEN),
    Policy("operations", "SELECT", _SEEN),
    Policy("operations", "INSERT", f"{_WRITTEN} AND who = {_MY} AND at = {_NOW}"),
    Policy("leases", "SELECT", f"name = {_MY} OR {_ALL}"),
    Policy("leases", "INSERT", "team.may_begin(document, name)"),
    Policy("leases", "UPDATE", "team.may_begin(document, name)"),
    Policy("leases", "DELETE", "team.may_write(name)"),
    Policy("assignments", "SELECT", f"name = {_MY} OR {_ALL}"),
    Policy("assignments", "INSERT", f"{_LEAD} AND assigned_by = {_MY} AND at = {_NOW}"),
    Policy("assignments", "DELETE", _LEAD),
    Policy("adjudicated_layers", "SELECT", _ALL),
    Policy("adjudicated_layers", "INSERT", _ALL),
    Policy("adjudicated_layers", "DELETE", _ALL),
    Policy("decisions", "SELECT", _ALL),
    Policy("decisions", "INSERT", f"{_ALL} AND who = {_MY} AND at = {_NOW}"),
    Policy("set_aside", "SELECT", _LEAD),
    Policy("prediction_runs", "SELECT", "true"),
    Policy("prediction_runs", "INSERT", _LEAD),
    Policy("prediction_runs", "DELETE", _LEAD),
    Policy("predictions", "SELECT", "true"),
    Policy("predictions", "INSERT", _LEAD),
    Policy("predictions", "DELETE", _LEAD),
    Policy("notices", "SELECT", _LEAD),
    Policy("notices", "UPDATE (told_at)", _LEAD),
)


def statements(tables: str, database: str, group: str) -> Iterator[str]:
    """All that sets a store up for a team, in order; it may be run again, and then puts every rule back.

    `tables` is the schema that the store's tables are in, `group` the role that everybody's login is a member of; all
    three are quoted.
    """
    yield MEMBERS
    yield f"REVOKE ALL ON DATABASE {database} FROM PUBLIC"
    yield f"GRANT CONNECT ON DATABASE {database} TO {group}"
    for schema in (tables, SCHEMA):
        yield f"REVOKE ALL ON SCHEMA {schema} FROM PUBLIC"
        yield f"REVOKE ALL ON ALL TABLES IN SCHEMA {schema} FROM PUBLIC, {group}"
        yield f"GRANT USAGE ON SCHEMA {schema} TO {group}"
    for head, body in _FUNCTIONS:
        yield _FUNCTION.format(head=head, body=body.format(tables=tables))
    yield f"REVOKE ALL ON ALL FUNCTIONS IN SCHEMA {SCHEMA} FROM PUBLIC"
    yield f"GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA {SCHEMA} TO {group}"
    yield f"GRANT SELECT ON {tables}.alembic_version TO {group}"
    mine = Policy("members", "SELECT", f"login = session_user::text OR {_ALL}")
    yield from _policy(mine, SCHEMA, tables, group)
    for policy in POLICIES:
        yield from _policy(policy, tables, tables, group)


def _policy(policy: Policy, schema: str, tables: str, group: str) -> Iterator[str]:
    verb = policy.privilege.partition(" ")[0]
    table, name = f"{schema}.{policy.table}", f"team_{verb.lower()}"
    condition = policy.condition.format(tables=tables)
    parts = [f"USING ({condition})" if verb != "INSERT" else "", f"WITH CHECK ({condition})" if verb in WRITES else ""]
    yield f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY"
    yield f"DROP POLICY IF EXISTS {name} ON {table}"
    yield f"CREATE POLICY {name} ON {table} FOR {verb} TO {group} {' '.join(parts)}"
    yield f"GRANT {policy.privilege} ON {table} TO {group}"


WRITES = ("INSERT", "UPDATE")
"""The privileges under which a row comes to be, whose condition holds for the new row."""
