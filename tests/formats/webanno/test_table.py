from __future__ import annotations

import json
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
from annotator.formats.protocol import STDOUT
from annotator.formats.recognition import recognised
from annotator.formats.webanno.table import WebAnno
from annotator.model.annotation import Attributes, mention
from annotator.model.canonical import document_of
from annotator.model.document import Document, by_id, new_document
from tests.examples import examples
from tests.formats.contract import plain
from tests.formats.passing import read_all, write_all
from tests.reaching import reached, reaching
from tests.shared import SHARED, needs_shared
from tests.strategies import documents, flat_documents

CORPUS = SHARED / "corpora" / "webanno-tsv"
EXPECTED: dict[str, Any] = json.loads((CORPUS / "expected.json").read_bytes())["cases"] if CORPUS.is_dir() else {}


def table_of(document: Document) -> tuple[str, dict[str, int]]:
    files, report = write_all(WebAnno(), [document], STDOUT)
    lost: Counter[str] = Counter()
    for each in report.losses:
        lost[each.what] += each.count
    return files[STDOUT].decode(), dict(lost)


def read_back(table: str, folder: Path) -> Document:
    (folder / "d.tsv").write_bytes(table.encode())
    ((document,), _) = read_all(WebAnno(), folder / "d.tsv")
    return document


def through_gold(document: Document) -> Document:
    return document_of(validated(json.loads(document_bytes(document)), Place("gold"), loose=True))


@needs_shared
@pytest.mark.parametrize("case", sorted(EXPECTED))
def test_a_case_is_read_with_its_counts_and_written_back_byte_by_byte(case: str) -> None:
    path = CORPUS / case / "reference.tsv"
    (document,), report = read_all(WebAnno(), path)
    assert report.losses == ()
    expected = EXPECTED[case]
    (view,) = expected["xmi"]["views"]
    assert (len(document.text or ""), document.text_sha256) == (view["text_codepoints"], view["text_sha256"])
    kept = document.meta["webanno"][""]
    assert kept.get("header", []) == [f"#{each}" for each in expected["tsv"]["layers"]]
    assert len(kept["tokens"]) == expected["tsv"]["sentences"]
    assert sum(len(each) for each in kept["tokens"]) == 2 * expected["tsv"]["token_rows"]
    assert sum(len(each) for each in kept.get("subtokens", {}).values()) == 2 * expected["tsv"]["subtoken_rows"]
    assert Counter(annotated(document)) == Counter(expected_annotations(expected["xmi"]))
    assert table_of(through_gold(document)) == (path.read_text("utf-8"), {})


def annotated(document: Document) -> list[tuple[int, int]]:
    mentions = [*document.entities.values(), *document.events.values()]
    tails = [document.find(each.tail) for each in document.relations.values()]
    return [each.spans[0] for each in [*mentions, *tails] if each and not hasattr(each, "head")]


def expected_annotations(xmi: dict[str, Any]) -> list[tuple[int, int]]:
    """Where annotations stand but for tokens and sentences; one between two tokens is moved, says the corpus."""
    moved = {(4, 4): (3, 3)} if xmi["views"][0]["text_codepoints"] == 8 else {}
    spans = [(each["begin"], each["end"]) for each in xmi["annotations"] if not each["type"].endswith(".Sentence")]
    return [moved.get(each, each) for each in spans]


@needs_shared
@pytest.mark.parametrize("case", sorted(EXPECTED))
def test_the_corpus_is_recognised_as_what_it_is(case: str) -> None:
    assert recognised(CORPUS / case / "reference.tsv").name == "webanno"
    assert recognised(CORPUS / case / "reference.xmi").name == "xmi"
    with pytest.raises(UsageError, match="could be webanno, xmi; say which with --from"):
        recognised(CORPUS / case)


