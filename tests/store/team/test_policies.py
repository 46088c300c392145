"""What the server of a team's store lets an annotator, an adjudicator and a lead see and do, with a plain driver."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from annotator.model import edits
from annotator.model.annotation import mention
from annotator.store.database.location import StoreLocation
from annotator.store.database.transaction import TIME_NOW, writing
from annotator.store.integrity import examine
from annotator.store.migration.metadata import METADATA
from annotator.store.session import LabelSession
from annotator.store.store import Store
from annotator.store.tables.assignments import Assignment, put_assignment
from annotator.store.tables.decisions import StoredDecision, insert_decision, remember_layers
from annotator.store.tables.documents import Article, put_articles, take_out
from annotator.store.tables.layer import LayerKey
from annotator.store.team.membership import Member, members, my_membership
from tests.databases import Cluster, as_login, team_location
from tests.project.layers import SCHEMA, TEXT

PEOPLE = (
    Member("ana", "ana", "annotator"),
    Member("ben", "ben", "annotator"),
    Member("dov", "dov", "adjudicator"),
    Member("lea", "lea", "lead"),
)
OF_NAME = {
    "layers": "name",
    "leases": "name",
    "assignments": "name",
}
"""The tables whose rows say whose they are, and in which column."""
OF_LAYER = ("annotations", "targets", "operations")


@pytest.fixture(scope="module")
def team(cluster: Cluster) -> Iterator[StoreLocation]:
    """A team's store with three articles, one of them removed, and what everybody has done there."""
    location = team_location(cluster, *PEOPLE)
    lead = Store(as_login(location, "lea"))
    with writing(lead.writable(), lead.location) as transaction:
        put_articles(transaction, [Article(f"a{number}", f"{TEXT}{number}", {}) for number in range(3)])
        ((now,),) = transaction.all(f"SELECT {TIME_NOW}")
        for name in ("ana", "ben"):
            put_assignment(transaction, Assignment("a0", name), "lea", now)
        put_assignment(transaction, Assignment("a1", "ben"), "lea", now)
        take_out(transaction, "a2", purge=False)
        said = StoredDecision("a0", "k", "missing", b"{}", "lea", now)
        insert_decision(transaction, said)
        remember_layers(transaction, "a0", {"ana": 1, "ben": 2})
    stores = {name: Store(as_login(location, name)) for name in ("ana", "ben", "dov")}
    for name, store in stores.items():
        layer = "gold" if name == "dov" else name
        label(store, LayerKey("a0", layer), who=name)
    held = LabelSession(stores["ben"], SCHEMA, LayerKey("a1", "ben"))
    yield location
    held.close()
    for store in (lead, *stores.values()):
        store.close()


def label(store: Store, key: LayerKey, who: str = "") -> None:
    """A mention, taken back, and two more, one naming the other."""
    session = LabelSession(store, SCHEMA, key, who=who)
    assert session.read_only is None
    session.apply(edits.add(session.document, mention("T1", "ORG", TEXT, ((0, 6),))))
    session.undo()
    session.redo()
    session.apply(edits.add(session.document, mention("T2", "PERSON", TEXT, ((7, 13),))))
    session.close()


def connect(location: StoreLocation, login: str) -> Any:
    """A plain connection, as somebody with psql has it."""
    import psycopg

    return psycopg.connect(as_login(location, login).url.replace("+psycopg", ""))


def rows(location: StoreLocation, login: str, sql: str) -> list[tuple[Any, ...]]:
    """What somebody reads."""
    with connect(location, login) as connection:
        return list(connection.execute(sql).fetchall())


@pytest.mark.parametrize("table", sorted(METADATA.tables))
def test_an_annotator_reads_what_is_theirs_and_no_more(team: StoreLocation, table: str) -> None:
    """Also of a table that is added some day: it has a rule, or nobody but the owner reads it."""
    found = rows(team, "ana", f"SELECT * FROM {table}")
    everything = rows(team, "tester", f"SELECT * FROM {table}")
    if table in OF_NAME:
        assert {bytes(name) for (name,) in rows(team, "ana", f"SELECT {OF_NAME[table]} FROM {table}")} <= {b"ana"}
        assert len(found) < len(everything)
    elif table in OF_LAYER:
        mine = {number for (number,) in rows(team, "ana", "SELECT number FROM layers")}
        assert {number for (number,) in rows(team, "ana", f"SELECT layer FROM {table}")} <= mine
        assert len(found) == len(everything) / 3
    elif table in ("documents", "texts"):
        assert len(found) == 2, "those of the project, without the one removed"
    else:
        assert found == []


