"""The format conll2012: real files with their counts, there and back, and what does not fit."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st
from msgspec.structs import replace

from annotator.errors import FormatError, InputError
from annotator.formats.corpora.conll2012.conll2012 import Conll2012
from annotator.formats.recognition import recognised
from annotator.formats.tokens import tokens_of
from annotator.model.annotation import mention
from annotator.model.document import Document, by_id, new_document
from tests.examples import examples
from tests.formats.corpora.settled import settled, there_and_back, words_of
from tests.formats.passing import read_all
from tests.reaching import reached, reaching
from tests.shared import SHARED, needs_shared
from tests.strategies import documents, flat_documents

CORPUS = SHARED / "corpora" / "conll2012-coref"
FILES = json.loads((CORPUS / "expected.json").read_text("utf-8"))["files"] if CORPUS.is_dir() else {}


def clusters_of(document: Document) -> dict[str, list[list[int]]]:
    tokens = tokens_of(document, ())
    found = defaultdict(list)
    for each in document.entities.values():
        if each.coref:
            found[each.coref.rpartition(".")[2]].append(list(tokens.range_of(each.spans[0]) or ()))
    return {number: sorted(ranges) for number, ranges in found.items()}


@needs_shared
@pytest.mark.parametrize("name", FILES)
def test_real_files_have_the_counts_that_were_made_independently(name: str) -> None:
    documents, report = read_all(Conll2012(), CORPUS / name)
    expected: list[dict[str, Any]] = FILES[name]["docs"]
    assert len(documents) == FILES[name]["documents"]
    for document, counts in zip(documents, expected, strict=True):
        clusters = clusters_of(document)
        assert clusters == {number: sorted(ranges) for number, ranges in counts["clusters"].items()}
        assert len(document.entities) == counts["mentions"]
        assert sum(len(each) == 1 for each in clusters.values()) == counts["singletons"]
        words = tokens_of(document, ()).words()
        assert (sum(map(len, words)), len(words)) == (counts["tokens"], counts["sentences"])
        several = Counter(each.spans for each in document.entities.values())
        assert sum(count > 1 for count in several.values()) == counts["mentions_in_several_clusters_or_repeated"]
    assert not report.losses
    assert bool(report.notes) == any(each["mentions_in_several_clusters_or_repeated"] for each in expected)


@needs_shared
@pytest.mark.parametrize("name", FILES)
def test_real_files_come_back(name: str, tmp_path: Path) -> None:
    documents, _ = read_all(Conll2012(), CORPUS / name)
    again, losses = there_and_back(Conll2012(), tmp_path, *documents)
    assert [clusters_of(each) for each in again] == [clusters_of(each) for each in documents]
    assert (again, losses) == (documents, ())
    first = [line for line in (CORPUS / name).read_text("utf-8").splitlines() if line.startswith("#")]
    assert [line for line in (tmp_path / "out").read_text("utf-8").splitlines() if line.startswith("#")] == first


@needs_shared
def test_every_real_file_is_recognised() -> None:
    assert {recognised(CORPUS / name).name for name in FILES} == {"conll2012"}


def written(folder: Path, *rows: str) -> Path:
    path = folder / "in.v4_gold_conll"
    path.write_text("".join(f"{row}\n" for row in rows), "utf-8")
    return path


ROWS = (
    "#begin document (bc/selm/01); part 000",
    "bc/selm/01 0 0 Mara NNP (TOP* mara - - Ilan (PERSON* * (4|(7",
    "bc/selm/01 0 1 Voss NNP *) voss - - Ilan *) * 4)",
    "bc/selm/01 0 2 spoke VB * speak 01 2 Ilan * (V*) 7)",
    "",
    "#end document",
    "#begin document (bc/selm/01); part 001",
    "bc/selm/01   1   0   Oskell   NNP   *   -   -   -   -   (GPE)   -",
    "#end document",
)


def test_all_columns_are_read_or_told(tmp_path: Path) -> None:
    (first, second), report = read_all(Conll2012(), written(tmp_path, *ROWS))
    assert (first.id, second.id) == ("bc/selm/01", "bc/selm/01_part_001")
    mentions = [(each.type, each.text, each.coref) for each in first.entities.values()]
    assert sorted(mentions, key=str) == [
        ("Mention", "Mara Voss spoke", "e:bc/selm/01.7"),
        ("PERSON", "Mara Voss", "e:bc/selm/01.4"),
    ]
    assert [(each.type, each.text, each.coref) for each in second.entities.values()] == [("GPE", "Oskell", None)]
    assert {each.what: each.count for each in report.losses} == {
        "part of speech": 4,
        "parse": 2,
        "lemma": 3,
        "frameset": 1,
        "sense": 1,
        "speaker": 3,
        "arguments of predicates": 1,
    }


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        (("d 0 0 Mara (1)", "d 0 1 spoke -"), "Mara spoke"),
        (("1 Mara (1)", "2 spoke -"), "Mara spoke"),
        (("Mara (1)", "spoke -"), "Mara spoke"),
        (("d (1)", "d -"), "_ _"),
        (("1 Mara mara _ NNP _ _ _ _ _ _ _ (PER) _ _ (1)", "2 spoke speak _ VBD _ _ _ _ _ _ _ _ _ _ -"), "Mara spoke"),
        (("d\t0\t0\tMara\t(1)\t", "d\t0\t1\tspoke\t-"), "Mara spoke"),
    ],
)
def test_files_with_fewer_columns_are_read(rows: tuple[str, ...], words: str, tmp_path: Path) -> None:
    (document,), _ = read_all(Conll2012(), written(tmp_path, "#begin document d", *rows))
    assert (document.id, document.text) == ("d", words)
    assert [each.spans for each in document.entities.values()] == [((0, len(words.split()[0])),)]


@pytest.mark.parametrize(
    ("rows", "line", "message"),
    [
        (("d 0 0 Mara (1)",), 1, "a token before any document"),
        (("#begin document (d);", "d 0 0 Mara (1"), 2, '"\\(1" is not closed'),
        (("#begin document (d);", "", "d 0 0 Mara 1)"), 3, '"1\\)" closes nothing'),
        (("#begin document (d);", "Mara"), 2, "1 column; expected a token"),
        (("#begin document (d);", "#begin document (d);"), 2, "'d' is already the document of .*:1"),
    ],
)
def test_faults_are_told_with_their_line(rows: tuple[str, ...], line: int, message: str, tmp_path: Path) -> None:
    with pytest.raises(FormatError, match=message) as caught:
        read_all(Conll2012(), written(tmp_path, *rows))
    assert [each.place.line for each in caught.value.findings] == [line]


def test_all_faults_of_a_file_are_told(tmp_path: Path) -> None:
    rows = ("#begin document (a);", "a 0 0 x 1)", "#begin document (b);", "b 0 0 x (1)", "#begin document (c);", "c")
    with pytest.raises(FormatError) as caught:
        read_all(Conll2012(), written(tmp_path, *rows))
    assert [each.place.line for each in caught.value.findings] == [2, 6]


def test_a_folder_is_read_whole_but_for_other_files(tmp_path: Path) -> None:
    inner = tmp_path / "deep"
    inner.mkdir()
    written(inner, "#begin document (b); part 000", "b 0 0 x -", "#end document")
    written(tmp_path, "#begin document (a); part 000", "a 0 0 x -", "#end document")
    (tmp_path / "readme.txt").write_text("Nothing here.\n", "utf-8")
    documents, _ = read_all(Conll2012(), tmp_path)
    assert sorted(each.id for each in documents) == ["a", "b"]
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputError, match="no file in it begins with #begin document"):
        read_all(Conll2012(), tmp_path / "empty")


TEXT = "Mara Voss met Ilan Marek\nin Oskell"


def test_what_brackets_cannot_say_is_reported(tmp_path: Path) -> None:
    spans = {
        "T1": ("PER", (0, 9), "e:d.3"),
        "T2": ("PER", (5, 18), "e:d.3"),
        "T3": ("Armed Group", (19, 24), "e:d.4"),
        "T4": ("LOC", (19, 34), None),
        "T5": ("LOC", (28, 30), None),
        "T6": ("LOC", (27, 30), "e:selm"),
    }
    entities = [mention(name, kind, TEXT, (span,), coref=coref) for name, (kind, span, coref) in spans.items()]
    (again,), losses = there_and_back(Conll2012(), tmp_path, new_document("d", TEXT, entities=by_id(entities)))
    assert [(each.what, each.count) for each in losses if each.what != "id"] == [
        ("mention", 1),
        ("mention", 1),
        ("mention", 1),
        ("text", 1),
        ("type", 1),
    ]
    assert clusters_of(again) == {"3": [[0, 2]], "4": [[4, 5]]}


@reaching(0.3)
@examples(60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(document=st.one_of(flat_documents(), documents()))
def test_documents_come_back_but_for_what_is_told(document: Document, tmp_path: Path) -> None:
    document = replace(document, id="d")
    once, lost = settled(Conll2012(), tmp_path, document)
    reached(once.entities)
    assert len(once.entities) == len(document.entities) - lost["mention"]
    if "type" not in lost:
        assert words_of(once) <= words_of(document)


def test_a_document_may_begin_as_in_other_files_of_conll(tmp_path: Path) -> None:
    rows = ("-DOCSTART- -X- (selm) -", "", "0 Mara (1)", "", "-DOCSTART- -X- O", "0 Voss (1)")
    documents, _ = read_all(Conll2012(), written(tmp_path, *rows))
    assert [(each.id, each.text) for each in documents] == [("selm", "Mara"), ("2", "Voss")]
