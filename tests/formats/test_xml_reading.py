from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.errors import FormatError
from annotator.formats import xml_reading
from annotator.formats.sample import sample_of
from annotator.formats.xml_reading import is_xml_name, refuse_doctype, root_name, xml_elements

SIGNS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff"))


def written(folder: Path, content: str | bytes) -> Path:
    path = folder / "file.xml"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


@given(words=st.lists(st.tuples(SIGNS, SIGNS), max_size=4), chunk=st.integers(1, 9))
def test_the_elements_are_those_of_the_whole_tree(
    words: list[tuple[str, str]], chunk: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    root = ElementTree.Element("{n}r")
    for attribute, inside in words:
        outer = ElementTree.SubElement(ElementTree.SubElement(root, "skip"), "{n}w", {"{m}a": attribute, "b": inside})
        outer.text = attribute
        ElementTree.SubElement(outer, "{n}w").tail = inside
    path = written(tmp_path_factory.mktemp("xml"), ElementTree.tostring(root, encoding="utf-8"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(xml_reading, "CHUNK_BYTES", chunk)
        found = [ElementTree.tostring(each, encoding="unicode") for each in xml_elements(path, {"{n}w"})]
    tree = ElementTree.parse(path)
    assert found == [ElementTree.tostring(each, encoding="unicode") for each in tree.iterfind("skip/{n}w")]


def test_an_element_knows_its_line(tmp_path: Path) -> None:
    path = written(tmp_path, "<r>\n<a/>\n<a>\n<b/></a></r>")
    assert [each.line for each in xml_elements(path, {"a"})] == [2, 3]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "latin-1"])
def test_encodings_are_those_of_xml(encoding: str, tmp_path: Path) -> None:
    name = encoding.removesuffix("-sig")
    path = written(tmp_path, f"<?xml version='1.0' encoding='{name}'?><r><a>é</a></r>".encode(encoding))
    assert [each.text for each in xml_elements(path, {"a"})] == ["é"]
    refuse_doctype(path)


@pytest.mark.parametrize(
    "doctype", ['<!DOCTYPE r [<!ENTITY x "LOCAL">]>', '<!DOCTYPE r SYSTEM "r.dtd">', "<!-- a -->\n<!DOCTYPE r>"]
)
def test_every_doctype_is_refused(doctype: str, tmp_path: Path) -> None:
    path = written(tmp_path, f"<?xml version='1.0'?>{doctype}<r><a/></r>")
    line = 1 + doctype.count("\n")
    with pytest.raises(FormatError, match=rf"file\.xml:{line}: has a DOCTYPE, which is refused"):
        list(xml_elements(path, {"a"}))
    with pytest.raises(FormatError, match=rf"file\.xml:{line}: has a DOCTYPE, which is refused"):
        refuse_doctype(path)
    assert sample_of(path).xml_root == "r"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("<r>\n<a></r>", "file.xml:2:6: not well-formed XML: mismatched tag"),
        ("<r>&x;</r>", "file.xml:1:4: not well-formed XML: undefined entity"),
        ("", "file.xml:1:1: not well-formed XML: no element found"),
        ("<?xml version='1.0' encoding='no-such'?><r/>", "not readable as XML"),
        (b"<r>\xff</r>", "not well-formed XML: not well-formed (invalid token)"),
        ("<r/><!DOCTYPE r>", "not well-formed XML"),
    ],
)
def test_what_is_no_xml_is_refused_with_its_place(content: str | bytes, said: str, tmp_path: Path) -> None:
    with pytest.raises(FormatError, match=re.escape(said)):
        list(xml_elements(written(tmp_path, content), {"a"}))


def test_a_file_that_ends_before_its_root_is_refused_unread(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match="no element found"):
        refuse_doctype(written(tmp_path, "<?xml version='1.0'?>"))
    with pytest.raises(FormatError, match="cannot be read: No such file"):
        refuse_doctype(tmp_path / "absent.xml")


def test_the_root_is_named_or_is_none(tmp_path: Path) -> None:
    assert root_name(b"<?xml version='1.0'?><x:r xmlns:x='u' cut='") == ""
    assert root_name(b"<x:r xmlns:x='u'><cut") == "{u}r"
    assert root_name(b"T1\tPERSON 0 4\tAnna") == ""
    assert sample_of(written(tmp_path, "\ufeff<r>")).xml_root == "r"
    assert sample_of(written(tmp_path, '{"<r>": 1}')).xml_root == ""


@pytest.mark.parametrize(
    ("name", "is_one"), [("a", True), ("größe", True), ("漢", True), ("a²", False), ("a=''", False), ("1", False)]
)
def test_names_of_attributes_are_those_that_a_parser_takes(name: str, is_one: bool) -> None:
    assert is_xml_name(name) == is_one
