"""The one reader of hand-written files: every fault with its place, all of a file at once, whatever its form."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, ClassVar, Literal

import jsonschema  # type: ignore[import-untyped]
import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.errors import ConfigError, Finding
from annotator.schema.handwritten.declared import ByName, Declared
from annotator.schema.handwritten.file_kind import FileKind
from annotator.schema.handwritten.node import Node, value_place
from annotator.schema.handwritten.toml_tree import toml_tree
from annotator.schema.handwritten.values import Name, NameList, Seconds, SingleValues, Version
from annotator.schema.handwritten.yaml_tree import yaml_tree
from tests.examples import examples


@dataclass(frozen=True, slots=True)
class Tea(Declared):
    names_in_file: ClassVar = {"leaves": "from"}
    not_in_file: ClassVar = ("name",)

    name: str
    leaves: NameList = ()
    kind: Literal["black", "green"] = "black"
    minutes: Seconds = 3.0


@dataclass(frozen=True, slots=True)
class Shop(Declared):
    not_in_file: ClassVar = ("file",)

    title: Name
    version: Version = "1.0.0"
    is_open: bool = False
    shelves: int | None = None
    teas: Annotated[tuple[Tea, ...], ByName()] = ()
    sold: SingleValues = ()
    best: Tea = field(default_factory=lambda: Tea("best"))
    file: Path = Path()


def meaning(shop: Shop, root: Node) -> Iterator[Finding]:
    if shop.shelves == 13:
        yield Finding(value_place(root, ("shelves",)), "shelves", "brings bad luck", "shop")


YAML = FileKind("A shop", Shop, yaml_tree, ConfigError, "shop", meaning)
TOML = FileKind("A shop", Shop, toml_tree, ConfigError, "shop", meaning)

YAML_TEXT = """\
title: "leaf & cup"
version: "2.0.0"
is_open: true
shelves: 12
teas:
  sencha:
    from: ["Uji", "Selm"]
    kind: "green"
    minutes: 4
  assam:
sold: ["tea", 3, true]
best:
  kind: "black"
"""
TOML_TEXT = """\
title = "leaf & cup"
version = "2.0.0"
is_open = true
shelves = 12
sold = ["tea", 3, true]
[teas]
assam = {}
[teas.sencha]
from = ["Uji", "Selm"]
kind = "green"
minutes = 4
[best]
kind = "black"
"""
FORMS = {"yaml": (YAML, YAML_TEXT), "toml": (TOML, TOML_TEXT)}
MEANT = Shop(
    "leaf & cup",
    "2.0.0",
    True,
    12,
    (Tea("sencha", ("Uji", "Selm"), "green", 4.0), Tea("assam")),
    ("tea", 3, True),
    Tea("", kind="black"),
)

FAULTS = [
    ('"leaf & cup"', "7", "title: expected a string that is not empty, found 7; quote it"),
    ('"leaf & cup"', '""', "title: '' is not legal; expected a string that is not empty"),
    ("title", "titel", "titel: unknown key 'titel'; did you mean title?"),
    ('"2.0.0"', '"2.0"', """version: '2.0' is not legal; expected X.Y.Z in quotes, such as "1.0.0\""""),
    ("true", '"yes"', "is_open: expected true or false, found 'yes'"),
    ("12", '"many"', "shelves: expected a whole number, found 'many'"),
    ("12", "13", "shelves: brings bad luck"),
    ("12", "[]", "shelves: expected a whole number, found a list"),
    ("shelves", "drawers_and_more", "unknown key 'drawers_and_more'; expected one of title, version, is_open,"),
    ('["Uji", "Selm"]', '"Uji"', """teas.sencha.from: expected a list, found 'Uji'; write ["Uji"]"""),
    ('"Selm"]', '"Uji"]', "teas.sencha.from[1]: 'Uji' stands in the list twice; expected once"),
    ('"green"', '"gren"', "teas.sencha.kind: 'gren' is not legal; did you mean green?"),
    ('"green"', '"PINK"', "teas.sencha.kind: 'PINK' is not legal; expected one of black, green"),
    ("4\n", "0\n", "teas.sencha.minutes: 0 is not legal; expected a number of seconds above 0"),
    ("from", "form", "teas.sencha.form: unknown key 'form'; did you mean from?"),
    ('["tea", 3, true]', '["tea", []]', "sold[1]: expected a single value, found a list"),
    ('"black"', "{}", "best.kind: expected one of black, green, found a mapping"),
]


@pytest.mark.parametrize("form", FORMS)
def test_what_is_right_is_read(form: str) -> None:
    kind, text = FORMS[form]
    found = kind.parse(text, "shop")
    assert {each.name: each for each in found.teas} == {each.name: each for each in MEANT.teas}
    assert (found.title, found.sold, found.best, found.file) == (MEANT.title, MEANT.sold, MEANT.best, Path())


