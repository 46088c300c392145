"""Projects in a temporary folder, with a small schema, for tests."""

from __future__ import annotations

from pathlib import Path

from annotator.project.project import Project

SCHEMA_YAML = """\
name: "mini"
version: "1.0.0"
offset_unit: "unicode_codepoint"
entity_types:
  PERSON: {definition: "a human"}
  ORG: {definition: "an organisation"}
  GPE: {definition: "a country or a city"}
relation_types:
  MEMBER_OF: {domain: ["PERSON"], range: ["ORG"], symmetric: false, cardinality: "N:N"}
event_types:
  Attack:
    roles:
      Attacker: {types: ["ORG", "PERSON"], min: 0, max: 9}
      Place: {types: ["GPE"], min: 1}
"""


def make_project(folder: Path, *, config: str = "", schema: bool = True) -> Project:
    """A project with the schema `mini` and the annotator `mira`."""
    (folder / "schema").mkdir(parents=True)
    (folder / "schema" / "mini.yaml").write_text(SCHEMA_YAML, encoding="utf-8")
    lines = ['schema = "schema/mini.yaml"'] if schema else []
    (folder / "annotator.toml").write_text("\n".join([*lines, 'annotator = "mira"', config]), encoding="utf-8")
    return Project.open(folder)
