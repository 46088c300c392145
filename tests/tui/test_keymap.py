"""The one table of keys: no key twice, no key that something else eats, and remapping."""

from __future__ import annotations

import pytest

from annotator.errors import InputError
from annotator.tui.keymap import BY_NAME, LEGEND_ORDER, PREFIX, VERBS, help_lines, keymap

EATEN = {"ctrl+b", "ctrl+s", "shift+left", "shift+right", "shift+up", "shift+down", "ctrl+tab"}
"""Keys that tmux, screen, flow control or terminals keep for themselves."""
PLAIN_ASCII = set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")


def test_no_key_is_used_twice_and_no_letter_or_digit_is_a_verb() -> None:
    keys = [key for verb in VERBS for key in verb.keys]
    seconds = [verb.second for verb in VERBS if verb.second]
    assert len(keys) == len(set(keys))
    assert len(seconds) == len(set(seconds))
    assert not set(keys) & (PLAIN_ASCII | {PREFIX, "escape"})


def test_nothing_depends_on_keys_that_others_eat() -> None:
    for verb in VERBS:
        reachable = [key for key in verb.keys if key not in EATEN and not key.startswith(("ctrl+page", "alt+"))]
        assert reachable or verb.second or verb.vim, verb.name


def test_every_punctuation_verb_has_a_second_spelling_on_letters_or_itself() -> None:
    for verb in VERBS:
        if any(len(key) == 1 for key in verb.keys):
            assert verb.second, verb.name


def test_the_legend_names_verbs_with_words() -> None:
    assert all(BY_NAME[name].legend for name in LEGEND_ORDER)


def test_the_help_names_every_verb_that_has_a_key() -> None:
    shown = "\n".join(help_lines(keymap({"profile": "vim"}), 200))
    for verb in VERBS:
        assert verb.help in shown


def test_keys_are_remapped_by_verb() -> None:
    keys = keymap({"relate": ["ctrl+r", "^"]})
    assert keys.alone["^"] == "relate"
    many = ("alt+home", "f6", "insert", "ctrl+shift+pagedown", "^")
    assert set(many) <= set(keymap({"relate": list(many)}).alone)
    assert keys.alone["ctrl+r"] == "relate"
    assert ">" not in keys.alone
    assert keys.key_of("relate") == "Ctrl+R"
    assert keys.seconds["r"] == "relate"


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"nonsense": "x"}, "keymap.nonsense: there is no verb 'nonsense'"),
        ({"relat": "x"}, "did you mean relate?"),
        ({"relate": "x"}, "letters are types"),
        ({"relate": "7"}, "digits slots"),
        ({"relate": ","}, "cannot be given"),
        ({"relate": "!"}, "wanted by"),
        ({"relate": "ctrl+nonsense"}, r"'ctrl\+nonsense' is no key"),
        ({"relate": ["hyper+x"]}, r"'hyper\+x' is no key"),
        ({"relate": "f25"}, "'f25' is no key"),
        ({"profile": "emacs"}, "expected one of"),
    ],
)
def test_a_wrong_keymap_is_refused_with_what_was_expected(settings: dict[str, object], words: str) -> None:
    with pytest.raises(InputError, match=words):
        keymap(settings)
