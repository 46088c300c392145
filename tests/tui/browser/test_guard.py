from __future__ import annotations

import pytest

pytest.importorskip("aiohttp", reason="needs the extra `web`")

from annotator.tui.browser.guard import refusal

HOSTS = frozenset({"127.0.0.1:8000"})
TOKEN = "the-token"


def test_the_token_opens_and_the_cookie_keeps_open() -> None:
    assert refusal(TOKEN, HOSTS, {"Host": "127.0.0.1:8000"}, TOKEN, "") is None
    assert refusal(TOKEN, HOSTS, {"Host": "127.0.0.1:8000", "Origin": "http://127.0.0.1:8000"}, "", TOKEN) is None


@pytest.mark.parametrize("given", ["", "another", TOKEN + "x", "ключ"])
def test_without_the_token_nothing_opens(given: str) -> None:
    assert "token" in (refusal(TOKEN, HOSTS, {"Host": "127.0.0.1:8000"}, given, given) or "")


def test_another_name_for_this_machine_is_refused() -> None:
    assert "name" in (refusal(TOKEN, HOSTS, {"Host": "evil.example:8000"}, TOKEN, TOKEN) or "")


def test_another_site_is_refused_even_with_the_cookie() -> None:
    headers = {"Host": "127.0.0.1:8000", "Origin": "https://evil.example"}
    assert "site" in (refusal(TOKEN, HOSTS, headers, "", TOKEN) or "")
