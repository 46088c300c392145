"""The labelling screen in a real browser: a token at the door, keys and a mouse drag, nothing from outside."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

pytest.importorskip("textual_serve", reason="the extra `web` is not installed")

from annotator.model.document import Document
from annotator.project.articles.add import add_files
from annotator.project.project import Project
from annotator.project.records.export_records import exported
from tests.chromium import Page, needs_chromium, open_page

pytestmark = [pytest.mark.terminal, needs_chromium]

TEXT = (
    "Oskell blacklisted the Dawn Column in May.\n\nIlan Marek, the head of the Selm Brigade, said they attacked "
    "Varania’s Border Corps. An Oskell-backed group denied it.\n"
)
SIZE = (1100, 700)
CELL = (9, 21)
"""Pixels of a cell in the page's font, nearly."""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "project"
    opened = Project.create(folder, "1.0.0")
    (tmp_path / "first.txt").write_text(TEXT, "utf-8")
    add_files(opened, [tmp_path / "first.txt"])
    opened.close()
    return folder


@pytest.fixture
def server(project: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "annotator", "serve", "--port", str(port), "--project", str(project)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert process.stdout is not None
    address = process.stdout.readline().strip()
    wait_for_port(port)
    try:
        yield process, address
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def wait_for_port(port: int) -> None:
    for _ in range(200):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise AssertionError("the server never listened")


def entities(folder: Path) -> list[tuple[str, str]]:
    opened = Project.open(folder)
    (document,) = exported(opened)
    opened.close()
    return sorted((each.type, each.text or "") for each in document.entities.values())


def screens_of(server_pid: int) -> list[int]:
    """The labelling processes that this server started, also when it has gone."""
    found = []
    mark = f"ANNOTATOR_SERVER_PID={server_pid}".encode()
    for folder in Path("/proc").iterdir():
        try:
            if folder.name.isdecimal() and mark in (folder / "environ").read_bytes().split(b"\0"):
                found.append(int(folder.name))
        except (OSError, PermissionError):
            continue
    return found


async def until_gone(server_pid: int) -> None:
    for _ in range(150):
        if not screens_of(server_pid):
            return
        await asyncio.sleep(0.1)
    raise AssertionError(f"left behind: {screens_of(server_pid)}")


async def until_labelled(folder: Path, expected: list[tuple[str, str]]) -> None:
    for _ in range(100):
        if entities(folder) == expected:
            return
        await asyncio.sleep(0.1)
    assert entities(folder) == expected


async def opened(page: Page, address: str) -> None:
    await page.open(address)
    await page.until("document.body && document.body.classList.contains('-first-byte')")
    await page.until("document.querySelector('.xterm-screen canvas, .xterm-rows') !== null")
    await asyncio.sleep(2.0)


def test_without_the_token_nothing_is_served(server: tuple[subprocess.Popen[str], str]) -> None:
    _, address = server
    for refused in (address.split("?")[0], address + "x"):
        with pytest.raises(urllib.error.HTTPError) as answer:
            urllib.request.urlopen(refused, timeout=20)
        assert answer.value.code == 403
        answer.value.close()


def test_keys_and_a_drag_label_and_nothing_is_left_behind(
    project: Path, server: tuple[subprocess.Popen[str], str]
) -> None:
    process, address = server

    async def session() -> None:
        async with open_page(*SIZE) as page:
            await opened(page, address)
            assert "token" not in await page.evaluate("location.href")
            assert len(screens_of(process.pid)) == 1
            await page.type("g")
            await until_labelled(project, [("GPE", "Oskell")])
            await drag_over(page, "Dawn Column")
            await page.type("o")
            await until_labelled(project, [("GPE", "Oskell"), ("ORG", "Dawn Column")])
            if os.environ.get("SCREENSHOT"):
                await page.screenshot(Path(os.environ["SCREENSHOT"]))
            hosts = {urlsplit(each).hostname for each in page.requested if not each.startswith(("data:", "blob:"))}
            assert hosts <= {"127.0.0.1", None}, page.requested
        await until_gone(process.pid)
        async with open_page(*SIZE) as page:
            await opened(page, address)
            assert len(screens_of(process.pid)) == 1
            process.send_signal(signal.SIGKILL)
            process.wait()
            await until_gone(process.pid)

    asyncio.run(session())


def document_of(folder: Path) -> Document:
    opened = Project.open(folder)
    (document,) = exported(opened)
    opened.close()
    return document


async def until(folder: Path, holds: Callable[[Document], bool]) -> None:
    for _ in range(100):
        if holds(document_of(folder)):
            return
        await asyncio.sleep(0.1)
    raise AssertionError(document_of(folder))


def test_the_lists_and_the_sheet_answer_in_the_browser(
    project: Path, server: tuple[subprocess.Popen[str], str]
) -> None:
    _, address = server

    async def session() -> None:
        async with open_page(*SIZE) as page:
            await opened(page, address)
            await page.type("g")
            await drag_over(page, "Dawn Column")
            await page.type("o")
            await until(project, lambda document: len(document.entities) == 2)
            await page.type("$")
            for _ in range(2):
                await asyncio.sleep(0.5)
                await page.press("Enter", 13, "\r")
            await until(project, lambda document: not any(each.unconfirmed for each in document.entities.values()))
            await page.press("Escape", 27)
            await asyncio.sleep(0.5)
            await page.type("_")
            await asyncio.sleep(0.5)
            await page.type("m")
            await until(project, lambda document: "GPE" not in document.incomplete_for)

    asyncio.run(session())


CAPTION = "Ilan Marek of the Selm Brigade walks through Tessal after the raid."
TWIN = f"{CAPTION}\n\nThe Selm Brigade left; an unknown group stayed.\n\n{CAPTION}\n"


def held(folder: Path, document_id: str) -> Document:
    """The layer as it is labelled, with what no record holds."""
    opened = Project.open(folder)
    session = opened.open_session(document_id)
    document = session.document
    session.close()
    opened.close()
    return document


async def until_held(folder: Path, holds: Callable[[Document], bool]) -> None:
    for _ in range(100):
        if holds(held(folder, "twin")):
            return
        await asyncio.sleep(0.1)
    raise AssertionError(held(folder, "twin"))


def things(document: Document) -> list[set[str]]:
    """The words of the mentions of each thing."""
    chains: dict[str, set[str]] = {}
    for each in document.entities.values():
        chains.setdefault(each.coref or each.id, set()).add(f"{each.text} {each.spans[0][0]}")
    return list(chains.values())


def test_things_what_is_put_aside_going_back_and_twins_answer_in_the_browser(
    project: Path, server: tuple[subprocess.Popen[str], str]
) -> None:
    _, address = server
    opened_project = Project.open(project)
    (project / "twin.txt").write_text(TWIN, "utf-8")
    add_files(opened_project, [project / "twin.txt"])
    opened_project.close()
    brigade = [TWIN.index("Selm Brigade"), TWIN.index("Selm Brigade", len(CAPTION))]
    copy = TWIN.rindex(CAPTION)

    async def keys(page: Page, text: str) -> None:
        for each in text:
            if each == "\r":
                await page.press("Enter", 13, "\r")
            else:
                await page.type(each)
            await asyncio.sleep(0.2)

    async def session() -> None:
        async with open_page(*SIZE) as page:
            await opened(page, address)
            await keys(page, ",n")
            await asyncio.sleep(1.0)
            await keys(page, "/Selm Brigade\ro/Selm Brigade\ro")
            pair = {f"Selm Brigade {start}" for start in brigade}
            await until_held(project, lambda document: pair in things(document))
            await keys(page, "==")
            await until_held(project, lambda document: pair not in things(document))
            await keys(page, "=1")
            await until_held(project, lambda document: pair in things(document))
            await keys(page, "/group\r-")
            await until_held(project, lambda document: any("group" in each for each in document.rejected))
            await keys(page, "/raid\r")
            await page.press("o", 79, ctrl=True)
            await asyncio.sleep(0.5)
            before = len(held(project, "twin").entities)
            await keys(page, "f")
            await until_held(project, lambda document: len(document.entities) == before + 1)
            made = [each for each in held(project, "twin").entities.values() if each.type == "FACILITY"]
            assert [each.text != "raid" for each in made] == [True]
            await keys(page, "/walks\r,=")
            await until_held(
                project, lambda document: any(each.spans[0][0] > copy for each in document.entities.values())
            )

    asyncio.run(session())


async def drag_over(page: Page, words: str) -> None:
    """Drag from the first to the last character of some words of the first line, one row below the header."""
    script = (
        "(box => [box.left, box.top, box.width, box.height])"
        "(document.querySelector('.xterm-screen').getBoundingClientRect())"
    )
    left, top, width, height = await page.evaluate(script)
    columns, rows = round(width / CELL[0]), round(height / CELL[1])
    y = top + 1.5 * height / rows
    start, end = TEXT.index(words) + 0.5, TEXT.index(words) + len(words) - 0.5
    await page.drag((left + start * width / columns, y), (left + end * width / columns, y))
    await asyncio.sleep(0.5)