def findings(form: str, text: str) -> tuple[Finding, ...]:
    with pytest.raises(ConfigError) as caught:
        FORMS[form][0].parse(text, "shop")
    return caught.value.findings


@pytest.mark.parametrize(("old", "new", "message"), FAULTS, ids=[each[2] for each in FAULTS])
@pytest.mark.parametrize("form", FORMS)
def test_a_fault_is_named_where_it_stands(form: str, old: str, new: str, message: str) -> None:
    text = FORMS[form][1]
    at = text.index(old)
    (found,) = findings(form, text[:at] + new + text[at + len(old) :])
    start = text.rfind("\n", 0, at) + 1
    assert found.place.line == text.count("\n", 0, at) + 1
    assert abs(found.place.column - (at - start + 1)) <= len(old), "the place is the value's or the key's"
    assert message in str(found)


@examples(60)
@given(st.sampled_from(sorted(FORMS)), st.lists(st.sampled_from(FAULTS), min_size=1, max_size=6))
def test_all_faults_of_a_file_are_told_at_once(form: str, chosen: list[tuple[str, str, str]]) -> None:
    text = FORMS[form][1]
    lines = text.split("\n")
    wrong: dict[int, str] = {}
    for old, new, message in chosen:
        number = text.count("\n", 0, text.index(old)) + 1
        if number not in wrong:
            lines[number - 1] = (lines[number - 1] + "\n").replace(old, new, 1).rstrip("\n")
            wrong[number] = message
    found = {each.place.line: str(each) for each in findings(form, "\n".join(lines))}
    assert found.keys() == wrong.keys()
    assert all(message in found[number] for number, message in wrong.items())


@pytest.mark.parametrize("form", FORMS)
def test_what_is_missing_is_named_once(form: str) -> None:
    (found,) = findings(form, FORMS[form][1].split("\n", 1)[1])
    assert str(found) == "shop:1:1: title: missing; expected the key 'title' with a string that is not empty"


@pytest.mark.parametrize(
    ("text", "found"), [("no shop at all", "'no shop at all'"), ("- a\n- b\n", "a list"), ("", "nothing")]
)
def test_what_is_no_mapping_at_all_is_named(text: str, found: str) -> None:
    (finding,) = findings("yaml", text)
    assert str(finding) == f"shop:1:1: expected a mapping, found {found}"


@pytest.mark.parametrize("key", ["name", "file"])
def test_what_only_the_program_sets_is_no_key(key: str) -> None:
    assert f"unknown key '{key}'" in str(findings("toml", f'{key} = "x"\n' + TOML_TEXT)[0])
    assert "unknown key 'name'" in str(findings("toml", TOML_TEXT + 'name = "x"\n')[0])


def test_nothing_behind_a_key_is_as_good_as_no_key() -> None:
    assert YAML.parse('title: "x"\nshelves:\nteas:\nbest: null\n', "shop") == Shop("x")
    twice = YAML.parse('title: "x"\nteas: {a: {kind: null}}\nbest: {kind: }\n', "shop")
    assert twice == Shop("x", teas=(Tea("a"),), best=Tea("")), "wherever a class is used"


def test_faults_of_the_form_do_not_hide_others() -> None:
    found = findings("yaml", YAML_TEXT.replace('"2.0.0"', "2.10").replace("is_open", "is_opn"))
    assert [each.place.line for each in found] == [2, 3]
    assert "quote the version" in found[0].message


@pytest.mark.parametrize("content", [b"\xe9", "title = '\u00e4".encode() + b"\xff'"])
def test_a_file_that_is_no_text_is_named(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "shop.toml").write_bytes(b"# x\n" + content)
    with pytest.raises(ConfigError, match=r"shop\.toml:2:\d+: not UTF-8: byte \d+ is 0x"):
        TOML.read(tmp_path / "shop.toml")
    with pytest.raises(ConfigError, match="cannot be read"):
        TOML.read(tmp_path)


def plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: plain(each) for name, each in value.items()}
    return [plain(each) for each in value] if isinstance(value, tuple) else value


@pytest.mark.slow
@pytest.mark.parametrize("form", FORMS)
def test_editors_are_told_the_same(form: str) -> None:
    kind, text = FORMS[form]
    schema = kind.json_schema()
    jsonschema.validate(plain(kind.tree(text, "shop")[0].plain()), schema)
    unsaid = ("twice", "bad luck", "single value")
    for old, new, message in FAULTS:
        root, _ = kind.tree(text.replace(old, new, 1), "shop")
        if not any(words in message for words in unsaid):
            with pytest.raises(jsonschema.ValidationError):
                jsonschema.validate(plain(root.plain()), schema)
