from __future__ import annotations

import builtins
import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st
from msgspec.structs import replace

from annotator.__main__ import main
from annotator.datasets.record import validated
from annotator.datasets.record_bytes import document_bytes
from annotator.errors import FormatError, InputError, Place, UsageError
from annotator.formats.cas.to_cassis import refuse_unfit_signs
from annotator.formats.cas.xmi import Xmi
from annotator.formats.protocol import STDOUT, Report
from annotator.formats.recognition import recognised
from annotator.formats.webanno.table import WebAnno
from annotator.model.canonical import document_of
from annotator.model.document import Document
from tests.examples import examples
from tests.formats.contract import plain
from tests.formats.passing import read_all, write_all
from tests.reaching import reached, reaching
from tests.shared import SHARED, needs_shared
from tests.strategies import documents, flat_documents

pytest.importorskip("cassis", reason="needs the extra uima")

TWINS = SHARED / "corpora" / "webanno-tsv"
CASES = sorted(each.name for each in TWINS.iterdir() if each.is_dir()) if TWINS.is_dir() else []
UIMA = SHARED / "corpora" / "uima"
EXPECTED: dict[str, Any] = json.loads((UIMA / "expected.json").read_bytes()) if UIMA.is_dir() else {}

HEAD = (
    "<?xml version='1.0'?><xmi:XMI xmlns:xmi='http://www.omg.org/XMI' xmlns:cas='http:///uima/cas.ecore' "
    "xmlns:tcas='http:///uima/tcas.ecore' xmlns:own='http:///own.ecore' xmi:version='2.0'>\n"
)
SOFA = "<cas:Sofa xmi:id='1' sofaNum='1' sofaID='_InitialView' mimeType='text' sofaString='Anna 🚀 ran'/>\n"


def written(folder: Path, *lines: str) -> Path:
    path = folder / "d.xmi"
    path.write_text(HEAD + SOFA + "\n".join(lines) + "</xmi:XMI>", "utf-8")
    return path


def through_gold(document: Document) -> Document:
    return document_of(validated(json.loads(document_bytes(document)), Place("gold"), loose=True))


def said(document: Document, **names: str) -> Document:
    """A document without what the formats keep for themselves, layers called as these names say."""
    entities = {key: replace(each, type=names.get(each.type, each.type)) for key, each in document.entities.items()}
    return replace(document, meta={}, entities=document.entities.update(entities))


@needs_shared
@pytest.mark.parametrize("case", CASES)
def test_a_table_and_its_twin_are_one_document(case: str) -> None:
    (table,), _ = read_all(WebAnno(), TWINS / case / "reference.tsv")
    (twin,), report = read_all(Xmi(), TWINS / case / "reference.xmi")
    assert {each.what for each in report.losses} <= {"feature order of Token"}
    assert twin.meta["xmi"][""]["tokens"] == table.meta["webanno"][""]["tokens"]
    if "IsMoved" in case:  # A table has no row between tokens: the annotation stands behind the one before.
        assert [each.spans for each in twin.entities.values()] == [((4, 4),)]
        assert [each.spans for each in table.entities.values()] == [((3, 3),)]
    else:
        # Where nothing says what an annotation is, it is called as its layer, which the suite names anew.
        assert said(twin, NamedEntity="Span") == said(table)


@needs_shared
@pytest.mark.parametrize("case", CASES)
def test_a_twin_becomes_a_table_that_says_the_same(case: str, tmp_path: Path) -> None:
    (twin,), _ = read_all(Xmi(), TWINS / case / "reference.xmi")
    if "IsMoved" in case:
        return
    files, report = write_all(WebAnno(), [through_gold(twin)], tmp_path / "out.tsv")
    assert report.losses == ()
    (tmp_path / "reference.tsv").write_bytes(files[tmp_path / "out.tsv"])
    (again,), _ = read_all(WebAnno(), tmp_path / "reference.tsv")
    assert said(again) == said(twin)


