"""The server of the screens: each browser tab gets a labelling process of its own, which ends with the tab."""

from __future__ import annotations

import asyncio
import os
import secrets
import shlex
import signal
from asyncio.subprocess import Process
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from aiohttp import WSMsgType, web
from textual_serve.app_service import AppService
from textual_serve.server import Server
from typing_extensions import override

from annotator.tui.browser.guard import middleware
from annotator.tui.browser.message import Message, read_message, screen_size
from annotator.tui.browser.orphan import SERVER_PID

LOCAL_NAMES = ("127.0.0.1", "localhost", "[::1]")
STOP_TIMEOUT_S = 5.0


class ScreenProcess(AppService):
    """One labelling process behind one browser tab, in a process group of its own."""

    @override
    def _build_environment(self, width: int = 80, height: int = 24) -> dict[str, str]:
        return super()._build_environment(width, height) | {SERVER_PID: str(os.getpid())}

    @override
    async def _open_app_process(self, width: int = 80, height: int = 24) -> Process:
        """Start the process without a shell between it and this server."""
        self._process = await asyncio.create_subprocess_exec(
            *shlex.split(self.command),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            env=self._build_environment(width, height),
            start_new_session=True,
        )
        self._stdin = self._process.stdin
        return self._process

    @override
    async def stop(self) -> None:
        """Ask the process to quit, and end its group when it does not."""
        with suppress(TimeoutError):
            await asyncio.wait_for(super().stop(), STOP_TIMEOUT_S)
        if self._process is None:
            return
        try:
            await asyncio.wait_for(self._process.wait(), STOP_TIMEOUT_S)
        except TimeoutError:
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
            await self._process.wait()


class ScreenServer(Server):
    """Serves the screens on one address, to whoever has the token."""

    def __init__(self, arguments: Sequence[str], host: str, port: int, public_url: str | None = None) -> None:
        """Serve what the command `arguments` shows; `host` is the address to bind."""
        super().__init__(
            shlex.join(arguments),
            host=host,
            port=port,
            title="annotator",
            public_url=public_url,
            templates_path=Path(__file__).parent / "templates",
        )
        self.token = secrets.token_urlsafe(24)
        self._running: set[ScreenProcess] = set()

    @property
    def address(self) -> str:
        """The address to open, token included."""
        return f"{self.public_url}/?token={self.token}"

    def _hosts(self) -> frozenset[str]:
        public = self.public_url.split("//", 1)[1].split("/", 1)[0]
        return frozenset({public, *(f"{name}:{self.port}" for name in (*LOCAL_NAMES, self.host))})

    @override
    def initialize_logging(self) -> None:
        """Leave logging as it is: what is said goes through the command line."""

    @override
    async def _make_app(self) -> web.Application:
        app = await super()._make_app()
        app.middlewares.append(middleware(self.token, self._hosts()))
        app.router.add_get("/focus.js", _focus_script)
        return app

    @override
    async def on_startup(self, app: web.Application) -> None:
        """Say nothing; the command has printed the address."""

    @override
    async def on_shutdown(self, app: web.Application) -> None:
        """End every screen that is still open."""
        await asyncio.gather(*(screen.stop() for screen in list(self._running)))

    @override
    async def handle_websocket(self, request: web.Request) -> web.WebSocketResponse:
        """Run one screen for as long as its tab is connected."""
        websocket = web.WebSocketResponse(heartbeat=15)
        await websocket.prepare(request)

        async def close() -> None:
            await websocket.close()

        screen = ScreenProcess(
            self.command,
            write_bytes=websocket.send_bytes,
            write_str=websocket.send_str,
            close=close,
            download_manager=self.download_manager,
        )
        self._running.add(screen)
        try:
            await screen.start(*screen_size(request.query.get("width"), request.query.get("height")))
            await self._process_messages(websocket, screen)
        finally:
            await screen.stop()
            self._running.discard(screen)
        return websocket

    @override
    async def _process_messages(self, websocket: web.WebSocketResponse, app_service: AppService) -> None:
        """Hand what the page says to the screen; what is no message is passed over."""
        async for received in websocket:
            if received.type == WSMsgType.TEXT and (message := read_message(received.data)):
                await _heed(message, websocket, app_service)


async def _heed(message: Message, websocket: web.WebSocketResponse, screen: AppService) -> None:
    match message.kind:
        case "stdin":
            await screen.send_bytes(message.typed)
        case "resize":
            await screen.set_terminal_size(*message.size)
        case "ping":
            await websocket.send_json(["pong", message.token])
        case "blur":
            await screen.blur()
        case "focus":
            await screen.focus()


async def _focus_script(_: web.Request) -> web.FileResponse:
    """The script that gives the keys to the screen as soon as it stands."""
    return web.FileResponse(Path(__file__).parent / "templates" / "focus.js")
