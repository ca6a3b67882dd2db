"""A real PostgreSQL server, started for these tests in a folder of its own."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest


def _server_programs() -> Path | None:
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).parent
    return max(Path("/usr/lib/postgresql").glob("*/bin"), default=None)


def _as_other_user(folder: Path) -> list[str]:
    """PostgreSQL refuses to run as root, so root hands over to the user that its package made."""
    if os.geteuid() != 0:
        return []
    shutil.chown(folder, "postgres")
    return ["runuser", "-u", "postgres", "--"]


def _run(command: list[str], folder: Path) -> None:
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=folder)


@pytest.fixture(scope="session")
def postgresql_url() -> Iterator[str]:
    programs = _server_programs()
    if programs is None:
        pytest.skip("PostgreSQL's server is not installed")
    folder = Path(tempfile.mkdtemp(prefix="moodline-postgresql-"))
    user = _as_other_user(folder)
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    data = folder / "data"
    control = [*user, str(programs / "pg_ctl"), "-D", str(data), "-w"]
    initdb = [*user, str(programs / "initdb"), "-D", str(data), "-U", "moodline", "--auth=trust", "-E", "UTF8"]
    _run(initdb, folder)
    settings = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} -c fsync=off"
    _run([*control, "-o", settings, "-l", str(folder / "log"), "start"], folder)
    try:
        yield f"postgresql+psycopg://moodline@127.0.0.1:{port}/postgres"
    finally:
        _run([*control, "-m", "immediate", "stop"], folder)
        shutil.rmtree(folder)
