"""One question to the server, asked again while it is busy, with what it cost; its own words where it refuses."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from threading import Lock
from typing import TYPE_CHECKING, Any

from annotator.extractors.llm.spec import AnswerFormat, ModelSpec

if TYPE_CHECKING:
    import httpx

BUSY = frozenset({408, 409, 425, 429, 500, 502, 503, 504, 520, 522, 524, 529})
"""The statuses after which it is worth asking again."""
REFUSED_FORM = frozenset({400, 422})
"""Those of a server that does not know a key of the question."""
OUT_OF_MONEY = "insufficient_quota"

FIRST_WAIT_S = 0.5
LONGEST_BACK_OFF_S = 30.0
LONGEST_WAIT_S = 300.0
"""A server that says to wait for longer is not waited for."""
SHOWN_CHARS = 300
NO_ANSWERS = (ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError)
"""What comes of looking for the model's words in what is no completion."""

WEAKER: dict[AnswerFormat, AnswerFormat] = {"json_schema": "json_object", "json_object": "none"}


class ServerError(RuntimeError):
    """The server cannot be reached, refuses, or gives no completion; the message has its words."""


@dataclass
class Cost:
    """How often a server was asked, and how many tokens it counted; None where it never said."""

    requests: int = 0
    tokens: int | None = None

    def add(self, usage: object) -> None:
        """Count what an answer says that it used."""
        if isinstance(usage, dict):
            parts = [usage.get(key) for key in ("prompt_tokens", "completion_tokens")]
            whole = usage.get("total_tokens") or sum(each for each in parts if isinstance(each, int))
            if isinstance(whole, int) and whole > 0:
                self.tokens = (self.tokens or 0) + whole


@dataclass
class Server:
    """An endpoint for chat completions; several threads may ask at once.

    `say` is told, once, what the server does not know; `wait` sleeps.
    """

    client: httpx.Client
    spec: ModelSpec
    schema: dict[str, Any]
    say: Callable[[str], None]
    wait: Callable[[float], None] = time.sleep
    _format: AnswerFormat = field(init=False)
    _lock: Lock = field(init=False, default_factory=Lock)

    def __post_init__(self) -> None:
        """Begin with the format that was asked for."""
        self._format = self.spec.format

    def ask(self, messages: list[dict[str, str]], cost: Cost) -> str:
        """The model's words.

        Raises:
            ServerError: there are none, after all retries.
        """
        while True:
            form = self._format
            answer = self._asked(self._question(messages, form), cost)
            if answer.status_code not in REFUSED_FORM or form == "none" or _is_about_temperature(answer):
                return self._words(answer, cost)
            self._weaken(form, answer)

    def _question(self, messages: list[dict[str, str]], form: AnswerFormat) -> dict[str, Any]:
        question: dict[str, Any] = {"model": self.spec.model, "messages": messages}
        if self.spec.temperature is not None:
            question["temperature"] = self.spec.temperature
        if form == "json_schema":
            named = {"name": "annotations", "strict": True, "schema": self.schema}
            question["response_format"] = {"type": form, "json_schema": named}
        elif form == "json_object":
            question["response_format"] = {"type": form}
        return question

    def _weaken(self, refused: AnswerFormat, answer: httpx.Response) -> None:
        with self._lock:
            if self._format == refused:
                self._format = WEAKER[refused]
                warning = f"the server refuses format={refused} ({server_words(answer)}); asked with {self._format}"
                self.say(warning)

    def _asked(self, question: dict[str, Any], cost: Cost) -> httpx.Response:
        """The server's answer, once it is not busy.

        Raises:
            ServerError: it stays so, or cannot be reached.
        """
        import httpx  # noqa: PLC0415 - an extra

        for retry in range(self.spec.retries + 1):
            cost.requests += 1
            last = retry == self.spec.retries
            try:
                answer = self.client.post("chat/completions", json=question)
            except httpx.TransportError as error:
                if last:
                    words = str(error) or type(error).__name__
                    raise ServerError(f"{self.client.base_url} cannot be reached: {words}{_tries(retry)}") from error
                self.wait(back_off_s(retry))
                continue
            except (httpx.InvalidURL, httpx.HTTPError) as error:
                raise ServerError(f"{self.client.base_url}: {error}") from error
            if answer.status_code not in BUSY or OUT_OF_MONEY in answer.text:
                return answer
            wait_s = asked_to_wait_s(answer.headers.get("Retry-After", ""))
            if last or (wait_s or 0) > LONGEST_WAIT_S:
                raise ServerError(f"{refusal(answer)}{_tries(retry)}")
            self.wait(back_off_s(retry) if wait_s is None else wait_s)
        raise AssertionError("the last try returns or raises")

    def _words(self, answer: httpx.Response, cost: Cost) -> str:
        if answer.status_code != 200:
            hint = "; give temperature=none to leave it to the server" if _is_about_temperature(answer) else ""
            raise ServerError(refusal(answer) + hint)
        try:
            whole = answer.json()
            choice = whole["choices"][0]
            content = choice["message"].get("content")
        except NO_ANSWERS as error:
            raise ServerError(f"the server's answer is no chat completion: {server_words(answer)}") from error
        cost.add(whole.get("usage"))
        if choice.get("finish_reason") == "length":
            raise ServerError("the model's answer was cut at the server's limit of tokens; give a smaller window_chars")
        if isinstance(content, list):
            content = "".join(str(part.get("text") or "") for part in content if isinstance(part, dict))
        if content is None and (refused := choice["message"].get("refusal")):
            raise ServerError(f"the model refuses: {str(refused)[:SHOWN_CHARS]}")
        return content if isinstance(content, str) else ""


def back_off_s(retry: int) -> float:
    """How long to wait before the next try, by itself: twice as long each time, and never for all alike."""
    longest: float = min(FIRST_WAIT_S * 2 ** min(retry, 10), LONGEST_BACK_OFF_S)
    return longest * random.uniform(0.5, 1.0)


def asked_to_wait_s(retry_after: str, now: datetime | None = None) -> float | None:
    """How long a server says to wait, in seconds or until a date; None where it does not."""
    try:
        return max(0.0, float(retry_after))
    except ValueError:
        pass
    try:
        then = parsedate_to_datetime(retry_after)
    except ValueError:
        return None
    return max(0.0, (then.astimezone(UTC) - (now or datetime.now(UTC))).total_seconds())


def refusal(answer: httpx.Response) -> str:
    """A status that is no success, with the server's words."""
    return f"the server answers {answer.status_code} {answer.reason_phrase}: {server_words(answer)}"


def server_words(answer: httpx.Response) -> str:
    """What a server says in an answer's body: the message of its error, else the beginning of it all."""
    body: Any = None
    with suppress(ValueError, RecursionError):
        body = answer.json()
    for key in ("error", "message", "detail"):
        body = body.get(key, body) if isinstance(body, dict) else body
    words = " ".join((body if isinstance(body, str) else answer.text).split())
    return words[:SHOWN_CHARS] + ("..." if len(words) > SHOWN_CHARS else "") or "(no words)"


def _is_about_temperature(answer: httpx.Response) -> bool:
    return answer.status_code in REFUSED_FORM and "temperature" in answer.text and "response_format" not in answer.text


def _tries(retry: int) -> str:
    return f" (asked {retry + 1} times)" if retry else ""
