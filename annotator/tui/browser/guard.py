"""Who may talk to the browser server: whoever has the token, from the page that the server itself sent.

The token stands in the address that `annotator serve` prints; the first visit trades it for a cookie that scripts and
other sites cannot use. A request under another host name (DNS rebinding) or from another site's page is refused.
"""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from urllib.parse import urlsplit

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

COOKIE = "annotator_token"
POLICY = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; font-src 'self'; "
    "img-src 'self' data:; connect-src 'self' {websocket}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


def refusal(
    token: str, allowed_hosts: frozenset[str], headers: Mapping[str, str], query: str, cookie: str
) -> str | None:
    """Why a request is refused; None when it may pass."""
    host = headers.get("Host", "")
    if host not in allowed_hosts:
        return "this server does not answer under that name"
    origin = headers.get("Origin")
    if origin is not None and urlsplit(origin).netloc != host:
        return "another site's page may not use this server"
    if not any(hmac.compare_digest(given.encode(), token.encode()) for given in (query, cookie) if given):
        return "the token is missing or wrong; open the address that `annotator serve` printed"
    return None


def middleware(token: str, allowed_hosts: frozenset[str]) -> Middleware:
    """The check of every request, as aiohttp calls it."""

    @web.middleware
    async def check(request: web.Request, handler: Handler) -> web.StreamResponse:
        given = request.query.get("token", "")
        cookie = request.cookies.get(COOKIE, "")
        if why := refusal(token, allowed_hosts, request.headers, given, cookie):
            return web.Response(status=403, text=f"Refused: {why}.\n")
        if given:
            # The token must not stay in the address, where history and screenshots would keep it.
            moved = web.HTTPSeeOther(request.path)
            moved.set_cookie(COOKIE, token, httponly=True, samesite="Strict", path="/")
            return moved
        response = await handler(request)
        if not response.prepared:
            response.headers["Content-Security-Policy"] = POLICY.format(websocket=f"ws://{request.host}")
            response.headers["Referrer-Policy"] = "no-referrer"
            response.headers["X-Content-Type-Options"] = "nosniff"
        return response

    return check
