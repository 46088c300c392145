"""What a document was not labelled for keeps its meaning under new names."""

from __future__ import annotations

from dataclasses import replace

from annotator.schema.diff.lineage import Lineage
from annotator.schema.migration.coverage import carried
from tests.schema.diff.test_comparison import BASE, STATUS, event


def test_parts_of_an_event_follow_their_own_renames() -> None:
    attack = BASE.event_types["Attack"]
    old = event(*attack.roles, attributes=(STATUS,))
    new = event(
        replace(attack.roles[0], name="Attacker"), attack.roles[1], attributes=(replace(STATUS, name="standing"),)
    )
    pair = ("Attack", "Attack")
    lineage = Lineage(
        {name: (name,) for name in ("Attack", "PERSON")},
        roles={pair: {"Agent": "Attacker"}},
        attributes={pair: {"status": "standing"}},
    )
    entries = ("Attack/Agent", "Attack/status", "Attack/coref", "PERSON", "ORG")
    assert carried(entries, lineage, old, new) == ("Attack/Attacker", "Attack/coref", "Attack/standing", "PERSON")