@needs_shared
@pytest.mark.parametrize("name", sorted(EXPECTED.get("xmi", ())))
def test_a_file_of_the_corpus_is_read_with_its_counts(name: str) -> None:
    expected = EXPECTED["xmi"][name]
    found = [each for each in read_all(Xmi(), UIMA)[0] if each.id.startswith(f"xmi/{name.removesuffix('.xmi')}")]
    texts = {each["sofa"]: (each.get("text_codepoints"), each.get("text_sha256")) for each in expected["views"]}
    assert len(found) == len(texts)
    for document, (length, sha256) in zip(found, texts.values(), strict=True):
        assert (document.text and len(document.text), document.text_sha256) == (length, sha256)
    layers = Counter(fact["layer"] for each in found for fact in each.meta["xmi"].values() if "layer" in fact)
    types = expected["annotations_by_type"].items()
    apart = ("DocumentMetaData", "TagsetDescription", "DocumentAnnotation", "segmentation.type.Sentence", "type.Token")
    assert layers == {each: count for each, count in types if not each.endswith(apart)}
    dkpro = [count for each, count in types if each.endswith("segmentation.type.Token")]
    tokens = [len(each) // 2 for one in found for each in one.meta["xmi"][""].get("tokens", ())]
    assert sum(tokens) == sum(dkpro)
    for each in expected.get("named_entities", ()):
        spans = ((each["begin"], each["end"]),)
        (same,) = [one for one in found[0].entities.values() if one.spans == spans]
        assert (same.text, same.type) == (each["covered"], each["features"]["value"])


@needs_shared
def test_the_corpora_are_recognised_as_what_they_are() -> None:
    assert recognised(UIMA / "xmi").name == "xmi"
    assert recognised(UIMA / "xmi" / "small_cas.xmi").name == "xmi"


@pytest.mark.parametrize("target", ["out", "out.xmi"])
def test_what_is_written_is_read_again_with_its_type_system(target: str, tmp_path: Path) -> None:
    files, report = write_all(Xmi(), [replace(plain(), id="out")], tmp_path / target)
    assert report.losses == ()
    for path, content in files.items():
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
    names = ["out.xmi", "TypeSystem.xml" if target == "out" else "out.TypeSystem.xml"]
    assert [each.name for each in files] == names
    (again,), report = read_all(Xmi(), tmp_path / target)
    assert (report.notes, report.losses) == ((), ())
    assert said(again) == said(replace(plain(), id="out"))


def test_standard_output_has_the_file_alone() -> None:
    files, _ = write_all(Xmi(), [plain()], STDOUT)
    assert list(files) == [STDOUT]


@pytest.mark.slow
@reaching(0.2)
@examples(25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(document=st.one_of(flat_documents(), documents()))
def test_what_was_read_once_is_lost_no_more(document: Document, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("xmi")
    try:
        refuse_unfit_signs(document)
    except FormatError:
        return
    once = read_back(document, folder)[0]
    again, report = read_back(through_gold(once), folder)
    assert report.losses == ()
    reached(once.entities)
    assert said(through_gold(again)) == said(through_gold(once))


def read_back(document: Document, folder: Path) -> tuple[Document, Report]:
    files, report = write_all(Xmi(), [document], folder / "d.xmi")
    for path, content in files.items():
        path.write_bytes(content)
    ((again,), _) = read_all(Xmi(), folder / "d.xmi")
    return again, report


def test_kinds_of_values_title_and_language_are_kept(tmp_path: Path) -> None:
    document = plain()
    changed = replace(document.entities["T1"], attributes={"far": True, "n": 3, "all": ("a", "b"), "x": 0.5})
    other = replace(document.entities["T2"], attributes={"far": "maybe"})
    entities = document.entities.update({"T1": changed, "T2": other})
    named = replace(document, entities=entities, meta={"title": "Selm", "language": "en", "url": "u"})
    again, report = read_back(named, tmp_path)
    assert [each.what for each in report.losses] == ["meta.url", "name far"]
    assert again.entities["T1"].attributes == changed.attributes
    assert again.entities["T2"].attributes == {"far_2": "maybe"}
    assert (again.meta["title"], again.meta["language"]) == ("Selm", "en")


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("<cas:View sofa='1' members='7 8'/>", "d.xmi:3: cas:View/members: lists the id 7, which no structure has"),
        ("<tcas:Annotation xmi:id='2' sofa='9' begin='0' end='1'/>", "uima.tcas.Annotation/sofa: is 9, which no sofa"),
        ("<tcas:Annotation xmi:id='2' sofa='1' begin='0' end='99'/>", "0-99 is no place of the text; expected UTF-16"),
        ("<tcas:Annotation xmi:id='2' sofa='1' begin='5' end='6'/>", "5-6 is no place of the text"),
        ("<tcas:Annotation xmi:id='2' sofa='1' begin='2' end='1'/>", "2-1 is no place of the text"),
        ("<tcas:Annotation xmi:id='2' sofa='1' begin='x' end='1'/>", "sofa, begin and end are no numbers"),
        ("<tcas:Annotation xmi:id='x' sofa='1' begin='0' end='1'/>", "has the id 'x'; expected xmi:id to be a number"),
        ("<tcas:Annotation xmi:id='1' sofa='1' begin='0' end='1'/>", "has the id 1, which another one has"),
        ("<p>text</p>", "d.xmi:3: p: is no structure"),
        ("<own:Link xmi:id='2' target='99' role='x'/><own:H xmi:id='3' sofa='1' begin='0' end='1' links='2'/>", ""),
    ],
)
def test_what_refers_to_nothing_is_refused_with_its_line(line: str, message: str, tmp_path: Path) -> None:
    path = written(tmp_path, line)
    if not message:
        read_all(Xmi(), path)
        return
    with pytest.raises(FormatError, match=re.escape(message)):
        read_all(Xmi(), path)


def test_a_reference_to_nothing_under_a_type_system_is_refused(tmp_path: Path) -> None:
    read_back(plain(), tmp_path)
    text = (tmp_path / "d.xmi").read_text("utf-8")
    (tmp_path / "d.xmi").write_text(re.sub(r'Governor="\d+"', 'Governor="999"', text), "utf-8")
    with pytest.raises(FormatError, match="refers to 999, which is not there"):
        read_all(Xmi(), tmp_path / "d.xmi")


def test_a_doctype_is_refused_in_both_files(tmp_path: Path) -> None:
    read_back(plain(), tmp_path)
    types = tmp_path / "d.TypeSystem.xml"
    types.write_text("<!DOCTYPE x []>" + types.read_text("utf-8").partition("?>")[2], "utf-8")
    with pytest.raises(FormatError, match=r"TypeSystem\.xml:1: has a DOCTYPE, which is refused"):
        read_all(Xmi(), tmp_path / "d.xmi")
    path = written(tmp_path)
    path.write_text("<!DOCTYPE x []>" + path.read_text("utf-8").partition("?>")[2], "utf-8")
    with pytest.raises(FormatError, match=r"d\.xmi:1: has a DOCTYPE, which is refused"):
        read_all(Xmi(), path)


def test_without_a_type_system_the_data_say_what_there_is(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        "<own:Who xmi:id='2' sofa='1' begin='0' end='4' count='7'><tags>a b</tags><tags>c</tags></own:Who>",
        "<own:Link xmi:id='3' role='Agent' target='2'/>",
        "<own:Run xmi:id='4' sofa='1' begin='8' end='11' who='3'/>",
        "<own:Tie xmi:id='5' sofa='1' begin='0' end='4' Governor='4' Dependent='2'/>",
        "<own:Odd xmi:id='6' sofa='1' begin='0' end='4' Governor='5' Dependent='2'/>",
        "<own:Loose xmi:id='7' value='x'/>",
        "<cas:View sofa='1' members='2 4 5 6'/>",
    )
    (document,), report = read_all(Xmi(), path)
    assert {each.type: dict(each.attributes) for each in document.entities.values()} == {
        "Who": {"count": "7", "tags": ("a b", "c")}
    }
    (event,) = document.events.values()
    assert (event.type, event.spans, [(each.role, each.target) for each in event.arguments]) == (
        "Run", ((7, 10),), [("Agent", "T1")],
    )  # fmt: skip
    assert [(each.type, each.head, each.tail) for each in document.relations.values()] == [("Tie", "E1", "T1")]
    assert [str(each) for each in report.losses] == [
        "1 x relation: it joins relations; the record's join mentions and events",
        "1 x structure Loose: it is in no view",
    ]
    assert "described by no type system (TypeSystem.xml beside it)" in report.notes[0]


def test_a_folder_reads_its_files_by_the_nearest_type_system(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        files, _ = write_all(Xmi(), [plain()], tmp_path / name)
        for path, content in files.items():
            path.write_bytes(content)
    found, report = read_all(Xmi(), tmp_path)
    assert [each.id for each in found] == ["a/d", "b/d"]
    assert report.notes == ()


def test_a_folder_without_files_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"no \.xmi file in it"):
        read_all(Xmi(), tmp_path)


def test_without_the_extra_it_says_how_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def refuse(name: str, *rest: Any) -> Any:
        if name == "cassis":
            raise ImportError(name)
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", refuse)
    with pytest.raises(UsageError, match=r"need the extra `uima`: pip install 'gold-annotator\[uima\]'"):
        read_all(Xmi(), written(tmp_path))


def test_convert_reads_and_writes_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    gold = tmp_path / "gold.jsonl"
    gold.write_bytes(document_bytes(plain()))
    assert main(["convert", str(gold), str(tmp_path / "out"), "--to", "xmi"]) == 0
    assert main(["convert", str(tmp_path / "out"), "-", "--to", "jsonl"]) == 0
    record = json.loads(capsys.readouterr().out)
    assert [each["type"] for each in record["entities"]] == ["GPE", "GPE"]


def test_a_file_without_tokens_gets_none_as_long_as_its_text_stands(tmp_path: Path) -> None:
    path = written(tmp_path, "<own:Who xmi:id='2' sofa='1' begin='0' end='4'/>", "<cas:View sofa='1' members='2'/>")
    (document,), _ = read_all(Xmi(), path)
    (first,) = (
        content for name, content in write_all(Xmi(), [document], tmp_path / "o.xmi")[0].items() if name.name == "o.xmi"
    )
    assert b"Token" not in first
    changed = replace(document, text="Anna 🚀 runs", text_sha256=None)
    files, _ = write_all(Xmi(), [changed], tmp_path / "o.xmi")
    assert files[tmp_path / "o.xmi"].count(b"Token ") == 3


def test_files_that_are_not_read_are_named(tmp_path: Path) -> None:
    files, _ = write_all(Xmi(), [plain()], tmp_path)
    for path, content in files.items():
        path.write_bytes(content)
    (tmp_path / "notes.txt").write_text("text")
    _, report = read_all(Xmi(), tmp_path)
    assert report.notes == ("not read, since they are no xmi: notes.txt",)
