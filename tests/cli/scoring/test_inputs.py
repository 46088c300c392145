"""What predictions may look like, and what becomes of them: by the commands that people type."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from annotator.__main__ import main
from annotator.model.record import text_hash

TEXT = "Mara Voss 🙂 met Ilan Reke in Oskell, near Varén."


def entity(number: int, kind: str, words: str, **more: Any) -> dict[str, Any]:
    start = TEXT.index(words)
    return {"id": f"T{number}", "type": kind, "spans": [[start, start + len(words)]], "text": words} | more


ENTITIES = [entity(1, "PER", "Mara Voss"), entity(2, "PER", "Ilan Reke"), entity(3, "LOC", "Oskell")]
ENTITIES.append(entity(4, "LOC", "Varén"))
RELATION = {"id": "R1", "type": "KNOWS", "head": "T1", "tail": "T2"}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    gold = {"id": "d", "text": TEXT, "text_sha256": text_hash(TEXT), "entities": ENTITIES, "relations": [RELATION]}
    write("gold.jsonl", gold)
    return tmp_path


def write(name: str, *records: dict[str, Any]) -> None:
    Path(name).write_text("".join(json.dumps(each) + "\n" for each in records), "utf-8")


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    status = main(list(words))
    out, err = capsys.readouterr()
    return status, out, err


def scored(capsys: pytest.CaptureFixture[str], *words: str, layer: str = "entities") -> dict[str, Any]:
    status, out, err = run(capsys, "eval", *words, "--measure", "strict", "--format", "json")
    assert status == 0, err
    result = json.loads(out)
    row = next(each for each in result["scores"] if each["layer"] == layer)
    found: dict[str, Any] = result | {"counts": (row["tp"], row["fp"], row["fn"])}
    return found


def quoting(words: str, number: int, kind: str = "PER", **more: Any) -> dict[str, Any]:
    return {"id": f"T{number}", "type": kind, "text": words} | more


def test_quotes_are_placed_and_those_without_a_place_count_and_take_along_what_names_them(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = [quoting("Mara Voss", 1), quoting("Tamsin Orr", 2), quoting("Oskell", 3, "LOC", nth=9)]
    write("pred.jsonl", {"id": "d", "entities": said, "relations": [RELATION]})
    result = scored(capsys, "gold.jsonl", "pred.jsonl")
    assert result["counts"] == (1, 2, 3)
    assert [each["count"] for each in result["warnings"] if each["code"] == "unplaced"] == [3]
    relations = scored(capsys, "gold.jsonl", "pred.jsonl", layer="relations")
    assert relations["counts"] == (0, 1, 1)
    _, out, _ = run(capsys, "errors", "gold.jsonl", "pred.jsonl", "--format", "text", "--kind", "spurious")
    assert 'predicted PER "Tamsin Orr" (not in the text)' in out
    assert 'predicted LOC "Oskell" (occurrence 9 is asked for; in the text once)' in out
    assert re.search(r"relations +spurious +1", out)


@pytest.mark.parametrize(
    ("placing", "words", "counts"),
    [
        ("exact", "Mara  Voss", (0, 1, 4)),
        ("blanks", "Mara\nVoss", (1, 0, 3)),
        ("blanks", "mara voss", (0, 1, 4)),
        ("case", "mara voss", (1, 0, 3)),
        ("fuzzy", "Marra Voss", (1, 0, 3)),
        ("case", "Marra Voss", (0, 1, 4)),
    ],
)
def test_placing_is_an_option_and_stands_in_the_signature(
    folder: Path, capsys: pytest.CaptureFixture[str], placing: str, words: str, counts: tuple[int, ...]
) -> None:
    write("pred.jsonl", {"id": "d", "entities": [quoting(words, 1)]})
    result = scored(capsys, "gold.jsonl", "pred.jsonl", "--placing", placing)
    assert result["counts"] == counts
    assert f"|placing:{placing}" in result["signature"]


def counted_in(unit: str) -> list[dict[str, Any]]:
    def convert(place: int, is_end: int) -> int:
        before = TEXT[:place]
        if unit == "utf16":
            return len(before.encode("utf-16-le")) // 2
        return len(before.encode()) if unit == "bytes" else place - is_end

    return [
        each | {"spans": [[convert(start, 0), convert(end, 1)] for start, end in each["spans"]]} for each in ENTITIES
    ]


@pytest.mark.parametrize(
    ("unit", "told"),
    [
        ("utf16", "4 of 4 predicted mentions that say their words fit when counted in UTF-16 units, 1 as they are"),
        ("bytes", "4 of 4 predicted mentions that say their words fit when counted in UTF-8 bytes, 1 as they are"),
        ("inclusive", "4 of 4 predicted mentions that say their words fit when taken with inclusive ends, 0 as they"),
    ],
)
@pytest.mark.parametrize("has_text", [False, True])
def test_shifts_are_told_with_the_way_out_which_helps(
    folder: Path, capsys: pytest.CaptureFixture[str], unit: str, told: str, has_text: bool
) -> None:
    write("pred.jsonl", {"id": "d", "entities": counted_in(unit)} | ({"text": TEXT} if has_text else {}))
    shifted = scored(capsys, "gold.jsonl", "pred.jsonl")
    messages = [each["message"] for each in shifted["warnings"] if each["code"] == "shift"]
    assert len(messages) == 1
    assert told in messages[0]
    assert f"--offsets {unit}" in messages[0]
    assert shifted["counts"][0] < 4
    mended = scored(capsys, "gold.jsonl", "pred.jsonl", "--offsets", unit)
    assert mended["counts"] == (4, 0, 0)
    assert f"|offsets:{unit}|" in mended["signature"]
    assert not [each for each in mended["warnings"] if each["code"] in ("shift", "misaligned")]
    status, out, _ = run(capsys, "errors", "gold.jsonl", "pred.jsonl", "--format", "json", "--offsets", unit)
    assert (status, json.loads(out)["counts"]) == (0, [{"layer": "relations", "kind": "missing", "count": 1}])


def test_shifts_are_told_of_mentions_without_words_too(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bare = [{key: value for key, value in each.items() if key != "text"} for each in counted_in("utf16")]
    write("pred.jsonl", {"id": "d", "entities": bare})
    told = [each["message"] for each in scored(capsys, "gold.jsonl", "pred.jsonl")["warnings"]]
    assert any(
        "4 of 4 predicted spans that say no words are gold's when counted in UTF-16 units, 1" in each for each in told
    )


def test_a_normalised_text_is_diagnosed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "Cafe\u0301 Noir, in Oskell"
    mention = {"id": "T1", "type": "LOC", "spans": [[15, 21]], "text": "Oskell"}
    write("gold.jsonl", {"id": "d", "text": text, "text_sha256": text_hash(text), "entities": [mention]})
    write("pred.jsonl", {"id": "d", "entities": [mention | {"spans": [[14, 20]]}]})
    told = [each["message"] for each in scored(capsys, "gold.jsonl", "pred.jsonl")["warnings"]]
    assert any(
        "1 of 1 predicted mentions that say their words fit when counted in the NFC form" in each for each in told
    )


def test_types_are_mapped_chosen_and_ignored_alike_in_every_verb(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    theirs = {"PER": "PERSON", "LOC": "Place"}
    write("pred.jsonl", {"id": "d", "entities": [each | {"type": theirs[each["type"]]} for each in ENTITIES]})
    plain = scored(capsys, "gold.jsonl", "pred.jsonl")
    assert plain["counts"] == (0, 4, 4)
    told = [each["message"] for each in plain["warnings"] if each["code"] == "unknown-type"]
    assert any(
        '"PERSON" never stands in gold; it is spurious; did you mean PER? then --map PERSON=PER' in x for x in told
    )
    words = ("--map", "PERSON=PER,Place=LOC", "--types", "PER")
    mapped = scored(capsys, "gold.jsonl", "pred.jsonl", *words)
    assert mapped["counts"] == (2, 0, 0)
    assert "|map:PERSON=PER+Place=LOC|types:PER|" in mapped["signature"]
    assert scored(capsys, "gold.jsonl", "pred.jsonl", "--map", "PERSON=PER", "--ignore-types", "Place")["counts"][
        :2
    ] == (2, 0)
    _, out, _ = run(capsys, "errors", "gold.jsonl", "pred.jsonl", "--format", "json", *words)
    assert {each["layer"] for each in json.loads(out)["counts"]} == {"relations"}
    _, out, _ = run(capsys, "compare", "gold.jsonl", "gold.jsonl", "pred.jsonl", *words, "--format", "json")
    assert "|map:PERSON=PER+Place=LOC|types:PER|" in json.loads(out)["signature"]
    status, _, err = run(capsys, "eval", "gold.jsonl", "pred.jsonl", "--types", "PRE")
    assert status == 2
    assert "--types PRE: nothing is of this type; did you mean PER?" in err
    assert "entities: LOC, PER, PERSON, Place" in err


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--map", "PERSON"), "--map PERSON: expected THEIRS=OURS"),
        (("--map", "A=B,A=C"), "A becomes B already"),
        (("--offsets", "utf-16"), "Invalid value"),
        (("--placing-threshold", "7"), "expected a threshold of 0 to 1"),
        (("--scheme", "iob2"), "--scheme iob2 is for files of tags"),
    ],
)
def test_words_that_are_off_are_refused(
    folder: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], message: str
) -> None:
    status, _, err = run(capsys, "eval", "gold.jsonl", "gold.jsonl", *words)
    assert status == 2
    assert message in err


def test_an_option_that_does_nothing_is_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ("--map", "PERSON=PER", "--ignore-types", "LOK", "--symmetric", "KNOW")
    told = [each["message"] for each in scored(capsys, "gold.jsonl", "gold.jsonl", *words)["warnings"]]
    assert "--map PERSON=PER: PERSON never stands in the predictions; did you mean PER?" in told
    assert "--ignore-types LOK: LOK never stands on either side; did you mean LOC?" in told
    assert "--symmetric KNOW: KNOW never stands among the relations; did you mean KNOWS?" in told


def test_a_relation_without_direction_is_right_either_way(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write("pred.jsonl", {"id": "d", "entities": ENTITIES, "relations": [RELATION | {"head": "T2", "tail": "T1"}]})
    assert scored(capsys, "gold.jsonl", "pred.jsonl", layer="relations")["counts"] == (0, 1, 1)
    _, out, _ = run(capsys, "eval", "gold.jsonl", "pred.jsonl")
    told = 'd: predicted relations "KNOWS" are wrong only by their direction; if it has none: --symmetric KNOWS'
    assert told in " ".join(out.split())
    _, _, err = run(capsys, "errors", "gold.jsonl", "pred.jsonl", "--format", "text")
    assert told[3:] in err
    found = scored(capsys, "gold.jsonl", "pred.jsonl", "--symmetric", "KNOWS", layer="relations")
    assert found["counts"] == (1, 0, 0)
    _, out, _ = run(capsys, "eval", "gold.jsonl", "pred.jsonl", "--symmetric", "KNOWS")
    assert "only by their direction" not in out
    _, out, _ = run(capsys, "errors", "gold.jsonl", "pred.jsonl", "--symmetric", "KNOWS", "--format", "json")
    assert json.loads(out)["counts"] == []


@pytest.mark.slow
def test_a_least_score_and_its_curve(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    scores = (0.9, 0.5, 0.5, 0.2)
    said = [each | {"score": score} for each, score in zip(ENTITIES, scores, strict=True)]
    said[3] = said[3] | {"type": "PER"}
    write("pred.jsonl", {"id": "d", "entities": said, "relations": [RELATION]})
    assert scored(capsys, "gold.jsonl", "pred.jsonl", "--min-score", "0.6")["counts"] == (1, 0, 3)
    assert scored(capsys, "gold.jsonl", "pred.jsonl", "--min-score", "0.6", layer="relations")["counts"] == (0, 0, 1)
    found = scored(capsys, "gold.jsonl", "pred.jsonl", "--curve", "-o", "curve.svg")
    drawn = [each for each in found["curve"] if each["layer"] == "entities"]
    points = {each["min_score"]: (each["tp"], each["fp"], each["fn"]) for each in drawn}
    for least, counts in points.items():
        assert scored(capsys, "gold.jsonl", "pred.jsonl", "--min-score", str(least))["counts"] == counts
    assert sorted(points) == [0.2, 0.5, 0.9]
    svg = Path("curve.svg").read_text("utf-8")
    assert svg.startswith("<svg ")
    assert svg.count("<circle ") >= 3
    status, _, err = run(capsys, "eval", "gold.jsonl", "gold.jsonl", "--curve")
    assert (status, "no prediction has a score" in err) == (3, True)


def test_a_suite_has_a_curve_of_each_extractor_with_scores(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    scores = (0.9, 0.5, 0.5, 0.2)
    said = [each | {"score": score} for each, score in zip(ENTITIES, scores, strict=True)]
    write("p.jsonl", {"id": "d", "entities": said})
    write("q.jsonl", {"id": "d", "entities": ENTITIES})
    extractors = "".join(f'[[extractor]]\nname = "{name}"\nspec = "file:{name}.jsonl"\n' for name in "pq")
    Path("s.toml").write_text(f'gold = "gold.jsonl"\n[scoring]\nlayers = ["entities"]\n{extractors}', "utf-8")
    status, out, err = run(capsys, "bench", "s.toml", "--curve", "--format", "json", "-o", "r.html")
    assert status == 0, err
    with_scores, without = json.loads(out)["extractors"]
    drawn = scored(capsys, "gold.jsonl", "p.jsonl", "--curve")["curve"]
    assert with_scores["curve"] == [each for each in drawn if each["layer"] == "entities"]
    assert "curve" not in without
    assert [each["code"] for each in without["warnings"] if "no prediction has a score" in each["message"]]
    assert Path("r.html").read_text("utf-8").count("<circle ") == 3
    assert "curve" not in json.loads(run(capsys, "bench", "s.toml", "--format", "json")[1])["extractors"][0]


@pytest.mark.slow
def test_predict_places_quotes_and_takes_labels_and_offsets(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answer = {"entities": [quoting("Ilan Reke", 1, "PERSON"), quoting("Tamsin Orr", 2, "PERSON")]}
    relations = [{"id": "R1", "type": "KNOWS", "head": "T1", "tail": "T2"}]
    program = "def extract(records):\n    for r in records:\n        yield {'id': r['id'], **ANSWER}\n"
    Path("quoting.py").write_text(f"ANSWER = {answer | {'relations': relations}!r}\n{program}", "utf-8")
    status, _, err = run(capsys, "predict", "quoting.py:extract", "gold.jsonl", "-o", "p.jsonl", "--map", "PERSON=PER")
    assert status == 0
    assert "2 predictions without a place in the text" in err
    record = json.loads(Path("p.jsonl").read_text("utf-8"))
    assert [(each["type"], each["text"]) for each in record["entities"]] == [("PER", "Ilan Reke")]
    assert [(each["layer"], each["type"]) for each in record["extractor"]["unplaced"]] == [
        ("entities", "PER"),
        ("relations", "KNOWS"),
    ]
    assert scored(capsys, "gold.jsonl", "p.jsonl")["counts"] == (1, 1, 3)
    Path("shifted.py").write_text(f"ANSWER = {{'entities': {counted_in('utf16')!r}}}\n{program}", "utf-8")
    assert run(capsys, "predict", "shifted.py:extract", "gold.jsonl", "-o", "q.jsonl")[0] == 4
    assert run(capsys, "predict", "shifted.py:extract", "gold.jsonl", "-o", "q.jsonl", "--offsets", "utf16")[0] == 0
    assert scored(capsys, "gold.jsonl", "q.jsonl")["counts"] == (4, 0, 0)


def test_suites_take_the_same_options(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write("p.jsonl", {"id": "d", "entities": [each | {"type": f"X-{each['type']}"} for each in counted_in("utf16")]})
    write("q.jsonl", {"id": "d", "entities": [quoting("MARA VOSS", 1, "X-PER"), quoting("nobody", 2, "X-PER")]})
    Path("s.toml").write_text(
        'gold = "gold.jsonl"\n[scoring]\nlayers = ["entities"]\nmap = ["X-PER=PER", "X-LOC=LOC"]\ntypes = ["PER"]\n'
        'placing = "case"\noffsets = "utf16"\n'
        '[[extractor]]\nname = "p"\nspec = "file:p.jsonl"\n[[extractor]]\nname = "q"\nspec = "file:q.jsonl"\n',
        "utf-8",
    )
    status, out, err = run(capsys, "bench", "s.toml", "--format", "json")
    assert status == 0, err
    found = [each["scores"][0] for each in json.loads(out)["extractors"]]
    assert [(each["tp"], each["fp"], each["fn"]) for each in found] == [(2, 0, 0), (1, 1, 1)]


@pytest.mark.slow
@pytest.mark.parametrize("name", ["gold.conll", "gold.iob2", "gold.txt", "gold.tsv", "gold"])
def test_tags_are_read_whatever_the_suffix_in_every_verb(
    folder: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    Path(name).write_text("Mara\tB-PER\r\nVoss\tI-PER\r\nmet\tO\r\n\r\n# a comment\r\nOskell\tB-LOC\r\n", "utf-8")
    Path("pred.bio").write_text("Mara B-PER\nVoss I-PER\nmet O\n\nOskell B-PER\n", "utf-8")
    assert scored(capsys, name, "pred.bio")["counts"] == (1, 1, 1)
    status, out, _ = run(capsys, "errors", name, "pred.bio", "--format", "text")
    assert status == 0
    assert 'gold LOC 0-6 "Oskell", predicted PER 0-6 "Oskell"' in out
    assert run(capsys, "compare", name, "pred.bio", name)[0] == 0
    status, out, _ = run(capsys, "diff", name, "pred.bio")
    assert (status, "retyped" in out) == (1, True)
    Path("x.py").write_text("def extract(records):\n    return [{'id': r['id']} for r in records]\n", "utf-8")
    assert run(capsys, "predict", "x.py:extract", name, "-o", "p.jsonl")[0] == 0
    assert scored(capsys, name, "p.jsonl")["counts"] == (0, 0, 2)
    Path("s.toml").write_text(f'gold = "{name}"\n[[extractor]]\nname = "x"\nspec = "x.py:extract"\n', "utf-8")
    assert run(capsys, "bench", "s.toml")[0] == 0


def test_tags_are_scored_against_records_by_their_words(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = TEXT.replace(",", " ,").replace(".", " .").split()
    tags = {"Mara": "B-PER", "Voss": "I-PER", "Oskell": "B-LOC", "met": "B-LOC"}
    Path("pred.conll").write_text("".join(f"{word} {tags.get(word, 'O')}\n" for word in lines), "utf-8")
    assert scored(capsys, "gold.jsonl", "pred.conll")["counts"] == (2, 1, 2)
    Path("pred.conll").write_text("Mara B-PER\nmet O\n", "utf-8")
    status, _, err = run(capsys, "eval", "gold.jsonl", "pred.conll")
    assert status == 3
    assert 'pred.conll:2: the token "met" does not follow in the article' in err


def test_stored_predictions_may_be_tags_in_predict_and_suites(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = TEXT.replace(",", " ,").replace(".", " .").split()
    tags = {"Mara": "B-PER", "Voss": "I-PER", "Oskell": "I-LOC", "near": "B-LOC"}
    Path("pred.bio").write_text("".join(f"{word} {tags.get(word, 'O')}\n" for word in lines), "utf-8")
    call = "predict", "file:pred.bio", "gold.jsonl", "-o", "p.jsonl"
    status, _, err = run(capsys, *call)
    assert (status, "pred.bio:8" in err, "say how to repair" in err) == (3, True, True), err
    scheme, repaired = "tags are read by the scheme that they look like: iob2", "(repair conlleval): 1"
    status, _, err = run(capsys, *call, "--repair", "conlleval")
    assert (status, scheme in err, repaired in err) == (0, True, True), err
    assert scored(capsys, "gold.jsonl", "p.jsonl")["counts"] == (2, 1, 2)
    suite = '[[extractor]]\nname = "x"\nspec = "file:pred.bio"\n'
    measured = 'gold = "gold.jsonl"\n[scoring]\nlayers = ["entities"]\nmeasures = ["strict"]\n'
    Path("s.toml").write_text(f"{measured}{suite}")
    status, out, _ = run(capsys, "bench", "s.toml")
    assert (status, "say how to repair" in out) == (3, True), out
    Path("s.toml").write_text(f'{measured}repair = "conlleval"\n{suite}')
    status, out, err = run(capsys, "bench", "s.toml")
    assert (status, scheme in out, repaired in out) == (0, True, True), out + err
    status, out, _ = run(capsys, "bench", "s.toml", "--format", "json")
    row = json.loads(out)["extractors"][0]["scores"][0]
    assert (row["tp"], row["fp"], row["fn"]) == (2, 1, 2)


def test_standard_input_may_be_tags_and_goes_by_its_name(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    import io
    import sys

    Path("pred.bio").write_text("Mara B-PER\nVoss O\n", "utf-8")
    for text, status, told in (
        ("Mara B-PER\nVoss O\n", 0, ""),
        ("Mara B-PER\nVoss I-LOC\n", 3, "standard input:2: tag"),
    ):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
        found, _, err = run(capsys, "eval", "-", "pred.bio")
        assert (found, told in err) == (status, True)
        assert "annotator-" not in err


@pytest.mark.parametrize("unit", ["utf16", "bytes", "inclusive"])
def test_convert_and_check_read_other_units(folder: Path, capsys: pytest.CaptureFixture[str], unit: str) -> None:
    write("pred.jsonl", {"id": "d", "text": TEXT, "text_sha256": text_hash(TEXT), "entities": counted_in(unit)})
    assert run(capsys, "convert", "pred.jsonl", "out.jsonl", "--from", "jsonl", "--to", "jsonl")[0] == 3
    status = run(capsys, "convert", "pred.jsonl", "out.jsonl", "--from", "jsonl", "--to", "jsonl", "--offsets", unit)[0]
    assert status == 0
    record = json.loads(Path("out.jsonl").read_text("utf-8"))
    assert [each["spans"] for each in record["entities"]] == [each["spans"] for each in ENTITIES]
    _, shifted, _ = run(capsys, "check", "pred.jsonl", "--format", "json")
    _, mended, _ = run(capsys, "check", "pred.jsonl", "--format", "json", "--offsets", unit)
    codes = [{each["code"] for each in json.loads(out)["findings"]} for out in (shifted, mended)]
    assert codes[0] - {"missing-schema"}
    assert codes[1] == {"missing-schema"}
    status, _, err = run(capsys, "convert", "x", "y", "--from", "brat", "--to", "jsonl", "--offsets", unit)
    assert (status, "says itself what it counts" in err) == (2, True)


def test_check_tells_everything_that_is_wrong_with_tags(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("a.conll").write_text("Mara B-PER\nVoss\n\nOskell I-LOC\nmet X\n\nSelm B-LOC\n", "utf-8")
    status, out, _ = run(capsys, "check", "a.conll")
    assert status == 1
    for told in ("a.conll:2: no token with a tag", 'a.conll:5: invalid tag "X"'):
        assert told in out
    Path("a.conll").write_text("Mara B-PER\n\nOskell B-LOC\n", "utf-8")
    status, _, err = run(capsys, "check", "a.conll")
    assert (status, err.strip()) == (0, "2 documents, no findings")


def test_gold_is_not_mended_by_what_has_no_place_nor_where_it_is_tags(folder: Path) -> None:
    from annotator.errors import EditError
    from annotator.project.scoring.fix_gold import fix_gold
    from annotator.project.scoring.review import review_files

    write("pred.jsonl", {"id": "d", "entities": [quoting("Tamsin Orr", 1)]})
    review = review_files(Path("gold.jsonl"), Path("pred.jsonl"), kinds=["spurious"])
    with pytest.raises(EditError, match="no place in the text"):
        fix_gold(review, review.mistakes[0])
    Path("a.bio").write_text("Mara B-PER\n", "utf-8")
    Path("b.bio").write_text("Mara B-LOC\n", "utf-8")
    review = review_files(Path("a.bio"), Path("b.bio"))
    with pytest.raises(EditError, match="is a file of tags"):
        fix_gold(review, review.mistakes[0])


def test_another_text_is_refused_with_what_it_seems_to_be(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text, other = "Cafe\u0301 Noir, in Oskell", "Caf\u00e9 Noir, in Oskell"
    mention = {"id": "T1", "type": "LOC", "spans": [[15, 21]], "text": "Oskell"}
    write("gold.jsonl", {"id": "d", "text": text, "text_sha256": text_hash(text), "entities": [mention]})
    write("pred.jsonl", {"id": "d", "text": other, "entities": [mention | {"spans": [[14, 20]]}]})
    status, _, err = run(capsys, "eval", "gold.jsonl", "pred.jsonl")
    assert status == 3
    assert "fit when counted in the NFC form" in err
    assert run(capsys, "eval", "gold.jsonl", "pred.jsonl", "--allow-other-text")[0] == 0
