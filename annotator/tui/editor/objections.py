"""What the judge has against the edit of a key: it is refused, or asked about once, or done and said."""

from __future__ import annotations

from dataclasses import dataclass

from msgspec.structs import replace

from annotator.errors import EditError
from annotator.model.annotation import Relation
from annotator.model.change import Change, Edit
from annotator.model.document import Document
from annotator.schema.judge import Verdict, judge_edit
from annotator.schema.rules.breach import Breach
from annotator.schema.rules.surroundings import Surroundings

NEVER = frozenset({"irreflexive", "circle", "coref-kind"})
"""Rules that no key breaks, besides those about what the schema does not know."""

ASKED = frozenset({"domain", "range", "filler-type", "cardinality", "role-max", "attribute-value"})
"""Rules that a key breaks only when it is pressed again."""


@dataclass(frozen=True, slots=True)
class Objection:
    """Why an edit is not made: with `asks` the same key once more makes it, without it nothing does."""

    words: str
    asks: bool

    def message(self, key: str) -> str:
        """What is said of a key, as people write it, that meets it."""
        return f"{key} again: {self.words}" if self.asks else self.words


def objection(verdict: Verdict, edit: Edit, caution: str = "") -> Objection | None:
    """What there is against an edit; None where it can be made without a word.

    `caution` is what its maker wants to be asked about in any case, say that something else hangs on it.
    """
    changed = {change.key for change in edit.changes}
    refused = [each for each in verdict.breaks if each.code in NEVER or (each.is_unknown and _by(each, changed))]
    if refused:
        return Objection(f"{refused[0].message}; {refused[0].advice}", asks=False)
    asked = [each for each in verdict.breaks if each.code in ASKED]
    if caution:
        return Objection(caution + (f", {len(asked)} of them wrong then" if asked else ""), asks=True)
    if asked:
        more = f" and {len(asked) - 1} more" if len(asked) > 1 else ""
        return Objection(f"{asked[0].message}{more}", asks=True)
    return None


def _by(breach: Breach, changed: set[str]) -> bool:
    """Whether the edit itself wrote what is wrong; else it took away what something else names."""
    return breach.annotation_id in changed or not breach.annotation_id


def spoken(verdict: Verdict) -> str:
    """What is said of an edit that was made: the first rule that it breaks, where it is not just unfinished."""
    wrong = [each for each in verdict.breaks if not each.is_unfinished]
    more = f" and {len(wrong) - 1} more" if len(wrong) > 1 else ""
    return f"now wrong: {wrong[0].message}{more}" if wrong else ""


def with_order(document: Document, edit: Edit, verdict: Verdict) -> Edit:
    """The edit with the symmetric relations turned round whose ends it makes change places in the text."""
    turned = [each.annotation_id for each in verdict.breaks if each.code == "symmetric-order"]
    if not turned:
        return edit
    after = {change.key: change.after for change in edit.changes if isinstance(change.after, Relation)}
    relations = (after.get(each) or document.relations[each] for each in turned)
    return edit + Edit(edit.name, tuple(_turned(each) for each in relations))


def _turned(relation: Relation) -> Change:
    return Change("relations", relation.id, relation, replace(relation, head=relation.tail, tail=relation.head))


def verdict_on(around: Surroundings, edit: Edit) -> Verdict:
    """What the judge says of an edit that is about to be made; nothing where it cannot be applied yet."""
    try:
        return judge_edit(around, edit)
    except EditError:
        # It may concern something that is still being read: the session waits for that, or refuses it.
        return Verdict()
