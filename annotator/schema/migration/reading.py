"""Migration files: YAML beside the schema's versions, every fault named with `file:line:column`.

`schema`, `from`, `to`, and `steps`: a list in which every item is one operation with its fields::

    schema: "conflict-news"
    from: "1.1.0"
    to: "2.0.0"
    steps:
      - rename_type: {from: "PART_OF", to: "SUBGROUP_OF"}
      - rename_role: {types: ["Attack"], from: "Agent", to: "Attacker"}
      - split_type:
          from: "ORG"
          to: ["ARMED_GROUP", "STATE_FORCE"]
          question: "organisation"
          text: "What kind of organisation is this?"
          propose:
            - {give: {type: "STATE_FORCE"}, words: ["army", "troops"]}
          otherwise: "ARMED_GROUP"
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from annotator.errors import Finding, SchemaError, did_you_mean
from annotator.schema.handwritten.file_kind import FileKind
from annotator.schema.handwritten.node import Node, Steps, path_of, value_place
from annotator.schema.handwritten.yaml_tree import yaml_tree
from annotator.schema.migration.operations import TYPE, AskAttributes, Migration, SplitType


def read_migration(path: Path | str) -> Migration:
    """The migration of a file.

    Raises:
        SchemaError: it cannot be read, or something in it is wrong; carries all findings.
    """
    return MIGRATION_FILE.read(path)


def parse_migration(text: str, file: str) -> Migration:
    """The migration of a YAML text; `file` is its name in messages.

    Raises:
        SchemaError: something in it is wrong; carries all findings.
    """
    return MIGRATION_FILE.parse(text, file)


def _faults(migration: Migration, root: Node) -> Iterator[Finding]:
    """Proposals of what is not asked."""
    for index, step in enumerate(migration.steps):
        if isinstance(step, SplitType):
            for steps, word in _proposed_types(step):
                if word not in step.new:
                    message = f"{word!r} is none of the new types; {did_you_mean(word, step.new)}"
                    yield _finding(root, ("steps", index, "split_type", *steps), message)
            yield from _other_parts(root, ("steps", index, "split_type"), step, (TYPE,))
        elif isinstance(step, AskAttributes):
            yield from _other_parts(root, ("steps", index, "ask"), step, step.attributes)


def _proposed_types(step: SplitType) -> Iterator[tuple[Steps, str]]:
    yield ("otherwise",), step.otherwise
    for number, rule in enumerate(step.rules):
        if TYPE in rule.gives:
            yield ("propose", number, "give", TYPE), str(rule.gives[TYPE])


def _other_parts(root: Node, steps: Steps, step: SplitType | AskAttributes, parts: Sequence[str]) -> Iterator[Finding]:
    for number, rule in enumerate(step.rules):
        for part in rule.gives:
            if part not in parts:
                message = f"{part!r} is not asked; {did_you_mean(part, parts)}"
                yield _finding(root, (*steps, "propose", number, "give", part), message)


def _finding(root: Node, steps: Steps, message: str) -> Finding:
    return Finding(value_place(root, steps), path_of(steps), message, "schema")


MIGRATION_FILE = FileKind(
    title="A migration: what became of what between two versions of a schema",
    declaration=Migration,
    tree=yaml_tree,
    error=SchemaError,
    code="schema",
    meaning=_faults,
)
