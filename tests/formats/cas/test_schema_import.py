from __future__ import annotations

from pathlib import Path

import pytest

from annotator.__main__ import main
from annotator.errors import FormatError
from annotator.formats.cas.schema_import import schema_of_types
from annotator.formats.cas.type_descriptions import described_types
from annotator.formats.cas.xmi import Xmi
from annotator.formats.protocol import Report
from annotator.schema.label_schema import LabelSchema
from annotator.schema.language import parse_schema
from annotator.schema.write import schema_text
from tests.shared import SHARED, needs_shared

SYSTEMS = SHARED / "corpora" / "uima" / "typesystems"


def feature(name: str, kind: str, element: str = "") -> str:
    inside = f"<elementType>{element}</elementType>" if element else ""
    return (
        f"<featureDescription><name>{name}</name><description> of\n {name} </description>"
        f"<rangeTypeName>{kind}</rangeTypeName>{inside}</featureDescription>"
    )


def described(name: str, parent: str, *features: str, words: tuple[str, ...] = ()) -> str:
    values = "".join(f"<value><string>{each}</string><description>is {each}</description></value>" for each in words)
    return (
        f"<typeDescription><name>{name}</name><description>a {name}</description>"
        f"<supertypeName>{parent}</supertypeName><features>{''.join(features)}</features>"
        f"<allowedValues>{values}</allowedValues></typeDescription>"
    )


ANNOTATION, TEXT, TOP = "uima.tcas.Annotation", "uima.cas.String", "uima.cas.TOP"
TYPES = (
    described("a.Kind", TEXT, words=("PER", "ORG")),
    described("a.Role", TEXT, words=("Agent", "Place")),
    described(
        "a.Named", ANNOTATION, feature("value", "a.Kind"), feature("sure", "uima.cas.Boolean"),
        feature("level", "a.Role"), feature("all", "uima.cas.StringArray"), feature("identifier", TEXT),
        feature("other", "a.Named"),
    ),
    described("a.Bare", ANNOTATION),
    described("b.Bare", ANNOTATION),
    described("a.Link", TOP, feature("role", "a.Role"), feature("target", "a.Named")),
    described("a.Loose", TOP, feature("role", TEXT), feature("target", ANNOTATION)),
    described("a.Attack", ANNOTATION, feature("who", "uima.cas.FSArray", "a.Link"), feature("count", "uima.cas.Long")),
    described("a.Meet", ANNOTATION, feature("who", "uima.cas.FSArray", "a.Loose"), feature("label", TEXT)),
    described("a.Tie", ANNOTATION, feature("Governor", "a.Named"), feature("Dependent", ANNOTATION)),
    described("a.Inner", "a.Bare", feature("depth", "uima.cas.Integer")),
    described("a.Own", "uima.tcas.DocumentAnnotation", feature("x", TEXT)),
)  # fmt: skip


def written(folder: Path, *types: str) -> Path:
    path = folder / "TypeSystem.xml"
    head = '<typeSystemDescription xmlns="http://uima.apache.org/resourceSpecifier"><types>'
    path.write_text(f"{head}{''.join(types)}</types></typeSystemDescription>", "utf-8")
    return path


def test_types_features_links_and_ends_become_a_schema(tmp_path: Path) -> None:
    report = Report()
    schema = schema_of_types(described_types(written(tmp_path, *TYPES)), "own", "1.0.0", report)
    assert parse_schema(schema_text(schema), "own.yaml") == schema
    assert list(schema.entity_types) == ["PER", "ORG", "Bare", "Inner"]
    person = schema.entity_types["PER"]
    assert person.definition == "is PER"
    assert [(each.name, each.kind, each.values, each.multiple) for each in person.attributes] == [
        ("sure", "boolean", (), False),
        ("level", "enumerated", ("Agent", "Place"), False),
        ("all", "free", (), True),
    ]
    assert person.attributes[0].definition == "of sure"
    assert [each.name for each in schema.entity_types["Inner"].attributes] == ["depth"]
    attack, meet = schema.event_types["Attack"], schema.event_types["Meet"]
    assert [(each.name, each.types) for each in attack.roles] == [("Agent", ("PER", "ORG")), ("Place", ("PER", "ORG"))]
    assert [each.name for each in attack.attributes] == ["count"]
    assert [(each.name, each.types) for each in meet.roles] == [("who", ("ENTITY", "EVENT"))]
    tie = schema.relation_types["Tie"]
    assert (tie.domain, tie.range) == (("PER", "ORG"), ("ENTITY", "EVENT"))
    assert [str(each) for each in report.losses] == [
        "1 x feature other of Named: it points to another structure",
        "1 x type b.Bare: another type is called Bare too; the first one is kept",
    ]
    assert report.notes == (
        "Meet: any word may say what annotations are; data say which: schema import --from-data",
        "Meet: any word may say roles of links; data say which: schema import --from-data",
    )


def test_a_schema_names_no_layer_that_it_has_not(tmp_path: Path) -> None:
    types = (
        described("a.Tie", ANNOTATION, feature("Governor", ANNOTATION), feature("Dependent", ANNOTATION)),
        TYPES[3],
    )
    schema = schema_of_types(described_types(written(tmp_path, *types)), "own", "1.0.0", Report())
    assert schema.relation_types["Tie"].domain == ("ENTITY",)


def test_types_that_go_round_in_a_circle_are_read(tmp_path: Path) -> None:
    types = (described("a.A", "a.B"), described("a.B", "a.A", feature("x", "a.A")))
    assert schema_of_types(described_types(written(tmp_path, *types)), "own", "1.0.0", Report()).entity_types == {}


def test_the_schema_of_data_is_in_the_data(tmp_path: Path) -> None:
    written(tmp_path, *TYPES)
    assert Xmi().read_schema(tmp_path, None, "1.0.0", Report()) is None


def test_a_doctype_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path, *TYPES)
    path.write_text("<!DOCTYPE x []>" + path.read_text("utf-8"), "utf-8")
    with pytest.raises(FormatError, match="has a DOCTYPE"):
        Xmi().read_schema(path, None, "1.0.0", Report())


@pytest.mark.slow
@needs_shared
@pytest.mark.parametrize("path", sorted(SYSTEMS.glob("*.xml")), ids=lambda path: path.stem)
def test_every_type_system_of_the_corpus_is_a_schema(path: Path, tmp_path: Path) -> None:
    schema = Xmi().read_schema(path, None, "1.0.0", Report())
    assert isinstance(schema, LabelSchema)
    assert parse_schema(schema_text(schema), "x.yaml") == schema
    target = tmp_path / "schema.yaml"
    assert main(["schema", "import", str(path), "--from", "xmi", "-o", str(target)]) == 0
    assert main(["schema", "check", str(target)]) == 0
