"""Files of tags: what is written is read again, and whatever is wrong with them is said with file and line."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.errors import InputError
from annotator.eval.tags.tag_files import read_tagged
from annotator.formats.conll.mentions import decode
from annotator.formats.conll.schemes import Notation
from annotator.formats.conll.sentences import read_sentences
from annotator.formats.foreign import is_tags
from tests.eval.tags.tagged import records_of_tags

WORDS = st.text(st.characters(exclude_characters=" \t\r\n\ufeff", exclude_categories=["Cs"]), min_size=1, max_size=4)
TAGS = st.sampled_from(["O", "B-PER", "I-PER", "B-LOC", "I-LOC"])
SENTENCES = st.lists(st.lists(st.tuples(WORDS.filter(lambda each: each != "-DOCSTART-"), TAGS), min_size=1), max_size=4)


def write(path: Path, text: str) -> Path:
    path.write_bytes(text.encode("utf-8"))
    return path


def read(tmp_path: Path, gold: str, predicted: str, repair: str = "none") -> list[tuple[str, int, int]]:
    files = write(tmp_path / "gold.conll", gold), write(tmp_path / "pred.conll", predicted)
    found = list(read_tagged(*files, repair))  # type: ignore[arg-type]
    return [(each.gold["id"], each.tokens, each.right) for each in found]


@given(
    sentences=SENTENCES,
    between=st.sampled_from([" ", "\t", " NN ", "\tNN\t", "   "]),
    end=st.sampled_from(["\n", "\r\n"]),
    blank=st.sampled_from(["", " ", "\t"]),
)
def test_sentences_are_read_as_they_were_written(
    tmp_path_factory: pytest.TempPathFactory,
    sentences: list[list[tuple[str, str]]],
    between: str,
    end: str,
    blank: str,
) -> None:
    lines = [line for each in sentences for line in (*(f"{word}{between}{tag}" for word, tag in each), blank)]
    file = write(tmp_path_factory.mktemp("tags") / "a.bio", end.join(lines))
    found = [[(token.word, token.tag) for token in each.tokens] for each in read_sentences(file)]
    assert found == sentences
    for token in (token for each in read_sentences(file) for token in each.tokens):
        assert lines[token.line - 1] == f"{token.word}{between}{token.tag}"


@given(SENTENCES)
def test_each_sentence_of_a_file_without_documents_is_one(
    tmp_path_factory: pytest.TempPathFactory, sentences: list[list[tuple[str, str]]]
) -> None:
    text = "\n\n".join("\n".join(f"{word} {tag}" for word, tag in each) for each in sentences)
    file = write(tmp_path_factory.mktemp("tags") / "a.bio", text)
    expected = list(records_of_tags([[tag for _, tag in each] for each in sentences], "conlleval"))
    assert [each.gold for each in read_tagged(file, file, "conlleval")] == expected


DOCUMENTS = "-DOCSTART- -X- O\n\nMarek B-PER\nspoke O\n\nVarania B-LOC\n\n-DOCSTART- -X- O\n\nOskell B-LOC\nI I-LOC\n"


def test_documents_begin_where_gold_says_and_offsets_count_their_tokens(tmp_path: Path) -> None:
    without = DOCUMENTS.replace("-DOCSTART- -X- O\n\n", "")
    assert read(tmp_path, DOCUMENTS, without) == [("1", 3, 3), ("2", 2, 2)]
    gold = next(read_tagged(tmp_path / "gold.conll", tmp_path / "pred.conll")).gold
    assert [(each["id"], each["type"], each["spans"]) for each in gold["entities"]] == [
        ("T1", "PER", [[0, 1]]),
        ("T2", "LOC", [[2, 3]]),
    ]


def test_a_byte_order_mark_is_no_part_of_the_first_token(tmp_path: Path) -> None:
    assert read(tmp_path, "\ufeffMarek B-PER\n", "Marek O\n") == [("1", 1, 0)]


def test_a_blank_that_does_not_break_stands_in_a_token_and_a_tab_parts_tokens_with_blanks(tmp_path: Path) -> None:
    [sentence] = read_sentences(write(tmp_path / "a.bio", "10\u00a0000 O\nNew Oskell\tB-LOC\n"))
    assert [token.word for token in sentence.tokens] == ["10\u00a0000", "New Oskell"]


def test_a_mention_does_not_reach_over_the_end_of_a_sentence(tmp_path: Path) -> None:
    text = "-DOCSTART- O\n\nMarek B-PER\n\nIlan I-PER\n"
    with pytest.raises(InputError, match=r'gold.conll:5: tag "I-PER" continues nothing'):
        read(tmp_path, text, text)
    files = tmp_path / "gold.conll", tmp_path / "pred.conll"
    assert len(next(read_tagged(*files, "conlleval")).gold["entities"]) == 2
    assert len(next(read_tagged(*files, "discard")).gold["entities"]) == 1
    assert next(read_tagged(*files, "discard")).repaired == (1, 1)


@pytest.mark.parametrize(
    ("gold", "predicted", "message"),
    [
        ("a O\nb O\n", "a O\nc O\n", r'pred.conll:2: the token "c" where .*gold.conll:2 has the token "b"'),
        ("a O\nb O\n", "a O\n\nb O\n", r'pred.conll:2: the end of the sentence where .*gold.conll:2 has the token "b"'),
        ("\na O\n", "a O\nb O\n", r'pred.conll:2: the token "b" where .*gold.conll:3 has the end of the sentence'),
        ("a O\n\nb O\n", "a O\n", r"pred.conll: ends after 1 sentences where .*gold.conll:3 goes on"),
        ("", "a O\n", r"gold.conll: ends after 0 sentences where .*pred.conll:1 goes on"),
        ("a O\nb\n", "a O\nb O\n", r"gold.conll:2: no token with a tag"),
        ("a O\n\tO\n", "a O\nb O\n", r"gold.conll:2: no token with a tag"),
        ("a B-PER\n", "a X-PER\n", r'pred.conll:1: invalid tag "X-PER"'),
        (
            "a B-PER\n",
            "a I-PER\n",
            r'pred.conll:1: tag "I-PER" continues nothing; expected B-PER',
        ),
    ],
)
def test_what_is_wrong_is_said_with_file_and_line(tmp_path: Path, gold: str, predicted: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        read(tmp_path, gold, predicted)


def test_bytes_that_are_no_text_and_files_that_are_not_there(tmp_path: Path) -> None:
    (tmp_path / "a.conll").write_bytes(b"a O\n\xff O\n")
    with pytest.raises(InputError, match=r"a\.conll:2:1: not UTF-8: byte 0 is 0xff; expected UTF-8"):
        list(read_sentences(tmp_path / "a.conll"))
    with pytest.raises(InputError, match="cannot be read"):
        list(read_sentences(tmp_path / "b.conll"))


def test_tags_are_told_by_the_suffix_or_by_the_lines(tmp_path: Path) -> None:
    tagged = write(tmp_path / "a.txt", "# id 1\nMarek B-PER\nspoke O\n")
    records = write(tmp_path / "a.jsonl", '{"id": "1"}\n')
    assert all(map(is_tags, (Path("a.conll"), Path("b.IOB"), tagged)))
    assert not any(map(is_tags, (Path("a.jsonl"), records, tmp_path)))
    assert is_tags(records, "conll")
    assert not is_tags(tagged, "jsonl")


@given(st.lists(TAGS))
def test_a_file_without_loose_tags_is_read_the_same_whatever_the_repair(tags: list[str]) -> None:
    if decode(tags, Notation("iob2")).misfits:
        with pytest.raises(InputError, match="continues nothing"):
            list(records_of_tags([tags]))
    else:
        assert list(records_of_tags([tags])) == list(records_of_tags([tags], "discard"))
        assert list(records_of_tags([tags])) == list(records_of_tags([tags], "conlleval"))


def test_two_schemes_are_each_read_by_their_own(tmp_path: Path) -> None:
    bioes = "a B-PER\nb E-PER\nc S-LOC\nd O\n"
    bilou = "a B-PER\nb L-PER\nc U-LOC\nd O\n"
    assert read(tmp_path, bioes, bilou) == [("1", 4, 4)]
    assert read(tmp_path, bilou, bioes) == [("1", 4, 4)]
    assert read(tmp_path, bioes, bilou.replace("c U-LOC", "c U-ORG")) == [("1", 4, 3)]


def test_letters_before_and_behind_the_type_are_one_tag(tmp_path: Path) -> None:
    behind, before = "a PER-B\nb PER-I\nc O\n", "a B-PER\nb I-PER\nc O\n"
    assert read(tmp_path, behind, before) == read(tmp_path, before, behind) == [("1", 3, 3)]
