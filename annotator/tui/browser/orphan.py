"""A served screen ends with its server: nothing is left behind, however the server ended.

A server that is killed cannot say goodbye, and its children's input just falls silent; so the child looks now and then
whether its parent is still the one that started it.
"""

from __future__ import annotations

import os
import signal
from threading import Event, Thread

SERVER_PID = "ANNOTATOR_SERVER_PID"
"""The environment variable in which a server tells its screens who it is."""

LOOK_EVERY_S = 1.0
GRACE_S = 5.0


def end_with_server() -> None:
    """Where a server started this process, end it when the server has gone: first politely, then for good."""
    server = os.environ.get(SERVER_PID, "")
    if server.isdecimal():
        Thread(target=_watch, args=(int(server),), daemon=True, name="orphan-guard").start()


def _watch(server: int) -> None:
    pause = Event()
    while os.getppid() == server:
        pause.wait(LOOK_EVERY_S)
    os.kill(os.getpid(), signal.SIGTERM)
    pause.wait(GRACE_S)
    os.kill(os.getpid(), signal.SIGKILL)