@reaching(0.3)
@examples(80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(document=st.one_of(flat_documents(), documents()))
def test_what_was_read_once_is_lost_no_more(document: Document, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("webanno")
    once = read_back(table_of(document)[0], folder)
    table, lost = table_of(through_gold(once))
    assert lost == {}
    reached(once.entities)
    assert through_gold(read_back(table, folder)) == through_gold(once)


def test_an_edited_document_keeps_what_was_not_touched(tmp_path: Path) -> None:
    table = (
        "#FORMAT=WebAnno TSV 3.3\n#T_SP=a.Mood|kind|strength\n#T_SP=a.Who|value\n\n\n"
        "#Text=Anna ran home\n"
        "1-1\t0-4\tAnna\tglad\t*\tPER[1]\t\n1-2\t5-8\tran\t_\t_\tPER[1]\t\n1-3\t9-13\thome\t_\t_\tLOC\t\n"
    )
    document = read_back(table, tmp_path)
    assert {each.type: dict(each.attributes) for each in document.entities.values()} == {
        "Mood": {"kind": "glad"},
        "PER": {},
        "LOC": {},
    }
    added = document.entities.set("T9", mention("T9", "ORG", document.text or "", ((9, 13),), links=("Q1",)))
    who = next(each for each in added.values() if each.type == "LOC")
    edited = replace(document, entities=added.set(who.id, replace(who, type="CITY", attributes={"size": "big"})))
    written, lost = table_of(edited)
    assert lost == {"id": 1}
    assert written.split("\n")[1:4] == [
        "#T_SP=a.Mood|kind|strength",
        "#T_SP=a.Who|value|size",
        "#T_SP=de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity|identifier|value",
    ]
    assert written.split("\n")[7:10] == [
        "1-1\t0-4\tAnna\tglad\t*\tPER[1]\t*[1]\t_\t_\t",
        "1-2\t5-8\tran\t_\t_\tPER[1]\t*[1]\t_\t_\t",
        "1-3\t9-13\thome\t_\t_\tCITY\tbig\tQ1\tORG\t",
    ]


def test_a_changed_text_gets_tokens_of_its_own(tmp_path: Path) -> None:
    document = read_back("#FORMAT=WebAnno TSV 3.3\n\n\n#Text=ab cd\n1-1\t0-5\tab cd\t\n", tmp_path)
    other = new_document("d", "ab cd.", meta=document.meta)
    assert "1-2\t3-5\tcd\t\n" in table_of(other)[0]


def test_what_a_table_has_no_place_for_is_told() -> None:
    text = "\tAnna ran.  \n"
    attributes: Attributes = {"old": 3, "two words": "x", "all": ("a",)}
    entities = [
        mention("a", "PER", text, ((1, 5),), links=("Q1", "Q2"), attributes=attributes),
        mention("b", "PER", text, ((1, 5), (6, 9)), note="n"),
        mention("c", "PER", text, ((1, 6),), coref="e:x"),
    ]
    table, lost = table_of(new_document("d", text, entities=by_id(entities), labels={"genre": "news"}))
    assert lost == {
        "attributes": 2, "id": 1, "labels": 1, "links": 1, "mention": 2, "name two words": 1, "text": 1,
    }  # fmt: skip
    assert "|identifier|value|old|two_words" in table


def test_spoilt_notes_of_the_file_do_no_harm(tmp_path: Path) -> None:
    first = table_of(plain())[0]
    document = read_back(first, tmp_path)
    meta = document.meta["webanno"]
    cases: list[Any] = [
        None, 7, [], {"": 3}, {"": {"tokens": [[0, "x"], 4]}}, {"": {"tokens": [[3, 1]], "text": meta[""]["text"]}},
        {"": {"header": [1, "#T_SP="], "subtokens": {"0-99": [1, 2], "x": []}}}, {"T1": {"layer": 5, "number": "x"}},
        {"E1": {"layer": "webanno.custom.Event", "slots": [["x", 1, 2], 5]}}, {"T1": 5, "T2": {"chain": [0, "x"]}},
    ]  # fmt: skip
    for spoilt in cases:
        assert table_of(replace(document, meta={"webanno": spoilt}))[0].count("\n") == first.count("\n")


def test_lines_with_a_name_of_their_own_are_told(tmp_path: Path) -> None:
    (tmp_path / "d.tsv").write_text("#FORMAT=WebAnno TSV 3.3\n\n\n#Summary=s1\n#Text=a\n1-1\t0-1\ta\t\n")
    _, report = read_all(WebAnno(), tmp_path)
    assert [str(each) for each in report.losses] == ["1 x line #Summary: the record has no place for it"]


def test_versions_names_of_sentences_and_orders_are_written_as_they_were(tmp_path: Path) -> None:
    table = (
        "#FORMAT=WebAnno TSV 3.2\n#T_SP=a.Pos|PosValue\n#T_RL=a.Dep|kind|BT_a.Pos\n\n\n"
        "#Sentence.id=s1\n#Text=She ran .\n"
        "1-1\t0-3\tShe\tPRP\tsubj\t1-2\t\n1-2\t4-7\tran\tVBD\tpunct|root\t1-3|1-2\t\n1-3\t8-9\t.\t.\t_\t_\t\n"
    )
    assert table_of(through_gold(read_back(table, tmp_path))) == (table, {})


def test_all_faults_of_a_folder_are_told(tmp_path: Path) -> None:
    for name in ("a.tsv", "b.tsv"):
        (tmp_path / name).write_text("nothing")
    with pytest.raises(FormatError) as raised:
        read_all(WebAnno(), tmp_path)
    assert [Path(each.place.file).name for each in raised.value.findings] == ["a.tsv", "b.tsv"]
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputError, match=r"no \.tsv or \.webanno file in it"):
        read_all(WebAnno(), tmp_path / "empty")


def test_convert_makes_a_table_of_one_record_and_reads_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    gold = tmp_path / "gold.jsonl"
    gold.write_bytes(document_bytes(plain()))
    assert main(["convert", str(gold), str(tmp_path / "d.tsv"), "--to", "webanno"]) == 0
    assert main(["convert", str(tmp_path / "d.tsv"), "-", "--to", "jsonl"]) == 0
    record = json.loads(capsys.readouterr().out)
    assert [each["type"] for each in record["entities"]] == ["GPE", "GPE"]
    assert [each["role"] for each in record["events"][0]["arguments"]] == ["Target"]


def test_files_that_are_not_read_are_named(tmp_path: Path) -> None:
    (tmp_path / "d.tsv").write_text(table_of(plain())[0])
    (tmp_path / "notes.txt").write_text("text")
    _, report = read_all(WebAnno(), tmp_path)
    assert report.notes == ("not read, since they are no webanno: notes.txt",)
