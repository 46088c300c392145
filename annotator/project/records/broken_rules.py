"""How much of some documents the schema forbids: what `export`, `import` and `predict` say of it in one line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from annotator.model.document import Document
from annotator.schema.judge import judge
from annotator.schema.label_schema import LabelSchema
from annotator.schema.ref import comparable_version
from annotator.schema.rules.breach import Breach


@dataclass(frozen=True, slots=True)
class BrokenRules:
    """How often each rule of a schema is broken, by the rule's code."""

    schema_ref: str
    counts: Counter[str] = field(default_factory=Counter)

    def __bool__(self) -> bool:
        """Whether any is."""
        return bool(self.counts)

    def __str__(self) -> str:
        """As it is told to the user."""
        total = sum(self.counts.values())
        each = ", ".join(f"{count} {code}" for code, count in self.counts.most_common())
        return f"{total} {'thing' if total == 1 else 'things'} that {self.schema_ref} forbids ({each})"


def broken_rules(documents: Iterable[Document], schema: LabelSchema) -> BrokenRules:
    """What a schema forbids in documents; those that name another version of it are passed over."""
    version = comparable_version(schema.ref)
    judged = (each for each in documents if comparable_version(each.schema_ref or schema.ref) == version)
    return counted_breaches((breach for document in judged for breach in judge(document, schema)), schema)


def counted_breaches(breaches: Iterable[Breach], schema: LabelSchema) -> BrokenRules:
    """The same of breaches that are known already."""
    return BrokenRules(schema.ref, Counter(each.code for each in breaches))
