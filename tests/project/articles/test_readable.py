"""`annotator add` of what is not plain text: pages, Markdown, rows, folders, archives, and what is no article."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from annotator.__main__ import main
from annotator.model.record import text_hash
from annotator.project.articles.add import add_files
from annotator.project.articles.doubts import doubts
from annotator.project.articles.readable import Reading
from annotator.project.project import Project
from tests.project.archives.packing import packed
from tests.project.projects import make_project

PAGE = (
    '<!doctype html>\n<html lang="en"><title>Selm</title><body><p>Mara <b>Olin</b> left.</p><p>Then?</p></body></html>'
)
HEADS = {
    "x.pdf": b"%PDF-1.7\n", "x.db": b"SQLite format 3\0", "x.png": b"\x89PNG\r\n\x1a\n", "x.jpg": b"\xff\xd8\xff\xe0",
    "x.gif": b"GIF89a", "x.webp": b"RIFF\0\0\0\0WEBP", "x.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    "page.txt": b"%PDF-1.4",
}  # fmt: skip


NAMED = ("--text-column", "b", "--id-column", "a")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    make_project(tmp_path / "p").close()
    (tmp_path / "in").mkdir()
    monkeypatch.chdir(tmp_path / "in")
    return tmp_path


def added(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    status = main(["add", *words, "--project", "../p"])
    return status, capsys.readouterr().err


def articles(capsys: pytest.CaptureFixture[str]) -> dict[str, dict[str, Any]]:
    assert main(["export", "--project", "../p"]) == 0
    return {each["id"]: each for each in map(json.loads, capsys.readouterr().out.splitlines())}


def test_a_page_is_its_visible_text_with_the_way_back(capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("page.html", "sniffed.txt"):
        Path(name).write_text(PAGE)
        status, said = added(capsys, name)
        assert (status, f"{name}: read as html" in said) == (0, True)
        article = articles(capsys)[Path(name).stem]
        assert (article["text"], article["meta"]["title"], article["meta"]["language"]) == (
            "Mara Olin left.\n\nThen?\n", "Selm", "en",
        )  # fmt: skip
        kept = article["meta"]["html"]
        assert (kept["file"], kept["sha256"]) == (name, text_hash(PAGE))
        assert [(article["text"][here:][:4], PAGE[there:][:4]) for here, there in kept["blocks"]] == [
            ("Mara", "Mara"),
            ("Then", "Then"),
        ]
    assert main(["doctor", "--project", "../p"]) == 0
    assert added(capsys, "page.html", "--as", "text")[0] == 3
    Path("raw.html").write_text(PAGE)
    assert added(capsys, "raw.html", "--as", "text")[0] == 0
    assert articles(capsys)["raw"]["text"] == PAGE


def test_a_page_is_read_in_the_encoding_that_it_declares(capsys: pytest.CaptureFixture[str]) -> None:
    Path("a.html").write_bytes(b'<html><meta charset="windows-1252"><body>caf\xe9 \x93x\x94</body></html>')
    status, said = added(capsys, "a.html")
    assert (status, "the encoding that it declares, cp1252" in said) == (0, True)
    assert articles(capsys)["a"]["text"] == "caf\u00e9 \u201cx\u201d\n"
    Path("b.html").write_bytes(b'<html><meta charset="ascii"><body>caf\xe9</body></html>')
    status, said = added(capsys, "b.html")
    assert (status, "not UTF-8" in said) == (3, True)


def test_markdown(capsys: pytest.CaptureFixture[str]) -> None:
    source = "# Selm\n\nMara *left* [home](x).\n"
    Path("a.md").write_text(source)
    assert added(capsys, "a.md")[0] == 0
    article = articles(capsys)["a"]
    assert article["text"] == "Selm\n\nMara left home.\n"
    assert [source[there:][:4] for _, there in article["meta"]["markdown"]["blocks"]] == ["Selm", "Mara"]


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("t.csv", 'id,text,url,empty\n1,"Mara, left",u,\n2,"Two\nlines",v,\n', ()),
        ("t.csv", "id;text;url\n1;Mara, left;u\n2;\"Two\nlines\";v\n", ()),
        ("t.tsv", "id\ttext\turl\n1\tMara, left\tu\n2\t\"Two\nlines\"\tv\n", ()),
        ("t.csv", "\ufeffa,b,url\n1,\"Mara, left\",u\n2,\"Two\nlines\",v\n", NAMED),
        ("t.jsonl", '{"id":"1","text":"Mara, left","url":"u"}\n{"id":2,"text":"Two\\nlines","url":"v"}\n', ()),
        ("t.json", '[{"id":"1","text":"Mara, left","url":"u"},{"id":"2","text":"Two\\nlines","url":"v"}]', ()),
    ],
)  # fmt: skip
def test_rows(capsys: pytest.CaptureFixture[str], name: str, content: str, words: tuple[str, ...]) -> None:
    Path(name).write_bytes(content.encode())
    status, said = added(capsys, name, *words)
    assert status == 0, said
    found = articles(capsys)
    assert {key: (each["text"], each["meta"]) for key, each in found.items()} == {
        "1": ("Mara, left", {"url": "u"}),
        "2": ("Two\nlines", {"url": "v"}),
    }


def test_rows_without_ids_and_with_numbers_that_readers_round(capsys: pytest.CaptureFixture[str]) -> None:
    Path("t.jsonl").write_text('{"text":"a","n":[12345678901234567890]}\n{"text":"b","n":1}\n')
    assert added(capsys, "t.jsonl")[0] == 0
    assert {key: each["meta"] for key, each in articles(capsys).items()} == {
        "t-1": {"n": ["12345678901234567890"]},
        "t-2": {"n": 1},
    }


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.csv", b"a,b\n1,2\n", "has no column 'text'; its columns are 'a', 'b': --text-column NAME"),
        ("a.csv", b"id,text\n1,2,3\n", "a.csv:2: has 3 cells where the header has 2"),
        ("a.csv", b'id,text\n1,"open\n', "is no table"),
        ("a.json", b'{"a": 1}', "is JSON, and no list of objects with a 'text'"),
        ("a.json", b"{", "a.json:1: is no JSON"),
        ("a.jsonl", b'{"id": "1", "body": "x"}\n', "a.jsonl:1: has no text under 'text'; its keys are 'id', 'body'"),
        ("a.jsonl", b'{"id": true, "text": "x"}\n', "a.jsonl:1: id: the id is no string"),
        ("a.jsonl", b'{"id": "1", "text": "x"}\n{"id"\n', "a.jsonl:2"),
        ("u.txt", b"\xff\xfeM\0", "it begins as UTF-16 does"),
        *((name, head, "--as text takes it for an article as it is") for name, head in HEADS.items()),
    ],
)
def test_what_is_no_article_is_refused_and_nothing_added(
    capsys: pytest.CaptureFixture[str], name: str, content: bytes, said: str
) -> None:
    Path("good.txt").write_text("good")
    Path(name).write_bytes(content)
    status, err = added(capsys, "good.txt", name)
    assert (status, said in err, articles(capsys)) == (3, True, {}), err


def test_where_somebody_can_be_asked_the_answer_counts(folder: Path) -> None:
    Path("x.pdf").write_bytes(b"%PDF-1.7 is how it began")
    Path("t.csv").write_text("a,b\n1,2\n")
    asked: list[str] = []

    def yes(question: str) -> bool:
        asked.append(question)
        return True

    project = Project.open(folder / "p")
    assert add_files(project, [Path("x.pdf"), Path("t.csv")], reading=Reading(ask=yes)) == ["x", "t"]
    assert asked == [
        "x.pdf is a PDF; take it for an article as it is?",
        "t.csv has no column 'text'; take it for an article as it is?",
    ]
    project.close()


def test_control_characters_are_no_sign_and_as_text_takes_anything(capsys: pytest.CaptureFixture[str]) -> None:
    Path("odd.txt").write_bytes(b"\0\x01\x1b[2J")
    Path("a.csv").write_text("a,b\n")
    Path("b.pdf").write_bytes(b"%PDF-1.7")
    assert added(capsys, "odd.txt")[0] == 0
    assert added(capsys, "a.csv", "b.pdf", "--as", "text")[0] == 0
    assert {key: each["text"] for key, each in articles(capsys).items()} == {
        "odd": "\0\x01\x1b[2J", "a": "a,b\n", "b": "%PDF-1.7",
    }  # fmt: skip


MEMBERS = [("top/a.txt", b"A"), ("top/sub/b.html", PAGE.encode()), ("top/c.png", HEADS["x.png"]), ("top/.d", b"x")]


@pytest.mark.parametrize("kind", ["zip", "tgz", "folder"])
def test_all_files_of_a_folder_or_an_archive(capsys: pytest.CaptureFixture[str], kind: str) -> None:
    if kind == "folder":
        for name, content in MEMBERS:
            Path(name).parent.mkdir(parents=True, exist_ok=True)
            Path(name).write_bytes(content)
    source = "top" if kind == "folder" else packed(Path(), kind, MEMBERS).name
    status, said = added(capsys, source)
    assert (status, f"{source}/c.png: left out: it is a PNG image" in said) == (0, True), said
    assert {key: each["text"] for key, each in articles(capsys).items()} == {
        "a": "A", "sub/b": "Mara Olin left.\n\nThen?\n",
    }  # fmt: skip
    assert main(["doctor", "--project", "../p"]) == 0


FAR = b'{"id":"x","text":"abc","entities":[{"start":0,"end":9,"label":"P"}]}\n'


@pytest.mark.parametrize(
    ("members", "said"),
    [
        ([("d/r.jsonl", FAR)], "x.zip/d/r.jsonl:1: "),
        ([("d/a.txt", b"A"), ("d/a.md", b"A")], "x.zip: the id 'a' stands twice in what is added"),
        ([("d/a.html", b"<p>A</p>")], "x.zip: read as html"),
        ([("d/a.html", b"<p>A</p>"), ("d/b.html", b"<p>A</p>")], "x.zip/b.html: read as html"),
    ],
)  # fmt: skip
def test_what_is_said_of_an_archive_names_it(
    capsys: pytest.CaptureFixture[str], members: list[tuple[str, bytes]], said: str
) -> None:
    packed(Path(), "zip", members).rename("x.zip")
    assert any(line.removeprefix("annotator: ").startswith(said) for line in added(capsys, "x.zip")[1].splitlines())


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("plain", 0),
        ("\ufeffx", 1),
        ("x\ufffd", 1),
        ("caf\u00c3\u00a9", 1),
        ("don\u00e2\u20ac\u2122t", 1),
        ("na\u00efve", 0),
        (" \r\n", 1),
    ],
)
def test_doubts(text: str, count: int) -> None:
    assert len(list(doubts(text))) == count


def test_a_cell_that_a_spreadsheet_must_not_compute_is_read_as_it_was_meant(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """`convert --to csv` writes a `'` before such a text; read with it, an article was another one than its labels'."""
    main(["init", str(tmp_path / "q")])
    (tmp_path / "t.csv").write_text("id,text\na,'=Oskell left.\n", "utf-8")
    assert main(["add", str(tmp_path / "t.csv"), "--project", str(tmp_path / "q")]) == 0
    capsys.readouterr()
    assert main(["export", "--project", str(tmp_path / "q")]) == 0
    assert json.loads(capsys.readouterr().out)["text"] == "=Oskell left."