def test_a_lead_and_an_adjudicator_read_all(team: StoreLocation) -> None:
    for table in METADATA.tables:
        everything = rows(team, "tester", f"SELECT * FROM {table}")
        assert rows(team, "lea", f"SELECT * FROM {table}") == everything
        if table not in ("set_aside", "notices", "predictions", "prediction_runs"):
            assert rows(team, "dov", f"SELECT * FROM {table}") == everything


def test_each_knows_of_themselves_and_the_lead_of_all(team: StoreLocation) -> None:
    for login, known in (("ana", 1), ("lea", len(PEOPLE)), ("tester", len(PEOPLE))):
        store = Store(as_login(team, login))
        assert len(members(store.rows)) == known
        mine = my_membership(store)
        assert (mine.name if mine else None) == (login if login != "tester" else None)
        store.close()


BENS = "(SELECT number FROM layers WHERE name = 'ben'::bytea AND document = 1)"
INSERT_LOG = (
    "INSERT INTO operations (layer, seq, kind, parent, edit, provenance, who, at, checksum) "
    "SELECT number, 99, 'edit', 0, ''::bytea, ''::bytea, {who}::bytea, {at}, '' FROM layers WHERE name = {layer}::bytea"
)
INSERT_LAYER = (
    "INSERT INTO layers (document, name, text_sha256, base, base_text_sha256, head, revision, last_seq, position, "
    "last_number, total, entities, relations, events) SELECT {document}, {name}::bytea, text_sha256, '{{}}'::bytea, "
    "text_sha256, '{{}}'::bytea, 0, 0, 0, 0, 0, 0, 0, 0 FROM documents WHERE number = 1"
)
LEASE = "INSERT INTO leases (document, name, token, holder, until) VALUES ({}, {}::bytea, 't', ''::bytea, now())"
REFUSED = {
    # The layers of others.
    "a layer for another": INSERT_LAYER.format(document=2, name="'cleo'"),
    "a layer over another's": INSERT_LAYER.format(document=1, name="'ben'")
    + " ON CONFLICT (document, name) DO UPDATE SET head = excluded.head",
    "a layer of an article for others": INSERT_LAYER.format(document=2, name="'ana'"),
    "their own layer under another's name": "UPDATE layers SET name = 'ben'::bytea",
    "their own layer to another article": "UPDATE layers SET document = 2",
    "what their log begins with": "UPDATE layers SET base = '{}'::bytea",
    "an annotation for another": "INSERT INTO annotations (layer, id, slot, payload) VALUES (2, 'T9', 'entities', '')",
    "an annotation into gold": "INSERT INTO annotations (layer, id, slot, payload) VALUES (3, 'T9', 'entities', '')",
    "an annotation changed in place": "UPDATE annotations SET payload = ''",
    "another's lease": LEASE.format(2, "'ben'"),
    "another's lease taken over": LEASE.format(2, "'ben'") + " ON CONFLICT (document, name) DO UPDATE SET token = 't'",
    "a lease on an article for others": LEASE.format(2, "'ana'"),
    "a lease on gold": LEASE.format(1, "'gold'"),
    "copying into a layer": "COPY annotations (layer, id, slot, payload) FROM STDIN",
    # The log.
    "the log changed": "UPDATE operations SET edit = ''",
    "the log's time changed": "UPDATE operations SET at = ''",
    "the log deleted": "DELETE FROM operations",
    "the log emptied": "TRUNCATE operations",
    "a layer deleted with its log": "DELETE FROM layers",
    "an article deleted with its logs": "DELETE FROM documents",
    "another's name in the log": INSERT_LOG.format(who="'ben'", at=TIME_NOW, layer="'ana'"),
    "another time in the log": INSERT_LOG.format(who="'ana'", at="'2020-01-01T00:00:00.000+00:00'", layer="'ana'"),
    # What a lead does.
    "an article": "INSERT INTO documents (id, position, title, meta, text_sha256) SELECT 'x', 9, '', '{}', text_sha256 "
    "FROM documents LIMIT 1",
    "a text": "INSERT INTO texts VALUES ('x', '', 0)",
    "a text changed": "UPDATE texts SET text = ''",
    "an assignment": f"INSERT INTO assignments VALUES (2, 'ana', 'annotate', '[]', 'ana', {TIME_NOW}, false)",
    "a decision": f"INSERT INTO decisions (document, key, kind, content, who, at, checksum) "
    f"VALUES (1, 'k', 'missing', '', 'ana', {TIME_NOW}, '')",
    "a suggestion": "INSERT INTO prediction_runs (document, extractor, version, schema_ref, text_sha256, at) "
    "VALUES (1, 'x', '1', 's@1.0.0', '', '')",
    "a member": "INSERT INTO team.members VALUES ('ana2', 'ana2', 'lead')",
    "a lead of themselves": "UPDATE team.members SET role = 'lead'",
    # Round about.
    "no row security": "SET row_security = off; SELECT * FROM layers",
    "the owner's role": "SET ROLE tester",
    "the lead's role": "SET ROLE lea",
    "the owner's session": "SET SESSION AUTHORIZATION tester",
    "a table that shadows": "CREATE TEMP TABLE members (login text, name bytea, role text)",
    "a function of their own": "CREATE FUNCTION public.leak(bytea) RETURNS boolean LANGUAGE sql AS 'SELECT true'",
    "a function in place of the team's": "CREATE OR REPLACE FUNCTION team.my_layer() RETURNS bytea LANGUAGE sql "
    "AS $$ SELECT 'ben'::bytea $$",
    "a view": "CREATE VIEW public.v AS SELECT * FROM layers",
    "a rule switched off": "ALTER TABLE layers DISABLE ROW LEVEL SECURITY",
    "a rule dropped": "DROP POLICY team_select ON layers",
    "a file of the server": "COPY (SELECT 1) TO '/tmp/x'",
    "another's password": "ALTER ROLE ben PASSWORD 'x'",
}
REFUSED_TO_LEADS = {
    each: REFUSED[each]
    for each in (
        *("the log changed", "the log's time changed", "the log deleted", "the log emptied"),
        *("a layer deleted with its log", "an article deleted with its logs", "a text changed"),
        *("a member", "a lead of themselves", "the owner's role", "what their log begins with"),
    )
} | {
    "another's name in gold's log": INSERT_LOG.format(who="'ana'", at=TIME_NOW, layer="'gold'"),
    "another time in gold's log": INSERT_LOG.format(who="'lea'", at="'2020-01-01T00:00:00.000+00:00'", layer="'gold'"),
    "an annotator's layer": "UPDATE layers SET head = '{}' WHERE name = 'ana'::bytea",
    "an annotator's annotations": "DELETE FROM annotations WHERE layer IN (1, 2)",
    "an annotator's log": INSERT_LOG.format(who="'lea'", at=TIME_NOW, layer="'ana'"),
    "another's name under a decision": f"INSERT INTO decisions (document, key, kind, content, who, at, checksum) "
    f"VALUES (1, 'k', 'missing', '', 'dov', {TIME_NOW}, '')",
    "a decision changed": "UPDATE decisions SET content = ''",
    "a decision deleted": "DELETE FROM decisions",
    "an article's id": "UPDATE documents SET id = 'other'",
}


