"""A local endpoint for chat completions that misbehaves in the ways that it is told to."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Barrier, Lock, Thread
from typing import Any

import pytest

USAGE = {"prompt_tokens": 30, "completion_tokens": 12, "total_tokens": 42}
Plain = dict[str, Any]


@dataclass(frozen=True)
class Reply:
    """One answer of the server: a status, headers, and its body."""

    body: bytes
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    drops: bool = False


def says(content: object, **more: object) -> Reply:
    """A completion with these words, or with this object as JSON."""
    words = content if isinstance(content, str | list | None) else json.dumps(content)
    choice = {"message": {"content": words}, "finish_reason": "stop"} | more
    return Reply(json.dumps({"choices": [choice], "usage": USAGE}).encode())


def refuses(status: int, message: str, **headers: str) -> Reply:
    """A status that is no success, with the server's words."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Reply(json.dumps({"error": {"message": message}}).encode(), status, named)


DROPS = Reply(b"", drops=True)
"""The connection is closed without an answer."""


class Model(ThreadingHTTPServer):
    """Gives the replies of its queue, then `reply(question)` for ever; remembers what it was asked."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.queue: deque[Reply] = deque()
        self.reply: Callable[[Plain], Reply] = lambda question: says({})
        self.questions: list[Plain] = []
        self.keys: list[str | None] = []
        self.together: Barrier | None = None
        self.lock = Lock()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/v1"


def served(monkeypatch: pytest.MonkeyPatch) -> Iterator[Model]:
    """A model that listens, whose address and key stand in the environment, until it is not needed any more."""
    with Model() as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.address)
        monkeypatch.setenv("OPENAI_API_KEY", "s3cret")
        thread = Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


class Handler(BaseHTTPRequestHandler):
    server: Model

    def do_POST(self) -> None:
        question = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        with self.server.lock:
            self.server.questions.append(question)
            self.server.keys.append(self.headers["Authorization"])
            reply = self.server.queue.popleft() if self.server.queue else self.server.reply(question)
        if self.server.together:
            self.server.together.wait(20)
        if reply.drops:
            self.close_connection = True
            return
        found = self.path == "/v1/chat/completions"
        self.send_response(reply.status if found else 404)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(reply.body if found else b'{"error": {"message": "no such path"}}')

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        pass
