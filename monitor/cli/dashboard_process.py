"""The dashboard, served from the same terminal in a process of its own."""

import logging
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from classroom.data_folders import PROJECT_FOLDER
from classroom.database_url import DATABASE_URL_VARIABLE

log = logging.getLogger(__name__)

PORTS_TRIED: Final = 20
ENDING_SECONDS: Final = 5.0


@dataclass(frozen=True, slots=True)
class DashboardProcess:
    """What the dashboard is started with."""

    host: str
    port: int
    database_url: str
    config: Path | None
    open_browser: bool


@contextmanager
def dashboard_beside(asked: DashboardProcess) -> Iterator[None]:
    """Serve the dashboard until the block ends. A taken port is no reason not to hold the class: the next is used."""
    port = free_port(asked.host, asked.port)
    if port != asked.port:
        log.warning("Port %d is in use, so the dashboard takes %d.", asked.port, port)
    command = [sys.executable, str(PROJECT_FOLDER / "run_dashboard.py"), "--host", asked.host, "--port", str(port)]
    command += ["--parent-pid", str(os.getpid())]
    command += ["--config", str(asked.config)] if asked.config else []
    command += ["--open"] if asked.open_browser else []
    # Not on the command line, which every user of the machine can list: the URL may hold a password.
    environment = {**os.environ, DATABASE_URL_VARIABLE: asked.database_url}
    # A session of its own, because Ctrl-C would reach it too, and the page must outlive the class's last sample.
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, env=environment, start_new_session=os.name == "posix")
    try:
        yield
    finally:
        process.terminate()
        try:
            process.wait(ENDING_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def free_port(host: str, first: int) -> int:
    """Return the first free port from `first` on, or `first` itself if none of the next twenty is free."""
    for port in range(first, min(first + PORTS_TRIED, 65536)):
        with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
            if os.name == "posix":
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError:
                continue
            return port
    return first
