"""Serve the dashboard in a process of its own, started from the monitor's terminal."""

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
class DashboardOptions:
    """The start parameters of the dashboard."""

    host: str
    port: int
    database_url: str
    config: Path | None
    open_browser: bool


@contextmanager
def dashboard_process(options: DashboardOptions) -> Iterator[str]:
    """Serve the dashboard until the block ends; yield its address. If the port is taken, the next free one is used."""
    port = free_port(options.host, options.port)
    if port != options.port:
        log.warning("Port %d is in use, so the dashboard takes %d.", options.port, port)
    command = [sys.executable, str(PROJECT_FOLDER / "run_dashboard.py"), "--host", options.host, "--port", str(port)]
    command += ["--parent-pid", str(os.getpid())]
    command += ["--config", str(options.config)] if options.config else []
    command += [] if options.open_browser else ["--no-browser"]
    # Not on the command line, which every user of the machine can list: the URL may contain a password.
    environment = {**os.environ, DATABASE_URL_VARIABLE: options.database_url}
    # A session of its own, because Ctrl-C would reach it too, and the page must outlive the class's last sample.
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, env=environment, start_new_session=os.name == "posix")
    host = f"[{options.host}]" if ":" in options.host.strip("[]") else options.host
    try:
        yield f"http://{host}:{port}"
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
