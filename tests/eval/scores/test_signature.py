"""The signature names every choice."""

from __future__ import annotations

from dataclasses import fields, replace

from annotator import __version__
from annotator.eval.options import ScoreOptions
from annotator.eval.scores.signature import signature

OTHER = {
    "layers": ("events",),
    "measures": ("strict",),
    "gated": ("events.nested",),  # which is computed only where something asks for it
    "averages": ("macro",),
    "bootstrap": 100,
    "seed": 1,
    "confidence": 0.9,
    "matching": "nervaluate",
    "duplicates": "multiset",
    "min_overlap": 50.0,
    "partial_credit": 1.0,
    "drop_singletons": True,
    "zero_division": 0.0,
    "beta": 2.0,
    "unit": "token",
    "map": ("PERSON=PER",),
    "types": ("PER",),
    "ignore_types": ("PER",),
    "min_score": 0.5,
    "symmetric": ("NEAR",),
    "offsets": "utf16",
    "placing": "case",
}


def test_the_signature_names_every_choice() -> None:
    assert signature(ScoreOptions(), "12345678", "abcdef01") == (
        "layers:all|measures:all|align:max|overlap:1char|credit:0.5|avg:micro|dup:set|singletons:keep|zero:null|unit:char"
        f"|boot:0|level:0.95|seed:12345|placing:blanks|schema:12345678|gold:abcdef01|version:{__version__}"
    )


def test_every_choice_that_changes_figures_changes_the_signature() -> None:
    plain = ScoreOptions()
    of_others = {"by", "min_overlap_of", "repair", "scheme", "placing_threshold", "schema_facts"}
    of_others |= {"gold_format", "pred_format"}
    assert {each.name for each in fields(ScoreOptions)} - OTHER.keys() == of_others
    for name, value in OTHER.items():
        assert signature(replace(plain, **{name: value})) != signature(plain)  # type: ignore[arg-type]


def test_choices_that_only_matter_with_another_are_named_with_it() -> None:
    assert "|overlap:50%iou|" in signature(ScoreOptions(min_overlap=50, min_overlap_of="iou"))
    assert "|placing:fuzzy0.7|" in signature(ScoreOptions(placing="fuzzy", placing_threshold=0.7))
    assert "|unit:token|" in signature(ScoreOptions(unit="token"))
    assert "|scheme:iobes|" in signature(ScoreOptions(unit="token", scheme="iobes"))
    assert "|repair:discard|" in signature(ScoreOptions(unit="token", repair="discard"))
