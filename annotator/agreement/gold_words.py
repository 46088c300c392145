"""A change of gold in words: "labelled GPE “Selm”", "retyped “Column”: ORG, now GROUP"."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from annotator.agreement.gold_diff import GoldChange


def sentence_of(change: GoldChange) -> str:
    """What a person would say of a change."""
    if change.layer == "document" and change.change in ("added", "removed"):
        count = change.after if change.change == "added" else change.before
        return f"document {change.change}, with {count} annotations"
    say = _SENTENCES.get(change.change)
    return say(change) if say else f"{change.change} {_subject(change)}"


def _subject(change: GoldChange) -> str:
    return f"“{change.words}” ({change.id})" if change.words else change.id


def _added(change: GoldChange) -> str:
    return f"{'labelled' if change.layer != 'relations' else 'related'} {_whole(change.after)} ({change.id})"


def _removed(change: GoldChange) -> str:
    return f"removed {_whole(change.before)} ({change.id})"


def _whole(shown: Any) -> str:
    parts = [f"{shown['type']} “{shown['words']}”"] if shown["words"] else [str(shown["type"])]
    parts += [f"{each['role']} “{each['words']}”" for each in shown.get("arguments", ())]
    return ", ".join(parts)


def _moved(change: GoldChange) -> str:
    before, after = change.before, change.after
    if isinstance(before, Mapping) and isinstance(after, Mapping) and "words" in before:
        return f"moved boundary: “{before['words']}”, now “{after['words']}” ({change.id})"
    return f"{_EVIDENCE[_has_evidence(before), _has_evidence(after)]} evidence of {_subject(change)}"


_EVIDENCE = {(True, True): "moved", (True, False): "removed", (False, True): "added", (False, False): "moved"}
"""By whether there was some before, and is now."""


def _has_evidence(shown: Any) -> bool:
    return bool(shown["evidence"])


def _role(change: GoldChange) -> str:
    before, after = (_filler(each) for each in (change.before, change.after))
    if change.change == "role-added":
        return f"added {after} to {_subject(change)}"
    if change.change == "role-removed":
        return f"removed {before} from {_subject(change)}"
    return f"changed {before} to {after} of {_subject(change)}"


def _filler(shown: Any) -> str:
    return f"{shown['role']} “{shown['words']}”" if shown else ""


def _ends(change: GoldChange) -> str:
    return f"changed ends of {_subject(change)}: {_pair(change.before)}, now {_pair(change.after)}"


def _pair(shown: Any) -> str:
    return " → ".join(str(value) for value in shown.values())


def _attribute(change: GoldChange) -> str:
    before, after = change.before, change.after
    assert isinstance(before, Mapping)
    assert isinstance(after, Mapping)
    (name,) = before
    return f"{name} of {_subject(change)}: {_value(before[name])}, now {_value(after[name])}"


def _from_to(noun: str) -> Callable[[GoldChange], str]:
    return lambda change: f"{noun} {_subject(change)}: {_value(change.before)}, now {_value(change.after)}"


def _value(value: object) -> str:
    if value in (None, (), [], ""):
        return "nothing"
    if isinstance(value, list | tuple):
        return ", ".join(str(each) for each in value)
    return str(value)


_SENTENCES: Mapping[str, Callable[[GoldChange], str]] = {
    "added": _added,
    "removed": _removed,
    "retyped": _from_to("retyped"),
    "moved": _moved,
    "attribute": _attribute,
    "role-added": _role,
    "role-removed": _role,
    "role-changed": _role,
    "ends": _ends,
    "coref": _from_to("thing of"),
    "links": _from_to("links of"),
    "note": _from_to("note on"),
    "text": lambda _: "the article's text is another one",
    "coverage": lambda change: f"not labelled: {_value(change.before)}, now {_value(change.after)}",
    "label": _from_to("label"),
    "meta": _from_to("meta"),
}
