"""`annotator.toml`: what it may say, and how it is told what is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotator.errors import ConfigError, InputError
from annotator.project.config import Config, Suggesting, find_project, read_config
from annotator.project.project import Project


def config_file(folder: Path, content: str | bytes) -> Path:
    """A project file."""
    path = folder / "annotator.toml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_everything_is_optional(tmp_path: Path) -> None:
    config = read_config(config_file(tmp_path, ""))
    assert (config.schema, config.annotator, config.store) == (None, None, ".annotator/store.sqlite")
    assert (config.limits.extractor_s, config.limits.regex_s) == (600, 2)


def test_the_keymap_is_passed_through(tmp_path: Path) -> None:
    config = read_config(config_file(tmp_path, '[keymap]\nprofile = "vim"\nundo = ["u", "ctrl+z"]\n'))
    assert config.keymap == {"profile": "vim", "undo": ("u", "ctrl+z")}
    assert read_config(config.file) == config, "the compiled form says the same"


def test_a_language_and_suggesters_may_be_named(tmp_path: Path) -> None:
    nothing = read_config(config_file(tmp_path, ""))
    assert (nothing.language, nothing.suggesters) == (None, None)
    config = read_config(config_file(tmp_path, 'language = "zh-Hant"\nsuggesters = []'))
    assert (config.language, config.suggesters) == ("zh-Hant", ())


def test_what_suggests_is_a_list_or_a_table(tmp_path: Path) -> None:
    assert read_config(config_file(tmp_path, "")).suggest == Suggesting()
    listed = read_config(config_file(tmp_path, 'suggest = ["model:m"]'))
    assert listed.suggest == Suggesting(("model:m",))
    table = '[suggest]\nextractors = ["model:m"]\nunaided = 0.1\nplanted = 0.02\nseed = 4\n'
    whole = read_config(config_file(tmp_path, table))
    assert whole.suggest == Suggesting(("model:m",), 0.1, 0.02, 4)
    assert read_config(whole.file) == whole, "the compiled form says the same"


def test_the_learner_runs_beside_the_screen_unless_it_is_off(tmp_path: Path) -> None:
    assert read_config(config_file(tmp_path, "")).suggest.learner
    off = read_config(config_file(tmp_path, '[suggest]\nlearner = false\nlearner_off = ["relations", "fillers"]\n'))
    assert off.suggest == Suggesting(learner=False, learner_off=("relations", "fillers"))
    assert read_config(off.file) == off, "the compiled form says the same"


def test_models_have_prices(tmp_path: Path) -> None:
    config = read_config(config_file(tmp_path, '[llm]\ncurrency = "EUR"\n[llm.prices]\n"a/b:c.1" = 0.5\nfree = 0\n'))
    assert (config.llm.currency, config.llm.prices) == ("EUR", {"a/b:c.1": 0.5, "free": 0})
    assert read_config(config.file) == config, "the compiled form says the same"


WRONG: list[tuple[str | bytes, str]] = [
    ("schema = ?", r"annotator\.toml:1:10: not TOML: Invalid value"),
    ('a = 1\nannotator = "x"', r"annotator\.toml:1:1: a: unknown key 'a'; expected one of schema, annotator, store"),
    ('anotator = "x"', r"annotator\.toml:1:1: anotator: unknown key 'anotator'; did you mean annotator\?"),
    (
        '[suggest]\nlearner_off = ["events"]',
        r"2:16: suggest\.learner_off\[0\]: 'events' is not legal; expected one of mentions, triggers, fillers, rel",
    ),
    ("# x\nannotator = 7", r"annotator\.toml:2:13: annotator: expected words in quotes, found 7; quote it"),
    ('schema = ""', r"annotator\.toml:1:10: schema: '' is not legal; expected words"),
    (
        'language = "German, mostly"',
        r"annotator\.toml:1:12: language: 'German, mostly' is not legal; expected a language",
    ),
    ("\nsuggesters = 'x'", r"annotator\.toml:2:14: suggesters: expected a list, found 'x'"),
    ("[llm.prices]\nm = -1", r"annotator\.toml:2:5: llm\.prices\.m: -1 is not legal; expected a price"),
    (
        '[llm.prices]\nm = "1"',
        r"annotator\.toml:2:5: llm\.prices\.m: expected a price of a million tokens, 0 or more, found '1'",
    ),
    ("suggest = [3]", r"annotator\.toml:1:11: suggest\.extractors\[0\]: expected words in quotes, found 3"),
    ("suggest = 7", r"annotator\.toml:1:11: suggest: expected a mapping or a list, found 7"),
    ("suggest = 'x:y'", r"1:11: suggest: expected a mapping or a list, found 'x:y'; write \[\"x:y\"\]"),
    ("[suggest]\nunaided = 1.5", r"annotator\.toml:2:11: suggest\.unaided: 1\.5 is not legal; expected a share from"),
    ("[suggest]\nplanted = 0.5", r"annotator\.toml:2:11: suggest\.planted: 0\.5 is not legal; expected a share from"),
    ("[llm]\nprice = 1", r"annotator\.toml:2:1: llm\.price: unknown key 'price'; did you mean prices\?"),
    ("keymap = 3", r"annotator\.toml:1:10: keymap: expected a mapping, found 3"),
    (
        "[keymap]\nundo = 3",
        r"annotator\.toml:2:8: keymap\.undo: expected a key or a list of keys, each in quotes, found 3",
    ),
    ("[keymap]\nundo = []", r"annotator\.toml:2:8: keymap\.undo: expected a key"),
    ("[keymap.undo]\nx = 1", r"annotator\.toml:1:1: keymap\.undo: expected a key"),
    (
        "[limits]\n\nregex_s = -1",
        r"annotator\.toml:3:11: limits\.regex_s: -1 is not legal; expected a number of seconds",
    ),
    ("[limits]\nregex_s = nan", r"annotator\.toml:2:11: limits\.regex_s: nan is not legal"),
    (
        "[limits]\nextractor_s = true",
        r"annotator\.toml:2:15: limits\.extractor_s: expected a number of seconds above 0",
    ),
    ("[limits]\nmake_tea_s = 3", r"annotator\.toml:2:1: limits\.make_tea_s: unknown key 'make_tea_s'"),
    ('extractor = "touch canary"', r"unknown key 'extractor'"),
    (b"annotator = '\xe9'", r"annotator\.toml:1:14: not UTF-8: byte 13 is 0xe9"),
]


@pytest.mark.parametrize(("content", "message"), WRONG)
def test_what_is_wrong_is_told_with_its_place(tmp_path: Path, content: str | bytes, message: str) -> None:
    with pytest.raises(ConfigError, match=message) as caught:
        read_config(config_file(tmp_path, content))
    assert len(caught.value.findings) == 1


def test_all_that_is_wrong_is_told_at_once(tmp_path: Path) -> None:
    content = 'schema = 1\nannotater = "x"\n[limits]\nregex_s = "soon"\n[keymap]\nundo = {}\n'
    with pytest.raises(ConfigError) as caught:
        read_config(config_file(tmp_path, content))
    assert [each.place.line for each in caught.value.findings] == [1, 2, 4, 6]


def test_what_is_found_wrong_later_is_told_with_its_place_too(tmp_path: Path) -> None:
    file = config_file(tmp_path, '# keys\n[keymap]\nundo = "u"\n')
    fault = read_config(file).fault("is taken", "keymap", "undo")
    assert str(fault) == f"{file}:3:1: keymap.undo: is taken"
    file.write_text("not toml", "utf-8")
    assert str(Config(file=file).fault("is taken", "keymap", "undo")) == f"{file}: keymap.undo: is taken"


def test_a_project_is_found_from_below(tmp_path: Path) -> None:
    config_file(tmp_path, "")
    below = tmp_path / "a" / "b"
    below.mkdir(parents=True)
    assert find_project(below) == tmp_path
    assert Project.open(below).folder == tmp_path


def test_outside_a_project_the_way_is_told(tmp_path: Path) -> None:
    assert find_project(tmp_path) is None
    with pytest.raises(InputError, match="annotator init DIR"):
        Project.open(tmp_path)


@pytest.mark.parametrize("store", ["../elsewhere.sqlite", "/tmp/x.sqlite", "mysql://x/y"])
def test_a_store_outside_the_project_is_refused(tmp_path: Path, store: str) -> None:
    project = Project(read_config(config_file(tmp_path, f'store = "{store}"')))
    with pytest.raises(InputError, match="store: "):
        project.documents()


def test_a_link_out_of_the_project_is_not_followed(tmp_path: Path) -> None:
    inside, outside = tmp_path / "p", tmp_path / "elsewhere"
    inside.mkdir()
    outside.mkdir()
    (inside / ".annotator").symlink_to(outside)
    project = Project(read_config(config_file(inside, "")))
    with pytest.raises(InputError, match="outside the project"):
        project.documents()
    assert list(outside.iterdir()) == []


def test_a_password_in_the_address_is_never_shown() -> None:
    from annotator.store.database.location import store_location

    shown = str(store_location("postgresql://mira:secret@db.example/gold", Path()))
    assert shown == "postgresql://db.example/gold"


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("postgresql://u:secret@127.0.0.1:notaport/gold", "host or port"),
        ("postgresql://u:secret@[::1/gold", "host or port"),
        ("postgresql://u:secret@127.0.0.1:99999/gold", "host or port"),
        ("postgresql://u:secret@127.0.0.1:0/gold", "port is 0"),
        ("postgresql:/u:secret@h/db", "lacks a slash"),
        ("postgresql:u:secret@h/db", "lacks a slash"),
        ("postgresql://u:sec@ret@h/db", "%40"),
        ("mysql://u:secret@h/db", "mysql:// is no store"),
        ("postgresql+psycopg2:/u:secret@h/db", "reads like a database's address"),
        ("mysql:/u:secret@h/db", "reads like a database's address"),
        ("u:secret@h/db", "reads like a database's address"),
        ("//u:secret@h/db", "reads like a database's address"),
    ],
)
def test_an_address_that_cannot_be_one_is_refused_and_its_password_not_shown(address: str, message: str) -> None:
    from annotator.store.database.location import store_location

    with pytest.raises(InputError, match=message) as refused:
        store_location(address, Path())
    assert "ret@" not in str(refused.value)
    assert "secret" not in str(refused.value)


def test_a_file_name_with_a_colon_is_a_file(tmp_path: Path) -> None:
    from annotator.store.database.location import store_location

    assert store_location("a:b.sqlite", tmp_path).path == tmp_path / "a:b.sqlite"
