"""A model to ask."""

from __future__ import annotations

from collections.abc import Iterator
from threading import Thread

import pytest

from tests.extractors.llm.server import Model


@pytest.fixture
def model(monkeypatch: pytest.MonkeyPatch) -> Iterator[Model]:
    """A local endpoint, whose address and key stand in the environment."""
    with Model() as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.address)
        monkeypatch.setenv("OPENAI_API_KEY", "s3cret")
        thread = Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join()
