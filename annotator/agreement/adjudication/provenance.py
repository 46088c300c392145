"""Where each annotation of gold comes from: how it came in, who read it how, who decided."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from annotator.agreement.adjudication.row import Outcome, Row
from annotator.model.document import Document

STRENGTH = ("agreed", "single", "majority", "rule", "both", "chosen", "nothing", "edited")
"""The ways in which a part came in, that which asked least first: an annotation has that of the strongest part."""


def provenance_of(rows: Sequence[tuple[Row, Outcome | None]], document: Document) -> Mapping[str, dict[str, Any]]:
    """By annotation id `{how, from, readings?, rule?, reason?, note?, ...}`, as `export --provenance` writes it."""
    strongest: dict[str, tuple[Row, Outcome]] = {}
    sayers: dict[str, tuple[str, ...]] = {}
    for row, out in rows:
        if out is None or not row.groups:
            continue
        group = row.groups[0]
        if row.part == "form":
            sayers[group] = tuple(name for each in row.readings if each.content in out.chosen for name in each.by)
        known = strongest.get(group)
        if known is None or STRENGTH.index(out.how) > STRENGTH.index(known[1].how):
            strongest[group] = row, out
    return {
        group: _entry(row, out, sayers.get(group, ()))
        for group, (row, out) in sorted(strongest.items())
        if document.find(group) is not None
    }


def _entry(row: Row, out: Outcome, sayers: tuple[str, ...]) -> dict[str, Any]:
    entry: dict[str, Any] = {"how": out.how, "from": list(sayers)}
    if out.how != "agreed":
        entry["part"] = row.part
        entry["readings"] = [{"content": each.content, "by": list(each.by)} for each in row.readings]
    if out.rule:
        entry["rule"] = out.rule
    decision = out.decision
    if decision:
        named = {name: getattr(decision, name) for name in ("stop", "batch", "reason", "note", "who", "when")}
        entry |= {name: value for name, value in named.items() if value}
        entry |= {"revealed": True} if decision.revealed else {}
        entry |= {"seed": decision.seed} if decision.seed else {}
    return entry
