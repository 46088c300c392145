"""How migration 0002 brings a layer's log from format 0001 to the next, and back: plain data, frozen with it.

Format 0001 kept with every edit whether it was applied (0), undone (1) or given up (2), and changed that. Now an edit
names its parent, and undo is an operation of its own. Nobody had declared coverage: unless a layer was imported it was
complete only because somebody had touched it; its log is written as it would be had nothing been declared.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from hashlib import blake2b
from typing import Any, NamedTuple
from zlib import crc32

import orjson

STATE_MODULUS = 1 << 62
APPLIED, UNDONE, BRANCHED = 0, 1, 2
HEAD_KEYS = ("schema", "annotator", "incomplete_for", "meta", "labels", "extractor")

Coverage = Callable[[str], tuple[str, ...]]
"""What an undeclared layer of a schema version lists in `incomplete_for`."""


class OldRow(NamedTuple):
    """An operation of format 0001."""

    seq: int
    state: int
    edit: bytes
    who: bytes
    at: str
    elapsed_ms: int | None
    checksum: str

    def sum(self, document: str, layer: str) -> str:
        """Its checksum, which did not cover the state."""
        who = self.who.decode("utf-8", "replace")
        head = orjson.dumps([document, layer, self.seq, who, self.at, self.elapsed_ms])
        return blake2b(head + b"\0" + self.edit, digest_size=16).hexdigest()


class NewRow(NamedTuple):
    """An operation of format 0002."""

    seq: int
    kind: str
    parent: int | None
    target: int | None
    edit: bytes
    who: bytes
    at: str
    elapsed_ms: int | None
    checksum: str

    def sealed(self, document: str, layer: str) -> NewRow:
        """The row under its checksum."""
        who = self.who.decode("utf-8", "replace")
        parts = [document, layer, self.seq, self.kind, self.parent, self.target, who, self.at, self.elapsed_ms]
        digest = blake2b(b"\0".join((orjson.dumps(parts), self.edit, b"")), digest_size=16)
        return self._replace(checksum=digest.hexdigest())


class Layer(NamedTuple):
    """What of a layer's row concerns its log."""

    document: str
    name: str
    base: bytes
    head: bytes
    total: int


class Migrated(NamedTuple):
    """A layer in the new format; `first_text` is the text before the first edit that changed it, if one did."""

    rows: list[NewRow]
    position: int
    base: bytes
    head: bytes
    total: int
    first_text: str | None
    withdrawn: bool
    """Whether it had been complete without having been declared so."""


def migrated(layer: Layer, old: list[OldRow], everything: Coverage, now: str) -> Migrated:
    """A layer of format 0001 in the new one."""
    whole = {row.seq for row in old if row.sum(layer.document, layer.name) == row.checksum}
    parents = _parents(old)
    position = max((row.seq for row in old if row.state == APPLIED), default=0)
    imported = any(row.state == APPLIED and row.seq in whole and _name(row.edit) == "import" for row in old)
    base, head = _plain(layer.base), _plain(layer.head)
    base_bytes, head_bytes, withdrawn = layer.base, layer.head, False
    edits: dict[int, bytes] = {}
    if not imported and base is not None and head is not None:
        covered, edits = _withdraw(base, [row for row in old if row.seq in whole], parents, everything)
        base_bytes = orjson.dumps(_with_coverage(base, covered[0]))
        head_bytes, withdrawn = orjson.dumps(_with_coverage(head, covered[position])), True
    rows = [_new_row(row, edits.get(row.seq, row.edit), parents[row.seq], layer, row.seq in whole) for row in old]
    rows += _undos(old, rows, now, layer)
    texts = (change[2] for row in old if row.seq in whole for change in _changes(row.edit, "text"))
    total = (layer.total - crc32(layer.head) + crc32(head_bytes)) % STATE_MODULUS
    return Migrated(rows, position, base_bytes, head_bytes, total, next(texts, None), withdrawn)


def _plain(content: bytes) -> dict[str, Any] | None:
    try:
        plain = orjson.loads(content)
    except ValueError:
        return None
    return plain if isinstance(plain, dict) else None


def _name(edit: bytes) -> str:
    """What an edit is called; its changes, huge maybe, are not read."""
    return str(orjson.loads(edit[: edit.index(b',"changes":')] + b"}")["name"])


def _changes(edit: bytes, *slots: str) -> list[list[Any]]:
    """The changes of an edit to these parts of the document; where it has none, nothing is read."""
    if not any(b'["%s",' % slot.encode() in edit for slot in slots):
        return []
    return [change for change in orjson.loads(edit)["changes"] if change[0] in slots]


