"""`annotator serve`: the same screens in a browser."""

from __future__ import annotations

import sys

from annotator.cli.output import talk
from annotator.cli.project_option import ProjectFolder
from annotator.errors import ExitCode, UsageError


def serve(
    *,
    host: str = "127.0.0.1",
    port: int = 8000,
    public_url: str | None = None,
    project: ProjectFolder = None,
) -> int:
    """Serve the labelling screen to a browser until Ctrl+C.

    The address printed holds a token; without it nothing is served. By default only this machine can connect.

    Args:
        host: The address to bind; another one than 127.0.0.1 lets other machines in.
        port: The port to listen on.
        public_url: The address under which browsers reach the server, when a proxy stands between.
    """
    if not 1 <= port <= 65535:
        raise UsageError(f"--port {port}: expected a number from 1 to 65535")
    if not host:
        raise UsageError("--host: empty; expected an address, such as 127.0.0.1")
    from annotator.project.project import Project  # noqa: PLC0415 - loaded when called, as every command

    root = Project.open(project).folder
    try:
        from annotator.tui.browser.server import ScreenServer  # noqa: PLC0415 - needs the extra `web`
    except ImportError as error:
        raise UsageError("serving needs the extra `web`: pip install 'gold-annotator[web]'") from error
    server = ScreenServer([sys.executable, "-m", "annotator", "label", "--project", str(root)], host, port, public_url)
    if host not in ("127.0.0.1", "localhost", "::1"):
        talk(f"Listening on {host}: whoever has the token can label, from any machine that reaches this one.")
    talk("Open this address; Ctrl+C ends the server.")
    print(server.address, flush=True)
    server.serve()
    return int(ExitCode.OK)
