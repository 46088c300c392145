from __future__ import annotations

from typing import Any

import pytest

from annotator.formats.cas.stored import FORMATS, kept, stored_in
from annotator.formats.cas.structures import Cas
from annotator.model.document import new_document

TEXT = "ab cd"


def meta(**whole: Any) -> dict[str, Any]:
    return {"webanno": {"": {"text": (new_document("d", TEXT).text_sha256 or "")[:16], **whole}}}


@pytest.mark.parametrize("form", FORMATS)
def test_what_is_kept_is_found_whichever_format_kept_it(form: str) -> None:
    document = new_document("d", TEXT)
    sentences = (((0, 2), (3, 5)),)
    cas = Cas(TEXT, sentences, subtokens={(0, 1): ((3, 4),)}, sentence_ids={0: "s1"})
    own = kept(document, cas, ["#T_SP=a.B|"], {"T1": {"layer": "a.B"}})
    stored = stored_in(new_document("d", TEXT, meta={form: own}))
    assert stored.sentence_ids == {0: "s1"}
    assert (stored.sentences, stored.subtokens) == (sentences, {(0, 1): ((3, 4),)})
    assert (stored.header, stored.of("T1"), stored.of("T2")) == (("#T_SP=a.B|",), {"layer": "a.B"}, {})


def test_tokens_hold_for_one_text() -> None:
    changed = stored_in(new_document("d", "ab xd", meta=meta(tokens=[[0, 2]], header=["#T_SP=a.B|"])))
    assert (changed.sentences, changed.has_no_tokens, changed.header) == ((), False, ("#T_SP=a.B|",))
    assert stored_in(new_document("d", TEXT, meta=meta())).has_no_tokens


@pytest.mark.parametrize("tokens", [[[]], [[2, 1]], [[0, 9]], [[0, 2, 1, 3]], [[3, 5], [0, 2]], [[-1, 2]], [[1, 1]]])
def test_spoilt_tokens_are_passed_over(tokens: list[list[int]]) -> None:
    stored = stored_in(new_document("d", TEXT, meta=meta(tokens=tokens)))
    assert (stored.sentences, stored.has_no_tokens) == ((), False)


def test_parts_stay_within_their_tokens() -> None:
    subtokens = {"0-0": [0, 1], "0-1": [2, 4], "9-9": [0, 1], "x": [0, 1], "0-7": [0, 1]}
    stored = stored_in(new_document("d", TEXT, meta=meta(tokens=[[0, 2, 3, 5]], subtokens=subtokens)))
    assert stored.subtokens == {(0, 0): ((0, 1),), (0, 1): ()}


def test_names_are_those_of_sentences_that_there_are() -> None:
    names = {"0": "s1", "1": "s2", "x": "s3", "-1": "s4"}
    assert stored_in(new_document("d", TEXT, meta=meta(tokens=[[0, 2]], sentence_ids=names))).sentence_ids == {0: "s1"}
    assert stored_in(new_document("d", TEXT, meta=meta(tokens=[[0, 2]], sentence_ids={"0": 5}))).sentence_ids == {}