def refuses(location: StoreLocation, login: str, statement: str) -> None:
    """The server refuses a statement, or it changes nothing; everything is as it was."""
    import psycopg

    before = rows(location, "tester", "SELECT count(*), max(at), max(length(edit)) FROM operations")
    with connect(location, login) as connection:
        try:
            done = connection.execute(statement)
        except (psycopg.errors.InsufficientPrivilege, psycopg.errors.FeatureNotSupported):
            return
        finally:
            connection.rollback()
    assert done.rowcount == 0, f"{done.rowcount} rows"
    assert rows(location, "tester", "SELECT count(*), max(at), max(length(edit)) FROM operations") == before


@pytest.mark.parametrize("what", REFUSED)
def test_an_annotator_is_refused(team: StoreLocation, what: str) -> None:
    refuses(team, "ana", REFUSED[what])


@pytest.mark.parametrize("what", REFUSED_TO_LEADS)
def test_a_lead_is_refused_too(team: StoreLocation, what: str) -> None:
    refuses(team, "lea", REFUSED_TO_LEADS[what])


def test_what_is_refused_is_the_forged_part(team: StoreLocation) -> None:
    """The same statements, with nothing forged in them, are let through: the tests above refuse what they say."""
    with connect(team, "ana") as connection:
        assert connection.execute(INSERT_LOG.format(who="'ana'", at=TIME_NOW, layer="'ana'")).rowcount == 1
        connection.rollback()
        assert connection.execute(LEASE.format(1, "'ana'")).rowcount == 1
        connection.rollback()
        connection.execute("DELETE FROM annotations")
        assert connection.execute(f"SELECT count(*) FROM annotations WHERE layer IN {BENS}").fetchone() == (0,)
        connection.rollback()


def test_a_layer_is_begun_once_by_its_annotator(team: StoreLocation) -> None:
    with connect(team, "ben") as connection:
        assert connection.execute(INSERT_LAYER.format(document=2, name="'ben'")).rowcount == 1
        connection.rollback()


def test_a_lead_brings_in_files_of_those_without_a_login(team: StoreLocation) -> None:
    with connect(team, "lea") as connection:
        assert connection.execute(INSERT_LAYER.format(document=2, name="'cleo'")).rowcount == 1
        connection.rollback()


def test_every_log_leads_to_its_state(team: StoreLocation) -> None:
    store = Store(team)
    for name in ("ana", "ben", "gold"):
        assert examine(store.rows, LayerKey("a0", name)).faults == ()
    store.close()
