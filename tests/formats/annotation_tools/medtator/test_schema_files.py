"""MedTator's schemas: the three forms say the same, real ones hold for the documents beside them."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotator.errors import FormatError
from annotator.formats.annotation_tools.medtator.schema_files import declared, schema_of
from annotator.formats.annotation_tools.medtator.tags import Medtator
from annotator.formats.protocol import Report
from annotator.schema.judge import judge
from annotator.schema.label_schema import ANY_ENTITY, LabelSchema
from annotator.schema.language import parse_schema
from annotator.schema.write import schema_text
from tests.formats.passing import read_all
from tests.shared import SHARED, needs_shared

CORPUS = SHARED / "corpora" / "medtator"
TASKS = sorted(each for each in CORPUS.iterdir() if each.is_dir()) if CORPUS.is_dir() else []
TASK = CORPUS / "ENTITY_RELATION_TASK"

DTD = """<!ENTITY name "T">
<!-- <!ELEMENT GONE ( #PCDATA ) > -->
<!ELEMENT AE ( #PCDATA ) >
<!ATTLIST AE sure ( yes | no ) #IMPLIED "yes" >
<!ATTLIST AE comment CDATA "NA" >
<!ELEMENT DOC ( #PCDATA ) >
<!ATTLIST DOC spans #IMPLIED >
<!ATTLIST DOC kind ( a | b ) #IMPLIED >
<!ELEMENT L EMPTY >
<!ATTLIST L arg1 IDREF prefix="to" #IMPLIED >
<!ATTLIST L arg0 IDREF prefix="from" #IMPLIED >
<!ELEMENT N EMPTY >
<!ATTLIST N arg0 IDREF #IMPLIED >
"""
JSON = """{"name": "T", "etags": [
{"name": "AE", "attrs": [{"name": "sure", "vtype": "list", "values": ["yes", "no"], "default_value": "yes"},
{"name": "comment", "vtype": "text", "default_value": "NA"}]},
{"name": "DOC", "is_non_consuming": true, "attrs": [{"name": "kind", "vtype": "list", "values": ["a", "b"]}]}],
"rtags": [{"name": "L", "attrs": [{"name": "to", "vtype": "idref"}, {"name": "from", "vtype": "idref"}]},
{"name": "N", "attrs": [{"name": "arg0", "vtype": "idref"}]}], "meta": {"x": 1}}"""
YAML = """name: T
etags:
- name: AE
  attrs:
  - {name: sure, vtype: list, values: ["yes", "no"], default_value: "yes"}
  - {name: comment, vtype: text, default_value: NA}
- name: DOC
  is_non_consuming: true
  attrs: [{name: kind, vtype: list, values: [a, b]}]
rtags:
- {name: L, attrs: [{name: to, vtype: idref}, {name: from, vtype: idref}]}
- {name: N, attrs: [{name: arg0, vtype: idref}]}
"""


def schema_from(path: Path) -> LabelSchema:
    said = declared(path)
    assert said is not None
    return schema_of(said, "t", "1.0.0", Report())


def test_all_forms_say_the_same(tmp_path: Path) -> None:
    for ending, text in ((".dtd", DTD), (".json", JSON), (".yaml", YAML)):
        (tmp_path / f"t{ending}").write_text(text, "utf-8")
    one, other, third = (schema_from(tmp_path / f"t{ending}") for ending in (".dtd", ".json", ".yaml"))
    assert one == other == third
    assert [(each.name, each.kind, each.values, each.default) for each in one.entity_types["AE"].attributes] == [
        ("sure", "enumerated", ("yes", "no"), "yes"),
        ("comment", "free", (), "NA"),
    ]
    assert {name: each.kind for name, each in one.labels.items()} == {"DOC": "boolean", "DOC.kind": "enumerated"}
    relation = one.relation_types["L"]
    assert (relation.head_name, relation.tail_name, relation.domain) == ("from", "to", (ANY_ENTITY,))
    assert [each.name for each in one.event_types["N"].roles] == ["arg0"]
    assert parse_schema(schema_text(one), "t.yaml") == one


@needs_shared
@pytest.mark.parametrize("task", TASKS, ids=lambda each: each.name)
def test_documents_keep_to_the_schema_beside_them(task: Path) -> None:
    schema = Medtator().read_schema(task, None, "1.0.0", Report())
    assert schema is not None
    for document in read_all(Medtator(), task, schema)[0]:
        assert [breach.message for breach in judge(document, schema)] == []


@needs_shared
def test_real_forms_of_one_schema_say_the_same() -> None:
    one, *others = (schema_from(each) for each in sorted(TASK.glob("COVID_VAX_AE.*")))
    assert len(others) == 2
    assert all(each.entity_types == one.entity_types for each in others)
    assert all(each.relation_types == one.relation_types for each in others)


@pytest.mark.parametrize("text", ["{", '{"name": "T"}', "[]", "- a", "a: [", "<!ELEMENT A EMPTY>"])
def test_other_files_are_no_schemas(text: str, tmp_path: Path) -> None:
    for ending in (".json", ".yaml", ".dtd"):
        (tmp_path / f"t{ending}").write_text(text, "utf-8")
        assert declared(tmp_path / f"t{ending}") is None


def test_a_schema_in_another_shape_is_told(tmp_path: Path) -> None:
    (tmp_path / "t.json").write_text('{"name": "T", "etags": [{"attrs": []}]}')
    with pytest.raises(FormatError, match=r"t.json: no schema of MedTator: .*name"):
        declared(tmp_path / "t.json")


def test_without_a_schema_beside_there_is_none(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text("<T><TEXT>x</TEXT></T>")
    assert Medtator().read_schema(tmp_path, None, "1.0.0", Report()) is None
