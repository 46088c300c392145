"""The JSON object in what a model says, whatever stands around it; each thing that had to be mended is counted."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any, TypeAlias

Repairs: TypeAlias = Counter[str]
"""What was mended in an answer, and how often."""

KEYS = ("entities", "relations", "events", "labels")
"""Those that an answer has, or some of them."""

MOST_TRIES = 200
"""From so many braces on nothing is looked for any more: it is no answer."""

_THINKING = re.compile(r"<(think|thinking|thought|reasoning)>.*?</\1>", re.DOTALL | re.IGNORECASE)
_THOUGHT_BEFORE = re.compile(r"^.*</(think|thinking|thought|reasoning)>", re.DOTALL | re.IGNORECASE)
_FENCE = re.compile(r"^[ \t]*```\w*[ \t]*$", re.MULTILINE)
_STRING_OR_COMMA = re.compile(r'"(?:\\.|[^"\\])*"|,(?=\s*[}\]])', re.DOTALL)


class AnswerFormError(ValueError):
    """What a model said holds no answer; the message says what was found."""


def decoded(content: str) -> tuple[dict[str, Any], Repairs]:
    """The object that a model's words hold.

    Raises:
        AnswerFormError: there is none with the keys of an answer.
    """
    repairs: Repairs = Counter()
    rest = _without_thinking(content, repairs)
    if fences := len(_FENCE.findall(rest)):
        rest = _FENCE.sub("", rest)
        repairs["code fence"] += (fences + 1) // 2
    if value := _object(rest):
        answer, outside = value
    elif (mended := _without_trailing_commas(rest)) != rest and (value := _object(mended)):
        repairs["trailing comma"] += len(rest) - len(mended)
        answer, outside = value
    else:
        raise AnswerFormError(_found_instead(rest))
    if outside.strip():
        repairs["prose around"] += 1
    return answer, repairs


def _without_thinking(answer: str, repairs: Repairs) -> str:
    rest, count = _THINKING.subn("", answer)
    rest, more = _THOUGHT_BEFORE.subn("", rest)
    if count + more:
        repairs["thinking"] += count + more
    return rest


def _object(text: str) -> tuple[dict[str, Any], str] | None:
    """The first object with a key of an answer, else one without any key; and what stands around it."""
    empty: tuple[dict[str, Any], str] | None = None
    for value, start, end in _objects(text):
        around = text[:start] + text[end:]
        if any(key in value for key in KEYS):
            return value, around
        if not value and empty is None:
            empty = value, around
    return empty


def _objects(text: str) -> Iterator[tuple[dict[str, Any], int, int]]:
    decoder = json.JSONDecoder()
    for number, brace in enumerate(re.finditer(r"\{", text)):
        if number >= MOST_TRIES:
            return
        try:
            value, end = decoder.raw_decode(text, brace.start())
        except ValueError:
            continue
        except RecursionError:
            return
        yield value, brace.start(), end


def _without_trailing_commas(text: str) -> str:
    return _STRING_OR_COMMA.sub(lambda match: "" if match[0] == "," else match[0], text)


def _found_instead(text: str) -> str:
    if not text.strip():
        return "the model's answer is empty; expected a JSON object"
    words = " ".join(text.split())
    shown = words[:120] + ("..." if len(words) > 120 else "")
    return f"the model's answer holds no JSON object with {', '.join(KEYS)}: {shown!r}"
