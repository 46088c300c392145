"""A name that brat gives to types of several layers: each type has its own in a schema, and brat's on the way back."""

from __future__ import annotations

from dataclasses import replace as with_other
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from annotator.__main__ import main
from annotator.formats.brat.layer_names import names_in_brat
from annotator.formats.brat.schema_export import configuration_files
from annotator.formats.brat.schema_import import read_schema_folder
from annotator.formats.brat.standoff import Brat
from annotator.model.annotation import Relation
from annotator.schema.label_schema import EntityType, EventType, LabelSchema, RelationType
from annotator.schema.layer_names import ENDINGS, schema_names
from tests.examples import examples
from tests.formats.passing import read_all, write_all

CONFIGURATION = """[entities]
ROOT
N
[relations]
ROOT\tArg1:N|ROOT, Arg2:N|ROOT
N\tArg1:N, Arg2:N
[events]
Go\tWho:N
[attributes]
Sure\tArg:ROOT
"""
ANN = "T1\tROOT 0 5\tAlpha\nT2\tN 6 10\tbeta\nR1\tROOT Arg1:T1 Arg2:T2\nA1\tSure R1\n"


def folder_with(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_bytes(b"Alpha beta\n")
    (tmp_path / "a.ann").write_bytes(ANN.encode())
    (tmp_path / "annotation.conf").write_bytes(CONFIGURATION.encode())
    return tmp_path


def test_all_shared_names_are_told_at_once(tmp_path: Path) -> None:
    schema, losses = read_schema_folder(folder_with(tmp_path), "s")
    assert list(schema.entity_types) == ["ROOT", "N"]
    assert list(schema.relation_types) == ["ROOT_relation", "N_relation"]
    why = "a type of another layer has it too; the one of the relations is called"
    assert losses == [("name ROOT", f"{why} ROOT_relation"), ("name N", f"{why} N_relation")]
    assert [each.name for each in schema.relation_types["ROOT_relation"].attributes] == ["Sure"]
    assert [each.name for each in schema.entity_types["ROOT"].attributes] == ["Sure"]


def test_documents_have_the_names_of_the_schema_and_go_back_as_they_were(tmp_path: Path) -> None:
    folder = folder_with(tmp_path)
    (document,), report = read_all(Brat(), folder)
    assert document.relations["R1"].type == "ROOT_relation"
    assert report.notes == (
        "1 x ROOT among the relations: ROOT_relation, since a type of another layer has the name too",
    )
    schema = read_schema_folder(folder, "s")[0]
    more = replace(document, relations=document.relations.set("R2", Relation("R2", "N_relation", "T2", "T2")))
    files, written = write_all(Brat(), [document], Path("out"))
    assert (files[Path("out/a.ann")].decode(), written.losses) == (ANN, ())
    files, written = write_all(Brat(), [more], Path("out"), schema)
    assert (files[Path("out/a.ann")].decode(), written.losses) == (f"{ANN}R2\tN Arg1:T2 Arg2:T2\n", ())
    assert files[Path("out/annotation.conf")].decode().split() == CONFIGURATION.split()


def test_what_convert_writes_keeps_to_what_schema_import_writes(tmp_path: Path) -> None:
    folder, schema = folder_with(tmp_path), tmp_path / "s.yaml"
    assert main(["schema", "import", str(folder), "-o", str(schema), "--name", "s"]) == 0
    assert main(["convert", str(folder), str(tmp_path / "o.jsonl"), "--to", "jsonl", "--schema", str(schema)]) == 0
    assert main(["check", str(tmp_path / "o.jsonl"), "--schema", str(schema)]) == 0


NAMES = st.lists(st.sampled_from(["A", "B", "A_event", "A_relation", "B_event_relation"]), max_size=4, unique=True)


@examples(60)
@given(st.tuples(NAMES, NAMES, NAMES))
def test_names_of_a_configuration_come_back(names: tuple[list[str], list[str], list[str]]) -> None:
    used = dict(zip(ENDINGS, names, strict=True))
    called = schema_names(used)
    own = [name for layer in called.values() for name in layer.values()]
    assert len(set(own)) == len(own)
    assert [list(layer) for layer in called.values()] == list(names)


@examples(60)
@given(st.lists(st.sampled_from(["A", "B", "A_event", "A_relation", "B_event_relation"]), max_size=5, unique=True))
def test_names_of_a_schema_come_back(names: list[str]) -> None:
    schema = schema_of(names)
    short = names_in_brat(schema)
    again = schema_names({layer: list(each.values()) for layer, each in short.items()})
    assert all(again[layer][brat] == own for layer in ENDINGS for own, brat in short[layer].items())


def schema_of(names: list[str]) -> LabelSchema:
    entities, events, relations = tuple(names[::3]), names[1::3], names[2::3]
    return LabelSchema(
        "s",
        "1.0.0",
        {name: EntityType(name) for name in entities},
        {name: RelationType(name, entities[:1], entities[:1]) for name in relations},
        {name: EventType(name) for name in events},
    )


def test_a_schema_whose_names_have_the_endings_comes_back(tmp_path: Path) -> None:
    schema = schema_of(["A", "B", "A_relation", "C", "A_event", "B_relation"])
    files, losses = configuration_files(schema)
    assert losses == [("name A_event", "brat has A for both types")]
    for name, text in files.items():
        (tmp_path / name).write_text(text, "utf-8")
    again = read_schema_folder(tmp_path, "s")[0]
    assert again == with_other(schema, entity_types=again.entity_types, relation_types=again.relation_types)
    assert list(again.relation_types) == list(schema.relation_types)
