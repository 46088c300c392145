"""A model to ask."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.extractors.llm.server import Model, served


@pytest.fixture
def model(monkeypatch: pytest.MonkeyPatch) -> Iterator[Model]:
    """A local endpoint, whose address and key stand in the environment."""
    yield from served(monkeypatch)