def _parents(old: Iterable[OldRow]) -> dict[int, int]:
    """The operation on which each was made: the newest before it that was not given up."""
    parents, last = {}, 0
    for row in old:
        parents[row.seq] = last
        if row.state != BRANCHED:
            last = row.seq
    return parents


def _withdraw(
    base: dict[str, Any], old: list[OldRow], parents: dict[int, int], everything: Coverage
) -> tuple[dict[int, list[str]], dict[int, bytes]]:
    """The log as if nothing had been declared: what each operation leaves open, and the edits that are others for it.

    Where the schema changed, its types did, and what is open with them.
    """
    refs = {0: str(base.get("schema", ""))}
    covered = {0: list(everything(refs[0]))}
    edits: dict[int, bytes] = {}
    # What is damaged changed nothing that is known.
    for row in old:
        parent = _known(parents[row.seq], parents, covered)
        changes = _changes(row.edit, "schema_ref", "incomplete_for")
        schemas = [change[3] for change in changes if change[0] == "schema_ref"]
        refs[row.seq] = str(schemas[-1] or "") if schemas else refs[parent]
        covered[row.seq] = list(everything(refs[row.seq])) if refs[row.seq] != refs[parent] else covered[parent]
        if changes:
            edits[row.seq] = _with_change(row.edit, covered[parent], covered[row.seq])
    for seq in parents:
        covered.setdefault(seq, covered[_known(seq, parents, covered)])
    return covered, edits


def _known(seq: int, parents: dict[int, int], covered: dict[int, list[str]]) -> int:
    """The operation itself, or the nearest under it of which it is known what it leaves open."""
    while seq not in covered:
        seq = parents[seq]
    return seq


def _with_change(edit: bytes, before: list[str], after: list[str]) -> bytes:
    """The edit with this change of what is open in the place of its own."""
    plain = orjson.loads(edit)
    others = [change for change in plain["changes"] if change[0] != "incomplete_for"]
    plain["changes"] = others if before == after else [["incomplete_for", "", before, after], *others]
    return orjson.dumps(plain)


def _with_coverage(head: dict[str, Any], entries: list[str]) -> dict[str, Any]:
    """A head that lists this, its keys in their order."""
    covered_head = head | {"incomplete_for": entries}
    return {key: covered_head[key] for key in HEAD_KEYS if covered_head.get(key)}


def _new_row(row: OldRow, edit: bytes, parent: int, layer: Layer, whole: bool) -> NewRow:
    if not whole:
        # It stays damaged, under a checksum that does not fit.
        return NewRow(row.seq, "edit", parent, None, row.edit, row.who, row.at, row.elapsed_ms, row.checksum)
    new = NewRow(row.seq, _kind(edit), parent, None, edit, row.who, row.at, row.elapsed_ms, "")
    return new.sealed(layer.document, layer.name)


def _kind(edit: bytes) -> str:
    name = _name(edit)
    if name == "import":
        return "import"
    if name.startswith("migrate to "):
        return "migrate"
    return "text" if _changes(edit, "text") else "edit"


def _undos(old: list[OldRow], rows: list[NewRow], now: str, layer: Layer) -> list[NewRow]:
    """The operations by which what was undone is undone, the newest first; when that was, nobody knows any more."""
    undone = [row for row in reversed(old) if row.state == UNDONE]
    last = rows[-1].seq if rows else 0
    undos = (
        NewRow(last + number, "undo", None, row.seq, b"", row.who, now, None, "")
        for number, row in enumerate(undone, 1)
    )
    return [row.sealed(layer.document, layer.name) for row in undos]


def restored(layer: Layer, new: list[NewRow], position: int) -> list[OldRow]:
    """A log in format 0001 again: the edits alone, numbered anew, with what became of each."""
    edits = {row.seq: row for row in new if row.parent is not None}
    applied = set()
    while position in edits:
        applied.add(position)
        position = edits[position].parent or 0
    undone = _redoable(edits, max(applied, default=0))
    rows = []
    for number, row in enumerate(edits.values(), 1):
        state = APPLIED if row.seq in applied else UNDONE if row.seq in undone else BRANCHED
        old = OldRow(number, state, row.edit, row.who, row.at, row.elapsed_ms, "")
        rows.append(old._replace(checksum=old.sum(layer.document, layer.name)))
    return rows


def _redoable(edits: dict[int, NewRow], position: int) -> set[int]:
    """What redo would do again, one after the other, from a position."""
    newest = {row.parent: row.seq for row in edits.values()}
    seqs: set[int] = set()
    while position in newest:
        position = newest[position]
        seqs.add(position)
    return seqs
