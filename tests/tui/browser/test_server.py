"""The server against a page that is none: sizes beyond reason and messages that mean nothing."""

from __future__ import annotations

import asyncio
import socket
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

pytest.importorskip("aiohttp", reason="needs the extra `web`")
pytest.importorskip("textual_serve", reason="needs the extra `web`")

import aiohttp

from annotator.project.articles.add import add_files
from annotator.project.doctor import diagnose
from annotator.project.project import Project
from annotator.tui.browser.message import MOST_COLUMNS, MOST_ROWS

pytestmark = [
    pytest.mark.terminal,
    pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="processes are looked up in /proc"),
]


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    opened = Project.create(tmp_path / "project", "1.0.0")
    (tmp_path / "first.txt").write_text("Oskell blacklisted the Dawn Column in May.\n", "utf-8")
    add_files(opened, [tmp_path / "first.txt"])
    opened.close()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "annotator", "serve", "--port", str(port), "--project", str(opened.folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert process.stderr
        yield f"{process.stdout.readline().strip()} {process.pid}"
        process.terminate()
        assert "Traceback" not in process.stderr.read()
    # A tab that is closed leaves nothing behind, and there is nothing to find.
    assert list((opened.folder / ".annotator" / "leases").iterdir()) == []
    assert diagnose(opened.folder) == []


def screens_of(server_pid: str) -> list[dict[str, str]]:
    """The environments of the screens that a server started."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            words = (folder / "environ").read_bytes().decode("utf-8", "replace").split("\0")
        except OSError:
            continue
        environment = dict(word.partition("=")[::2] for word in words)
        if environment.get("ANNOTATOR_SERVER_PID") == server_pid:
            found.append(environment)
    return found


@asynccontextmanager
async def visitor(url: str) -> AsyncIterator[aiohttp.ClientSession]:
    """Somebody whom the server, once it listens, has let in."""
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as session:
        for _ in range(100):
            try:
                await session.get(url)
                break
            except aiohttp.ClientConnectorError:
                await asyncio.sleep(0.1)
        yield session


async def until(condition: Callable[[], bool]) -> None:
    while not condition():
        await asyncio.sleep(0.05)


def test_a_closed_tab_leaves_no_lease(address: str, tmp_path: Path) -> None:
    url, server_pid = address.split()
    leases = tmp_path / "project" / ".annotator" / "leases"

    async def page() -> None:
        async with visitor(url) as session:
            async with session.ws_connect(f"{url.partition('?')[0]}ws?width=80&height=24"):
                await until(lambda: any(leases.iterdir()))
            await until(lambda: not screens_of(server_pid))

    asyncio.run(asyncio.wait_for(page(), 60))
    assert list(leases.iterdir()) == []


def test_a_screen_has_a_largest_size_and_nonsense_does_not_end_it(address: str) -> None:
    url, server_pid = address.split()

    async def page() -> list[dict[str, str]]:
        base = url.partition("?")[0]
        async with (
            visitor(url) as session,
            session.ws_connect(f"{base}ws?width=20000&height=999999999") as websocket,
        ):
            for text in (
                "[]",
                "{}",
                '["resize", 3]',
                '["resize", {"width": 1e400, "height": -5}]',
                "x",
                '["stdin"]',
            ):
                await websocket.send_str(text)
            await websocket.send_str('["ping", 7]')
            async for said in websocket:
                if said.type == aiohttp.WSMsgType.TEXT and said.json() == ["pong", 7]:
                    return screens_of(server_pid)
        raise AssertionError("the screen has ended")

    [screen] = asyncio.run(asyncio.wait_for(page(), 60))
    assert (screen["COLUMNS"], screen["ROWS"]) == (str(MOST_COLUMNS), str(MOST_ROWS))
